package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// decode reads a body, which must be one JSON object, into an input.
func decode(r *item.Reader, body string, in input) error {
	r.Reset(body)
	err := r.Object(func(name string) error { return in.member(name, r) })
	if err == nil {
		err = r.End()
	}
	switch {
	case err == nil:
		return nil
	case !isJSON(body): // DynamoDB reads to the end before it looks at types
		return notJSON()
	}
	return undecodable(err)
}

func isJSON(body string) bool {
	r := item.NewReader(body)
	return r.Skip() == nil && r.End() == nil
}

// text is a string member that may be absent, which is not the same as empty.
type text struct {
	value string
	given bool
}

func (t *text) read(r *item.Reader) (err error) {
	t.value, err = r.String()
	t.given = err == nil
	return err
}

// readTexts reads a list of strings.
func readTexts(r *item.Reader, all *[]text) error {
	*all = nil
	return r.Array(func(int) error {
		var one text
		err := one.read(r)
		*all = append(*all, one)
		return err
	})
}

// number is an integer member that may be absent.
type number struct {
	value int64
	given bool
}

func (n *number) read(r *item.Reader) (err error) {
	n.value, err = r.Int()
	n.given = err == nil
	return err
}

func (n *number) readLong(r *item.Reader) (err error) {
	n.value, err = r.Long()
	n.given = err == nil
	return err
}

// attributes is an Item, a Key or an ExclusiveStartKey. What cannot be stored in it is
// kept until its turn among the checks.
type attributes struct {
	item  item.Item
	fault *item.Fault
	given bool
}

func (a *attributes) read(r *item.Reader) (err error) {
	a.item, a.fault, err = r.Item()
	a.given = err == nil
	return err
}

// itemInput is what every operation on the items of one table takes. It is the last to
// be offered a member, so it skips what nobody knows.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
type itemInput struct {
	table    tableName
	capacity text // ReturnConsumedCapacity
	names    names
	values   values
}

func (in *itemInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "ReturnConsumedCapacity":
		return in.capacity.read(r)
	case "ExpressionAttributeNames":
		return in.names.read(r)
	case "ExpressionAttributeValues":
		return in.values.read(r)
	}
	return r.Skip()
}

// locate finds the item that a Key names.
func (in *itemInput) locate(d *Door, key attributes) (*engine.Table, item.Key, error) {
	t, err := d.table(in.table)
	if err != nil {
		return nil, "", err
	}
	k, err := givenKey(t.Key, key.item)
	return t, k, err
}

// tableName is a TableName: the table's name or its ARN.
type tableName struct{ text }

const tableARN = "arn:aws:dynamodb:"

// name returns the name without what stands before it in an ARN.
func (t tableName) name() string {
	if !strings.HasPrefix(t.value, tableARN) {
		return t.value
	}
	return t.value[strings.IndexByte(t.value, '/')+1:]
}

// Lengths of the names of tables, in characters.
const (
	minTableName = 3
	maxTableName = 255
)

// itemName checks a TableName as the operations on items do: anything but an empty name
// is long enough for them.
func (t tableName) itemName(v *violations) {
	if t.given && t.value == "" {
		v.bare("", "TableName", longer(1))
		return
	}
	t.memberName(v, "tableName")
}

// memberName is itemName for a TableName that a path leads to, of which there are only the
// older words.
func (t tableName) memberName(v *violations, path string) {
	switch {
	case !t.given:
		v.missing(path)
	case t.value == "":
		v.add("", path, longer(1))
	default:
		t.spelled(v, path)
	}
}

// isName reports whether it can be the key of a batch's map.
func (t tableName) isName() bool {
	name := t.name()
	return name != "" && len(name) <= maxTableName && !strings.ContainsFunc(name, notInName)
}

// newName checks a name as CreateTable does, or the name of an index.
func (t tableName) newName(v *violations, path string) {
	if len(t.name()) < minTableName {
		v.add(t.value, path, longer(minTableName))
	}
	if t.name() == "" {
		v.add(t.value, path, namePattern)
	}
	t.spelled(v, path)
}

func (t tableName) spelled(v *violations, path string) {
	name := t.name()
	if len(name) > maxTableName {
		v.add(t.value, path, shorter(maxTableName))
	}
	if strings.ContainsFunc(name, notInName) {
		v.add(t.value, path, namePattern)
	}
}

func notInName(c rune) bool {
	return !isWordCharacter(c) && c != '.' && c != '-'
}

func isWordCharacter(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// table returns the table whose items a request is about. One that is CREATING is not
// there yet; one that is DELETING still answers.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
func (d *Door) table(name tableName) (*engine.Table, error) { return d.activeTable(name.name()) }

func (d *Door) activeTable(name string) (*engine.Table, error) {
	t := d.db.Table(name)
	if t == nil || t.Status == engine.Creating {
		return nil, d.tableMissing(name)
	}
	return t, nil
}
