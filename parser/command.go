package parser

import "strings"

// A Word is a word of a command as a shell hands it over: without quotes.
type Word struct {
	Text     string
	From, To int // bytes of the script

	places []int // in the script, of the bytes of Text, and of its end
}

// Place returns where in the script byte n of the text is.
func (w Word) Place(n int) int { return w.places[n] }

// IsBare says whether the word begins without a quote.
func (w Word) IsBare() bool { return w.places[0] == w.From }

// JSON reads the text as relaxed JSON.
func (w Word) JSON() (*JSON, *Fault) {
	r := relaxed{text: w.Text, places: w.places}
	j := r.value()
	if r.fault == nil && !r.follows(0) {
		r.fail("there is more after the value", "Take it away, or put the value between single quotes.")
	}
	return j, r.fault
}

// isCommand says whether a text begins as a command does, perhaps with the prompt of a shell before it.
func isCommand(text string) bool {
	text = strings.TrimPrefix(text, "$ ")
	return firstWord(text) == "aws" && len(text) > 3 && isBlank(text[3]) && !hasBrace(text)
}

// command reads the words of a command as a shell does.
//
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
func (s *script) command(p *ScriptPart) {
	c := shell{text: s.text, at: s.at, fault: &p.Fault}
	if strings.HasPrefix(s.text[s.at:], "$ ") {
		c.at += 2
	}
	for c.next() {
		p.Words = append(p.Words, c.word())
	}
	p.Words = p.Words[1:]
	if s.at = c.end; c.unclosed {
		s.recover(p.From)
	}
}

// shell cuts a command into words. What only a shell can do is a fault, and the words go on.
type shell struct {
	text     string
	at       int
	end      int // of the last word
	fault    **Fault
	unclosed bool // a quote has no end
	said     []byte
	places   []int
}

// next goes on to the next word of the command, if there is one.
func (c *shell) next() bool {
	for c.at < len(c.text) && !c.unclosed {
		rest := c.text[c.at:]
		switch n := continuation(rest); {
		case n > 0:
			c.at += n
		case rest[0] == '#':
			c.at += lineComment(rest)
		case rest[0] == '\n':
			return c.goesOn(rest[1:])
		case rest[0] == ';':
			return false
		case isBlank(rest[0]):
			c.at++
		default:
			return true
		}
	}
	return false
}

// goesOn says whether the next line is of options, as of a command whose line did not say so.
func (c *shell) goesOn(line string) bool {
	trimmed := strings.TrimLeft(line, blankBytes)
	if len(trimmed) < 3 || trimmed[:2] != "--" || !isLetter(trimmed[2]) {
		return false
	}
	c.fail(c.end, `the command ends with this line`, `End a line that goes on with a \.`)
	c.at = len(c.text) - len(trimmed)
	return true
}

// continuation counts the bytes of a backslash at the end of a line, with the line's end.
func continuation(text string) int {
	for _, end := range []string{"\\\n", "\\\r\n"} {
		if strings.HasPrefix(text, end) {
			return len(end)
		}
	}
	return 0
}

func (c *shell) word() Word {
	w := Word{From: c.at}
	c.said, c.places = nil, nil
	for c.at < len(c.text) && !isBlank(c.text[c.at]) && c.text[c.at] != ';' && !c.unclosed {
		switch c.text[c.at] {
		case '\'', '"':
			c.quoted(c.text[c.at])
		case '|', '>', '<', '&':
			c.fail(c.at+1, "there is no shell here for "+c.text[c.at:c.at+1], "Give the command alone: its answer is shown below.")
			c.take()
		default:
			c.plain()
		}
	}
	c.end, w.To = c.at, c.at
	w.Text, w.places = string(c.said), append(c.places, c.at)
	return w
}

// plain reads a byte that stands for itself, or after a backslash the next one.
func (c *shell) plain() {
	if n := continuation(c.text[c.at:]); n > 0 {
		c.at += n
		return
	}
	if c.text[c.at] == '\\' && c.at+1 < len(c.text) {
		c.at++
	} else {
		c.expansion()
	}
	c.take()
}

// take takes the next byte as it is.
func (c *shell) take() {
	c.said, c.places = append(c.said, c.text[c.at]), append(c.places, c.at)
	c.at++
}

// expansion complains about what a shell would put another text in the place of.
func (c *shell) expansion() {
	rest := c.text[c.at:]
	if isCurly(rest) {
		c.fail(c.at+len("“"), "these are no quotes of a shell", "Write straight ones: '…'.")
	}
	isName := len(rest) > 1 && rest[0] == '$' && (rest[1] == '(' || rest[1] == '{' || rest[1] == '\'' || isWordStart(rest[1]))
	if rest[0] == '`' || isName {
		c.fail(c.at+1, "there is no shell here that knows what "+rest[:1]+" stands for", "Write the value itself, between single quotes.")
	}
}

// quoted reads what stands between two equal quotes. Double ones let a backslash and a dollar be.
func (c *shell) quoted(quote byte) {
	from := c.at
	for c.at++; c.at < len(c.text); {
		switch at := c.text[c.at]; {
		case at == quote:
			c.at++
			return
		case quote == '\'':
			c.take()
		case at == '\\' && c.at+1 < len(c.text) && strings.IndexByte("\"\\$`\n", c.text[c.at+1]) < 0:
			c.take()
			c.take()
		default:
			c.plain()
		}
	}
	c.fail(from, "this quote is not closed", "End it with a "+string(rune(quote))+".")
	c.unclosed = true
}

// fail complains about what stands between here and another place, unless there is a complaint already.
func (c *shell) fail(other int, what, mend string) {
	if *c.fault == nil {
		*c.fault = &Fault{min(c.at, other), max(c.at, other), what, mend}
	}
}

// After returns the word without its first n bytes.
func (w Word) After(n int) Word {
	return Word{Text: w.Text[n:], From: w.places[n], To: w.To, places: w.places[n:]}
}

// Quoted returns the text as a value of JSON.
func (w Word) Quoted() *JSON {
	return &JSON{Kind: '"', Text: w.Text, From: w.From, To: w.To, places: w.places}
}
