package operation

import (
	"strconv"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/item"
)

// prose writes sentences for people into a JSON string.
type prose struct{ w *writer }

// say appends pieces of a sentence that need no escape.
func (p prose) say(pieces ...string) {
	for _, piece := range pieces {
		p.w.literal(piece)
	}
}

// quote appends text that may need escapes.
func (p prose) quote(text string) {
	at := len(p.w.buffer)
	quoted := item.AppendQuoted(p.w.buffer, text)
	p.w.buffer = append(quoted[:at], quoted[at+1:len(quoted)-1]...)
}

// clip appends text that may be longer than a sentence has room for.
func (p prose) clip(text string) {
	const most = 40
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	p.quote(text)
}

// short appends the first digits of a hash.
func (p prose) short(hash uint64) {
	const digits = 4
	at := len(p.w.buffer)
	p.w.buffer = append(engine.AppendHex(p.w.buffer, hash)[:at+digits], "…"...)
}

// end appends where a range of hashes ends.
func (p prose) end(k item.Key) {
	if k == "" {
		p.say("the end")
		return
	}
	p.short(k.Hash())
}

// grouped appends a number with commas: 1,234.
func (p prose) grouped(n int) {
	const group = 3
	digits := strconv.Itoa(n)
	if len(digits) <= group {
		p.say(digits)
		return
	}
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%group == 0 {
			p.say(",")
		}
		p.say(digits[i : i+1])
	}
}

// many appends a count and its noun.
func (p prose) many(n int, noun string) {
	p.grouped(n)
	p.say(" ", noun)
	if n != 1 {
		p.say("s")
	}
}

// tenths appends a number of tenths: one decimal while there are few digits before it.
func (p prose) tenths(n int) {
	const few = 1000
	if n >= few {
		n = (n + 5) / 10 * 10
	}
	p.grouped(n / 10)
	if n%10 != 0 {
		p.say(".", strconv.Itoa(n%10))
	}
}

// size appends a number of bytes.
func (p prose) size(bytes int) {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		p.many(bytes, "byte")
	case bytes < mega:
		p.tenths((10*bytes + kilo/2) / kilo)
		p.say(" KB")
	default:
		p.tenths((10*bytes + mega/2) / mega)
		p.say(" MB")
	}
}

// span appends a span of time.
func (p prose) span(t engine.Time) {
	if t < engine.Second {
		p.tenths(int((10*t + engine.Millisecond/2) / engine.Millisecond))
		p.say(" ms")
		return
	}
	p.tenths(int((10*t + engine.Second/2) / engine.Second))
	p.say(" s")
}

// units appends an amount of units.
func (p prose) units(u engine.Units) {
	p.tenths(int(u * 10 / engine.One))
	p.say(" unit")
	if u != engine.One {
		p.say("s")
	}
}
