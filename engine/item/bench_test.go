package item_test

import (
	"testing"

	"ringside/engine/item"
)

// songJSON is an item of about 200 bytes as a client sends it: not in order, with blanks.
const songJSON = `{"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}, "AlbumTitle": {"S": "Songs About Life"}, ` +
	`"Year": {"N": "2015"}, "Awards": {"N": "10"}, "Tags": {"SS": ["rock", "pop"]}, "Live": {"BOOL": false}}`

func BenchmarkReaderItem(b *testing.B) {
	b.SetBytes(int64(len(songJSON)))
	b.ReportAllocs()
	for b.Loop() {
		if _, fault, err := item.NewReader(songJSON).Item(); fault != nil || err != nil {
			b.Fatal(fault, err)
		}
	}
}

// BenchmarkReaderReset is the same with a Reader that is used again and again.
func BenchmarkReaderReset(b *testing.B) {
	reader := item.NewReader("")
	b.ReportAllocs()
	for b.Loop() {
		reader.Reset(songJSON)
		if _, fault, err := reader.Item(); fault != nil || err != nil {
			b.Fatal(fault, err)
		}
	}
}

func BenchmarkItemGet(b *testing.B) {
	song := read(b, songJSON)
	b.ReportAllocs()
	for b.Loop() {
		song.Get("SongTitle")
	}
}

func BenchmarkItemWith(b *testing.B) {
	song := read(b, songJSON)
	b.ReportAllocs()
	for b.Loop() {
		song.With("Awards", `{"N":"11"}`)
	}
}

func BenchmarkEncodeKey(b *testing.B) {
	for name, sort := range map[string]item.Value{
		"S": item.String("Happy Day"), "N": `{"N":"-123.45"}`, "B": item.Binary([]byte("Happy Day")), "none": "",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				item.EncodeKey(`{"S":"Acme Band"}`, sort)
			}
		})
	}
}

func BenchmarkSize(b *testing.B) {
	song := item.Map(read(b, songJSON).Attributes())
	b.ReportAllocs()
	for b.Loop() {
		song.Size()
	}
}

func read(t testing.TB, text string) item.Item {
	t.Helper()
	it, fault, err := item.NewReader(text).Item()
	if fault != nil || err != nil {
		t.Fatalf("%s: %v %v", text, fault, err)
	}
	return it
}
