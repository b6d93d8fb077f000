package item

import (
	"errors"
	"strings"
)

// ErrSyntax says that a body is not JSON in UTF-8. DynamoDB answers with a SerializationException
// without a message.
var ErrSyntax = errors.New("the body is not JSON")

// TypeError says that JSON of one kind stands where another kind belongs. DynamoDB answers with a
// SerializationException that has this message.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
type TypeError struct{ Message string }

// Error returns DynamoDB's text.
func (e *TypeError) Error() string { return e.Message }

// The names that DynamoDB's messages use for what it expected.
const (
	classString  = "class java.lang.String"
	classBoolean = "class java.lang.Boolean"
	classInteger = "class java.lang.Integer"
	classLong    = "class java.lang.Long"
	classBlob    = "class java.nio.ByteBuffer"
	shapePackage = "com.amazonaws.dynamodb.v20120810."
)

const (
	messageCollection = "Unrecognized collection type "
	messageStructure  = "Start of structure or map found where not expected"
	messageField      = "Unexpected field type"
	messageElement    = "Unexpected value type in payload"
	messageToken      = "Unexpected token received from parser"
	messageBlob       = "only base-64-encoded strings are convertible to bytes"
)

// mismatch reads the value that stands where a scalar of that class belongs, and describes it.
func (r *Reader) mismatch(class string) error {
	first := r.peek()
	text, err := r.Raw()
	if err != nil {
		return err
	}
	switch {
	case first == '[':
		return &TypeError{messageCollection + class}
	case first == '{':
		return &TypeError{messageStructure}
	case class == classBlob:
		return &TypeError{messageBlob}
	}
	short := class[strings.LastIndexByte(class, '.')+1:]
	return &TypeError{tokenName(text) + " cannot be converted to " + short}
}

// tokenName is what DynamoDB's parser calls a JSON scalar.
func tokenName(text string) string {
	switch {
	case text[0] == '"':
		return "STRING_VALUE"
	case text == "true":
		return "TRUE_VALUE"
	case text == "false":
		return "FALSE_VALUE"
	case strings.ContainsAny(text, ".eE"):
		return "DECIMAL_VALUE"
	}
	return "NUMBER_VALUE"
}

// notObject reads the value that stands where a structure, or a map of structures, belongs.
func (r *Reader) notObject(shape string, isMap bool) error {
	scalar := messageField
	if r.element {
		scalar = messageElement
	}
	if shape == "" {
		return r.describe('[', messageField, scalar)
	}
	return r.describe('[', messageCollection+className(shape, isMap), scalar)
}

// className is what DynamoDB's messages call a structure, or a map of structures.
func className(shape string, isMap bool) string {
	class := shapePackage + shape
	if shape == "String" {
		class = "java.lang.String"
	}
	if isMap {
		return "java.util.Map<java.lang.String, " + class + ">"
	}
	return "class " + class
}

// notArray reads the value that stands where a list belongs.
func (r *Reader) notArray() error { return r.describe('{', messageStructure, messageField) }

// describe reads a value and returns a TypeError with one of two messages: for a value that begins
// with first, and for the others.
func (r *Reader) describe(first byte, message, otherwise string) error {
	if r.peek() != first {
		message = otherwise
	}
	if err := r.Skip(); err != nil {
		return err
	}
	return &TypeError{message}
}
