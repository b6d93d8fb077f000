package operation

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/item"
)

// A request is judged in DynamoDB's order, and of several mistakes only the first is
// reported:
//
//	types of the JSON                    decode
//	the service model                    modelled, with violations
//	which parameters go together         unmixed, used, selects
//	values that can be stored at all     unstorable, oldOrNone, storableSize
//	legacy parameters                    joins, agrees, …
//	expressions, and what they refer to  scope, condition, update, projection, …
//	the table is there                   Door.table
//	what the table's key asks for        newItemKey, givenKey, startKey
//	the item and the condition           the engine's Change
//
// In batches and transactions one action after the other is judged as far as that goes
// without its table, its expressions before its values. Legacy parameters that hold values
// of their own are read before the values of the request.

// firstOf runs checks in their order, which is DynamoDB's: of several mistakes only the
// first one is reported.
func firstOf(checks ...func() error) error {
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// violations are the members of a request that break the service model: too long, not
// one of a set, missing.
//
// Two sorts of check look for them. The newer ones stop at what they find. The older ones
// look at all that the newer ones let pass, and list it in one message; and if a required
// member is missing they have a request to themselves.
type violations []violation

// A violation is what is said of one member, and how the older checks say it. What only
// they look at has one wording.
type violation struct {
	text, older string
	missing     bool
}

// maxViolations is how many of them a message lists.
const maxViolations = 10

// missing reports a required member.
func (v *violations) missing(path string) {
	text := "Value null at '" + path + "' failed to satisfy constraint: " + notNull
	*v = append(*v, violation{text, text, true})
}

// required reports a string member that is required and was not given.
func (v *violations) required(t text, path string) {
	if !t.given {
		v.missing(path)
	}
}

func (v *violations) add(value, path, constraint string) { v.say(violated(value, path, constraint)) }

// say adds one that has only ever been said in this way.
func (v *violations) say(text string) { *v = append(*v, violation{text: text, older: text}) }

// bare reports a member as the newest checks do: under the name it has in the request, and
// without its value.
func (v *violations) bare(value, path, constraint string) {
	text := "Value at '" + path + "' failed to satisfy constraint: " + constraint
	*v = append(*v, violation{text: text, older: violated(value, camelCase(path), constraint)})
}

func violated(value, path, constraint string) string {
	return "Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint
}

// camelCase begins the first and the last member of a path in lower case; what is between
// them may be the name of a table.
func camelCase(path string) string {
	last := strings.LastIndexByte(path, '.') + 1
	path = path[:last] + strings.ToLower(path[last:last+1]) + path[last+1:]
	return strings.ToLower(path[:1]) + path[1:]
}

// enum checks that a member, if given, is one of a set, printed as the service does.
func (v *violations) enum(t text, path, set string) {
	if t.given && !isOneOf(t.value, set) {
		v.add(t.value, path, oneOf(set))
	}
}

func isOneOf(value, set string) bool {
	for name := range strings.SplitSeq(set, ", ") {
		if name == value {
			return true
		}
	}
	return false
}

// between checks that a number, if given, lies in a range; most 0 is no bound.
func (v *violations) between(n number, path string, least, most int) {
	switch {
	case !n.given:
	case n.value < int64(least):
		v.add(strconv.FormatInt(n.value, 10), path, atLeast(least))
	case most > 0 && n.value > int64(most):
		v.add(strconv.FormatInt(n.value, 10), path, atMost(most))
	}
}

// length checks that a member, if given, has at least one and at most most characters.
func (v *violations) length(t text, path string, most int) {
	switch {
	case !t.given:
	case t.value == "":
		v.add(t.value, path, longer(1))
	case len(t.value) > most && utf8.RuneCountInString(t.value) > most:
		v.add(t.value, path, shorter(most))
	}
}

// err returns them as one error, or nil: what the newer checks find alone, or else all.
func (v violations) err() error {
	for _, one := range v {
		if one.text != one.older && !v.incomplete() {
			return reworded(invalid(oneViolation+one.text), v.listed())
		}
	}
	return v.olderErr()
}

// olderErr returns all of them as one error, or nil, as the older checks do.
func (v violations) olderErr() error {
	if len(v) == 0 {
		return nil
	}
	return invalid(v.listed())
}

// incomplete reports whether a required member is missing.
func (v violations) incomplete() bool {
	return slices.ContainsFunc(v, func(one violation) bool { return one.missing })
}

// listed is the message of the older checks.
func (v violations) listed() string {
	message := oneViolation
	if len(v) > 1 {
		message = strconv.Itoa(len(v)) + " validation errors detected: "
	}
	for i, one := range v[:min(len(v), maxViolations)] {
		if i > 0 {
			message += "; "
		}
		message += one.older
	}
	return message
}

// storableSize checks that an item is not larger than DynamoDB stores.
func storableSize(it item.Item, message string) error {
	if it.Size() > engine.ItemBytes {
		return invalid(message)
	}
	return nil
}
