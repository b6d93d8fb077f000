// Package item is what a table stores: attribute values of DynamoDB's ten types, items made of
// them, 38-digit decimal numbers, and the bytes by which keys are placed and ordered.
//
// A value is its canonical DynamoDB JSON, so that equal values have equal text, a response copies
// what is stored, and nothing is decoded before somebody looks at it. An item adds a table of
// offsets, which makes finding an attribute a binary search:
//
//	{"id":{"S":"a"},"n":{"N":"7"}}  01 00  10 00   06 00 00 00  02 00 00 00  02
//	└────────── JSON() ──────────┘  └ offsets ┘    └─ size ──┘  └─ count ─┘  └ bytes per offset
//
// Canonical means: no blanks; only the escapes JSON demands; numbers in plain decimal; names in
// maps and members of sets in order.
//
// A key is bytes that sort like the values they stand for:
//
//	hash (8 bytes)  partition key, escaped  00 01  sort key
//	hash (8 bytes)  partition key                              when the table has no sort key
//
// All items of one partition key are therefore neighbours, in the order of their sort keys.
//
// Reader turns the JSON of a request into values in one pass. It keeps apart the two ways in which
// a request can be wrong: a body that does not fit its shape (error) and a value that fits but
// cannot be stored (Fault).
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
package item
