package item

import (
	"slices"
	"sort"
	"strings"
)

// FaultKind says what is wrong with a value.
type FaultKind uint8

// The faults of values.
const (
	FaultEmpty      FaultKind = iota + 1 // none of the ten types
	FaultManyTypes                       // more than one of them
	FaultNull                            // {"NULL":false}
	FaultEmptySet                        // a set (Type) without members
	FaultNullMember                      // a set (Type) with a JSON null among its members
	FaultDuplicates                      // a set (Type) with equal Members
	FaultNumber                          // an N whose Text is no number
	FaultPrecision                       // more than 38 significant digits
	FaultOverflow                        // 1E126 or more
	FaultWrap                            // so much more that its exponent goes round in 32 bits
	FaultUnderflow                       // closer to 0 than 1E-130
	FaultNesting                         // more than MaxDepth lists and maps around a value
	FaultEmptyName                       // an attribute called ""
	FaultLongName                        // an attribute's name of more than 65,535 bytes
)

// Fault says why a value that is well formed cannot be stored. DynamoDB answers with a
// ValidationException, and in some operations puts "1 validation error detected: " before the text.
// Two generations of its checks are in service, and word some faults differently: Error is the
// newer wording, Older the other.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
type Fault struct {
	Kind    FaultKind
	Type    Type     // the type of the value at fault, where it has one
	Text    string   // of a number that is none, or none to the older checks: its exponent has no 32 bits
	Members []string // of a set with duplicates, in the order of the request
}

// ofNumber: DynamoDB reports these before it counts the types of a value.
func (f *Fault) ofNumber() bool { return FaultNumber <= f.Kind && f.Kind <= FaultUnderflow }

// graver tells whether DynamoDB reports f rather than g, which comes before it in the body: it looks at
// the depth of all values before it looks at anything else in them.
func (f *Fault) graver(g *Fault) bool {
	return f != nil && (g == nil || f.Kind == FaultNesting && g.Kind != FaultNesting)
}

const (
	invalidParameter = "One or more parameter values were invalid: "
	noNumber         = "The parameter cannot be converted to a numeric value"
	numberUnderflow  = "Number underflow. Attempting to store a number with magnitude smaller than supported range"
)

// Error returns DynamoDB's text in its newer wording, without envelope.
func (f *Fault) Error() string {
	switch f.Kind {
	case FaultEmpty:
		return "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
	case FaultManyTypes:
		return "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
	case FaultNull:
		return invalidParameter + "Null attribute value types must have the value of true"
	case FaultEmptySet:
		return invalidParameter + emptySetText(f.Type)
	case FaultNullMember:
		return invalidParameter + nullMemberText(f.Type)
	case FaultDuplicates:
		return invalidParameter + f.duplicates()
	case FaultNumber:
		return noNumber + ": " + f.Text
	case FaultPrecision:
		return "Attempting to store more than 38 significant digits in a Number"
	case FaultOverflow, FaultWrap:
		return "Number overflow. Attempting to store a number with magnitude larger than supported range"
	case FaultUnderflow:
		return numberUnderflow
	case FaultNesting:
		return "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
	case FaultEmptyName:
		return "Empty attribute name"
	}
	return "Attribute name is too large, must be less than 65536 bytes"
}

// Older returns DynamoDB's text in its older wording, which BatchWriteItem and Scan
// still use.
func (f *Fault) Older() string {
	switch {
	case f.Kind == FaultWrap:
		return numberUnderflow
	case f.Kind == FaultNumber && f.Text == "":
		return noNumber
	case f.Text != "":
		return noNumber + ": " + f.Text
	case f.Kind == FaultDuplicates && f.Type == NS:
		return "Input collection contains duplicates"
	case f.Kind == FaultDuplicates:
		return invalidParameter + "Input collection [" + strings.Join(f.Members, ", ") + "]" + f.ending()
	}
	return f.Error()
}

// emptySetText spells as DynamoDB does.
func emptySetText(t Type) string {
	switch t {
	case SS:
		return "An string set  may not be empty"
	case NS:
		return "An number set  may not be empty"
	}
	return "Binary sets should not be empty"
}

func nullMemberText(t Type) string {
	switch t {
	case SS:
		return "An string set may not have a null string as a member"
	case NS:
		return "An number set may not have a null number as a member"
	}
	return "Binary sets may not contain null values"
}

func (f *Fault) duplicates() string {
	if f.Type == NS {
		return "Input collection contains duplicates."
	}
	var quoted []string
	for _, member := range f.asChecked() {
		quoted = append(quoted, string(AppendQuoted(nil, member)))
	}
	separator := ", "
	if f.Type == BS {
		separator = ","
	}
	return "Input collection [" + strings.Join(quoted, separator) + "]" + f.ending()
}

func (f *Fault) ending() string {
	if f.Type == BS {
		return "of type BS contains duplicates." // DynamoDB leaves out the blank
	}
	return " contains duplicates."
}

// asChecked returns the members as DynamoDB has them when it meets the first repetition: those
// before it are in a sorted set, the rest is still as sent.
func (f *Fault) asChecked() []string {
	members := slices.Clone(f.Members)
	seen, repeat := map[string]bool{}, 0
	for repeat < len(members) && !seen[members[repeat]] {
		seen[members[repeat]] = true
		repeat++
	}
	sort.Slice(members[:repeat], func(i, j int) bool {
		if f.Type == BS {
			return compareBase64(members[i], members[j]) < 0
		}
		return members[i] < members[j]
	})
	return members
}
