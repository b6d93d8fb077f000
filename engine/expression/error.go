package expression

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ringside/engine/item"
	"ringside/parser"
)

// Error is a caller's mistake in an expression, or an item that an update cannot be applied to. Message is
// the text of the ValidationException, without the envelope that some operations put around it.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
type Error struct {
	Message string
	Older   string // the text before 2026, when that was another one
	Mend    string // for people: how to mend it, where [Mend] can't say by the message alone
}

func (e *Error) Error() string { return e.Message }

// A fault is a mistake inside an expression, before it is known which parameter the expression came in.
type fault string

func (f fault) Error() string { return string(f) }

// Faults without details.
const (
	emptyExpression      fault = "The expression can not be empty;"
	oversizeExpression   fault = "Expression size has exceeded the maximum allowed size;"
	tooManyOperators     fault = "The expression contains too many operators; operator count: 301"
	redundantParentheses fault = "The expression has redundant parentheses;"
)

const invalidParameters = "One or more parameter values were invalid: "

// What an update can meet when it is applied. These never name the expression.
var (
	errInvalidPath = &Error{Message: "The document path provided in the update expression is invalid for update"}
	errNoAttribute = &Error{Message: "The provided expression refers to an attribute that does not exist in the item"}
	errOperandType = &Error{Message: "An operand in the update expression has an incorrect data type"}
	errNesting     = &Error{Message: "Nesting Levels have exceeded supported limits"}
	errMismatch    = &Error{Message: "Type mismatch for attribute to update"} // legacy for errOperandType
)

var errParameterCount = &Error{Message: "Number of parameters in request and statement don't match."}

func unused(member, keys string) error {
	return &Error{Message: "Value provided in " + member + " unused in expressions: keys: {" + keys + "}"}
}

func unknownFunction(name string) fault {
	return fault("Invalid function name; function: " + name)
}

// unrecognizedFunction is what PartiQL says about an unknown function.
func unrecognizedFunction(f *parser.Function) fault {
	return fault("Unrecognized function: " + f.Name + " at " + position(f.Pos, len(f.Name)))
}

// setFault is what PartiQL says about set_add and set_delete; in its messages they are in upper case.
func setFault(before string, f *parser.Function, after, at string) fault {
	return fault(before + strings.ToUpper(f.Name) + after + " at " + at)
}

func misusedFunction(name string) fault {
	return fault("The function is not allowed to be used this way in an expression; function: " + name)
}

func reservedWord(word string) fault {
	return fault("Attribute name is a reserved keyword; reserved keyword: " + word)
}

func undefinedName(placeholder string) fault {
	return fault("An expression attribute name used in the document path is not defined; attribute name: " + placeholder)
}

func undefinedValue(placeholder string) fault {
	return fault("An expression attribute value used in expression is not defined; attribute value: " + placeholder)
}

func operandCount(operator string, n int) fault {
	return fault("Incorrect number of operands for operator or function; operator or function: " + operator +
		", number of operands: " + strconv.Itoa(n))
}

func operandType(operator, typ string) fault {
	return fault("Incorrect operand type for operator or function; operator or function: " + operator +
		", operand type: " + typ)
}

// A newerFault is a fault that was described in other words before 2026.
type newerFault struct{ text, older fault }

func (f newerFault) Error() string { return string(f.text) }

// updateOperandType is the text for ADD and DELETE, which name types in full. DELETE prints ADD's set too.
func updateOperandType(action string, t item.Type) error {
	text := fault("Incorrect operand type for operator or function; operator: " + action + ", operand type: ")
	older := fault(longTypeNames[t])
	if t == item.BOOL {
		older = "BOOLEAN"
	}
	return newerFault{text + fault(longTypeNames[t]) + ", typeSet: ALLOWED_FOR_ADD_OPERAND", text + older}
}

var longTypeNames = map[item.Type]string{item.S: "STRING", item.N: "NUMBER", item.B: "BINARY", item.BOOL: "BOOL",
	item.NULL: "NULL", item.L: "LIST", item.M: "MAP", item.SS: "STRING_SET", item.NS: "NUMBER_SET", item.BS: "BINARY_SET"}

// The orders in which DynamoDB lists the types: they differ, and clients compare whole messages.
const (
	typeOperand  = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"
	typeNames    = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
	partiQLTypes = "{N,BS,L,B,NULL,M,S,SS,NS,BOOL}"
)

func unknownType(name, valid string) fault {
	return fault("Invalid attribute type name found; type: " + name + ", valid types: " + valid)
}

func needsPath(function string) fault {
	return fault("Operator or function requires a document path; operator or function: " + function)
}

func tooManyMembers(n int) fault {
	return fault("The IN operator is provided with too many operands; number of operands: " + strconv.Itoa(n))
}

func sameOperand(operator string, p path) fault {
	return fault("The first operand must be distinct from the remaining operands for this operator or function; operator: " +
		operator + ", first operand: " + p.String())
}

func boundTypes(low, high item.Value) fault {
	return fault("The BETWEEN operator requires same data type for lower and upper bounds; " + bounds(low, high))
}

