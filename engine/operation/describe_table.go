package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// tableInput is the input of operations that take a TableName and nothing else.
type tableInput struct{ table tableName }

func (in *tableInput) member(name string, r *item.Reader) error {
	if name == "TableName" {
		return in.table.read(r)
	}
	return r.Skip()
}

// named checks the TableName alone.
func (in *tableInput) named() error {
	if !in.table.given {
		return invalid(messageTableNameMissing)
	}
	var v violations
	in.table.newName(&v, "tableName")
	if name := in.table.name(); len(name) < minTableName || len(name) > maxTableName {
		return reworded(v.err(), messageNameLength)
	}
	return v.err()
}

// find returns the table, whatever its status.
func (in *tableInput) find(d *Door) (*engine.Table, error) {
	if err := in.named(); err != nil {
		return nil, err
	}
	name := in.table.name()
	if t := d.db.Table(name); t != nil {
		return t, nil
	}
	return nil, d.tableUnknown(name)
}

// describeTable tells what a table is like.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
func describeTable(d *Door, in *tableInput, w *writer) error {
	t, err := in.find(d)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Table")
	d.describe(t, whenDescribed, w)
	w.close('}')
	return nil
}
