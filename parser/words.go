package parser

import "strings"

// Vocabulary is what an editor of statements offers, and what it has to put between double quotes.
type Vocabulary struct {
	Keywords  []Keyword   `json:"keywords"`  // that a statement can use
	Reserved  []string    `json:"reserved"`  // no name, unless between double quotes
	Functions []Signature `json:"functions"` // in alphabetical order
	Types     []string    `json:"types"`     // what may stand after IS
}

// Keyword is a word of the grammar and what it does.
type Keyword struct {
	Word string `json:"word"`
	Says string `json:"says"`
}

// Signature is a function, the clauses it may stand in, and what it does.
type Signature struct {
	Name      string   `json:"name"`
	Signature string   `json:"signature"`
	In        []string `json:"in"`
	Says      string   `json:"says"`
}

// Words is the vocabulary of DynamoDB's PartiQL. A test holds it against the grammar, and writes it for the page.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
func Words() Vocabulary {
	return Vocabulary{
		Keywords: keywordsExplained, Reserved: strings.Fields(statementKeywords),
		Functions: functionsExplained, Types: []string{"MISSING", "NULL"},
	}
}

var keywordsExplained = []Keyword{
	{"SELECT", "reads items: all their attributes with *, or the paths listed"},
	{"FROM", `names the table, or "table"."index"`},
	{"WHERE", "which items; with = or IN on the partition key it is no Scan"},
	{"OR", "either condition holds"},
	{"AND", "both conditions hold"},
	{"NOT", "the condition does not hold"},
	{"TRUE", "a BOOL"},
	{"FALSE", "a BOOL"},
	{"NULL", "the value NULL, which is not the same as no attribute"},
	{"BETWEEN", "a BETWEEN low AND high: from low to high, both included"},
	{"IN", "a IN [x, y]: equals one of the values"},
	{"IS", "a IS MISSING: there is no such attribute; a IS NULL: its value is NULL"},
	{"ORDER", "ORDER BY sorts by attributes of the key"},
	{"BY", "ORDER BY sorts by attributes of the key"},
	{"ASC", "from the least to the greatest"},
	{"DESC", "from the greatest to the least"},
	{"INSERT", "writes one item, if there is none under its key"},
	{"INTO", "names the table"},
	{"VALUE", "the item: {'name': value, …}"},
	{"UPDATE", "changes one item, if it is there; WHERE gives its whole key"},
	{"SET", "gives a path a value: SET a = 1, b.c = 'x'"},
	{"REMOVE", "removes attributes, fields or elements of lists"},
	{"RETURNING", "what a write answers: RETURNING ALL OLD *"},
	{"ALL", "RETURNING: all of the item"},
	{"MODIFIED", "RETURNING: what the UPDATE names"},
	{"OLD", "RETURNING: as it was before"},
	{"NEW", "RETURNING: as it is after; of an UPDATE only"},
	{"DELETE", "deletes one item; WHERE gives its whole key"},
	{"EXISTS", "EXISTS(SELECT …) checks an item in an ExecuteTransaction that writes"},
}

var functionsExplained = []Signature{
	{"attribute_exists", "attribute_exists(path)", []string{"WHERE"}, "the item has the attribute"},
	{"attribute_not_exists", "attribute_not_exists(path)", []string{"WHERE"}, "the item does not have the attribute"},
	{"attribute_type", "attribute_type(path, 'S')", []string{"WHERE"}, "the attribute is of the type: S, N, B, BOOL, NULL, L, M, SS, NS or BS"},
	{"begins_with", "begins_with(path, value)", []string{"WHERE"}, "the string, or binary value, begins with this one"},
	{"contains", "contains(path, value)", []string{"WHERE"}, "the string has this part; the list or set has this member"},
	{"list_append", "list_append(list, list)", []string{"SET"}, "the elements of both lists, one list after the other"},
	{"set_add", "set_add(path, <<value, …>>)", []string{"SET"}, "the set with these members as well; path is the one that is set"},
	{"set_delete", "set_delete(path, <<value, …>>)", []string{"SET"}, "the set without these members; path is the one that is set"},
	{"size", "size(path)", []string{"WHERE"}, "the length of a string, the bytes of a binary value, the number of members of a list, map or set; to be compared"},
}
