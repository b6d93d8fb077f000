package parser

// Expressions: keywords of each kind, and the two placeholders that PartiQL does not have.
// A word that is a keyword in another kind of expression is a bare name here (and often a
// reserved one, which is a clearer answer than a syntax error).
var (
	conditionDialect  = &dialect{kind: "condition", keywords: "AND BETWEEN IN NOT OR", special: placeholder}
	projectionDialect = &dialect{kind: "projection", special: placeholder}
	updateDialect     = &dialect{kind: "update", keywords: "ADD DELETE REMOVE SET", special: placeholder}
)

// placeholder reads #name or :value.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
func placeholder(s *scanner) (read bool, err *Error) {
	kind := name
	switch s.text[s.at] {
	case '#':
	case ':':
		kind = value
	default:
		return false, nil
	}
	n := span(s.text[s.at+1:], isNamePart)
	if n == 0 {
		return false, nil
	}
	s.emit(kind, 1+n, s.text[s.at:s.at+1+n])
	return true, nil
}
