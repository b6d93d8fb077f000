package operation

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/item"
)

// say writes a part of a sentence into a JSON string. What is marked by % stands for the
// next of the numbers:
//
//	%d  a count: 1,234         %b  bytes: 1.2 KB       %u  units: 0.5 units
//	%s  an s unless %d was 1   %t  time: 21.5 ms       %r  a replica: Replica 2, The leader
//	%k  thousandths: 1,234.25  %q  of units: 1.25 units
func (w *writer) say(text string, numbers ...int64) {
	last := int64(0)
	for {
		at := strings.IndexByte(text, '%')
		if at < 0 {
			w.literal(text)
			return
		}
		w.literal(text[:at])
		if mark := text[at+1]; mark != 's' {
			last, numbers = numbers[0], numbers[1:]
			w.figure(mark, last)
		} else if last != 1 {
			w.literal("s")
		}
		text = text[at+2:]
	}
}

// figure writes a number as a mark says.
func (w *writer) figure(mark byte, n int64) {
	const kilo, mega = 1 << 10, 1 << 20
	switch mark {
	case 'd':
		w.grouped(n)
	case 'b':
		switch {
		case n < kilo:
			w.say("%d byte%s", n)
		case n < mega:
			w.rounded(n, kilo, " KB")
		default:
			w.rounded(n, mega, " MB")
		}
	case 't':
		if n < int64(engine.Second) {
			w.rounded(n, int64(engine.Millisecond), " ms")
		} else {
			w.rounded(n, int64(engine.Second), " s")
		}
	case 'u':
		w.grouped(n / int64(engine.One))
		if n%int64(engine.One) != 0 {
			w.literal(".5")
		}
		w.literal(" unit")
		if n != int64(engine.One) {
			w.literal("s")
		}
	case 'k':
		n = max(n, 0)
		w.grouped(n / 1000)
		w.decimals(n % 1000)
	case 'q':
		w.figure('k', n)
		w.literal(" unit")
		if n != 1000 {
			w.literal("s")
		}
	case 'r':
		if n == leader {
			w.literal("The leader")
		} else {
			w.say("Replica %d", n)
		}
	}
}

// leader is the replica that leads, whichever it is.
const leader = -1

// grouped writes a number with commas: 1,234.
func (w *writer) grouped(n int64) {
	const group = 1000
	if n < group {
		w.number(n)
		return
	}
	w.grouped(n / group)
	w.literal("," + strconv.FormatInt(group+n%group, 10)[1:])
}

// rounded writes n in a larger unit, with one decimal while there are few digits before it.
func (w *writer) rounded(n, unit int64, name string) {
	const few = 100
	tenths := (10*n + unit/2) / unit
	if tenths >= 10*few {
		tenths = (n + unit/2) / unit * 10
	}
	w.grouped(tenths / 10)
	if tenths %= 10; tenths != 0 {
		w.literal(".")
		w.number(tenths)
	}
	w.literal(name)
}

// short writes the first digits of the hash that a range of keys begins or ends at.
func (w *writer) short(k item.Key) {
	const digits = 4
	w.literal(engine.Hex(k.Hash())[:digits])
	w.literal("…")
}

// quote writes text that may need escapes.
func (w *writer) quote(text string) {
	at := len(w.buffer)
	w.buffer = item.AppendQuoted(w.buffer, text)
	copy(w.buffer[at:], w.buffer[at+1:])
	w.buffer = w.buffer[:len(w.buffer)-2]
}

// clip writes as much of a text as a sentence has room for.
func (w *writer) clip(text string) {
	end := 60
	if len(text) <= end {
		w.quote(text)
		return
	}
	for !utf8.RuneStart(text[end]) {
		end--
	}
	w.quote(text[:end])
	w.literal("…")
}
