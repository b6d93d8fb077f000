package parser

// Projection ::= Path ("," Path)*
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
type Projection struct {
	Paths []*Path `parser:"@@ ( ',' @@ )*"`
}
