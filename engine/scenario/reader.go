package scenario

import (
	"slices"
	"strings"
)

// Read reads the text of a scenario file; name is what errors call the file. Its error
// is an *Error.
func Read(name, text string) (*Scenario, error) {
	r := newReader(name, text)
	s := &Scenario{Name: name}
	for {
		comments := r.comments()
		if r.ended() {
			s.tail = comments
			return s, nil
		}
		start := r.at
		directions, err := r.paragraph()
		if err != nil {
			return nil, err
		}
		source := comments + r.textFrom(start)
		s.Steps = append(s.Steps, Step{Directions: directions, Expected: r.expected(), source: source})
	}
}

// ReadDirections reads directions alone, with no expected answers between them. Its error is an *Error.
func ReadDirections(name, text string) ([]Direction, error) {
	return newReader(name, text).directions()
}

// readStage is ReadDirections for what a lesson puts on its stage, where requests may stand as in an editor.
func readStage(name, text string) ([]Direction, error) {
	r := newReader(name, text)
	r.scripts = true
	return r.directions()
}

func (r *reader) directions() ([]Direction, error) {
	var all []Direction
	for r.skip(); !r.ended(); r.skip() {
		directions, err := r.paragraph()
		if err != nil {
			return nil, err
		}
		if !r.ended() && r.line() == separator {
			return nil, r.fault(word{separator, 1}, "directions on a stage have no expected answer")
		}
		all = append(all, directions...)
	}
	return all, nil
}

// blanks separate words; a line of nothing else is a blank line.
const blanks = " \t"

func trim(s string) string { return strings.Trim(s, blanks) }

// reader goes through the lines of a text once.
type reader struct {
	file  string
	lines []string
	at    int // the line that is next

	scripts bool // requests may stand as in an editor, and commands
}

func newReader(name, text string) *reader {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return &reader{file: name, lines: lines}
}

func (r *reader) ended() bool  { return r.at == len(r.lines) }
func (r *reader) line() string { return r.lines[r.at] }
func (r *reader) blank() bool  { return trim(r.line()) == "" }

func (r *reader) comment() bool { return strings.HasPrefix(trim(r.line()), "#") }

// comments skips blank lines and comments, and returns the comments with one blank line
// where there were some between or after them.
func (r *reader) comments() string {
	start := r.at
	r.skip()
	kept := slices.CompactFunc(slices.Clone(r.lines[start:r.at]), func(a, b string) bool {
		return trim(a) == "" && trim(b) == ""
	})
	return strings.TrimLeft(joined(kept), blanks+"\n")
}

// skip goes on to the next line that is neither blank nor a comment.
func (r *reader) skip() {
	for !r.ended() && (r.blank() || r.comment()) {
		r.at++
	}
}

// paragraph reads directions up to a blank line, the separator or the end.
func (r *reader) paragraph() ([]Direction, error) {
	var directions []Direction
	for !r.ended() && !r.blank() && r.line() != separator {
		if r.comment() {
			r.at++
			continue
		}
		several, err := r.direction()
		if err != nil {
			return nil, err
		}
		directions = append(directions, several...)
	}
	if len(directions) == 0 {
		return nil, r.fault(word{separator, 1}, "an expected answer needs a direction above it")
	}
	return directions, nil
}

// expected reads what stands below a separator, up to a blank line or the end.
func (r *reader) expected() string {
	if r.ended() || r.line() != separator {
		return ""
	}
	r.at++
	start := r.at
	for !r.ended() && !r.blank() {
		r.at++
	}
	return r.textFrom(start)
}

