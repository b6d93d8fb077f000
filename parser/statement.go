package parser

// Statement ::= ( Select | Insert | UpdateStatement | fromStatement | Delete | Exists ) ";"?
//
// It is one PartiQL statement of DynamoDB's subset; exactly one field is set.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
type Statement struct {
	Select *Select          `parser:"(  @@"`
	Insert *Insert          `parser:" | @@"`
	Update *UpdateStatement `parser:" | @@"`
	From   *fromStatement   `parser:" | @@"` // nil in every tree that ParseStatement returns: it is an Update
	Delete *Delete          `parser:" | @@"`
	Exists *Exists          `parser:" | @@ ) ';'?"`
}

// Select ::= "SELECT" ( "*" | Column ("," Column)* ) "FROM" Source ( "WHERE" Or )?
//
//	( "ORDER" "BY" Order ("," Order)* )?
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
type Select struct {
	Pos
	Star    bool      `parser:"'SELECT' ( @'*'"`
	Columns []*Column `parser:"| @@ ( ',' @@ )* )"`
	From    *Source   `parser:"'FROM' @@"`
	Where   *Or       `parser:"( 'WHERE' @@ )?"`
	OrderBy []*Order  `parser:"( 'ORDER' 'BY' @@ ( ',' @@ )* )?"`
}

// Column ::= Operand
//
// DynamoDB only takes a Path; anything else parses, and is refused later ("Unexpected path
// component at 1:8:5", the position and length of a function's name).
type Column struct {
	Pos
	Operand *Operand `parser:"@@"`
	Alias   *Alias   `parser:"@@?"` // nil in every tree that ParseStatement returns
}

// Source ::= Path: a table, or a table and an index with a dot between.
//
// Invariant: Path has one or two name parts; Table and Index ("" when absent) are their texts.
type Source struct {
	Pos
	Path  *Path  `parser:"@@"`
	Alias *Alias `parser:"@@?"` // nil in every tree that ParseStatement returns
	Table string
	Index string
}

// Alias ::= "AS"? Name. DynamoDB parses aliases and then refuses them.
type Alias struct {
	Pos
	Name string `parser:"'AS'? @( Ident | Quoted )"`
}

// Order ::= Path ( "ASC" | "DESC" )?
type Order struct {
	Pos
	Path       *Path `parser:"@@"`
	Descending bool  `parser:"( 'ASC' | @'DESC' )?"`
}

// Insert ::= "INSERT" "INTO" Source "VALUE" Literal
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
type Insert struct {
	Pos
	Into  *Source  `parser:"'INSERT' 'INTO' @@"`
	Value *Literal `parser:"'VALUE' @@"`
}

// UpdateStatement ::= "UPDATE" Source Action+ ( "WHERE" Or )? Returning?
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
type UpdateStatement struct {
	Pos
	Table     *Source    `parser:"'UPDATE' @@"`
	Actions   []*Action  `parser:"@@+"`
	Where     *Or        `parser:"( 'WHERE' @@ )?"`
	Returning *Returning `parser:"@@?"`
}

// fromStatement ::= "FROM" Source ( "WHERE" Or )? Action+ Returning?
//
// It is the older way to write an UpdateStatement.
type fromStatement struct {
	Pos
	Table     *Source    `parser:"'FROM' @@"`
	Where     *Or        `parser:"( 'WHERE' @@ )?"`
	Actions   []*Action  `parser:"@@+"`
	Returning *Returning `parser:"@@?"`
}

func (f *fromStatement) update() *UpdateStatement {
	return &UpdateStatement{Pos: f.Pos, Table: f.Table, Actions: f.Actions, Where: f.Where, Returning: f.Returning}
}

// Delete ::= "DELETE" "FROM" Source ( "WHERE" Or )? Returning?
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.delete.html
type Delete struct {
	Pos
	From      *Source    `parser:"'DELETE' 'FROM' @@"`
	Where     *Or        `parser:"( 'WHERE' @@ )?"`
	Returning *Returning `parser:"@@?"`
}

// Exists ::= "EXISTS" "(" Select ")"
//
// It checks that there is an item, in a transaction that writes.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-functions.exists.html
type Exists struct {
	Pos
	Select *Select `parser:"'exists':Function '(' @@ ')'"`
}

// Returning ::= "RETURNING" ( "ALL" | "MODIFIED" ) ( "OLD" | "NEW" ) "*"
type Returning struct {
	Pos
	Modified bool `parser:"'RETURNING' ( 'ALL' | @'MODIFIED' )"`
	New      bool `parser:"( 'OLD' | @'NEW' ) '*'"`
}
