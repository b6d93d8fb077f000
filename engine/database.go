package engine

import (
	"slices"
	"strings"

	"ringside/engine/item"
)

// A Database is a set of tables, a clock, and the events that are due later.
//
// Invariant: tables are sorted by name.
type Database struct {
	seed      uint64
	requests  uint64 // recorded requests so far: the number of the current one
	now       Time
	scale     Scale
	tables    []*Table
	streams   []*Stream // sorted by table's name, then by label
	serials   int       // tables and global indexes ever created
	events    events
	eventSeq  uint64
	zones     [Zones]bool // stopped
	marks     marks
	ledger    ledger
	drawing   uint64      // the number of what draws, if that is no request: an event, or a request of a workload
	workloads []*Workload // in the order they were started in
	alarms    []Alarm
	owners    int             // workloads and alarms ever
	spent     [accesses]Units // all that was ever charged
	account   monitor         // of what is about no table in particular
	monitors  int             // that tables, indexes and partitions have
	trace     Trace
	page      []item.Item // of the last Read, for the next one to use again
}

// New returns an empty database whose every random choice follows from seed.
func New(seed uint64, scale Scale) *Database {
	return &Database{seed: seed, scale: scale, ledger: newLedger()}
}

// Now returns the database's clock.
func (db *Database) Now() Time { return db.now }

// Seed returns the seed that every random choice follows from.
func (db *Database) Seed() uint64 { return db.seed }

// Scale returns how large things are in this database.
func (db *Database) Scale() Scale { return db.scale }

// Requests returns how many requests were recorded: the number of the current one.
func (db *Database) Requests() uint64 { return db.requests }

// Trace returns what the current request has touched so far. It is emptied by Begin.
func (db *Database) Trace() *Trace { return &db.trace }

// Begin starts a request: it moves the clock to now, however many events that takes,
// counts the request if it is one that a session records, and empties the trace.
func (db *Database) Begin(now Time, recorded bool) {
	for db.due(now) {
		db.runNext()
	}
	db.now = max(db.now, now)
	if recorded {
		db.requests++
	}
	db.trace.reset()
}

// Resume sets clock and request count of a database that was just opened from a file.
func (db *Database) Resume(now Time, requests uint64) {
	db.now, db.requests = now, requests
}

// Table returns the table of that name, whatever its status, or nil.
func (db *Database) Table(name string) *Table {
	if i, found := db.search(name); found {
		return db.tables[i]
	}
	return nil
}

// Tables returns all tables, sorted by name.
func (db *Database) Tables() []*Table { return slices.Clone(db.tables) }

// CreateTable adds a table that becomes Active when that is done. The name must
// be free and the definition valid.
func (db *Database) CreateTable(d Definition) *Table {
	t := db.AddTable(d, db.firstCuts(&d.Throughput, d.OnDemand))
	t.Status = Creating
	work := TableCreation
	for _, x := range t.Indexes {
		if !x.Local {
			x.Status, work = IndexCreating, IndexedCreation
		}
	}
	db.schedule(Event{At: db.now + db.takes(work), Kind: Activate, Table: t.Serial})
	return t
}

// DeleteTable marks a table as going; it is gone when that is done.
func (db *Database) DeleteTable(t *Table) {
	t.Status = Deleting
	db.DisableStream(t)
	db.schedule(Event{At: db.now + db.takes(TableDeletion), Kind: Drop, Table: t.Serial})
}

func (db *Database) drop(t *Table) {
	if i, found := db.search(t.Name); found {
		db.forgetExpiry(t)
		db.tables = slices.Delete(db.tables, i, i+1)
		db.forgetGone()
	}
}

// forgetGone ends what belongs to tables or indexes that are gone.
func (db *Database) forgetGone() {
	gone := func(serial int) bool { return db.tableBySerial(serial) == nil }
	db.stopWorkloads(gone)
	db.removeAlarms(func(a Alarm) bool { return gone(a.table) })
	db.monitors = db.countMonitors()
}

func (db *Database) search(name string) (int, bool) {
	return slices.BinarySearchFunc(db.tables, name, func(t *Table, name string) int {
		return strings.Compare(t.Name, name)
	})
}

func (db *Database) tableBySerial(serial int) *Table {
	for _, t := range db.tables {
		if t.Serial == serial {
			return t
		}
		for _, x := range t.Indexes {
			if x.entries != nil && x.entries.Serial == serial {
				return x.entries
			}
		}
	}
	return nil
}

// Tidy does up to steps of the work that changes no answer, such as dropping the items
// that a split left on the wrong side, and returns how many it did; fewer than asked
// for means that nothing is left to do.
func (db *Database) Tidy(steps int) (done int) {
	for _, t := range db.tables {
		done += t.tidy(steps - done)
		for _, x := range t.Indexes {
			if x.entries != nil {
				done += x.entries.tidy(steps - done)
			}
		}
	}
	return done + db.tidyStreams(steps-done)
}

func (t *Table) tidy(steps int) (done int) {
	for _, p := range t.ring.partitions {
		if done == steps {
			return done
		}
		done += p.tidy(steps - done)
	}
	return done
}
