package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// An indexUpdate is an element of GlobalSecondaryIndexUpdates: one of its three actions.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexUpdate.html
type indexUpdate struct {
	indexInput
	action indexAction
	many   bool // it has more than one
}

type indexAction uint8

const (
	actionNone indexAction = iota
	actionCreate
	actionUpdate
	actionDelete
)

func (u *indexUpdate) read(r *item.Reader) error {
	return r.Structure("GlobalSecondaryIndexUpdate", func(name string) error {
		action := map[string]indexAction{"Create": actionCreate, "Update": actionUpdate, "Delete": actionDelete}[name]
		if action == actionNone {
			return r.Skip()
		}
		u.many = u.action != actionNone
		u.action, u.indexInput = action, indexInput{}
		return u.indexInput.read(name+"GlobalSecondaryIndexAction", r)
	})
}

func (u *indexUpdate) modelled(v *violations, path string) {
	switch u.action {
	case actionCreate:
		u.indexInput.modelled(v, path+"create.", 0)
	case actionUpdate:
		u.indexInput.named(v, path+"update.")
		u.provisioned.modelled(v, path+"update.provisionedThroughput")
	case actionDelete:
		u.indexInput.named(v, path+"delete.")
	}
}

func (in *updateTableInput) count(a indexAction) (n int) {
	for i := range in.indexes {
		if in.indexes[i].action == a {
			n++
		}
	}
	return n
}

// actions checks the actions on indexes as far as that goes without the table.
func (in *updateTableInput) actions() error {
	for i := range in.indexes {
		u := &in.indexes[i]
		for _, before := range in.indexes[:i] {
			if u.action != actionNone && before.index == u.index {
				return invalid(badParameters + "Only one global secondary index update per index is allowed simultaneously. Index: " + u.index)
			}
		}
		switch {
		case u.action == actionNone:
			return invalid(messageNoAction)
		case u.many:
			return invalid(badParameters + "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")
		}
		if err := u.shaped(&in.definitions); err != nil {
			return err
		}
	}
	if in.count(actionCreate)+in.count(actionDelete) > 1 {
		return limitReached(messageOneIndex)
	}
	return nil
}

func (u *indexUpdate) shaped(definitions *attributeDefinitions) error {
	switch {
	case u.action == actionCreate:
		if !definitions.given {
			return invalid(badParameters + "AttributeDefinitions is not specified for index: " + u.index)
		}
		if err := firstOf(u.keys.orderedOfMany, u.projection.fits); err != nil {
			return err
		}
	case u.warm.given && !u.warm.says():
		return invalid(badParameters + "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: " + u.index)
	}
	if err := u.provisioned.bounded(); err != nil {
		return err
	}
	return u.onDemand.inRange(u.index, u.action == actionUpdate)
}

// onIndexes checks the actions against the table: that the indexes are there, or not, and not busy.
func (in *updateTableInput) onIndexes(t *engine.Table) error {
	for i := range in.indexes {
		u := &in.indexes[i]
		x := t.Index(u.index)
		var err error
		switch {
		case u.action == actionCreate && x != nil:
			err = invalid("Attempting to create an index which already exists")
		case u.action == actionCreate:
			err = creatable(t)
		case x == nil && u.warm.says():
			err = &Error{Type: internalFailure} // the service stumbles over it
		case x == nil:
			err = indexNotFound(u.index, t.Name)
		case x.Local:
			verb := map[indexAction]string{actionUpdate: "update", actionDelete: "delete"}[u.action]
			err = invalid("Cannot " + verb + " an index that is not a GlobalSecondaryIndex: " + u.index)
		case u.action == actionUpdate:
			err = changeable(t, x)
		default:
			err = deletable(t, x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

const verbOnline = "create or delete "

func creatable(t *engine.Table) error {
	global := 0
	for _, x := range t.Indexes {
		if x.Status == engine.IndexCreating || x.Status == engine.IndexDeleting {
			return limitReached(messageOneIndex)
		}
		if !x.Local {
			global++
		}
	}
	if global == maxGlobal {
		return limitReached("Number of global secondary indexes exceeds per-table limit of " + strconv.Itoa(maxGlobal))
	}
	return online(t)
}

// online checks that nothing is under way that indexes have to wait for to come or go.
func online(t *engine.Table) error {
	if t.Changing(unitsWork...) != nil {
		return idle(t, verbOnline+"indexes", engine.IndexAllocation, false)
	}
	return idle(t, verbOnline+"an index", engine.IndexAllocation, false)
}

// changeable checks that an index is at rest, or its backfill going.
func changeable(t *engine.Table, x *engine.Index) error {
	of := ". Table: " + t.Name + " Index: " + x.Name
	switch {
	case x.Status == engine.IndexDeleting:
		return inUse("Index is being deleted" + of)
	case t.Under(engine.IndexThroughput, x) != nil:
		return inUse("Index is being updated" + of)
	case t.Under(engine.IndexAllocation, x) != nil:
		return inUse("Index is being created but is not backfilling yet" + of)
	}
	return nil
}

func deletable(t *engine.Table, x *engine.Index) error {
	if t.Under(engine.IndexAllocation, x) != nil {
		return inUse("Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the index is active. Table: " +
			t.Name + " Index: " + x.Name)
	}
	if err := changeable(t, x); err != nil {
		return err
	}
	for _, other := range t.Indexes {
		if other != x && (other.Status == engine.IndexCreating || other.Status == engine.IndexDeleting) {
			return limitReached(messageOneIndex)
		}
	}
	return online(t)
}
