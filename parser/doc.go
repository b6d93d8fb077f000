// Package parser turns text into trees: condition, projection and update expressions,
// PartiQL statements, and the checks of lessons. It knows grammar and positions; it knows nothing of items, tables or
// types.
//
//	text ─▶ lexer.go ─▶ tokens ─▶ depth checked ─▶ participle grammar ─▶ tree ─▶ repair.go
//	           │                                           │                         │
//	           └────────── a token that does not fit ──────┴─────────────────────────┘
//	                                 └─▶ situation.go: what stands before it
//	                                       ├─▶ statement_error.go: DynamoDB's words, and what should have come
//	                                       └─▶ mend.go, remedy.go: how to mend a common mistake
//
// The struct tags of the tree types are the grammar, one rule a type, loosest binding first.
// Every rule is decided by its next token, so parsing never goes back and an error names the
// first token that no longer fits. Two dialects share the rules for conditions, operands and
// paths: expressions (with #names and :values) and PartiQL (with literals and ? parameters).
// What only one of them knows is written with tokens that only its lexer makes.
//
// Beside the grammars, script.go cuts what stands in an editor into statements, requests (relaxed.go) and commands of
// AWS's command line (command.go, shorthand.go).
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
package parser
