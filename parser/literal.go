package parser

// Literal ::= String | Number | "true" | "false" | "null" | "?" | Function | Path
//
//	| "[" ( Literal ("," Literal)* )? "]"
//	| "{" ( MapEntry ("," MapEntry)* )? "}"
//	| "<<" ( Literal ("," Literal)* )? ">>"
//
// It is a PartiQL constant, or a list, map or bag (DynamoDB's sets) of them. Exactly one of Text,
// Number, Bool, Null, IsList, IsMap, IsBag, Parameter, Function and Path is set. Functions and
// paths parse everywhere and are refused later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
type Literal struct {
	Pos
	Text      *Text       `parser:"  @String"`
	Number    Number      `parser:"| @( Sign* ( Number | Integer ) )"`
	Bool      *Boolean    `parser:"| @( 'TRUE' | 'FALSE' )"`
	Null      bool        `parser:"| @'NULL'"`
	IsList    bool        `parser:"| @'[':Bracket"`
	List      []*Literal  `parser:"  ( @@ ( ',' @@ )* )? ']'"`
	IsMap     bool        `parser:"| @'{'"`
	Map       []*MapEntry `parser:"  ( @@ ( ',' @@ )* )? '}'"`
	IsBag     bool        `parser:"| @'<<'"`
	Bag       []*Literal  `parser:"  ( @@ ( ',' @@ )* )? '>>'"`
	Parameter int         `parser:"| @Parameter"` // question marks count from 1
	Function  *Function   `parser:"| @@"`
	Path      *Path       `parser:"| @@"`
}

// MapEntry ::= String ":" Literal
type MapEntry struct {
	Pos
	Name  Text     `parser:"@String ':'"`
	Value *Literal `parser:"@@"`
}

// Text is a string between quotes, without them.
type Text string

// Capture takes the token that participle matched, 'it”s', and keeps what it says.
func (t *Text) Capture(tokens []string) error {
	*t = Text(unquote(tokens[0]))
	return nil
}

// Number is a number as written, but with at most one sign: "-1.50", "1e3". Signs may be
// repeated in PartiQL, and two of "-" are none.
type Number string

// Capture takes the tokens that participle matched: signs, then digits.
func (n *Number) Capture(tokens []string) error {
	digits := tokens[len(tokens)-1]
	negative := false
	for _, sign := range tokens[:len(tokens)-1] {
		negative = negative != (sign == "-")
	}
	if negative {
		digits = "-" + digits
	}
	*n = Number(digits)
	return nil
}

// Boolean is true or false.
type Boolean bool

// Capture takes the keyword that participle matched.
func (b *Boolean) Capture(tokens []string) error {
	*b = tokens[0] == "TRUE"
	return nil
}
