package parser

// Path ::= Name ( "." Name | "[" Integer "]" )*
//
// Parts[0] is a name: the top-level attribute.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html
type Path struct {
	Pos
	Parts []Part
}

// Part is one step of a path.
//
// A name step has Name: a bare name, a placeholder with its "#", or, in PartiQL, the text
// between double quotes with Quoted set. An index step has IsIndex, Index from 0, and its
// digits as written in Name; Index is -1 when it is negative or beyond 2147483647.
type Part struct {
	Pos
	Name    string
	Index   int
	IsIndex bool
	Quoted  bool
}
