package expression

import "strings"

// Mend is a sentence for people on how to mend what a message about a PartiQL statement complains of, "" when there is
// nothing to say. The message may stand in an envelope, with a place behind it.
func Mend(message string) string {
	for _, m := range mends {
		if strings.Contains(message, m.message) {
			return m.says
		}
	}
	return ""
}

// mends are tried in their order: the more special message first.
var mends = []struct{ message, says string }{
	{"Unexpected path component", "SELECT takes paths. A name stands between double quotes, or between none."},
	{"Unrecognized function", "WHERE has attribute_exists, attribute_not_exists, attribute_type, begins_with, contains and size; SET has list_append, set_add and set_delete."},
	{"Unsupported data type: Parameter", "A ? stands for a whole value, not for a part of a list, map or set: put all of it into Parameters."},
	{"Unsupported data type: Path", "Text stands between single quotes: 'x'."},
	{"Unsupported data type: Lit", "An INSERT has one map: VALUE {'a': 1, 'b': 'x'}."},
	{"Unsupported data type in Bag", "A set has strings only or numbers only; a list, ['x', 1], has anything."},
	{"Unsupported data type", "An INSERT takes values as they are: compute before you send it."},
	{"Unsupported operation: IsType", "IS is for MISSING and NULL; a type is asked for by attribute_type(a, 'N')."},
	{"Unsupported operation", "A condition compares: a = true."},
	{"Empty bags", "A set has a member at least; an empty list, [], may be stored."},
	{"contains duplicates", "A member stands in a set once."},
	{"List index is not within", "The first element of a list is a[0]."},
	{"Number of parameters", "Each ? takes one value of Parameters, in their order."},
	{"The function is not allowed to be used this way", "size is compared, size(a) > 3; the other functions stand alone."},
	{"The first argument to SET_", "The same path stands twice: SET s = set_add(s, <<'x'>>)."},
	{"The second argument to SET_", "A set stands between << and >>: SET s = set_add(s, <<'x'>>)."},
	{"requires a document path", "It takes a path, and a path stands between double quotes or none: attribute_exists(a)."},
	{"Invalid attribute type name", "Types are 'S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS' and 'BS'."},
	{"too many operands", "Divide the list over several statements."},
}
