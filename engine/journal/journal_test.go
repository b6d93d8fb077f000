package journal

import (
	"bytes"
	"errors"
	"hash/crc32"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLogLayoutIsStable(t *testing.T) {
	log := Append(NewLog(`{}`), Record{N: 1, Now: 2, Client: 3, Checksum: 4, Target: "T", Body: "B"})
	want := "RINGLOG\x01" +
		"\x02\x00\x00\x00\x31\x7b\xbc\x54{}" +
		"\x22\x00\x00\x00\xa6\x4a\xf6\xe4" +
		"\x01\x00\x00\x00\x00\x00\x00\x00" + "\x02\x00\x00\x00\x00\x00\x00\x00" +
		"\x03\x00\x00\x00\x00\x00\x00\x00" + "\x04\x00\x00\x00" + "\x01\x00\x00\x00" + "TB"
	if string(log) != want {
		t.Errorf("old logs can no longer be read: got\n%q, want\n%q", log, want)
	}
}

func TestReadRefusesWhatIsNoLog(t *testing.T) {
	good := NewLog(`{"seed":42}`)
	newer := slices.Clone(good)
	newer[len(magic)] = version + 1
	tests := map[string]struct {
		log  []byte
		want error
	}{
		"nothing":         {nil, ErrNotLog},
		"other bytes":     {[]byte("PK\x03\x04 a zip file"), ErrNotLog},
		"only the head":   {good[:headSize], ErrNotLog},
		"torn options":    {good[:len(good)-1], ErrNotLog},
		"a newer version": {newer, ErrVersion},
	}
	for name, test := range tests {
		if _, _, _, err := Read(test.log); !errors.Is(err, test.want) {
			t.Errorf("%s: Read says %v, want %v", name, err, test.want)
		}
	}
}

func TestReadAfterAppendIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, written := drawSession(t)
		log, _ := write(options, written)
		got, read, end := mustRead(t, log)
		if got != options || !slices.Equal(read, written) || end != len(log) {
			t.Fatalf("read %q, %v up to %d; wrote %q, %v up to %d", got, read, end, options, written, len(log))
		}
	})
}

func TestTruncatedLogIsAPrefix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, written := drawSession(t)
		log, ends := write(options, written)
		cut := rapid.IntRange(ends[0], len(log)).Draw(t, "cut")
		_, read, end := mustRead(t, log[:cut])
		whole, exact := slices.BinarySearch(ends, cut)
		if !exact {
			whole--
		}
		if !slices.Equal(read, written[:whole]) || end != ends[whole] {
			t.Fatalf("cut at %d: %d records up to byte %d, want %d up to %d", cut, len(read), end, whole, ends[whole])
		}
	})
}

func TestFlippedByteEndsTheLogBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options, written := drawSession(t)
		written = append(written, Record{N: 1, Target: "T"})
		log, ends := write(options, written)
		at := rapid.IntRange(ends[0], len(log)-1).Draw(t, "at")
		log[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "flip"))
		_, read, end := mustRead(t, log)
		whole, exact := slices.BinarySearch(ends, at)
		if !exact {
			whole--
		}
		if !slices.Equal(read, written[:whole]) || end != ends[whole] {
			t.Fatalf("flip at %d: %d records up to byte %d, want %d up to %d", at, len(read), end, whole, ends[whole])
		}
	})
}

func TestReplay(t *testing.T) {
	log := NewLog(`{}`)
	for n := range uint64(5) {
		body := string(rune('a' + n))
		log = Append(log, Record{N: n + 1, Body: body, Checksum: sum(body)})
	}
	tests := map[string]struct {
		log         []byte
		until, skip uint64
		answer      func(Record) string
		want        Replayed
		played      string
	}{
		"all":            {log, 0, 0, same, Replayed{Records: 5, Last: 5}, "abcde"},
		"until three":    {log, 3, 0, same, Replayed{Records: 3, Last: 3}, "abc"},
		"without two":    {log, 0, 2, same, Replayed{Records: 4, Last: 5}, "acde"},
		"torn":           {log[:len(log)-1], 0, 0, same, Replayed{Records: 4, Last: 4, Torn: true}, "abcd"},
		"other answers":  {log, 0, 0, differFrom(3), Replayed{Records: 5, Last: 5, Differs: 3}, "abcde"},
		"not a record":   {NewLog(`{}`), 0, 0, same, Replayed{}, ""},
		"two replayed":   {log, 2, 1, same, Replayed{Records: 1, Last: 2}, "b"},
		"not a checksum": {Append(NewLog(""), Record{N: 1, Body: "x"}), 0, 0, same, Replayed{Records: 1, Last: 1}, "x"},
	}
	for name, test := range tests {
		played := ""
		got, err := Replay(test.log, test.until, test.skip, func(r Record) uint32 {
			played += r.Body
			return sum(test.answer(r))
		})
		if err != nil || got != test.want || played != test.played {
			t.Errorf("%s: %+v, played %q, %v; want %+v, %q", name, got, played, err, test.want, test.played)
		}
	}
}

func TestReplayPlaysNothingOfWhatIsNoLog(t *testing.T) {
	_, err := Replay([]byte("no log"), 0, 0, func(Record) uint32 { t.Error("played a record"); return 0 })
	if !errors.Is(err, ErrNotLog) {
		t.Errorf("Replay says %v, want %v", err, ErrNotLog)
	}
}

// FuzzRead holds that any bytes are either refused or have a sound part which, written
// again from its records, is the same bytes.
func FuzzRead(f *testing.F) {
	f.Add([]byte{})
	f.Add(NewLog(`{"seed":42}`))
	f.Add(Append(NewLog(`{}`), Record{N: 1, Now: -1, Target: "T", Body: "{}"})[:50])
	f.Fuzz(func(t *testing.T, log []byte) {
		options, records, end, err := Read(log)
		if err != nil {
			return
		}
		again, _ := write(options, slices.Collect(records))
		if !bytes.Equal(again, log[:end]) {
			t.Errorf("read and written again: %q, was %q", again, log[:end])
		}
	})
}

func same(r Record) string { return r.Body }

// differFrom answers as recorded before record n and otherwise from there on.
func differFrom(n uint64) func(Record) string {
	return func(r Record) string {
		if r.N < n {
			return r.Body
		}
		return r.Body + "!"
	}
}

func sum(body string) uint32 { return crc32.ChecksumIEEE([]byte(body)) }

func drawSession(t *rapid.T) (options string, records []Record) {
	record := rapid.Custom(func(t *rapid.T) Record {
		return Record{
			N:        rapid.Uint64().Draw(t, "n"),
			Now:      rapid.Int64().Draw(t, "now"),
			Client:   rapid.Uint64().Draw(t, "client"),
			Target:   rapid.String().Draw(t, "target"),
			Body:     rapid.String().Draw(t, "body"),
			Checksum: rapid.Uint32().Draw(t, "checksum"),
		}
	})
	return rapid.String().Draw(t, "options"), rapid.SliceOfN(record, 0, 8).Draw(t, "records")
}

// write returns the log and where its options and each of its records end.
func write(options string, records []Record) (log []byte, ends []int) {
	log = NewLog(options)
	ends = append(ends, len(log))
	for _, r := range records {
		log = Append(log, r)
		ends = append(ends, len(log))
	}
	return log, ends
}

func mustRead(t *rapid.T, log []byte) (options string, records []Record, end int) {
	options, seq, end, err := Read(log)
	if err != nil {
		t.Fatal(err)
	}
	return options, slices.Collect(seq), end
}
