package scenario

import (
	"math"
	"strconv"
	"strings"

	"ringside/engine"
)

// slot is one place of a usage such as "TABLE PARTITION [at=HASH]": a kind of argument,
// its name when it is written as name=value, and whether it may be left out.
type slot struct {
	name, kind string
	named      bool
	optional   bool
}

// slotsOf reads a usage.
func slotsOf(usage string) []slot {
	var slots []slot
	for _, w := range split(usage) {
		word := w.text
		inner := strings.Trim(word, "[]")
		name, kind, named := strings.Cut(inner, "=")
		if !named {
			kind = name
		}
		slots = append(slots, slot{name: name, kind: kind, named: named, optional: inner != word})
	}
	return slots
}

// kinds says of each kind of argument how it is read, with an example for the error.
var kinds = map[string]struct {
	example string
	read    func(text string) (number int64, ok bool)
}{
	"ADMISSION":     {"adaptive", readAdmission},
	"COUNT":         {"4", func(s string) (int64, bool) { return readNumber(s, 1, maxCount) }},
	"DEGREE":        {"2", func(s string) (int64, bool) { return readNumber(s, 2, maxCount) }},
	"HASH":          {"8000", readHash},
	"INDEX":         {"ByStatus", isAny},
	"KEYS":          {"Zipf:1000:110", isNumbered},
	"LEVEL":         {"on, off or detail", readLevel},
	"MADE":          {"status:3", isPairs},
	"METRIC":        {"Retries", isAny},
	"MIX":           {"GetItem:50,PutItem:50", isPairs},
	"MODE":          {"on-demand", func(s string) (int64, bool) { return 0, s == "on-demand" || s == "provisioned" }},
	"NAME":          {"minute", isAny},
	"NUMBER":        {"42", func(s string) (int64, bool) { return readNumber(s, 0, math.MaxInt64) }},
	"PARTITION":     {"p0", func(s string) (int64, bool) { return readNumbered(s, "p") }},
	"PARTITION-KEY": {"pk:S", readKey},
	"PARTITIONS":    {"4, or 0 for as many as the capacity asks for", func(s string) (int64, bool) { return readNumber(s, 0, maxCount) }},
	"PERIOD":        {"second", isAny},
	"POLICY":        {"jitter:11:50", isNumbered},
	"REPLICA":       {"r0", func(s string) (int64, bool) { return readNumbered(s, "r") }},
	"SIZE":          {"4KB", readSize},
	"SORT-KEY":      {"sk:N", readKey},
	"SPAN":          {"20ms", readSpan},
	"TABLE":         {"Shop", isAny},
	"VIEW":          {"NEW_IMAGE", isAny},
	"WHAT":          {"replica, leader, zone, replication or propagation", readWhat},
	"WHERE":         {"Shop, or zone b", isAny},
}

// maxCount keeps a scenario from asking for more partitions than a page has memory for.
const maxCount = 10_000

// word is a word of a line and where it stands.
type word struct {
	text   string
	column int // in characters from 1
}

// match gives every word its slot. A word that has none, and a slot that needs a word
// and has none, is returned as a complaint about a word; the empty word is the line's end.
func match(usage string, words []word) (args []Arg, at word, complaint string) {
	for _, s := range slotsOf(usage) {
		i := indexFor(s, words)
		if i < 0 {
			if s.optional {
				continue
			}
			return nil, firstOf(words), "expected " + expectation(s)
		}
		text := strings.TrimPrefix(words[i].text, s.prefix())
		number, ok := kinds[s.kind].read(text)
		if !ok {
			return nil, words[i], "expected " + expectation(s)
		}
		args = append(args, Arg{Slot: s.name, Text: text, Number: number})
		words = append(words[:i:i], words[i+1:]...)
	}
	if len(words) > 0 {
		return nil, words[0], "expected nothing more"
	}
	return args, word{}, ""
}

// indexFor returns which word belongs to the slot: the next one, or the one with the
// slot's name, wherever it stands.
func indexFor(s slot, words []word) int {
	for i, w := range words {
		isNamed := strings.Contains(w.text, "=")
		if s.named && strings.HasPrefix(w.text, s.prefix()) || !s.named && !isNamed {
			return i
		}
	}
	return -1
}

func (s slot) prefix() string {
	if s.named {
		return s.name + "="
	}
	return ""
}

func expectation(s slot) string {
	return s.prefix() + s.kind + ", such as " + s.prefix() + kinds[s.kind].example
}

func firstOf(words []word) word {
	if len(words) > 0 {
		return words[0]
	}
	return word{}
}

func isAny(string) (int64, bool) { return 0, true }

func readAdmission(text string) (int64, bool) {
	admission, ok := engine.AdmissionNamed(text)
	return int64(admission), ok
}

func readNumber(text string, least, most int64) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && least <= n && n <= most
}

// readHash accepts the leading digits of a hash: 8 is the middle of the ring.
func readHash(text string) (int64, bool) {
	_, err := strconv.ParseUint(text, 16, 64)
	return 0, err == nil && len(text) <= hashDigits
}

func readKey(text string) (int64, bool) {
	name, letter, ok := strings.Cut(text, ":")
	return 0, ok && name != "" && len(letter) == 1 && strings.Contains("SNB", letter)
}

func readLevel(text string) (int64, bool) {
	level, ok := map[string]int64{"off": 0, "on": 1, "detail": 2}[text]
	return level, ok
}

// readWhat reads what a fault is about.
func readWhat(text string) (int64, bool) {
	return 0, strings.Contains(" replica leader zone replication propagation ", " "+text+" ")
}

func readNumbered(text, prefix string) (int64, bool) {
	digits, ok := strings.CutPrefix(text, prefix)
	n, valid := readNumber(digits, 0, math.MaxInt32)
	return n, ok && valid
}

func readSpan(text string) (int64, bool) {
	span, ok := parseSpan(text)
	return int64(span), ok
}

func readSize(text string) (int64, bool) {
	for _, unit := range []struct {
		name  string
		bytes int64
	}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"B", 1}} {
		if digits, ok := strings.CutSuffix(text, unit.name); ok {
			n, err := strconv.ParseInt(digits, 10, 20)
			return n * unit.bytes, err == nil && n > 0
		}
	}
	return 0, false
}
