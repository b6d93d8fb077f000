package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type faultInput struct {
	kind      text
	table     tableName
	index     text
	partition number
	replica   number
	zone      text
	span      number // microseconds
	hold      bool
	count     number
}

func (in *faultInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Kind":
		return in.kind.read(r)
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Partition":
		return in.partition.read(r)
	case "Replica":
		return in.replica.read(r)
	case "Zone":
		return in.zone.read(r)
	case "Span":
		return in.span.readLong(r)
	case "Hold":
		in.hold, err = r.Bool()
		return err
	case "Count":
		return in.count.read(r)
	}
	return r.Skip() // Reason, which is for whoever reads the session's log
}

// The kinds of faults, and what each is about:
//
//	StopReplica, StartReplica           TableName, IndexName?, Partition, Replica
//	StopLeader                          TableName, IndexName?, Partition
//	StopZone, StartZone                 Zone
//	DelayReplication, DelayPropagation  TableName, IndexName?, Partition?, Span or Hold
//	Throttle, Fail                      TableName, IndexName?, Partition?, Count
//	JumpClock                           Span, Reason?
//	Mend
//
// A global index has partitions of its own, so replicas of its own. What is delayed in propagation
// are the table's readers, of IndexName or of every index. A Span of 0 ends a delay, a Count of 0
// takes back what is left of an injection, and Mend ends all there is but the jumps of the clock.
const enumFault = "StopReplica, StartReplica, StopLeader, StopZone, StartZone, DelayReplication, DelayPropagation, " +
	"Throttle, Fail, JumpClock, Mend"

// Bounds of faults.
const (
	maxFaultSpan  = 366 * engine.Day
	maxInjections = 1_000_000
)

// fault makes something go wrong, or right again: it is our own operation.
func fault(d *Door, in *faultInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	changed, err := in.run(d)
	if err != nil {
		return err
	}
	w.open('{')
	w.name("Kind").text(in.kind.value)
	w.name("Changed").integer(int64(changed))
	w.name("Now").integer(int64(d.db.Now()))
	w.close('}')
	return nil
}

func (in *faultInput) modelled() error {
	var v violations
	v.required(in.kind, "kind")
	v.enum(in.kind, "kind", enumFault)
	v.enum(in.zone, "zone", "a, b, c")
	v.between(in.replica, "replica", 0, engine.ReplicaCount-1)
	v.between(in.span, "span", 0, int(maxFaultSpan))
	v.between(in.count, "count", 0, maxInjections)
	return v.err()
}

// run does what the kind says and returns how much it changed: replicas, partitions, events.
func (in *faultInput) run(d *Door) (int, error) {
	switch in.kind.value {
	case "StopZone", "StartZone":
		return in.turnZone(d)
	case "JumpClock":
		return in.jump(d)
	case "Mend":
		return d.db.Mend(), nil
	}
	t, index, err := in.subject(d)
	if err != nil {
		return 0, err
	}
	switch in.kind.value {
	case "DelayReplication", "DelayPropagation":
		return in.delay(d, t, index)
	case "Throttle", "Fail":
		return in.inject(t)
	}
	return in.turnReplica(d, t)
}

func (in *faultInput) turnZone(d *Door) (int, error) {
	if !in.zone.given {
		return 0, in.needs("Zone: a, b or c")
	}
	zone := int(in.zone.value[0] - 'a')
	if in.kind.value == "StopZone" {
		return d.db.StopZone(zone), nil
	}
	return d.db.StartZone(zone), nil
}

func (in *faultInput) jump(d *Door) (ran int, err error) {
	now := d.db.Now()
	if in.span.value < 1 || now > engine.LastMoment-maxFaultSpan {
		return 0, in.needs("Span, in microseconds: the clock only goes forward, and ends at " + lastMomentText)
	}
	until := now + engine.Time(in.span.value)
	if made := d.arriving(until); made > maxAdvance {
		return 0, invalid("Fault JumpClock would have workloads make " + strconv.FormatInt(made, 10) + " requests at once, at most " +
			strconv.Itoa(maxAdvance) + " are allowed: Advance makes them in slices")
	}
	for more := true; more; {
		done := d.db.Advance(until, maxAdvance)
		more = done.More
		d.loaded += done.Requests
		for _, n := range done.Counts {
			ran += n
		}
	}
	return ran, nil
}

