package operation

import "ringside/engine"

// What is under way on a table keeps some other changes waiting. They are refused with a
// ResourceInUseException that names what they wait for.

// billingWork are switches of the billing mode, unitsWork all changes of what is provisioned, which
// the messages call IOPS.
var (
	billingWork = []engine.Work{engine.ToOnDemand, engine.BackToOnDemand, engine.ToProvisioned, engine.ToProvisionedIndexed}
	unitsWork   = append([]engine.Work{engine.ThroughputChange}, billingWork...)
)

// inStatus returns the table's first index that has a status, or nil.
func inStatus(t *engine.Table, s engine.IndexStatus) *engine.Index {
	for _, x := range t.Indexes {
		if x.Status == s {
			return x
		}
	}
	return nil
}

// allocating returns the index that is being added to the table and has yet to begin to backfill,
// or nil.
func allocating(t *engine.Table) *engine.Index {
	x := inStatus(t, engine.IndexCreating)
	if x != nil && t.Under(engine.IndexAllocation, x) != nil {
		return x
	}
	return nil
}

// idle checks that nothing is under way that a change has to wait for: a change of its own kind,
// of the provisioned units, of the class, or an index that comes or goes. verb is the change in the
// service's words.
func idle(t *engine.Table, verb string, own engine.Work, forIndexes bool) error {
	of := ". Table: " + t.Name
	if own == engine.ThroughputChange && t.Changing(unitsWork...) != nil {
		return inUse("Table IOPS are currently being updated" + of)
	}
	if t.Changing(unitsWork...) != nil {
		return inUse("Can't " + verb + " while table IOPS are being updated" + of)
	}
	if u := t.Under(engine.ClassChange, nil); u != nil {
		return inUse("Can't " + verb + " when a table class update is in progress" + of + " TableClassUpdateInProgress: " + u.Class.String())
	}
	if u := t.Under(engine.StreamChange, nil); u != nil {
		return inUse("Can't " + verb + " when stream status is being updated." + streamChange(t, u))
	}
	if x := allocating(t); forIndexes && x != nil {
		return inUse("Can't " + verb + " when an index is being created" + of + " Indexes: " + list([]string{x.Name}))
	}
	if x := inStatus(t, engine.IndexDeleting); forIndexes && x != nil {
		return inUse("Can't " + verb + " when an index is being deleted" + of + " Indexes: " + list([]string{x.Name}))
	}
	return nil
}
