package main

import "testing"

func TestBufferKeepsToItsSizes(t *testing.T) {
	tests := []struct {
		name     string
		bytes    int
		ok       bool
		min, max int
	}{
		{"starts small", 10, true, bufferMin, bufferMin},
		{"grows to what is needed", 100_000, true, 100_000, bufferKept},
		{"keeps what is not large", 10, true, 100_000, bufferKept},
		{"grows further", 5 << 20, true, 5 << 20, 6 << 20},
		{"keeps it while it is needed", 4 << 20, true, 4 << 20, 6 << 20},
		{"drops it afterwards", 10, true, bufferMin, bufferKept},
		{"holds the largest body", 16<<20 + requestHeader + 100, true, 16 << 20, bufferMax},
		{"refuses more", bufferMax + 1, false, 0, bufferMax},
		{"refuses less than nothing", -1, false, 0, bufferMax},
	}
	var b buffer
	for _, test := range tests {
		ok := b.reserve(test.bytes)
		if size := len(b.bytes); ok != test.ok || size < test.min || size > test.max {
			t.Errorf("%s: reserve(%d) says %t, size %d; want %t, %d to %d", test.name, test.bytes, ok, size, test.ok, test.min, test.max)
		}
	}
}

func TestLargeAnswerGrowsTheBuffer(t *testing.T) {
	var b buffer
	b.reserve(10)
	out := b.answer(func(dst []byte) []byte { return append(dst, make([]byte, 3<<20)...) })
	if len(out) != 3<<20 || len(b.bytes) < len(out) || &out[0] != &b.bytes[0] {
		t.Errorf("an answer of %d bytes is in a buffer of %d", len(out), len(b.bytes))
	}
	if b.reserve(10); len(b.bytes) > bufferKept {
		t.Errorf("the next request finds a buffer of %d bytes, want it made anew", len(b.bytes))
	}
}
