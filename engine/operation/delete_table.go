package operation

import "ringside/engine"

// deleteTable removes a table and its items. It answers DELETING; the table is gone some
// time later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
func deleteTable(d *Door, in *tableInput, w *writer) error {
	t, err := in.find(d)
	if err != nil {
		return err
	}
	if err := d.atRest(t); err != nil {
		return err
	}
	if t.DeletionProtection {
		return invalid(messageProtected)
	}
	d.db.DeleteTable(t)
	w.open('{')
	w.name("TableDescription")
	d.describe(t, whenDeleted, w)
	w.close('}')
	return nil
}

// atRest checks that nothing is under way on a table that has to be over before it can go.
func (d *Door) atRest(t *engine.Table) error {
	if err := tableBusy(t); err != nil {
		return err
	}
	if t.Under(engine.StreamChange, nil) != nil {
		return inUse("Cannot delete table while stream is being enabled/disabled.")
	}
	warming := t.Under(engine.WarmUp, nil) != nil
	for _, x := range t.Indexes {
		if x.Status != engine.IndexActive {
			return inUse("Cannot delete table while indexes are being created, updated, or deleted.")
		}
		warming = warming || t.Under(engine.WarmUp, x) != nil
	}
	switch {
	case t.Status == engine.Updating, warming, t.Under(engine.EncryptionChange, nil) != nil:
		return inUse("Table: " + t.Name + " is in the process of being updated.")
	case d.db.Now() < t.TagsBusy:
		return inUse("Table tags are being updated: " + t.Name)
	}
	return nil
}
