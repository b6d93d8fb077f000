package item

import (
	"strings"

	"github.com/cespare/xxhash/v2"
)

// EncodeIndexKey returns the key of an entry of an index: the hash of the index's partition key, its
// values, those of its sort key, and behind them the item's key in the table, since many items may
// have an index key in common. Either key has up to four values.
func EncodeIndexKey(partition, sort []Value, base Key) Key {
	var scratch [2 * keyScratch]byte
	return Key(append(appendIndexPrefix(scratch[:0], partition, sort), base...))
}

// IndexPrefix returns what the keys of all entries with these values begin with; sort may have fewer
// values than the index.
func IndexPrefix(partition, sort []Value) Key {
	var scratch [keyScratch]byte
	return Key(appendIndexPrefix(scratch[:0], partition, sort))
}

// IndexBeginning is IndexPrefix where the last value of sort, an S or B, is only the beginning of one.
func IndexBeginning(partition, sort []Value) Key {
	const end = len("\x00\x01")
	prefix := IndexPrefix(partition, sort)
	return prefix[:len(prefix)-end]
}

// Parts returns the beginning of an index's key, up to the end of so many of its values.
func (k Key) Parts(n int) Key {
	const end = "\x00\x01"
	at := hashBytes
	for range n {
		i := strings.Index(string(k[at:]), end)
		if i < 0 {
			return k
		}
		at += i + len(end)
	}
	return k[:at]
}

func appendIndexPrefix(dst []byte, partition, sort []Value) []byte {
	start := len(dst)
	dst = appendParts(append(dst, make([]byte, hashBytes)...), partition)
	hash := xxhash.Sum64(dst[start+hashBytes:])
	if len(partition) == 1 { // lies where it lies as the partition key of a table
		hash = Hash(partition[0])
	}
	copy(dst[start:], HashKey(hash))
	return appendParts(dst, sort)
}

func appendParts(dst []byte, values []Value) []byte {
	for _, v := range values {
		start := len(dst)
		dst = appendEnd(v.appendRaw(dst), start)
	}
	return dst
}

// Pick returns the item with only the attributes of these names, which are sorted.
func (it Item) Pick(names []string) Item {
	kept := make([]Attribute, 0, len(names))
	for _, name := range names {
		if v := it.Get(name); v != "" {
			kept = append(kept, Attribute{name, v})
		}
	}
	return fromSorted(kept)
}

// IndexValues returns the first values that an entry's key was made of, one of each type, and what
// comes behind them: behind all of them it is the item's key in the table. A cut may have fewer.
func (k Key) IndexValues(types []Type) (values []Value, base Key) {
	rest := string(k[min(len(k), hashBytes):])
	for _, t := range types {
		raw, behind, found := strings.Cut(rest, "\x00\x01")
		if !found {
			return values, ""
		}
		values = append(values, keyValue(t, strings.ReplaceAll(raw, "\x00\xFF", "\x00")))
		rest = behind
	}
	return values, Key(rest)
}
