package scenario

import (
	"strings"

	"ringside/engine/item"
)

// A variant of a data set has other items: so what was only true of the one that a
// learner saw shows. Of the items with one prefix of the key a fifth is dropped and a
// fifth is doubled under a new key; values that the key does not say change places with
// others of the same attribute. Items whose key is named by a literal stay, and so does at least
// one item of a partition key that is.
type variant struct {
	*dataset
	named  map[string]bool // texts of the literals
	chance uint64          // every choice follows from it
}

// share is the part of the items that is dropped, and the part that is doubled: a fifth.
const share = 5

// vary returns variant k of a data set.
func (d *dataset) vary(seed uint64, k int, named map[string]bool) *dataset {
	v := variant{&dataset{}, named, mixed(seed + mixed(uint64(k)))}
	*v.dataset = *d
	dropped, doubled := v.chosen()
	keys := v.keyring()
	v.items = nil
	for i, it := range d.items {
		if dropped[i] {
			continue
		}
		v.items = append(v.items, it)
		if doubled[i] {
			if twin := keys.twin(it); twin != "" {
				v.items = append(v.items, twin)
			}
		}
	}
	v.permute()
	return v.dataset
}

// chosen returns which items are dropped and which are doubled.
func (v variant) chosen() (dropped, doubled []bool) {
	dropped, doubled = make([]bool, len(v.items)), make([]bool, len(v.items))
	groups, names := v.groups()
	left := v.counts()
	for g, name := range names {
		group := groups[name]
		v.shuffle(group, uint64(g))
		n := (len(group) + share/2) / share
		for _, i := range group {
			partition, _ := v.texts(v.items[i])
			switch {
			case n > 0 && !(v.named[partition] && left[partition] == 1):
				dropped[i] = true
				left[partition]--
				n--
			default:
				doubled[i] = true
			}
		}
		v.keep(doubled, group, (len(group)+share/2)/share)
	}
	return dropped, doubled
}

// keep leaves the marks of the first so many marked items of a group.
func (v variant) keep(marked []bool, group []int, n int) {
	for _, i := range group {
		marked[i] = marked[i] && n > 0
		if marked[i] {
			n--
		}
	}
}

// groups returns the items whose key no literal names, by the prefix of their key, and
// the prefixes in the order in which they come.
func (v variant) groups() (groups map[string][]int, names []string) {
	groups = map[string][]int{}
	for i, it := range v.items {
		partition, sort := v.texts(it)
		if v.named[partition] && (v.sort == "" || v.named[sort]) {
			continue
		}
		name := prefix(partition) + "\x00" + prefix(sort)
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], i)
	}
	return groups, names
}

// counts returns how many items each partition key has.
func (v variant) counts() map[string]int {
	counts := map[string]int{}
	for _, it := range v.items {
		partition, _ := v.texts(it)
		counts[partition]++
	}
	return counts
}

// texts returns what an item's key says.
func (v variant) texts(it item.Item) (partition, sort string) {
	return keyText(it.Get(v.partition)), keyText(it.Get(v.sort))
}

func keyText(value item.Value) string {
	if value == "" {
		return ""
	}
	return value.Text()
}

// prefix returns what stands before the part of a key that counts or names: ORDER# of
// ORDER#17; "" when there is no such mark.
func prefix(key string) string {
	return key[:strings.IndexAny(key, "#:/|_-.")+1]
}

// A keyring knows the keys that are taken.
type keyring struct {
	variant
	taken   map[string]bool
	highest map[string]item.Value // number, by what stands before it in the key
}

func (v variant) keyring() *keyring {
	k := &keyring{v, map[string]bool{}, map[string]item.Value{}}
	for _, it := range v.items {
		k.take(it)
	}
	return k
}

// last returns the name of the key's last attribute, and what the key says before it.
func (k *keyring) last(it item.Item) (attribute, before string) {
	if k.sort == "" {
		return k.partition, ""
	}
	return k.sort, keyText(it.Get(k.partition))
}

// take notes an item's key, and reports whether it was free.
func (k *keyring) take(it item.Item) bool {
	partition, sort := k.texts(it)
	key := partition + "\x00" + sort
	if k.taken[key] {
		return false
	}
	k.taken[key] = true
	attribute, before := k.last(it)
	value := it.Get(attribute)
	if highest := k.highest[before]; value != "" && value.Type() == item.N && (highest == "" || item.Compare(value, highest) > 0) {
		k.highest[before] = value
	}
	return true
}

