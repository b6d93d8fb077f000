package item_test

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
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

// BenchmarkWorstRead measures the largest items in shapes that ask most of a Reader: many small parts, in an order that
// is not the canonical one.
func BenchmarkWorstRead(b *testing.B) {
	shuffled := func(n int, part func(i int) string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = part(i * 7919 % n) // 7919 is prime
		}
		return strings.Join(parts, ",")
	}
	for name, text := range map[string]string{
		"list":       `{"l":{"L":[` + shuffled(400_000, func(int) string { return `{"S":""}` }) + `]}}`,
		"map":        `{"m":{"M":{` + shuffled(60_000, func(i int) string { return fmt.Sprintf(`"%05d":{"NULL":true}`, i) }) + `}}}`,
		"texts":      `{"s":{"SS":[` + shuffled(130_000, func(i int) string { return `"` + strconv.FormatInt(int64(i+50_000), 36) + `"` }) + `]}}`,
		"long_texts": `{"s":{"SS":[` + shuffled(4_000, func(i int) string { return fmt.Sprintf(`"%s%05d"`, strings.Repeat("x", 95), i) }) + `]}}`,
		"escapes":    `{"s":{"SS":[` + shuffled(60_000, func(i int) string { return fmt.Sprintf(`"\n%05d"`, i) }) + `]}}`,
		"numbers":    `{"s":{"NS":[` + shuffled(100_000, func(i int) string { return fmt.Sprintf(`"%d.%d1"`, i%1000, i) }) + `]}}`,
		"binaries": `{"s":{"BS":[` + shuffled(65_000, func(i int) string {
			return fmt.Sprintf(`"%s"`, base64.StdEncoding.EncodeToString([]byte{byte(i), byte(i >> 8), 0, 0, 0, 0}))
		}) + `]}}`,
		"digits":     `{"l":{"L":[` + shuffled(20_000, func(i int) string { return fmt.Sprintf(`{"N":"0.%038de1"}`, i+1) }) + `]}}`,
		"attributes": `{` + shuffled(60_000, func(i int) string { return fmt.Sprintf(`"%05d":{"NULL":true}`, i) }) + `}`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, fault, err := item.NewReader(text).Item(); fault != nil || err != nil {
					b.Fatal(fault, err)
				}
			}
		})
	}
}
