package scenario

import (
	"cmp"

	"ringside/engine"
	"ringside/engine/operation"
)

// Direction is one thing that happens in a scenario.
type Direction struct {
	// Line is the line of the file it begins on, from 1.
	Line int
	// Verb is a stage direction's word, "partiql", or an operation's name.
	Verb string
	// Args are a stage direction's arguments, in the order of its usage.
	Args []Arg
	// Body is an operation's request or a PartiQL statement.
	Body   string
	column int // where it begins on its line, in characters, when that is known

	// At is when it is sent, if somebody did so at a moment; else it is sent at once.
	At engine.Time
}

// Arg is one argument of a stage direction.
type Arg struct {
	Slot   string // what it stands for in the verb's usage, such as PARTITION or lag
	Text   string // as written
	Number int64  // what Text says where that is a number: µs of a span, bytes of a size
}

// arg returns the argument in a slot, and whether the direction has one.
func (d Direction) arg(slot string) (Arg, bool) {
	for _, a := range d.Args {
		if a.Slot == slot {
			return a, true
		}
	}
	return Arg{}, false
}

// text returns what was written in a slot, "" when nothing was.
func (d Direction) text(slot string) string {
	a, _ := d.arg(slot)
	return a.Text
}

// isOperation reports whether the word is an operation's name: those alone begin with a
// capital letter.
func isOperation(word string) bool { return word != "" && word[0] >= 'A' && word[0] <= 'Z' }

// target returns the X-Amz-Target of an operation. One that nobody knows is DynamoDB's
// to refuse.
func target(name string) string {
	return cmp.Or(operation.TargetOf(name), "DynamoDB_20120810."+name)
}
