package engine

import "slices"

// An Update is a change of a table, or of one of its global indexes, that is under way. It says
// what will be when it is done.
//
// Invariant: no two of a table's have the same Work and Index; each has one Complete event
// pending.
type Update struct {
	Work       Work
	Index      int // the Serial of the index's entries, 0 for the table itself
	ReadUnits  int64
	WriteUnits int64
	Class      TableClass
	KMSKey     string
	Streams    bool // the table has a stream
}

// Under returns the update of one kind that is under way on the table, or with x on that index,
// or nil.
func (t *Table) Under(w Work, x *Index) *Update { return t.under(w, x.serial()) }

func (t *Table) under(w Work, index int) *Update {
	for i := range t.updates {
		if u := &t.updates[i]; u.Work == w && u.Index == index {
			return u
		}
	}
	return nil
}

// Changing returns the first of some kinds of work on the table itself that is under way.
func (t *Table) Changing(kinds ...Work) *Update {
	for _, w := range kinds {
		if u := t.under(w, 0); u != nil {
			return u
		}
	}
	return nil
}

func (x *Index) serial() int {
	if x == nil || x.Local {
		return 0
	}
	return x.entries.Serial
}

// throughput returns that of an index, or of the table itself.
func (t *Table) throughput(index int) *Throughput {
	if index == 0 {
		return &t.Throughput
	}
	return &t.global(index).Throughput
}

// space returns the entries of an index, or the table itself.
func (t *Table) space(index int) *Table {
	if index == 0 {
		return t
	}
	return t.global(index).entries
}

// begin puts an update under way. Another one of its kind does not begin anew: what was asked
// for last is what comes.
func (db *Database) begin(t *Table, u Update) {
	db.tune(t)
	if before := t.under(u.Work, u.Index); before != nil {
		*before = u
		return
	}
	t.updates = append(t.updates, u)
	t.restate()
	db.schedule(Event{At: db.now + db.takes(u.Work), Kind: Complete, Table: t.Serial, Index: u.Index, Work: u.Work})
}

// restate sets the statuses of a table that is there, and of its indexes, to what the updates say.
func (t *Table) restate() {
	if t.Status == Creating || t.Status == Deleting {
		return
	}
	t.Status = Active
	for _, u := range t.updates {
		if workKinds[u.Work].holds {
			t.Status = Updating
		}
	}
	for _, x := range t.Indexes {
		switch {
		case x.Local || x.Status == IndexCreating || x.Status == IndexDeleting:
		case t.Under(IndexThroughput, x) != nil:
			x.Status = IndexUpdating
		default:
			x.Status = IndexActive
		}
	}
}

// activate ends the creation of a table and of all its indexes.
func (t *Table) activate() {
	t.Status, t.Warming = Active, false
	for _, x := range t.Indexes {
		x.Status, x.Warming = IndexActive, false
	}
}

// complete ends an update.
func (db *Database) complete(t *Table, u Update) {
	t.updates = slices.DeleteFunc(t.updates, func(other Update) bool { return other == u })
	switch u.Work {
	case ThroughputChange, IndexThroughput:
		t.throughput(u.Index).provision(u.ReadUnits, u.WriteUnits)
		db.considerCapacity(t.space(u.Index))
	case ToOnDemand, BackToOnDemand:
		db.becomeOnDemand(t)
	case ToProvisioned, ToProvisionedIndexed:
		t.warm(t.ReadUnits, t.WriteUnits)
	case ClassChange:
		t.Class, t.ClassChanges = u.Class, [2]Time{db.now, t.ClassChanges[0]}
	case EncryptionChange:
		t.KMSKey = u.KMSKey
	case WarmUp:
		p := t.throughput(u.Index)
		p.warm(u.ReadUnits, u.WriteUnits)
		p.Warming = false
	case IndexAllocation:
		db.beginBackfill(t, t.global(u.Index))
	case IndexDeletion:
		t.removeIndex(u.Index)
	}
	t.restate()
	db.tune(t)
}

// CompleteUpdates ends all that is under way at once, as it is in a file.
func (db *Database) CompleteUpdates() {
	for _, t := range db.tables {
		for len(t.updates) > 0 {
			db.complete(t, t.updates[0])
		}
		for _, x := range t.Indexes {
			x.Status, x.Warming = IndexActive, false
		}
	}
}

