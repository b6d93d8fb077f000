package parser

import "github.com/alecthomas/participle/v2/lexer"

// Pos says where a piece of text starts: Offset in bytes from 0, Line and Column in
// characters from 1. Filename is always empty; participle wants the field.
type Pos lexer.Position