// twin returns the item under a key that was free, or "" when there is none: the number
// after the highest, or the text with a tail.
func (k *keyring) twin(it item.Item) item.Item {
	attribute, before := k.last(it)
	value := it.Get(attribute)
	if value != "" && value.Type() == item.N {
		value = k.highest[before]
	}
	for range maxTail {
		if value = following(value); value == "" {
			break
		}
		attributes := it.Attributes()
		set(attributes, attribute, value)
		if twin := item.New(attributes); k.take(twin) {
			return twin
		}
	}
	return ""
}

// maxTail is how far a free key is looked for.
const maxTail = 100

// following returns the next key after one, "" when there is none.
func following(value item.Value) item.Value {
	switch {
	case value == "":
	case value.Type() == item.S:
		return item.String(value.Text() + "~")
	case value.Type() == item.B:
		return item.Binary(append(value.Bytes(), 0))
	case value.Type() == item.N:
		if next, fault := value.Number().Add(one); fault == nil {
			return item.FromNumber(next)
		}
	}
	return ""
}

var one, _ = item.ParseNumber("1")

// permute lets the values of each attribute change places that is neither a key nor said
// by one, as the year of a date is.
func (v variant) permute() {
	holders, free := map[string][]int{}, map[string]bool{}
	var names []string
	changed := make([][]item.Attribute, len(v.items))
	for i, it := range v.items {
		changed[i] = it.Attributes()
		partition, sort := v.texts(it)
		for _, a := range changed[i] {
			if a.Name == v.partition || a.Name == v.sort {
				continue
			}
			if holders[a.Name] == nil {
				names = append(names, a.Name)
			}
			holders[a.Name] = append(holders[a.Name], i)
			free[a.Name] = free[a.Name] || !says(partition, a.Value) && !says(sort, a.Value)
		}
	}
	for n, name := range names {
		if !free[name] {
			continue
		}
		from := append([]int(nil), holders[name]...)
		v.shuffle(from, uint64(n)<<32)
		for at, i := range holders[name] {
			set(changed[i], name, v.items[from[at]].Get(name))
		}
	}
	for i, attributes := range changed {
		v.items[i] = item.New(attributes)
	}
}

// says reports whether a key's text holds a value's.
func says(key string, value item.Value) bool {
	t := value.Type()
	return (t == item.S || t == item.N) && strings.Contains(key, value.Text())
}

func set(attributes []item.Attribute, name string, value item.Value) {
	for i := range attributes {
		if attributes[i].Name == name {
			attributes[i].Value = value
		}
	}
}

// shuffle puts a list into an order that follows from the variant and the purpose.
func (v variant) shuffle(list []int, purpose uint64) {
	for i := len(list) - 1; i > 0; i-- {
		j := mixed(v.chance+mixed(purpose+uint64(i))) % uint64(i+1)
		list[i], list[j] = list[j], list[i]
	}
}

// mixed returns a number that looks like chance and follows from x.
//
// https://xorshift.di.unimi.it/splitmix64.c
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// literals returns the texts that stand between quotes in statements and requests, and
// their numbers.
func literals(requests []Direction, named map[string]bool) {
	for _, d := range requests {
		for rest := d.Body; rest != ""; {
			rest = literal(rest, named)
		}
	}
}

// literal notes the literal that a text begins with, if it does, and returns the rest.
func literal(text string, named map[string]bool) (rest string) {
	switch c := text[0]; {
	case c == '\'' || c == '"':
		end := closingQuote(text)
		inner := strings.ReplaceAll(text[1:end], text[:1]+text[:1], text[:1])
		if strings.Contains(inner, `\`) && c == '"' {
			inner = answer(text[:min(end+1, len(text))]).text()
		}
		named[inner] = true
		return text[min(end+1, len(text)):]
	case c >= '0' && c <= '9':
		end := len(text) - len(strings.TrimLeft(text, "0123456789.eE"))
		if n, fault := item.ParseNumber(text[:end]); fault == nil {
			named[n.String()] = true
		}
		return text[end:]
	case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z': // a name may hold digits
		return strings.TrimLeft(text, "_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	}
	return text[1:]
}

// closingQuote returns where the quotation ends that a text begins with: doubled quotes
// belong to it, and in JSON escaped ones.
func closingQuote(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] != text[0]:
		case i+1 < len(text) && text[i+1] == text[0]:
			i++
		default:
			return i
		}
	}
	return len(text)
}