func boundOrder(low, high item.Value) fault {
	return fault("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + bounds(low, high))
}

func bounds(low, high item.Value) string {
	return "lower bound operand: AttributeValue: {" + low.Type().String() + ":" + low.Text() +
		"}, upper bound operand: AttributeValue: {" + high.Type().String() + ":" + high.Text() + "}"
}

func sectionTwice(keyword string) fault {
	return fault(`The "` + keyword + `" section can only be used once in an update expression;`)
}

func overlap(one, two path) fault {
	return fault("Two document paths overlap with each other; " + bothPaths(one, two))
}

func conflict(one, two path) fault {
	return fault("Two document paths conflict with each other; " + bothPaths(one, two))
}

func bothPaths(one, two path) string {
	return "must remove or rewrite one of these paths; path one: " + one.String() + ", path two: " + two.String()
}

// outOfRange is for list indexes that are negative or beyond 31 bits.
func outOfRange(index string) fault {
	return fault("List index is not within the allowable range; index: [" + index + "]")
}

// unsupported is what PartiQL says about an operand that stands where a condition should.
func unsupported(o *parser.Operand) fault {
	switch {
	case o.Path != nil:
		return unsupportedOperation("Path")
	case o.Parameter > 0:
		return unsupportedOperation("Parameter")
	}
	return unsupportedOperation("Lit")
}

func unsupportedOperation(what string) fault { return fault("Unsupported operation: " + what) }

// position is a place in a PartiQL statement as its messages show it: line, column and length.
func position(p parser.Pos, length int) string {
	return strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + ":" + strconv.Itoa(length)
}

// Faults of PartiQL's constants.
var (
	errEmptyBag  = &Error{Message: "Empty bags are not supported"}
	errBagType   = &Error{Message: "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"}
	errEmptyName = &Error{Message: "Empty attribute name"}
)

// unsupportedType is for what may not stand inside a constant.
func unsupportedType(l *parser.Literal, under string) error {
	name, length := "Lit", 1
	switch {
	case l.Function != nil:
		name, length = l.Function.Name, len(l.Function.Name)
	case l.Parameter > 0:
		name = "Parameter"
	case l.Path != nil:
		name, length = "Path", utf8.RuneCountInString(l.Path.Parts[0].Name)
	}
	return &Error{Message: "Unsupported data type: " + name + " under key " + under + " at " + position(l.Pos, length)}
}

// duplicates is for a bag that repeats a member. Of a bag of numbers the message ends differently.
func duplicates(set item.Type, written []string, under string) error {
	text := invalidParameters + "Input collection [" + strings.Join(written, ", ") + "] contains duplicates"
	if set == item.NS {
		return &Error{Message: text + "! under " + under}
	}
	return &Error{Message: text + "."}
}

// calledColumn is for a column of a SELECT that is a function.
func calledColumn(f *parser.Function) error {
	mend := "SELECT has no " + f.Name + ": it returns attributes. Compute with what comes back."
	if strings.EqualFold(f.Name, "COUNT") {
		mend = "There is no COUNT: SELECT returns attributes. How many items came back, the answer says."
	}
	return &Error{Message: pathComponent(f.Pos, len(f.Name)).Error(), Mend: mend}
}

// pathComponent is for a column of a SELECT that is not a path.
func pathComponent(p parser.Pos, length int) error {
	return &Error{Message: "Unexpected path component at " + position(p, length)}
}

// Faults of key conditions. Most of them do not name the expression.
var (
	errKeyTwice        = fault("KeyConditionExpressions must only contain one condition per key")
	errNestedAttribute = fault("KeyConditionExpressions cannot have conditions on nested attributes")
	errNestedOperation = &Error{Message: "KeyConditionExpressions cannot contain nested operations"}
	errManyNames       = &Error{Message: "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"}
	errNoKey           = &Error{Message: "Invalid condition in KeyConditionExpression: No key attribute specified"}
	errKeyNotSupported = &Error{Message: "Query key condition not supported"}
	errKeyType         = &Error{Message: invalidParameters + "Condition parameter type does not match schema type"}
)

func keyOperator(operator string) error {
	return &Error{Message: "Invalid operator used in KeyConditionExpression: " + operator}
}

func keyNotFirst(operator string) error {
	return &Error{Message: "Invalid condition in KeyConditionExpression: " + operator +
		" operator must have the key attribute as its first operand"}
}

func missedKey(name string) error {
	return &Error{Message: "Query condition missed key schema element: " + name}
}

func needsEquality(name, because string) error {
	return &Error{Message: "RANGE key attributes " + name + " must have equality conditions specified in the query because a condition is present on key attribute " + because}
}

func tooManyKeyConditions(given, attributes int) error {
	return &Error{Message: "The number of query conditions (" + strconv.Itoa(given) +
		") exceeds the number of key attributes defined in the schema (" + strconv.Itoa(attributes) + ")"}
}

// Faults of legacy parameters.
var (
	errMixedTypes   = &Error{Message: invalidParameters + "AttributeValues inside AttributeValueList must be of same type"}
	errBoundOrder   = &Error{Message: "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"}
	errNotIndexable = &Error{Message: "Attempted conditional constraint is not an indexable operation"}
	errKeyCriteria  = &Error{Message: "Conditions can be of length 1 or 2 only"}
	errNoValue      = &Error{Message: invalidParameters + "Only DELETE action is allowed when no attribute value is specified"}
)

func argumentCount(operator string) error {
	return &Error{Message: invalidParameters + "Invalid number of argument(s) for the " + operator + " ComparisonOperator"}
}

func argumentType(operator string, t item.Type) error {
	return &Error{Message: invalidParameters + "ComparisonOperator " + operator + " is not valid for " + t.String() + " AttributeValue type"}
}

func actionType(action string, t item.Type) error {
	return &Error{Message: invalidParameters + action + " is not supported for the type " + t.String()}
}

func nameTwice(name string) error {
	return &Error{Message: invalidParameters + "Duplicate value in attribute name: " + name}
}
