package operation

import "ringside/engine"

// deleteTable removes a table and its items. It answers DELETING; the table is gone some
// time later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
func deleteTable(d *Door, in *tableInput, w *writer) error {
	t, err := in.find(d)
	switch {
	case err != nil:
		return err
	case t.Status != engine.Active:
		return tableBusy(t)
	case t.DeletionProtection:
		return invalid(messageProtected)
	}
	d.db.DeleteTable(t)
	w.open('{')
	w.name("TableDescription")
	d.describe(t, whenDeleted, w)
	w.close('}')
	return nil
}
