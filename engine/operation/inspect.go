package operation

import (
	"encoding/base64"
	"encoding/binary"

	"ringside/engine"
	"ringside/engine/item"
)

type inspectInput struct {
	level     text
	table     tableName
	index     text
	partition number
	replica   number
	limit     number
	from      text // a hash
	walk      []int
	bare      bool // Keys is false: nodes are shown without their keys
}

func (in *inspectInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Level":
		return in.level.read(r)
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Partition":
		return in.partition.read(r)
	case "Replica":
		return in.replica.read(r)
	case "Limit":
		return in.limit.read(r)
	case "From":
		return in.from.read(r)
	case "Path":
		return in.readWalk(r)
	case "Keys":
		var keys bool
		keys, err = r.Bool()
		in.bare = !keys
		return err
	}
	return r.Skip()
}

func (in *inspectInput) readWalk(r *item.Reader) error {
	in.walk = nil
	return r.Array(func(int) error {
		child, err := r.Int()
		in.walk = append(in.walk, int(child))
		return err
	})
}

const enumLevel = "database, table, dots, items, tree"

// inspectMost is how much each level of Inspect shows at the most, and by default.
func inspectMost(level string) int {
	switch level {
	case "dots":
		return 1_000_000
	case "table":
		return 4096
	case "tree":
		return 20_000
	}
	return 1000
}

func (in *inspectInput) modelled() error {
	var v violations
	v.required(in.level, "level")
	v.enum(in.level, "level", enumLevel)
	if in.level.value != "database" && !in.table.given {
		v.missing("tableName")
	}
	if in.level.value == "tree" && !in.partition.given {
		v.missing("partition")
	}
	v.between(in.replica, "replica", 0, engine.ReplicaCount-1)
	v.between(in.limit, "limit", 1, 0)
	return v.err()
}

// inspect shows what lies inside, one level at a time: the "database" and its coming
// events, a "table" and its partitions, the "dots" of a table's items on the ring, the
// "items" by their keys, the "tree" of one replica or a part of it. With an IndexName the
// last three are those of an index; a local one has only a tree of its own. It is our own
// operation and changes nothing.
func inspect(d *Door, in *inspectInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	limit := inspectMost(in.level.value)
	if in.limit.given {
		limit = int(min(in.limit.value, int64(limit)))
	}
	if in.level.value == "database" {
		d.inspectDatabase(w, limit)
		return nil
	}
	s, err := d.keySpace(in.table, in.index)
	if err != nil {
		return err
	}
	switch in.level.value {
	case "table":
		d.inspectTable(d.db.Table(in.table.name()), w, limit)
	case "dots":
		inspectDots(s.table, w, limit)
	case "items":
		return inspectItems(s, in, w, limit)
	case "tree":
		return inspectTree(s, in, w, limit)
	}
	return nil
}

func (d *Door) inspectDatabase(w *writer, limit int) {
	w.open('{')
	w.name("Now").integer(int64(d.db.Now()))
	w.name("Seed").text(engine.Hex(d.db.Seed()))
	w.name("Requests").integer(int64(d.record()))
	writeScale(w, d.db.Scale())
	w.name("Tables").open('[')
	for i, t := range d.db.Tables() {
		if i == limit {
			break
		}
		w.open('{')
		w.name("TableStatus").text(t.Status.String())
		inspectShape(t, w)
		w.close('}')
	}
	w.close(']')
	d.inspectZones(w)
	events, total := d.db.Events(limit)
	writeEvents(w, events)
	w.name("EventCount").integer(int64(total))
	w.close('}')
}

// inspectZones writes which zones are stopped, if any is.
func (d *Door) inspectZones(w *writer) {
	begun := false
	for zone := range engine.Zones {
		if !d.db.ZoneStopped(zone) {
			continue
		}
		if !begun {
			begun = true
			w.name("StoppedZones").open('[')
		}
		w.text(engine.ZoneName(zone))
	}
	if begun {
		w.close(']')
	}
}

func writeScale(w *writer, s engine.Scale) {
	w.name("Scale").open('{')
	w.name("Partitions").integer(int64(s.Partitions))
	w.name("TreeDegree").integer(int64(s.TreeDegree))
	w.name("PageBytes").integer(int64(s.PageBytes))
	w.name("PartitionBytes").integer(s.PartitionBytes)
	w.name("ReplicationLag").integer(int64(s.ReplicationLag))
	w.name("PropagationLag").integer(int64(s.PropagationLag))
	w.name("TableDelay").integer(int64(s.TableDelay))
	w.name("TTLDelay").integer(int64(s.TTLDelay))
	w.name("Lease").integer(int64(s.Lease))
	w.name("Rebuild").integer(int64(s.Rebuild))
	w.name("SplitTime").integer(int64(s.SplitTime))
	w.name("Admission").text(s.Admission.String())
	w.name("PartitionReads").integer(int64(s.PartitionReads))
	w.name("PartitionWrites").integer(int64(s.PartitionWrites))
	if s.Realistic {
		w.name("Realistic").boolean(true)
	}
	w.close('}')
}

