package engine

import "testing"

// Whatever has been trimmed, what is kept can be read under its own number, and only
// what everybody has read is gone.
func TestLogTrims(t *testing.T) {
	l := Log{first: 1}
	for n := uint64(1); n <= 1000; n++ {
		l.append(Write{At: Time(n)})
	}
	for read := uint64(0); read <= 1000; read += 37 {
		l.trim(read)
		if l.first > read+1 || read+1-l.first >= segmentLength {
			t.Fatalf("read to %d, the log begins at %d", read, l.first)
		}
		for n := l.first; n <= l.end; n++ {
			if l.at(n).At != Time(n) {
				t.Fatalf("read to %d: under %d lies write %d", read, n, l.at(n).At)
			}
		}
	}
	l.trim(1000)
	if l.len() != 0 || l.segments != nil {
		t.Errorf("all was read and %d writes are kept", l.len())
	}
	if l.append(Write{At: 1001}); l.at(1001).At != 1001 {
		t.Error("an emptied log does not go on with its numbers")
	}
}
