package item

import "testing"

// The first parts of an index's key are what all keys with the same values begin with.
func TestPartsOfAnIndexKey(t *testing.T) {
	partition, sort := []Value{String("a\x00b"), FromInt(-7)}, []Value{String("s")}
	base := EncodeKey(String("p"), "")
	key := EncodeIndexKey(partition, sort, base)
	for n, want := range map[int]Key{1: IndexPrefix(partition, nil)[:hashBytes+len("a\x00\xffb\x00\x01")], 2: IndexPrefix(partition, nil), 3: IndexPrefix(partition, sort), 9: key} {
		if got := key.Parts(n); got != want {
			t.Errorf("%d parts: %q, want %q", n, got, want)
		}
	}
}
