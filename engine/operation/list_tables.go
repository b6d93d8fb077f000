package operation

import "ringside/engine/item"

type listTablesInput struct {
	start text
	limit number
}

func (in *listTablesInput) member(name string, r *item.Reader) error {
	switch name {
	case "ExclusiveStartTableName":
		return in.start.read(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

// maxListed is how many names a page holds.
const maxListed = 100

// listTables lists the names of all tables, whatever their status, in order.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html
func listTables(d *Door, in *listTablesInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	most := maxListed
	if in.limit.given {
		most = int(in.limit.value)
	}
	listed, last := 0, ""
	more := false
	w.open('{')
	w.name("TableNames").open('[')
	for _, t := range d.db.Tables() {
		if t.Name <= in.start.value {
			continue
		}
		if more = listed == most; more {
			break
		}
		w.text(t.Name)
		listed, last = listed+1, t.Name
	}
	w.close(']')
	if more {
		w.name("LastEvaluatedTableName").text(last)
	}
	w.close('}')
	return nil
}

func (in *listTablesInput) modelled() error {
	var v violations
	if in.start.given && in.start.value == "" {
		v.add("", "exclusiveStartTableName", namePattern)
	}
	if in.start.given && len(in.start.value) < minTableName {
		v.add(in.start.value, "exclusiveStartTableName", longer(minTableName))
	}
	v.between(in.limit, "limit", 1, maxListed)
	return v.err()
}
