package item_test

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// However a value is spelled, it reads as the same text; and that text reads as itself.
func TestReadingIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue(3).Draw(t, "value")
		for _, text := range []string{string(v), spell(t, v)} {
			read, fault, err := item.NewReader(text).Value()
			if fault != nil || err != nil || read != v {
				t.Fatalf("%s reads as %s (%v, %v), not as %s", text, read, fault, err, v)
			}
		}
	})
}

func TestItemsReadAsTheyAreBuilt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attributes := anyAttributes(2).Draw(t, "attributes")
		text := spellFields(t, item.Map(attributes).Fields())
		read, fault, err := item.NewReader(text).Item()
		if want := item.New(attributes); fault != nil || err != nil || read != want {
			t.Fatalf("%s reads as %q (%v, %v), not as %q", text, read, fault, err, want)
		}
	})
}

func TestMethodsTellTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue(3).Draw(t, "value")
		if again := rebuild(v); again != v {
			t.Fatalf("%s is rebuilt as %s", v, again)
		}
		if v.Size() != sizeOf(v) {
			t.Fatalf("%s: size %d, want %d", v, v.Size(), sizeOf(v))
		}
	})
}

// nowhere is a text that no one draws.
const nowhere = "not drawn \x02"

// Elements and Fields agree with Len, Index, Has and Field.
func TestElementsAndFieldsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue(2).Draw(t, "value")
		count := 0
		for e := range v.Elements() {
			if !v.Has(e) || v.Type() == item.L && v.Index(count) != e {
				t.Fatalf("%s does not find its element %s", v, e)
			}
			count++
		}
		for name, f := range v.Fields() {
			if v.Field(name) != f {
				t.Fatalf("%s does not find its field %q", v, name)
			}
			count++
		}
		if v.Len() != count || v.Index(count) != "" || v.Has(item.String(nowhere)) || v.Field(nowhere) != "" {
			t.Fatalf("%s: finds what it does not have, or %d is not its length", v, v.Len())
		}
	})
}

// An Item is a map from names to values.
func TestItemIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model, it := map[string]item.Value{}, item.New(nil)
		names := rapid.SampledFrom([]string{"a", "b", "a\x00", "\"", "é", "name", "names"})
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			name, v := names.Draw(t, "name"), item.Value("")
			delete(model, name)
			if rapid.IntRange(0, 3).Draw(t, "remove") > 0 {
				v = anyValue(1).Draw(t, "value")
				model[name] = v
			}
			it = it.With(name, v)
			checkMap(t, it, model)
		}
	})
}

func checkMap(t *rapid.T, it item.Item, model map[string]item.Value) {
	var want []item.Attribute
	size := 0
	for name, v := range model {
		want = append(want, item.Attribute{Name: name, Value: v})
		size += len(name) + sizeOf(v)
		if it.Get(name) != v {
			t.Fatalf("%s: %q is %s, not %s", it.JSON(), name, it.Get(name), v)
		}
	}
	if it != item.New(want) || it.Len() != len(model) || it.Size() != size || it.Get("nam") != "" {
		t.Fatalf("%q (size %d) is not %v (size %d)", it, it.Size(), model, size)
	}
	slices.SortFunc(want, func(a, b item.Attribute) int { return strings.Compare(a.Name, b.Name) })
	if !slices.Equal(it.Attributes(), want) {
		t.Fatalf("attributes %v, want %v", it.Attributes(), want)
	}
}

func TestNumbersAgreeWithBigRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := anyNumber.Draw(t, "n"), anyNumber.Draw(t, "m")
		if number(t, n.String()) != n {
			t.Fatalf("%s does not parse as itself", n)
		}
		a, b := ratio(n.String()), ratio(m.String())
		if n.Compare(m) != a.Cmp(b) || (n == m) != (a.Cmp(b) == 0) {
			t.Fatalf("compare %s and %s: %d, want %d", n, m, n.Compare(m), a.Cmp(b))
		}
		sum, fault := n.Add(m)
		checkResult(t, sum, fault, ratio(n.String()).Add(a, b).FloatString(300))
		difference, fault := n.Sub(m)
		checkResult(t, difference, fault, ratio(n.String()).Sub(a, b).FloatString(300))
	})
}

