package parser

// Or ::= And ("OR" And)*
//
// It is the whole of a condition, filter or key condition expression, of a PartiQL WHERE, and
// what stands between parentheses.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
type Or struct {
	Terms []*And `parser:"@@ ( 'OR' @@ )*"`
}

// And ::= Not ("AND" Not)*
type And struct {
	Terms []*Not `parser:"@@ ( 'AND' @@ )*"`
}

// Not ::= "NOT" Not | Predicate
type Not struct {
	Pos
	Not       *Not       `parser:"  'NOT' @@"`
	Predicate *Predicate `parser:"| @@"`
}

// Predicate ::= ( "(" Or ")" | Operand ) Test?
//
// Invariant: in an expression, exactly one of these holds: Group alone, Operand alone and it is
// a function, Operand with Test. Parentheses round a single operand that is tested, (a) = :x,
// are Operand.Group. In PartiQL any operand may stand alone, and a Group may be tested:
// (n BETWEEN 0 AND 5) = true.
type Predicate struct {
	Pos
	Group   *Or      `parser:"( '(' @@ ')'"`
	Operand *Operand `parser:"| @@ )"`
	Test    *Test    `parser:"@@?"`
	EndPos  Pos      // where the next token starts
}

// Test ::= Comparator Operand | "NOT"? "BETWEEN" Operand "AND" Operand
//
//	| "NOT"? "IN" ( "(" Operand ("," Operand)* ")" | "[" Operand ("," Operand)* "]" ) | "IS" Is
//
// Exactly one of Op, Low, In and Is is set. Op is one of = <> < <= > >=, in PartiQL also for !=.
// Square brackets, IS, and NOT before BETWEEN or IN belong to PartiQL; ParseStatement turns
// a NOT IN (…) into NOT a IN (…), so that Not is false in every tree it returns.
type Test struct {
	Pos
	Op    string     `parser:"  @( '=' | '<>' | '<=' | '>=' | '<' | '>' )"`
	Right *Operand   `parser:"  @@"`
	Not   bool       `parser:"| @'NOT':Infix? ("`
	Low   *Operand   `parser:"  'BETWEEN' @@"`
	High  *Operand   `parser:"  'AND' @@"`
	In    []*Operand `parser:"| 'IN' ( '(' @@ ( ',' @@ )* ')' | '[':Bracket @@ ( ',' @@ )* ']' ) )"`
	Is    *Is        `parser:"| 'IS':Keyword @@"`
}

// Is ::= "NOT"? ( "MISSING" | "NULL" | Type )
//
// What is in upper case, its words apart by one blank: MISSING, NULL, STRING, DOUBLE PRECISION.
type Is struct {
	Pos
	Not  bool   `parser:"@'NOT'?"`
	What string `parser:"@TypeName"`
}

// Operand ::= Function | Path | Value | "?" | Literal | "(" Operand ")"
//
// Exactly one field besides Pos is set. Value is a placeholder with its colon, ":v"; Parameter
// counts the question marks of a statement from 1. Parameter and Literal belong to PartiQL.
type Operand struct {
	Pos
	Function  *Function `parser:"  @@"`
	Path      *Path     `parser:"| @@"`
	Value     string    `parser:"| @Value"`
	Parameter int       `parser:"| @Parameter"`
	Literal   *Literal  `parser:"| @@"`
	Group     *Operand  `parser:"| '(' @@ ')'"`
}

// Function ::= Name "(" Operand ("," Operand)* ")"
//
// Name is as written in an expression, where letter case counts, and in lower case in PartiQL,
// where it does not. PartiQL also parses f() and f(*).
type Function struct {
	Pos
	Name string     `parser:"@Function '('"`
	Star bool       `parser:"( ')':Empty | @'*':Star ')'"`
	Args []*Operand `parser:"| @@ ( ',' @@ )* ')' )"`
}
