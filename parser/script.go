package parser

import "strings"

// A ScriptPart is one thing of a script, which is what stands in an editor: a PartiQL statement, a
// request or a command. A part that can't be read has a Fault, and the others are none the worse.
//
//	SELECT * FROM Shop;            a statement ends at a semicolon, and where after a blank
//	                               line another one begins
//	GetItem {TableName: 'Shop'}    a request is the name of an operation and an object
//	aws dynamodb list-tables       a command ends with its line, as in a shell
//
// Parts have semicolons, blanks and comments between them.
type ScriptPart struct {
	Kind     string // StatementPart, RequestPart or CommandPart
	From, To int    // bytes of the script, without what stands between parts
	Name     string // of a request: the operation as it is written
	Body     *JSON  // of a request
	Words    []Word // of a command, without the first, which is aws
	Fault    *Fault
}

// The kinds of parts.
const (
	StatementPart = "statement"
	RequestPart   = "request"
	CommandPart   = "command"
)

// A Fault says why a part can't be read, for people.
type Fault struct {
	From, To int    // bytes of the script
	What     string // is wrong: "a colon is missing after the name"
	Mend     string // a sentence
}

// ReadScript cuts a script into its parts, in order. Operations tells the names that a request
// can begin with.
func ReadScript(text string, operations func(name string) bool) (parts []ScriptPart) {
	s := script{text: text, closed: strings.LastIndex(text, "*/"), operations: operations}
	for s.between(); s.at < len(text); s.between() {
		parts = append(parts, s.part())
	}
	return parts
}

// script is a script as far as it is read.
type script struct {
	text       string
	at         int
	closed     int // where the last comment ends that does; what opens behind it is not looked for an end of
	operations func(string) bool
}

// comment counts the bytes of a comment at the start of what is left of the text.
func (s *script) comment(rest string) int {
	if strings.HasPrefix(rest, "/*") && len(s.text)-len(rest)+2 > s.closed {
		return 0
	}
	return comment(rest)
}

// between skips what stands between parts.
func (s *script) between() {
	for s.at < len(s.text) {
		rest := s.text[s.at:]
		n := max(s.comment(rest), lineComment(rest))
		if isBlank(rest[0]) || rest[0] == ';' {
			n = 1
		}
		if n == 0 {
			return
		}
		s.at += n
	}
}

// lineComment counts the bytes of a comment that PartiQL does not have: // or # to the end of the line.
func lineComment(text string) int {
	if !strings.HasPrefix(text, "//") && !strings.HasPrefix(text, "#") {
		return 0
	}
	return span(text, func(c byte) bool { return c != '\n' })
}

func (s *script) part() (p ScriptPart) {
	p = ScriptPart{Kind: s.kind(), From: s.at}
	switch p.Kind {
	case RequestPart:
		s.request(&p)
	case CommandPart:
		s.command(&p)
	default:
		s.statement(s.at)
	}
	if p.To = s.at; p.Fault != nil { // blanks at the end may have been in it
		p.Fault.From, p.Fault.To = min(p.Fault.From, p.To), min(p.Fault.To, p.To)
	}
	return p
}

// kind tells what begins here.
func (s *script) kind() string {
	switch rest := s.text[s.at:]; {
	case isCommand(rest):
		return CommandPart
	case s.operations(firstWord(rest)), hasBrace(rest) && !beginsStatement(rest):
		return RequestPart
	}
	return StatementPart
}

func firstWord(text string) string { return text[:span(text, isNamePart)] }

// hasBrace says whether the text begins with a word and an object.
func hasBrace(text string) bool {
	word := firstWord(text)
	rest := text[len(word):]
	return word != "" && strings.HasPrefix(rest[span(rest, isBlank):], "{")
}

// beginsStatement says whether a statement begins with the text's first word.
func beginsStatement(text string) bool {
	switch strings.ToUpper(firstWord(text)) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "FROM", "EXISTS":
		return true
	}
	return false
}

