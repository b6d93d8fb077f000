package parser

import (
	"errors"
	"io"

	"github.com/alecthomas/participle/v2/lexer"
)

// The kinds of token. Grammar tags name them as in kindNames.
const (
	ident     lexer.TokenType = iota + 1 // a bare name
	name                                 // "#n", a name placeholder
	value                                // ":v", a value placeholder
	keyword                              // in upper case
	function                             // a name with "(" after it; in lower case in PartiQL
	digits                               // expressions: the number in "[0]"
	integer                              // PartiQL: digits only
	number                               // PartiQL: digits with a point or an exponent
	punct                                // operators, commas, brackets
	illegal                              // a character that starts no token; matches no rule
	quoted                               // PartiQL: a name between double quotes, with them
	str                                  // PartiQL: a string between single quotes, with them
	parameter                            // PartiQL: the number of a "?", from 1
	bracket                              // PartiQL: "["
	star                                 // PartiQL: "*"
	empty                                // PartiQL: the ")" of f()
	infix                                // PartiQL: the NOT of NOT IN and NOT BETWEEN
	plusMinus                            // PartiQL: "+" or "-"
	typeName                             // PartiQL: what stands after IS or IS NOT, in upper case
	object                               // checks: a JSON object
	reason                               // checks: what stands after a colon between blanks
	kind                                 // before the first token: the member of tree
)

var kindNames = [...]string{
	ident: "Ident", name: "Name", value: "Value", keyword: "Keyword", function: "Function",
	digits: "Digits", integer: "Integer", number: "Number", punct: "Punct", illegal: "Illegal", quoted: "Quoted",
	str: "String", parameter: "Parameter", bracket: "Bracket", star: "Star", empty: "Empty",
	infix: "Infix", plusMinus: "Sign", typeName: "TypeName",
	object: "Object", reason: "Reason", kind: "Kind",
}

// symbols tells participle the kinds of token. Text is lexed before participle is called, so
// Lex is never used.
type symbols struct{}

// Symbols maps the names in grammar tags to kinds of token.
func (symbols) Symbols() map[string]lexer.TokenType {
	m := map[string]lexer.TokenType{"EOF": lexer.EOF}
	for kind, name := range kindNames {
		if name != "" {
			m[name] = lexer.TokenType(kind)
		}
	}
	return m
}

// Lex refuses: the tokens come from lex.
func (symbols) Lex(string, io.Reader) (lexer.Lexer, error) {
	return nil, errors.New("parser: text is lexed before the grammar sees it")
}

// token is a lexer.Token that knows where its source text ends: the source is
// text[Pos.Offset:end], Value is what the grammar sees.
type token struct {
	lexer.Token
	end int
}

// replay hands tokens that are there already to participle.
type replay struct {
	kind   string // that no token said yet
	tokens []token
	next   int
}

// Next returns the kind of the text, then the tokens one by one; the last is EOF.
func (r *replay) Next() (lexer.Token, error) {
	if r.kind != "" {
		t := lexer.Token{Type: kind, Value: r.kind}
		r.kind = ""
		return t, nil
	}
	t := r.tokens[r.next].Token
	r.next++
	return t, nil
}
