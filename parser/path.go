package parser

import (
	"strconv"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

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
// between double quotes with Quoted set. Reserved is set for a bare name that is one of DynamoDB's
// reserved words. An index step has IsIndex, its digits as written in
// Name, and Index from 0; Index is -1 when it is negative or beyond 2147483647.
type Part struct {
	Pos
	Name     string
	Index    int
	IsIndex  bool
	Quoted   bool
	Reserved bool
}

// Parse reads a path for participle. It is the one rule written by hand: a path stands in every
// expression, and a struct tag could not note the position of each part.
func (p *Path) Parse(tokens *lexer.PeekingLexer) error {
	if !isName(tokens.Peek()) {
		return participle.NextMatch
	}
	p.Pos = Pos(tokens.Peek().Pos)
	p.addName(tokens.Next())
	for {
		switch t := tokens.Peek(); {
		case t.Type == punct && t.Value == ".":
			tokens.Next()
			if !isName(tokens.Peek()) {
				return unexpected(tokens)
			}
			p.addName(tokens.Next())
		case t.Value == "[":
			tokens.Next()
			if err := p.index(tokens); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func isName(t *lexer.Token) bool { return t.Type == ident || t.Type == name || t.Type == quoted }

func (p *Path) addName(t *lexer.Token) {
	part := Part{Pos: Pos(t.Pos), Name: t.Value, Reserved: t.Type == ident && Reserved(t.Value)}
	if t.Type == quoted {
		part.Name, part.Quoted = unquote(t.Value), true
	}
	p.Parts = append(p.Parts, part)
}

// index reads the rest of "[0]". The minus of "[-1]" exists for the sake of PartiQL's message
// about it; an expression refuses it.
func (p *Path) index(tokens *lexer.PeekingLexer) error {
	part := Part{Pos: Pos(tokens.Peek().Pos), IsIndex: true}
	if t := tokens.Peek(); t.Type == plusMinus && t.Value == "-" {
		part.Name = tokens.Next().Value
	}
	if t := tokens.Peek(); t.Type != digits && t.Type != integer {
		return unexpected(tokens)
	}
	part.Name += tokens.Next().Value
	n, err := strconv.ParseInt(part.Name, 10, 32)
	if err != nil || n < 0 {
		n = -1
	}
	part.Index = int(n)
	if tokens.Peek().Value != "]" {
		return unexpected(tokens)
	}
	tokens.Next()
	p.Parts = append(p.Parts, part)
	return nil
}

func unexpected(tokens *lexer.PeekingLexer) error {
	return &participle.UnexpectedTokenError{Unexpected: *tokens.Peek()}
}