// statement reads up to what ends a statement, and leaves out the blanks and comments before that.
func (s *script) statement(from int) {
	open, end := 0, from // parentheses; where the statement ends if it does here
	for s.at < len(s.text) {
		rest := s.text[s.at:]
		n := max(1, s.comment(rest))
		switch c := rest[0]; {
		case n > 1:
		case c == ';':
			s.at = end
			return
		case c == '\n':
			skipped, ends := s.endsLine()
			if ends && open == 0 {
				s.at = end
				return
			}
			n += skipped
		case isBlank(c):
		case c == '(':
			open++
		case c == ')':
			open = max(open-1, 0)
		case c == '\'' || c == '"' || strings.HasPrefix(rest, "/*"):
			if n = 1 + strings.IndexByte(rest[1:], c) + 1; n == 1 || c == '/' {
				s.recover(from)
				return
			}
		}
		if s.at += n; !isBlank(rest[0]) && s.comment(rest) == 0 {
			end = s.at
		}
	}
	s.at = end
}

// endsLine says whether a statement ends with this line: a request or a command begins on the next,
// or after a blank line a statement. It counts the bytes of blanks and comments before that.
func (s *script) endsLine() (skipped int, ends bool) {
	after := s.text[s.at+1:]
	rest, apart := after, false
	for {
		n := span(rest, isBlank)
		apart = apart || strings.Contains(rest[:n], "\n")
		rest = rest[n:]
		if n = s.comment(rest); n == 0 {
			break
		}
		rest = strings.TrimPrefix(rest[n:], "\n")
	}
	ends = s.begins(rest) || apart && (beginsAnother(rest) || lineComment(rest) > 0)
	return len(after) - len(rest), ends
}

// beginsAnother says whether a line after a blank one begins a part, and none of the clauses that stand
// inside of a statement.
func beginsAnother(line string) bool {
	switch strings.ToUpper(firstWord(line)) {
	case "FROM", "VALUE":
		return false
	}
	return beginsStatement(line) || hasBrace(line)
}

// begins says whether a line can only be the first of a request or of a command.
func (s *script) begins(line string) bool {
	return isCommand(line) || s.operations(firstWord(line)) && hasBrace(line)
}

// recover ends a part that has no end of its own, since a quote or a brace is not closed: with a line that
// ends in a semicolon, or before one that begins another part.
func (s *script) recover(from int) {
	for s.at = from; ; s.at++ {
		s.at += span(s.text[s.at:], func(c byte) bool { return c != '\n' })
		line := strings.TrimRight(s.text[from:s.at], blankBytes)
		ends := s.at == len(s.text) || strings.HasSuffix(line, ";")
		if !ends {
			var skipped int
			if skipped, ends = s.endsLine(); !ends {
				s.at += skipped
			}
		}
		if ends {
			s.at = from + len(strings.TrimRight(line, blankBytes+";"))
			return
		}
	}
}

const blankBytes = " \t\r\n"

// request reads an operation's name and its object.
func (s *script) request(p *ScriptPart) {
	p.Name = firstWord(s.text[s.at:])
	r := relaxed{text: s.text, at: s.at + len(p.Name)}
	if p.Body = r.only(); r.fault == nil {
		s.at = r.at
		return
	}
	p.Body, p.Fault = nil, r.fault
	if !hasBrace(s.text[s.at:]) {
		s.at += len(strings.TrimRight(s.text[s.at:][:span(s.text[s.at:], isLinePart)], blankBytes))
		return
	}
	s.object()
}

func isLinePart(c byte) bool { return c != '\n' && c != ';' }

// object ends a request that can't be read: with the brace that closes the first and those that are too many
// behind it, or at a semicolon, or before a line that begins another part. Quotes are taken for such where they are closed
// on their line.
func (s *script) object() {
	depth := 0
	for from := s.at; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case '"', '\'':
			line := s.text[s.at+1:]
			line = line[:span(line, func(c byte) bool { return c != '\n' })]
			s.at += strings.IndexByte(line, c) + 1
		case ';':
			return
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				rest := s.text[s.at:]
				rest = rest[:span(rest, func(c byte) bool { return c == '}' || c == ']' || isBlank(c) })]
				s.at += len(strings.TrimRight(rest, blankBytes))
				return
			}
		case '\n':
			skipped, ends := s.endsLine()
			if ends {
				s.at = from + len(strings.TrimRight(s.text[from:s.at], blankBytes+";"))
				return
			}
			s.at += skipped
		}
	}
	s.at = len(strings.TrimRight(s.text, blankBytes+";"))
}