// direction reads a direction; in the lines of a lesson's stage there may be several statements.
func (r *reader) direction() ([]Direction, error) {
	words := split(r.line())
	d := Direction{Line: r.at + 1, Verb: words[0].text}
	switch isRequest := isOperation(d.Verb); {
	case r.scripts && (isRequest || d.Verb == partiql || d.Verb == "aws"):
		return r.script(d, words)
	case isRequest:
		err := r.request(&d, words[0])
		return []Direction{d}, err
	case d.Verb == partiql:
		err := r.statement(&d, words)
		return []Direction{d}, err
	}
	verb, known := verbNamed(d.Verb)
	if !known {
		return nil, r.fault(words[0], "unknown direction; there are "+verbNames()+", partiql and the operations")
	}
	args, at, complaint := match(verb.usage, words[1:])
	if complaint != "" {
		return nil, r.fault(at, complaint+"; usage: "+strings.TrimSpace(verb.name+" "+verb.usage))
	}
	d.Args = args
	r.at++
	return []Direction{d}, nil
}

// request reads an operation's body: a JSON object, over as many lines as its braces
// need, or anything else that stands on the line.
func (r *reader) request(d *Direction, name word) error {
	line := r.line()
	rest := trim(trim(line)[len(name.text):])
	if !strings.HasPrefix(rest, "{") {
		d.Body = rest
		r.at++
		return nil
	}
	start, open := r.at, strings.Index(line, "{")
	var b braces
	for !b.closed {
		if r.ended() || r.line() == separator {
			r.at = start
			return r.fault(word{"{", characters(line[:open]) + 1}, "this brace is never closed")
		}
		text := r.line()
		if r.at == start {
			text = text[open:]
		}
		if rest := trim(b.scan(text)); rest != "" {
			before := r.line()[:strings.LastIndex(r.line(), rest)]
			return r.fault(word{rest, characters(before) + 1}, "expected the end of the line after the request")
		}
		r.at++
	}
	d.Body = strings.TrimRight(r.textFrom(start)[open:], blanks+"\n")
	return nil
}

// statement reads the lines of a PartiQL statement.
func (r *reader) statement(d *Direction, words []word) error {
	if len(words) > 1 {
		return r.fault(words[1], "the statement begins on the next line")
	}
	r.at++
	start := r.at
	for !r.ended() && !r.blank() && r.line() != separator {
		r.at++
	}
	d.Body = strings.Trim(r.textFrom(start), blanks+"\n")
	if d.Body == "" {
		r.at = start - 1
		return r.fault(words[0], "expected a statement on the next line")
	}
	return nil
}

// fault complains about a word of the current line, or about the line's end.
func (r *reader) fault(w word, message string) error {
	line := strings.TrimRight(r.line(), blanks)
	if w.text == "" {
		w.column = characters(line) + 1
	}
	return &Error{File: r.file, Line: r.at + 1, Column: w.column, Length: characters(w.text), Source: line, Message: message}
}

func (r *reader) textFrom(line int) string { return joined(r.lines[line:r.at]) }

func joined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// split returns the words of a line and their columns.
func split(line string) []word {
	var words []word
	for rest, column := line, 1; rest != ""; {
		skipped := len(rest) - len(strings.TrimLeft(rest, blanks))
		rest, column = rest[skipped:], column+skipped
		text := rest
		if end := strings.IndexAny(rest, blanks); end >= 0 {
			text = rest[:end]
		}
		if text != "" {
			words = append(words, word{text, column})
		}
		rest, column = rest[len(text):], column+characters(text)
	}
	return words
}

// braces finds where a JSON object ends, without judging what is in it: a request that
// is wrong is for the front door to refuse.
type braces struct {
	depth             int
	inString, escaped bool
	closed            bool
}

// scan goes on with a line and returns what stands on it after the object has ended.
func (b *braces) scan(line string) (rest string) {
	for i := range len(line) {
		if b.next(line[i]); b.closed {
			return line[i+1:]
		}
	}
	b.escaped = false
	return ""
}

func (b *braces) next(c byte) {
	switch {
	case b.escaped:
		b.escaped = false
	case b.inString:
		b.escaped = c == '\\'
		b.inString = c != '"'
	case c == '"':
		b.inString = true
	case c == '{':
		b.depth++
	case c == '}':
		b.depth--
		b.closed = b.depth == 0
	}
}
