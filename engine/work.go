package engine

// A Work is a kind of work on a table that takes its time: while it is under way the table,
// or one of its indexes, is not ACTIVE, or some other changes have to wait.
type Work uint8

// The kinds of work.
const (
	TableCreation Work = iota
	IndexedCreation
	TableDeletion
	ThroughputChange
	ToProvisioned
	ToProvisionedIndexed
	ToOnDemand
	BackToOnDemand
	ClassChange
	EncryptionChange
	WarmUp
	IndexAllocation
	IndexBackfill
	IndexDeletion
	IndexThroughput
	StreamChange
	TagChange
	ProtectionChange
	works
)

// A workKind is what is known of a kind of work: what scenarios and the page call it, and
// between which times the service takes for it, as measured in October 2026 on small tables.
type workKind struct {
	name        string
	least, most Time
	holds       bool // the table is UPDATING meanwhile
}

var workKinds = [works]workKind{
	TableCreation:        {"table creation", 5 * Second, 10 * Second, false},
	IndexedCreation:      {"table creation", 14 * Second, 22 * Second, false},
	TableDeletion:        {"table deletion", 6 * Second, 6 * Second, false},
	ThroughputChange:     {"throughput", 1 * Second, 2 * Second, true},
	ToProvisioned:        {"to provisioned", 60 * Second, 98 * Second, true},
	ToProvisionedIndexed: {"to provisioned", 83 * Second, 113 * Second, true},
	ToOnDemand:           {"to on-demand", 129 * Second, 172 * Second, true},
	BackToOnDemand:       {"to on-demand", 4 * Second, 5 * Second, true},
	ClassChange:          {"table class", 3600 * Millisecond, 6100 * Millisecond, true},
	EncryptionChange:     {"encryption", 21 * Second, 23 * Second, false},
	WarmUp:               {"warm throughput", 270 * Second, 510 * Second, false},
	IndexAllocation:      {"index allocation", 24 * Second, 56 * Second, true},
	IndexBackfill:        {"index backfill", 8 * Minute, 17 * Minute, false},
	IndexDeletion:        {"index deletion", 2600 * Millisecond, 5100 * Millisecond, true},
	IndexThroughput:      {"index throughput", 2 * Second, 4 * Second, false},
	StreamChange:         {"stream", 4 * Second, 5 * Second, true},
	TagChange:            {"tags", 1500 * Millisecond, 3 * Second, false},
	ProtectionChange:     {"deletion protection", 15 * Second, 15 * Second, false},
}

// String returns what scenarios and the page call the work.
func (w Work) String() string { return workKinds[w].name }

// takes returns how long work that begins now takes: the scale's delay, or what the service
// takes for it. Deletion protection changes at once; only the service makes one wait to change
// it again.
func (db *Database) takes(w Work) Time {
	k := workKinds[w]
	switch {
	case db.scale.Realistic:
		return k.least + Time(db.ID(k.name)%uint64(k.most-k.least+1))
	case w == ProtectionChange:
		return 0
	}
	return db.scale.TableDelay
}
