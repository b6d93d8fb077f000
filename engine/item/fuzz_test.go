package item_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"ringside/engine/item"
)

// Any bytes are read without a panic. What is read holds together and reads as itself; what is
// refused as syntax is not JSON, or is JSON that has no UTF-8.
func FuzzReaderItem(f *testing.F) {
	for _, seed := range []string{
		songJSON, `{}`, `null`, `{"a":{"L":[{"M":{"b":{"NULL":true}}}]}}`, `{"a":{"NS":["1","1.0"]}}`,
		`{"a":{"S":"\ud83d\ude00\u0000"},"\u0061":{"B":"AA=="}}`, `{"a":{"N":"-1.5e-3"},"b":null}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := item.NewReader(text)
		it, fault, err := r.Item()
		if err == nil {
			err = r.End()
		}
		isJSON := json.Valid([]byte(text)) && utf8.ValidString(text)
		if errors.Is(err, item.ErrSyntax) && isJSON && !beyondJudgement(text) {
			t.Fatalf("%q is JSON", text)
		}
		if err == nil && !isJSON {
			t.Fatalf("%q is not JSON", text)
		}
		if err == nil && fault == nil && it != "" {
			checkItem(t, it)
		}
	})
}

var surrogate = regexp.MustCompile(`(?i)\\u[d][89a-f]`)

// beyondJudgement: a Reader is stricter than encoding/json with half surrogates and with depth.
func beyondJudgement(text string) bool {
	return surrogate.MatchString(text) || strings.Count(text, "{")+strings.Count(text, "[") > 256
}

func checkItem(t *testing.T, it item.Item) {
	size := 0
	for i, a := range it.Attributes() {
		if it.Get(a.Name) != a.Value || a.Value.Depth() > item.MaxDepth || rebuild(a.Value) != a.Value {
			t.Fatalf("attribute %d of %q: %v", i, it, a)
		}
		size += len(a.Name) + sizeOf(a.Value)
		without := it.With(a.Name, "")
		if without.Get(a.Name) != "" || without.Len() != it.Len()-1 || without.With(a.Name, a.Value) != it {
			t.Fatalf("%q is not what it was after %q went and came back", it, a.Name)
		}
		checkContents(t, a.Value)
	}
	if size != it.Size() || item.New(it.Attributes()) != it || read(t, it.JSON()) != it {
		t.Fatalf("%q is not the item of its attributes", it)
	}
}

// checkContents: contents find what the value finds.
func checkContents(t *testing.T, v item.Value) {
	c, i := v.Contents(), 0
	for e := range v.Elements() {
		if !c.Has(e) || v.Type() == item.L && c.Index(i) != e {
			t.Fatalf("%s does not have %s", v, e)
		}
		i++
	}
	for name, f := range v.Fields() {
		if c.Field(name) != f {
			t.Fatalf("%s: %q is %s", v, name, c.Field(name))
		}
		i++
	}
	if c.Len() != i || c.Index(i) != "" {
		t.Fatalf("%s has %d parts", v, c.Len())
	}
}

var numberGrammar = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,18})?$`)

// A text is a number exactly when the grammar says so, and then has the value that math/big gives it.
func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"0", "-1.50", "1e125", "1e-130", "0.0e126", ".5", "5.", "1e", strings.Repeat("9", 38), "1e99999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, fault := item.ParseNumber(text)
		if fault != nil {
			if fault.Kind == item.FaultNumber && numberGrammar.MatchString(text) {
				t.Fatalf("%q is a number", text)
			}
			return
		}
		want, ok := new(big.Rat).SetString(text)
		got := ratio(n.String())
		if _, exponent, _ := strings.Cut(strings.ToLower(text), "e"); len(exponent) < 5 && (!ok || got.Cmp(want) != 0) {
			t.Fatalf("%q is %s", text, n)
		}
		if again := number(t, n.String()); again != n || n.Compare(again) != 0 {
			t.Fatalf("%q: %s does not parse as itself", text, n)
		}
		if zero, fault := n.Sub(n); fault != nil || zero != (item.Number{}) {
			t.Fatalf("%s - itself = %s, %v", n, zero, fault)
		}
	})
}

// Keys sort like what they are made of, whatever that is.
func FuzzKeyOrder(f *testing.F) {
	f.Add("a", "a\x00", "b", "", uint8(0))
	f.Add("-1", "-1.5", "1e-130", "0", uint8(5))
	f.Add("\x00\xff", "\x00", "\x00\x01", "", uint8(10))
	f.Fuzz(func(t *testing.T, p, q, v, w string, kinds uint8) {
		first, second := keyTypes[kinds%4], keyTypes[kinds/4%4]
		checkKeyOrder(t, keyValue(t, first, p), keyValue(t, first, q), keyValue(t, second, v), keyValue(t, second, w))
	})
}

var keyTypes = [4]item.Type{item.S, item.N, item.B, item.B}

func keyValue(t *testing.T, typ item.Type, text string) item.Value {
	switch n, fault := item.ParseNumber(text); {
	case typ == item.B:
		return item.Binary([]byte(text))
	case typ == item.N && fault == nil:
		return item.FromNumber(n)
	case typ == item.N, !utf8.ValidString(text):
		t.Skip()
	}
	return item.String(text)
}