// checkResult: a result is exact, and there is none only when the exact one has no room in a Number.
func checkResult(t *rapid.T, got item.Number, fault *item.Fault, want string) {
	digits := strings.Trim(strings.Replace(strings.TrimPrefix(want, "-"), ".", "", 1), "0")
	fits := digits == "" || len(digits) <= 38 &&
		ratio(strings.TrimPrefix(want, "-")).Cmp(ratio("1e-130")) >= 0 &&
		ratio(strings.TrimPrefix(want, "-")).Cmp(ratio("1e126")) < 0
	if fits != (fault == nil) {
		t.Fatalf("%s: fits %v, fault %v", want, fits, fault)
	}
	if fits && ratio(got.String()).Cmp(ratio(want)) != 0 {
		t.Fatalf("got %s, want %s", got, want)
	}
}

// compareValues is the order of key values, by other means than the package's.
func compareValues(a, b item.Value) int {
	if a.Type() == item.N {
		return ratio(a.Text()).Cmp(ratio(b.Text()))
	}
	return bytes.Compare(decoded(a), decoded(b))
}

func TestKeysSortLikeValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := scalarOf(keyType(t)), scalarOf(keyType(t))
		p, q := first.Draw(t, "p"), first.Draw(t, "q")
		v, w := second.Draw(t, "v"), second.Draw(t, "w")
		checkKeyOrder(t, p, q, v, w)
	})
}

func keyType(t *rapid.T) item.Type {
	return rapid.SampledFrom([]item.Type{item.S, item.N, item.B}).Draw(t, "type")
}

// checkKeyOrder compares keys with partition keys p, q and sort keys v, w. Without their hashes
// they sort by the one, then by the other.
func checkKeyOrder(t failer, p, q, v, w item.Value) {
	sorts, partitions := compareValues(v, w), compareValues(p, q)
	if item.Compare(v, w) != sorts {
		t.Fatalf("compare %s and %s: %d, want %d", v, w, item.Compare(v, w), sorts)
	}
	if got := cmp.Compare(sortKey(v), sortKey(w)); got != sorts {
		t.Fatalf("as last parts %s and %s compare as %d, want %d", v, w, got, sorts)
	}
	a, b := item.EncodeKey(p, v), item.EncodeKey(q, w)
	if got := cmp.Compare(a[8:], b[8:]); got != cmp.Or(partitions, sorts) {
		t.Fatalf("(%s, %s) and (%s, %s) compare as %d", p, v, q, w, got)
	}
	if (a == b) != (p == q && v == w) || (a.Hash() == b.Hash()) != (p == q) {
		t.Fatalf("equal keys of different values: (%s, %s) and (%s, %s)", p, v, q, w)
	}
	inside := strings.HasPrefix(string(b), string(item.CollectionPrefix(p)))
	if inside != (p == q) || inside && !strings.HasPrefix(string(b), string(item.SortPrefix(q, w))) {
		t.Fatalf("key %x of %s, prefix %x of %s", b, q, item.CollectionPrefix(p), p)
	}
}

// A prefix is a range: from itself to its PrefixEnd.
func TestPrefixIsARange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		prefix, key := item.Key(anyBytes.Draw(t, "prefix")), item.Key(anyBytes.Draw(t, "key"))
		if rapid.Bool().Draw(t, "longer") {
			key = prefix + key
		}
		end := prefix.PrefixEnd()
		inRange := prefix <= key && (end == "" || key < end)
		if inRange != strings.HasPrefix(string(key), string(prefix)) {
			t.Fatalf("%x: prefix %x ends at %x", key, prefix, end)
		}
		if next := prefix.Successor(); (key > prefix) != (key >= next) {
			t.Fatalf("%x lies between %x and its successor %x", key, prefix, next)
		}
	})
}

func TestHashKeyIsItsHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hash, v := rapid.Uint64().Draw(t, "hash"), scalarOf(item.S).Draw(t, "v")
		if item.HashKey(hash).Hash() != hash {
			t.Fatalf("%x: hash %x", item.HashKey(hash), hash)
		}
		key := item.EncodeKey(v, "")
		if key.Hash() != item.Hash(v) || key < item.HashKey(item.Hash(v)) || !strings.HasSuffix(string(key), v.Text()) {
			t.Fatalf("key %x of %s, hash %x", key, v, item.Hash(v))
		}
	})
}

// A key tells the values that it was made of, and the text that was hashed; so does the place just
// behind it, where a range goes on.
func TestKeysTellTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keyed := func(role string) item.Value {
			kind := rapid.SampledFrom([]item.Type{item.S, item.N, item.B}).Draw(t, role+" type")
			return scalarOf(kind).Filter(func(v item.Value) bool { return v.Type() == item.N || v.Size() > 0 }).Draw(t, role)
		}
		partition, sort := keyed("partition"), keyed("sort")
		k := item.EncodeKey(partition, sort)
		if p, s := k.Attributes(partition.Type(), sort.Type()); p != partition || s != sort {
			t.Fatalf("the key of %s and %s tells %s and %s", partition, sort, p, s)
		}
		alone := item.EncodeKey(partition, "")
		if p, s := alone.Attributes(partition.Type(), 0); p != partition || s != "" {
			t.Fatalf("the key of %s tells %s and %s", partition, p, s)
		}
		for _, got := range []string{
			k.HashInput(partition.Type(), sort.Type()), k.Successor().HashInput(partition.Type(), sort.Type()),
			alone.HashInput(partition.Type(), 0), alone.Successor().HashInput(partition.Type(), 0),
		} {
			if got != partition.Text() {
				t.Fatalf("of %s, %q was hashed", partition, got)
			}
		}
	})
}

// Bytes that are no key tell some values, and don't panic.
func TestMadeUpKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := item.Key(rapid.SliceOf(rapid.Byte()).Draw(t, "key"))
		for _, kind := range []item.Type{item.S, item.N, item.B} {
			for _, v := range []item.Value{item.String(k.HashInput(kind, kind)), first(k.Attributes(kind, 0))} {
				if read, fault, err := item.NewReader(string(v)).Value(); read != v || fault != nil || err != nil {
					t.Fatalf("%x tells %s", k, v)
				}
			}
		}
	})
}

func first(v, _ item.Value) item.Value { return v }

// change makes a Change of new values, and checks that it is asked in order.
func change(next []item.Value) item.Change {
	return func(i int, old item.Value) (item.Value, int, error) { return next[i], next[i].Size() - old.Size(), nil }
}

// drawChanges draws what becomes of as many parts, some of which go.
func drawChanges(t *rapid.T, n int) []item.Value {
	next := make([]item.Value, n)
	for i := range next {
		if rapid.IntRange(0, 2).Draw(t, "goes") > 0 {
			next[i] = anyValue(1).Draw(t, "next")
		}
	}
	return next
}

var someNames = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"", "a", "b", "a\x00", "\"", "é", "name", "z"}), 0, 6, rapid.ID)

// To change an item or a map is to change what a Go map holds, whatever the order of the names is for an item.
func TestFieldsChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attributes := anyAttributes(2).Draw(t, "attributes")
		names := append(someNames.Draw(t, "names"), "\x01")
		for i := range min(len(attributes), rapid.IntRange(0, 3).Draw(t, "known")) {
			names = append(names, attributes[i].Name)
		}
		names = distinct(names)
		next, model := drawChanges(t, len(names)), map[string]item.Value{}
		for _, a := range attributes {
			model[a.Name] = a.Value
		}
		for i, name := range names {
			if model[name] = next[i]; next[i] == "" {
				delete(model, name)
			}
		}
		var want []item.Attribute
		for name, v := range model {
			want = append(want, item.Attribute{Name: name, Value: v})
		}
		old := item.New(attributes)
		if got, err := old.WithFields(names, change(next)); err != nil || got != item.New(want) {
			t.Fatalf("%s with %q: %q, want %q (%v)", old.JSON(), names, got, item.New(want), err)
		}
		before, order := item.Map(attributes), sortedBy(names, next)
		slices.Sort(names)
		got, grown, err := before.WithFields(names, change(order))
		if after := item.Map(want); err != nil || got != after || grown != after.Size()-before.Size() {
			t.Fatalf("%s with %q: %s, want %s; %d more (%v)", before, names, got, after, grown, err)
		}
	})
}