// arriving returns how many requests workloads make by a moment, retries not counted.
func (d *Door) arriving(until engine.Time) (n int64) {
	for _, w := range d.db.Workloads() {
		if w.State == engine.WorkRunning {
			n += w.Arriving(until)
		}
	}
	return n
}

// subject returns the table that a fault is about, or the one that its index is, and the index.
// What is delayed in propagation is of the table itself.
func (in *faultInput) subject(d *Door) (*engine.Table, int, error) {
	t := d.db.Table(in.table.name())
	switch {
	case !in.table.given:
		return nil, 0, in.needs("TableName")
	case t == nil:
		return nil, 0, invalid("There is no table " + in.table.value + " to have a fault" + d.tableNames())
	case !in.index.given:
		return t, 0, nil
	}
	x := t.Index(in.index.value)
	switch {
	case x == nil:
		return nil, 0, invalid("Table " + t.Name + " has no index " + in.index.value + " to have a fault")
	case x.Local:
		return nil, 0, invalid("Local index " + x.Name + " lies in the table's own partitions, so leave IndexName out")
	case in.kind.value == "DelayPropagation":
		return t, x.Entries().Serial, nil
	}
	return x.Entries(), 0, nil
}

// tableNames lists the first few tables, for who asked for one that is not there.
func (d *Door) tableNames() (names string) {
	const few = 8
	all := d.db.Tables()
	for _, t := range all[:min(few, len(all))] {
		names += ", " + t.Name
	}
	return strings.Replace(names, ", ", "; there are ", 1)
}

// partitions are those that the fault is about: the one that is named, else all.
func (in *faultInput) partitions(t *engine.Table) ([]*engine.Partition, error) {
	if !in.partition.given {
		return t.Partitions(), nil
	}
	p := t.Partition(int(in.partition.value))
	if p == nil {
		return nil, invalid(t.Name + " has no partition " + strconv.FormatInt(in.partition.value, 10) + "; it has " + partitionNames(t))
	}
	return []*engine.Partition{p}, nil
}

// partitionNames lists a table's partitions, or the first few.
func partitionNames(t *engine.Table) (names string) {
	const few = 8
	for i, p := range t.Partitions() {
		if i == few {
			return names + ", …"
		}
		if i > 0 {
			names += ", "
		}
		names += strconv.Itoa(p.ID)
	}
	return names
}

func (in *faultInput) delay(d *Door, t *engine.Table, index int) (int, error) {
	if in.span.given == in.hold {
		return 0, in.needs("either Span, in microseconds, or Hold")
	}
	all, err := in.partitions(t)
	if err != nil {
		return 0, err
	}
	by := engine.Delay{By: engine.Time(in.span.value), Held: in.hold}
	for _, p := range all {
		if in.kind.value == "DelayReplication" {
			d.db.DelayReplication(t, p, by)
		} else {
			d.db.DelayPropagation(t, p, index, by)
		}
	}
	return len(all), nil
}

func (in *faultInput) inject(t *engine.Table) (int, error) {
	if !in.count.given {
		return 0, in.needs("Count, of reads and writes, at most " + strconv.Itoa(maxInjections))
	}
	all, err := in.partitions(t)
	if err != nil {
		return 0, err
	}
	t.Injection = engine.Injection{Left: int(in.count.value), Throttle: in.kind.value == "Throttle", Partition: nowhere}
	if in.partition.given {
		t.Injection.Partition = int(in.partition.value)
	}
	return len(all), nil
}

func (in *faultInput) turnReplica(d *Door, t *engine.Table) (int, error) {
	all, err := in.partitions(t)
	if err != nil {
		return 0, err
	}
	p, replica := all[0], int(in.replica.value)
	if in.kind.value == "StopLeader" {
		replica = p.Leader()
	} else if !in.replica.given {
		return 0, in.needs("Replica: 0, 1 or 2")
	}
	if !in.partition.given {
		return 0, in.needs("Partition: " + partitionNames(t))
	}
	turn := d.db.Stop
	if in.kind.value == "StartReplica" {
		turn = d.db.Start
		if zone := p.Zone(replica); d.db.ZoneStopped(zone) {
			return 0, invalid("Zone " + engine.ZoneName(zone) + " is stopped, and replica " + strconv.Itoa(replica) + " with it; start the zone")
		}
	}
	if turn(t, p, replica) {
		return 1, nil
	}
	return 0, nil
}

// needs is a fault that lacks a member.
func (in *faultInput) needs(what string) error {
	return invalid("Fault " + in.kind.value + " needs " + what)
}
