package parser

import (
	"errors"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// A tree is that of a text of any kind. A token that no text holds says which, so that all
// kinds share one grammar: for each of several the compiler would repeat the library.
type tree struct {
	Condition  *Or         `parser:"( 'condition':Kind @@"`
	Projection *Projection `parser:"| 'projection':Kind @@"`
	Update     *Update     `parser:"| 'update':Kind @@"`
	Statement  *Statement  `parser:"| 'statement':Kind @@"`
	Check      *Check      `parser:"| 'check':Kind @@ )"`
}

// The grammar is built on first use: participle reads struct tags by reflection, which takes
// tens of milliseconds in a browser. No lookahead: one token decides.
var grammar = sync.OnceValue(build)

func build() *participle.Parser[tree] {
	return participle.MustBuild[tree](participle.Lexer(symbols{}), participle.UseLookahead(0))
}

// ParseCondition parses a condition, filter or key condition expression. The error is an *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
func ParseCondition(text string) (*Or, error) {
	p, tree := parse(text, conditionDialect)
	p.or(tree.Condition)
	return result(p, tree.Condition)
}

// ParseProjection parses a projection expression. The error is an *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
func ParseProjection(text string) (*Projection, error) {
	p, tree := parse(text, projectionDialect)
	return result(p, tree.Projection)
}

// ParseUpdate parses an update expression. The error is an *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
func ParseUpdate(text string) (*Update, error) {
	p, tree := parse(text, updateDialect)
	return result(p, tree.Update)
}

// ParseStatement parses a PartiQL statement. The error is an *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
func ParseStatement(text string) (*Statement, error) {
	p, tree := parse(text, statementDialect)
	p.statement(tree.Statement)
	return result(p, tree.Statement)
}

// parsed is a text on its way to a tree: its tokens, and the first fault in it, if any.
type parsed struct {
	text    string
	dialect *dialect
	tokens  []token
	fault   *Error
}

// parse makes the tree of text. When the grammar finds a fault, the tree is what there is up to
// that place; it is empty when the text did not reach the grammar.
func parse(text string, d *dialect) (*parsed, *tree) {
	p := &parsed{text: text, dialect: d}
	if p.tokens, p.fault = lex(text, d); p.fault != nil {
		return p, &tree{}
	}
	if deep := tooDeep(p.tokens); deep >= 0 {
		p.fault = p.errorAt(deep)
		p.fault.Expected, p.fault.Message = "expected fewer levels of parentheses, brackets and NOT", ""
		p.fault.Mend = mendDeep
		return p, &tree{}
	}
	tokens, err := lexer.Upgrade(&replay{kind: d.kind, tokens: p.tokens})
	if err != nil {
		return p, &tree{}
	}
	t, err := grammar().ParseFromLexer(tokens)
	if err != nil {
		p.fault = p.errorAt(p.tokenAt(position(err)))
	}
	return p, t
}

// position is where participle met the first token that does not fit.
func position(err error) Pos {
	var fault participle.Error
	if errors.As(err, &fault) {
		return Pos(fault.Position())
	}
	return Pos{}
}

// result is what a Parse function returns: the tree or the first fault.
func result[T any](p *parsed, tree *T) (*T, error) {
	if p.fault != nil {
		return nil, p.fault
	}
	return tree, nil
}

// tokenAt is the number of the token at a position.
func (p *parsed) tokenAt(pos Pos) int {
	for i, t := range p.tokens {
		if t.Pos.Offset >= pos.Offset {
			return i
		}
	}
	return len(p.tokens) - 1
}

// maxDepth is how deep parentheses, brackets and NOT may nest. Grammar and tree walks recurse
// once a level, about a kilobyte of a browser's WebAssembly stack, which holds a megabyte or less
// and does not grow.
const maxDepth = 128

// tooDeep is the number of the token that opens one level too many, or -1. Several NOTs in a row
// are several levels, which end with what they negate.
func tooDeep(tokens []token) int {
	var nots [maxDepth + 1]int // NOTs before each open bracket
	depth, open, row := 0, 0, 0
	for i, t := range tokens {
		switch {
		case t.Type == keyword && t.Value == "NOT":
			row++
		case t.opens():
			nots[open] = row
			depth, open, row = depth+row+1, open+1, 0
		case t.closes() && open > 0:
			open--
			depth, row = depth-nots[open]-1, 0
		default:
			row = 0
		}
		if depth+row > maxDepth {
			return i
		}
	}
	return -1
}

func (t token) opens() bool {
	switch t.Value {
	case "(", "[", "{", "<<":
		return true
	}
	return false
}

func (t token) closes() bool {
	switch t.Value {
	case ")", "]", "}", ">>":
		return true
	}
	return false
}