func writeEvents(w *writer, events []engine.TableEvent) {
	w.name("Events").open('[')
	for _, e := range events {
		w.open('{')
		w.name("At").integer(int64(e.At))
		w.name("Kind").text(e.Kind.String())
		w.name("TableName").text(e.TableName)
		switch e.Kind {
		case engine.Replicate, engine.Elect, engine.Rebuild:
			w.name("Partition").integer(int64(e.Partition))
			if e.Replica != nowhere {
				w.name("Replica").integer(int64(e.Replica))
			}
		case engine.Propagating, engine.Divide:
			w.name("Partition").integer(int64(e.Partition))
		}
		if e.Workload != "" {
			w.name("Workload").text(e.Workload)
		}
		if e.Alarm != "" {
			w.name("Alarm").text(e.Alarm)
		}
		if e.State != "" {
			w.name("State").text(e.State)
		}
		if e.Deleted > 0 {
			w.name("Deleted").integer(e.Deleted)
		}
		if e.Kind == engine.Complete {
			w.name("Work").text(e.Work.String())
		}
		if e.IndexName != "" {
			w.name("IndexName").text(e.IndexName)
		}
		w.close('}')
	}
	w.close(']')
}

// inspectShape writes what the database's and the table's own view of a table share.
func inspectShape(t *engine.Table, w *writer) {
	w.name("TableName").text(t.Name)
	writeKeyAttribute(w, "PartitionKey", t.Key.Partition)
	if t.Key.HasSort() {
		writeKeyAttribute(w, "SortKey", t.Key.Sort)
	}
	w.name("ItemCount").integer(t.ItemCount())
	w.name("SizeBytes").integer(t.SizeBytes())
	w.name("PartitionCount").integer(int64(len(t.Partitions())))
}

func writeKeyAttribute(w *writer, name string, a engine.KeyAttribute) {
	w.name(name).open('{')
	w.name("Name").text(a.Name)
	w.name("Type").text(a.Type.String())
	w.close('}')
}

func (d *Door) inspectTable(t *engine.Table, w *writer, limit int) {
	w.open('{')
	inspectShape(t, w)
	if t.TimeToLive.Status != engine.TTLDisabled {
		d.inspectTimeToLive(t, w, limit)
	}
	inspectInjection(t.Injection, w)
	d.inspectCapacity(t, &t.Throughput, w)
	d.inspectPartitions(keySpace{table: t}, w, limit)
	if len(t.Indexes) > 0 {
		d.inspectIndexes(t, w, limit)
	}
	if s := d.db.Stream(t.Name, t.LatestStream); s != nil {
		d.inspectStream(s, w, limit)
	}
	w.close('}')
}

func (d *Door) inspectPartitions(s keySpace, w *writer, limit int) {
	w.name("Partitions").open('[')
	for i, p := range s.table.Partitions() {
		if i == limit {
			break
		}
		d.inspectPartition(s, p, w)
	}
	w.close(']')
}

// inspectTimeToLive writes by which attribute items expire, how many wait for that, and which are
// the next: when they expire, and when they will be deleted if nobody writes to them.
func (d *Door) inspectTimeToLive(t *engine.Table, w *writer, limit int) {
	const few = 10
	next, total := d.db.Waiting(t, min(limit, few))
	w.name("TimeToLive").open('{')
	w.name("AttributeName").text(t.TimeToLive.Attribute)
	w.name("TimeToLiveStatus").text(t.TimeToLive.Status.String())
	w.name("Waiting").integer(int64(total))
	w.name("Next").open('[')
	for _, it := range next {
		w.open('{')
		writeKey(w, t.Key, it.Key)
		w.name("ExpiresAt").integer(int64(it.Moment))
		w.name("DueAt").integer(int64(it.Due))
		w.close('}')
	}
	w.close(']')
	w.close('}')
}

func (d *Door) inspectPartition(s keySpace, p *engine.Partition, w *writer) {
	w.open('{')
	w.name("Id").integer(int64(p.ID))
	w.name("Parent").integer(int64(p.Parent))
	w.name("First").text(boundHash(p.First, engine.Hex(0)))
	w.name("Last").text(boundHash(p.Last, ""))
	w.name("InsideCollection").boolean(p.InsideCollection())
	if p.InsideCollection() {
		w.name("Cut").open('{')
		s.writeKey(w, p.First)
		w.close('}')
	}
	w.name("Items").integer(int64(p.Items()))
	w.name("Bytes").integer(p.Bytes())
	w.name("Leader").integer(int64(p.Leader()))
	w.name("LogLength").integer(int64(p.LogLength()))
	w.name("Tidying").boolean(p.Tidying())
	if until, lapsing := p.Lapsing(); lapsing {
		w.name("LeaseUntil").integer(int64(until))
	}
	if at, electing := p.Electing(); electing {
		w.name("ElectionAt").integer(int64(at))
	}
	inspectDelay(p.ReplicationDelay(), w)
	d.inspectMeters(w, func(a engine.Access) engine.Meter { return d.db.PartitionMeter(p, a) })
	d.inspectDivision(p, w)
	w.name("Replicas").open('[')
	for i, r := range p.Replicas() {
		w.open('{')
		w.name("Zone").text(engine.ZoneName(p.Zone(i)))
		if r.Status != engine.Live {
			w.name("Status").text(r.Status.String())
		}
		w.name("Persisted").integer(int64(r.Persisted))
		w.name("Applied").integer(int64(r.Applied))
		w.name("BehindBy").integer(int64(r.BehindBy))
		if r.Pending {
			w.name("DueAt").integer(int64(r.Due))
		}
		w.close('}')
	}
	w.close(']')
	w.close('}')
}

