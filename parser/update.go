package parser

// Update ::= Section+
//
// A keyword that stands twice is two sections: that is for the reader of the tree to refuse.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
type Update struct {
	Sections []*Section `parser:"@@+"`
}

// Section ::= "SET" Assignment ("," Assignment)* | "REMOVE" Path ("," Path)*
//
//	| "ADD" Operation ("," Operation)* | "DELETE" Operation ("," Operation)*
//
// Exactly one of the lists is filled; Keyword says which.
type Section struct {
	Pos
	Action
	Adds    []*Operation `parser:"| 'ADD' @@ ( ',' @@ )*"`
	Deletes []*Operation `parser:"| 'DELETE' @@ ( ',' @@ )*"`
}

// Action ::= "SET" Assignment ("," Assignment)* | "REMOVE" Path ("," Path)*
//
// It is what PartiQL's UPDATE has for sections.
type Action struct {
	Sets    []*Assignment `parser:"  'SET' @@ ( ',' @@ )*"`
	Removes []*Path       `parser:"| 'REMOVE' @@ ( ',' @@ )*"`
}

// Keyword is SET, REMOVE, ADD or DELETE.
func (s *Section) Keyword() string {
	switch {
	case s.Sets != nil:
		return "SET"
	case s.Removes != nil:
		return "REMOVE"
	case s.Adds != nil:
		return "ADD"
	default:
		return "DELETE"
	}
}

// Assignment ::= Path "=" SetValue
type Assignment struct {
	Pos
	Path  *Path     `parser:"@@ '='"`
	Value *SetValue `parser:"@@"`
}

// SetValue ::= SetOperand SetTerm?, in PartiQL SetOperand SetTerm*
type SetValue struct {
	Pos
	First *SetOperand `parser:"@@"`
	Terms []*SetTerm  `parser:"( @@ ( (?= Sign ) @@ )* )?"`
}

// SetTerm ::= ("+" | "-") SetOperand
type SetTerm struct {
	Pos
	Op      string      `parser:"@( '+' | '-' )"`
	Operand *SetOperand `parser:"@@"`
}

// SetOperand ::= "(" SetValue ")" | Operand
type SetOperand struct {
	Pos
	Group   *SetValue `parser:"  '(' @@ ')'"`
	Operand *Operand  `parser:"| @@"`
}

// Operation ::= Path Value
//
// Value is the placeholder with its colon.
type Operation struct {
	Pos
	Path  *Path  `parser:"@@"`
	Value string `parser:"@Value"`
}
