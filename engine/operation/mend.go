package operation

import (
	"cmp"
	"strings"

	"ringside/engine"
	"ringside/engine/expression"
)

// mendOf is a sentence for people on how to mend what a request was refused for, "" when there is
// nothing to say. What the parser did not understand has been said by the parser.
func (d *Door) mendOf(e *Error) string {
	if d.plan.broken != nil {
		return d.plan.broken.at.Mend
	}
	for _, r := range e.Reasons {
		if says := cmp.Or(r.mend, mendFor(r.Message)); says != "" {
			return says
		}
	}
	return cmp.Or(e.mend, mendMissing(e.Message), mendFor(e.Message))
}

// mendMissing names the members that a request lacks as requests spell them.
func mendMissing(message string) string {
	const before, after = "Value null at '", "' failed to satisfy constraint: Member must not be null"
	var names []string
	for _, fault := range strings.Split(message, before)[1:] {
		if path, _, missing := strings.Cut(fault, after); missing && !strings.Contains(path, "'") {
			name := path[strings.LastIndexByte(path, '.')+1:]
			names = append(names, strings.ToUpper(name[:1])+name[1:])
		}
	}
	if names == nil {
		return ""
	}
	return "The request needs " + strings.Join(names, " and ") + ": {\"" + names[0] + "\": …}."
}

// mendTable says of a table that is not there which are.
func (d *Door) mendTable(name string) string {
	const few = 5
	if d.db.Table(name) != nil {
		return "The table is still made: let a moment pass."
	}
	var names []string
	for _, t := range d.db.Tables() {
		if t.Status != engine.Creating {
			names = append(names, t.Name)
		}
	}
	says := "There is no table " + name + ": "
	if near := nearest(name, names); near != "" && near != name {
		return says + "did you mean " + near + "?"
	}
	verb := "here are "
	switch n := len(names); {
	case n == 0:
		return says + "there is none here."
	case n == 1:
		verb = "here is "
	case n > few:
		names = append(names[:few], "others")
	}
	return says + verb + enumerated(names) + "."
}

// enumerated is a list as a sentence has it: a, b and c.
func enumerated(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func mendFor(message string) string {
	for _, m := range mends {
		if strings.Contains(message, m.message) {
			return m.says
		}
	}
	return expression.Mend(message)
}

// mends are what is said about messages that hold these words.
var mends = []struct{ message, says string }{
	{messageNoWholeKey, "A statement writes one item: WHERE has to give its whole key by =, without an OR."},
	{"Multiple conditions on same key", "A statement writes one item: write one for each key."},
	{messageKeyType, "Text stands between single quotes, a number stands alone: 'x' is of type S, 5 of type N."},
	{messageTooManyReads, "Divide the keys over several statements, of at most 50 each."},
	{messageOverlap, "Two alternatives must not find the same item: list each key once, and let one range end where the next begins."},
	{messageOrderNoWhere, "Only items under one partition key are in an order, that of the sort key: give the one by = in WHERE and order by the other, or sort what comes back."},
	{messageOrderNoKey, "Only items under one partition key are in an order, that of the sort key: give the one by = in WHERE and order by the other, or sort what comes back."},
	{messageOrderManyKeys, "Name the partition key in ORDER BY, too."},
	{"in ORDER BY clause must be part of the primary key", "Items are in the order of the sort key. An index can have another one, or sort what comes back."},
	{messageUnknownIndex, `FROM takes a table, or "table"."index" with the name of one of its indexes.`},
	{messageInsertSource, "Write to the table: its indexes follow."},
	{messageIndexWrite, "Write to the table: its indexes follow."},
	{messageConsistentGlobal, "Leave out ConsistentRead: a global index always trails its table."},
	{messageConsistentIndex, "Leave out ConsistentRead: a global index always trails its table."},
	{messageManyKeyAttributes, "The Query operation can read such an index."},
	{"does not project", "Read the table, or an index that has this attribute."},
	{messageExistsAlone, "SELECT reads the item; EXISTS checks it in an ExecuteTransaction that writes."},
	{messageBadToken, "Send a NextToken as it came, with the same statement and parameters."},
	{messageForeignToken, "Send a NextToken as it came, with the same statement and parameters."},
	{"Duplicate primary key", "INSERT never replaces an item: UPDATE changes it, and PutItem replaces it."},
	{"The conditional request failed", "Read the item: either there is none under this key, or it is not as the condition wants it."},
	{"Missing the key", "An item has every attribute of the table's key, under its very name."},
	{"Type mismatch for key", "Key attributes have the types that the table was created with: 'x' is of type S, 5 of type N."},
	{messageKeySchema, "A key is all attributes of the table's key and no others, each of its type."},
	{"This attribute is part of the key", "A key never changes: put the item anew under the other key, and delete it here."},
	{"reserved keyword", "Write #name in the expression, and what it stands for into ExpressionAttributeNames."},
	{"attribute name used in the document path is not defined", "Say in ExpressionAttributeNames what the #name stands for."},
	{"expression attribute value used in expression is not defined", "Say in ExpressionAttributeValues what the :value stands for."},
	{"missed key schema element", "Give the partition key by = in KeyConditionExpression."},
	{"can only contain non-primary key attributes", "Conditions on the key belong into KeyConditionExpression."},
	{"Incorrect operand type", "Only strings, numbers and binary values have an order, and only numbers are added."},
	{"document path provided in the update expression is invalid", "A path leads into what is there: set the whole map or list first."},
	{"refers to an attribute that does not exist in the item", "Set the attribute before it is used; in an UpdateExpression if_not_exists(a, :v) helps."},
	{"Invalid returning clause", "There is nothing new after a DELETE: RETURNING ALL OLD *."},
	{"must specify the primary key in the where clause", "Here a SELECT reads one item, by its whole key and nothing else. ExecuteStatement takes all others."},
	{"Read and write requests together", "Send reads and writes in batches of their own."},
	{"does not support both read and write", "Check an item by EXISTS(SELECT …) beside writes."},
	{"RETURNING clause is not supported", "Leave RETURNING out: read the item before, or after."},
	{messageSameItem, "Put all that happens to an item into one statement or action."},
	{messageDuplicateKeys, "Name each item once."},
}
