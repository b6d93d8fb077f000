package item

import (
	"bytes"
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// Key places an item: the hash of its partition key, its partition key, its sort key (drawn in
// doc.go). Keys compare as strings, in the order hash, partition key, sort key. In every part but
// the last, 00 is written 00 FF and 00 01 ends it, so that no part runs into the next.
//
// A Key also stands for a cut between keys: a range of keys is From ≤ k < To.
type Key string

const hashBytes = 8

// keyScratch is room on the stack for most keys.
const keyScratch = 192

// Hash is where a partition key lies on the ring: xxhash64 with seed 0 of what one would type: the
// UTF-8 of an S, the canonical digits of an N, the bytes of a B.
func Hash(partition Value) uint64 {
	if partition.Type() != B {
		return xxhash.Sum64String(partition.Text())
	}
	var scratch [keyScratch]byte
	return xxhash.Sum64(partition.appendRaw(scratch[:0]))
}

// EncodeKey returns the key of an item. sort is "" when the table has no sort key.
func EncodeKey(partition, sort Value) Key {
	var scratch [keyScratch]byte
	if sort == "" {
		return Key(partition.appendRaw(appendHash(scratch[:0], partition)))
	}
	return Key(sort.appendRaw(appendCollection(scratch[:0], partition)))
}

// CollectionPrefix returns what all keys of an item collection start with, in a table with a sort key.
func CollectionPrefix(partition Value) Key {
	var scratch [keyScratch]byte
	return Key(appendCollection(scratch[:0], partition))
}

// SortPrefix returns the bytes of a key up to and with sort, which may be the beginning of a sort
// key of type S or B: all keys that begin with it have this prefix.
func SortPrefix(partition, sort Value) Key { return EncodeKey(partition, sort) }

// HashKey returns the first of all keys with that hash or a greater one.
func HashKey(hash uint64) Key {
	var scratch [hashBytes]byte
	binary.BigEndian.PutUint64(scratch[:], hash)
	return Key(scratch[:])
}

// Hash returns the hash a key starts with. A cut shorter than a hash counts as filled with zeros.
func (k Key) Hash() uint64 {
	var scratch [hashBytes]byte
	copy(scratch[:], k)
	return binary.BigEndian.Uint64(scratch[:])
}

// Successor returns the smallest key greater than k.
func (k Key) Successor() Key { return k + "\x00" }

// PrefixEnd returns the smallest key greater than all that start with k; "" when there is none.
func (k Key) PrefixEnd() Key {
	last := len(k) - 1
	for last >= 0 && k[last] == 0xFF {
		last--
	}
	if last < 0 {
		return ""
	}
	return k[:last] + Key([]byte{k[last] + 1})
}

func appendHash(dst []byte, partition Value) []byte {
	return binary.BigEndian.AppendUint64(dst, Hash(partition))
}

func appendCollection(dst []byte, partition Value) []byte {
	dst = appendHash(dst, partition)
	start := len(dst)
	dst = partition.appendRaw(dst)
	return appendEnd(dst, start)
}

// appendEnd escapes the part that begins at start, and ends it.
func appendEnd(dst []byte, start int) []byte {
	end := len(dst)
	if bytes.IndexByte(dst[start:], 0x00) >= 0 {
		for _, c := range dst[start:end] {
			dst = append(dst, c)
			if c == 0x00 {
				dst = append(dst, 0xFF)
			}
		}
		dst = dst[:start+copy(dst[start:], dst[end:])]
	}
	return append(dst, 0x00, 0x01)
}