// inspectDelay writes that a reader of a log is delayed, if it is.
func inspectDelay(d engine.Delay, w *writer) {
	if d.Held {
		w.name("Held").boolean(true)
	} else if d.By > 0 {
		w.name("DelayedBy").integer(int64(d.By))
	}
}

// inspectInjection writes what the next reads and writes are refused with, if they are.
func inspectInjection(in engine.Injection, w *writer) {
	if in.Left == 0 {
		return
	}
	kind := "Fail"
	if in.Throttle {
		kind = "Throttle"
	}
	w.name("Injection").open('{')
	w.name("Kind").text(kind)
	w.name("Left").integer(int64(in.Left))
	if in.Partition != nowhere {
		w.name("Partition").integer(int64(in.Partition))
	}
	w.close('}')
}

// boundHash returns the hash of a partition's bound, or what an open bound is called.
func boundHash(bound item.Key, open string) string {
	if bound == "" {
		return open
	}
	return engine.Hex(bound.Hash())
}

// inspectDots writes the upper halves of the items' hashes, packed: a ring of 100,000
// dots is 400 KB.
func inspectDots(t *engine.Table, w *writer, limit int) {
	dots := t.Dots(limit)
	packed := make([]byte, 0, 4*len(dots))
	for _, hash := range dots {
		packed = binary.LittleEndian.AppendUint32(packed, uint32(hash>>32))
	}
	w.open('{')
	w.name("Count").integer(int64(len(dots)))
	w.name("Total").integer(t.ItemCount())
	w.name("Dots").text(base64.StdEncoding.EncodeToString(packed))
	w.close('}')
}

// inspectItems writes where items lie, in the order of their hashes.
func inspectItems(s keySpace, in *inspectInput, w *writer, limit int) error {
	var from item.Key
	if in.from.given {
		var err error
		if from, err = hashKey("From", in.from.value); err != nil {
			return err
		}
	}
	more, n := false, 0
	w.open('{')
	w.name("Items").open('[')
	s.table.Items(from, func(p *engine.Partition, e engine.Entry) bool {
		if more = n == limit; more {
			return false
		}
		n++
		w.open('{')
		s.writeKey(w, e.Key)
		w.name("Hash").hash(e.Key.Hash())
		w.name("Partition").integer(int64(p.ID))
		w.name("Bytes").integer(int64(e.Item.Size()))
		w.close('}')
		return true
	})
	w.close(']')
	w.name("More").boolean(more)
	w.close('}')
	return nil
}

// writeKey writes the values of a key's attributes.
func writeKey(w *writer, s engine.Schema, k item.Key) {
	partition, sort := k.Attributes(s.Partition.Type, s.Sort.Type)
	w.name("PartitionKey").raw(string(partition))
	if sort != "" {
		w.name("SortKey").raw(string(sort))
	}
}

func inspectTree(s keySpace, in *inspectInput, w *writer, limit int) error {
	p := s.table.Partition(int(in.partition.value))
	if p == nil {
		return noSuchPartition(in.partition.value)
	}
	replica := p.Leader()
	if in.replica.given {
		replica = int(in.replica.value)
	}
	tree, ok := p.Tree(replica, s.local(), in.walk, limit)
	if !ok {
		return invalid("Path leads to no node of the tree")
	}
	w.open('{')
	w.name("Nodes").open('[')
	for i, n := range tree.Nodes {
		s.writeNode(w, i, n, in.bare)
	}
	w.close(']')
	w.name("NodeCount").integer(int64(len(tree.Nodes)))
	w.name("ItemCount").integer(int64(tree.Items))
	w.name("Height").integer(int64(tree.Height))
	w.name("More").boolean(tree.More)
	w.close('}')
	return nil
}

func (s keySpace) writeNode(w *writer, id int, n engine.TreeNode, bare bool) {
	w.open('{')
	w.name("Id").integer(int64(id))
	w.name("Parent").integer(int64(n.Parent))
	w.name("Depth").integer(int64(n.Depth))
	if bare {
		w.name("KeyCount").integer(int64(len(n.Entries)))
		w.close('}')
		return
	}
	w.name("Keys").open('[')
	for _, e := range n.Entries {
		w.open('{')
		s.writeKey(w, e.Key)
		w.name("Hash").hash(e.Key.Hash())
		w.close('}')
	}
	w.close(']')
	w.close('}')
}