// ChangeThroughput changes what is provisioned for a table, or with x for that index. Until it
// has changed the old numbers stand, only the day of the change is there already.
func (db *Database) ChangeThroughput(t *Table, x *Index, read, write int64) {
	w := ThroughputChange
	if x != nil {
		w = IndexThroughput
	}
	t.throughput(x.serial()).stamp(read, write, db.now)
	db.begin(t, Update{Work: w, Index: x.serial(), ReadUnits: read, WriteUnits: write})
}

// LimitOnDemand sets the most that is served on demand, zero for no limit. It stands at once.
func (db *Database) LimitOnDemand(t *Table, x *Index, read, write int64) {
	p := t.throughput(x.serial())
	p.MaxRead, p.MaxWrite = read, write
	db.tune(t)
	if x != nil {
		db.begin(t, Update{Work: IndexThroughput, Index: x.serial(), ReadUnits: p.ReadUnits, WriteUnits: p.WriteUnits})
	}
}

// StartStream gives a table a stream, which shows all that is written from now on.
func (db *Database) StartStream(t *Table, view StreamView) {
	db.EnableStream(t, view)
	db.begin(t, Update{Work: StreamChange, Streams: true})
}

// StopStream ends a table's stream.
func (db *Database) StopStream(t *Table) {
	db.DisableStream(t)
	db.begin(t, Update{Work: StreamChange})
}

// WarmUp gets a table, or with x that index, ready for more.
func (db *Database) WarmUp(t *Table, x *Index, read, write int64) {
	t.throughput(x.serial()).Warming = true
	db.begin(t, Update{Work: WarmUp, Index: x.serial(), ReadUnits: read, WriteUnits: write})
}

// SwitchToOnDemand makes a provisioned table and its indexes on-demand. They show it at once,
// and are ready for it later.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/switching.capacitymode.html
func (db *Database) SwitchToOnDemand(t *Table) {
	db.bill(t, true, 0, 0)
	for _, x := range t.Indexes {
		x.ReadUnits, x.WriteUnits = 0, 0
		if u := t.Under(IndexThroughput, x); u != nil && !x.Local {
			u.ReadUnits, u.WriteUnits = 0, 0 // of units that were to come, none will
		}
	}
	w := ToOnDemand
	if t.LastOnDemand != 0 {
		w = BackToOnDemand
	}
	db.begin(t, Update{Work: w})
}

// SwitchToProvisioned makes a table on demand, but for its indexes, provisioned.
func (db *Database) SwitchToProvisioned(t *Table, read, write int64) {
	db.bill(t, false, read, write)
	w := ToProvisioned
	for _, x := range t.Indexes {
		if !x.Local {
			w = ToProvisionedIndexed
		}
	}
	db.begin(t, Update{Work: w})
}

// ProvisionIndex gives an index of a table that is becoming provisioned its units.
func (db *Database) ProvisionIndex(t *Table, x *Index, read, write int64) {
	x.ReadUnits, x.WriteUnits = read, write
	db.begin(t, Update{Work: IndexThroughput, Index: x.serial(), ReadUnits: read, WriteUnits: write})
}

// bill changes the mode. What was the most on demand is forgotten either way.
func (db *Database) bill(t *Table, onDemand bool, read, write int64) {
	t.OnDemand, t.ReadUnits, t.WriteUnits = onDemand, read, write
	t.MaxRead, t.MaxWrite = 0, 0
	for _, x := range t.Indexes {
		x.MaxRead, x.MaxWrite = 0, 0
		if x.entries != nil {
			x.entries.OnDemand = onDemand
		}
	}
}

func (db *Database) becomeOnDemand(t *Table) {
	t.LastOnDemand = db.now
	t.warm(InitialRead, InitialWrite)
	for _, x := range t.Indexes {
		if !x.Local {
			x.warm(InitialRead, InitialWrite)
		}
	}
}

// ChangeClass changes the table's class.
func (db *Database) ChangeClass(t *Table, c TableClass) {
	db.begin(t, Update{Work: ClassChange, Class: c})
}

// ChangeKey encrypts the table with another key, "" for DynamoDB's own.
func (db *Database) ChangeKey(t *Table, key string) {
	db.begin(t, Update{Work: EncryptionChange, KMSKey: key})
}

// Protect sets the deletion protection, at once. It may be set again when ProtectionBusy is past.
func (db *Database) Protect(t *Table, on bool) {
	t.DeletionProtection, t.ProtectionBusy = on, db.now+db.takes(ProtectionChange)
}

// Tag replaces the table's tags. They may be changed again when TagsBusy is past.
func (db *Database) Tag(t *Table, tags []Tag) {
	t.Tags, t.TagsBusy = tags, db.now+db.takes(TagChange)
}