func distinct(names []string) []string {
	names = slices.Clone(names)
	var kept []string
	for _, name := range names {
		if !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// sortedBy returns values in the order of their names.
func sortedBy(names []string, values []item.Value) []item.Value {
	byName := map[string]item.Value{}
	for i, name := range names {
		byName[name] = values[i]
	}
	sorted := slices.Sorted(slices.Values(names))
	for i, name := range sorted {
		values[i] = byName[name]
	}
	return values
}

// Elements change at their old positions; those beyond the end come to the end.
func TestElementsChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		elements := rapid.SliceOfN(anyValue(1), 0, 5).Draw(t, "elements")
		positions := rapid.SliceOfNDistinct(rapid.IntRange(0, 8), 0, 5, rapid.ID).Draw(t, "positions")
		slices.Sort(positions)
		next := drawChanges(t, len(positions))
		model := append(slices.Clone(elements), make([]item.Value, 10)...)
		for i, position := range positions {
			model[position] = next[i]
		}
		before := item.List(elements)
		after := item.List(slices.DeleteFunc(model, func(v item.Value) bool { return v == "" }))
		got, grown, err := before.WithElements(positions, change(next))
		if err != nil || got != after || grown != after.Size()-before.Size() {
			t.Fatalf("%s at %v: %s, want %s; %d more (%v)", before, positions, got, after, grown, err)
		}
		more := rapid.SliceOfN(anyValue(1), 0, 3).Draw(t, "more")
		if got, want := before.Append(item.List(more)), item.List(slices.Concat(elements, more)); got != want {
			t.Fatalf("%s and %s: %s", before, more, got)
		}
	})
}

// Sets are united and subtracted as sets of values.
func TestSetsChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := keyType(t)
		members := rapid.SliceOfN(scalarOf(kind), 1, 6)
		some, others := members.Draw(t, "some"), members.Draw(t, "others")
		others = append(others, some[:rapid.IntRange(0, len(some)).Draw(t, "common")]...)
		set := kind - item.S + item.SS
		a, b := item.Set(set, some), item.Set(set, others)
		if got, want := a.Union(b), item.Set(set, slices.Concat(some, others)); got != want {
			t.Fatalf("%s and %s: %s", a, b, got)
		}
		left := slices.DeleteFunc(slices.Clone(some), func(v item.Value) bool { return slices.Contains(others, v) })
		if got, want := a.Without(b), item.Set(set, left); got != want {
			t.Fatalf("%s without %s: %s, want %s", a, b, got, want)
		}
	})
}

// Contents find what the value finds.
func TestContentsAgreeWithTheirValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, other := anyValue(2).Draw(t, "value"), anyValue(1).Draw(t, "other")
		c := v.Contents()
		if c.Len() != v.Len() || c.Has(other) != v.Has(other) || c.Has("") {
			t.Fatalf("%s: %d parts", v, c.Len())
		}
		for i := -1; i <= v.Len(); i++ {
			if c.Index(i) != v.Index(i) {
				t.Fatalf("%s: element %d is %s", v, i, c.Index(i))
			}
		}
		for e := range v.Elements() {
			if !c.Has(e) {
				t.Fatalf("%s does not have %s", v, e)
			}
		}
		for name, f := range v.Fields() {
			if c.Field(name) != f || c.Field(name+"\x00") != v.Field(name+"\x00") {
				t.Fatalf("%s: %q is %s", v, name, c.Field(name))
			}
		}
	})
}
