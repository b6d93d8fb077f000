package operation

import (
	"encoding/base64"
	"encoding/binary"

	"ringside/engine"
	"ringside/engine/item"
)

type inspectInput struct {
	level     string
	table     string
	partition int64
	replica   int64
	leader    bool // no replica was named
	limit     int64
}

func (in *inspectInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Level":
		in.level, err = r.String()
	case "TableName":
		in.table, err = r.String()
	case "Partition":
		in.partition, err = r.Int()
	case "Replica":
		in.replica, err = r.Int()
		in.leader = false
	case "Limit":
		in.limit, err = r.Int()
	default:
		err = r.Skip()
	}
	return err
}

// inspectLimits is how much each level of Inspect shows at the most, and by default.
var inspectLimits = map[string]int64{"database": 1000, "table": 4096, "dots": 1_000_000, "tree": 20_000}

// inspect shows what lies inside, one level at a time: the "database" and its coming
// events, a "table" and its partitions, the "dots" of a table's items on the ring, the
// "tree" of one replica. It is our own operation and changes nothing.
func inspect(d *Door, in *inspectInput, w *writer) error {
	most, known := inspectLimits[in.level]
	if !known {
		return invalid("Level must be one of database, table, dots and tree")
	}
	limit := most
	if in.limit > 0 {
		limit = min(in.limit, most)
	}
	if in.level == "database" {
		d.inspectDatabase(w, int(limit))
		return nil
	}
	t := d.db.Table(in.table)
	if t == nil {
		return tableUnknown(in.table)
	}
	switch in.level {
	case "table":
		inspectTable(t, w, int(limit))
	case "dots":
		inspectDots(t, w, int(limit))
	case "tree":
		return inspectTree(t, in, w, int(limit))
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
	events, total := d.db.Events(limit)
	d.writeEvents(w, "Events", events)
	w.name("EventCount").integer(int64(total))
	w.close('}')
}

func writeScale(w *writer, s engine.Scale) {
	w.name("Scale").open('{')
	w.name("Partitions").integer(int64(s.Partitions))
	w.name("TreeDegree").integer(int64(s.TreeDegree))
	w.name("PageBytes").integer(int64(s.PageBytes))
	w.name("PartitionBytes").integer(s.PartitionBytes)
	w.name("ReplicationLag").integer(int64(s.ReplicationLag))
	w.name("TableDelay").integer(int64(s.TableDelay))
	w.close('}')
}

// writeEvents names each event's table; an event for a table that is gone has none.
func (d *Door) writeEvents(w *writer, name string, events []engine.Event) {
	tables := map[int]string{}
	for _, t := range d.db.Tables() {
		tables[t.Serial] = t.Name
	}
	w.name(name).open('[')
	for _, e := range events {
		w.open('{')
		w.name("At").integer(int64(e.At))
		w.name("Kind").text(e.Kind.String())
		w.name("TableName").text(tables[e.Table])
		if e.Kind == engine.Replicate {
			w.name("Partition").integer(int64(e.Partition))
			w.name("Replica").integer(int64(e.Replica))
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

func inspectTable(t *engine.Table, w *writer, limit int) {
	w.open('{')
	inspectShape(t, w)
	w.name("Partitions").open('[')
	for i, p := range t.Partitions() {
		if i == limit {
			break
		}
		inspectPartition(p, w)
	}
	w.close(']')
	w.close('}')
}

func inspectPartition(p *engine.Partition, w *writer) {
	w.open('{')
	w.name("Id").integer(int64(p.ID))
	w.name("Parent").integer(int64(p.Parent))
	w.name("First").text(boundHash(p.First, engine.Hex(0)))
	w.name("Last").text(boundHash(p.Last, ""))
	w.name("InsideCollection").boolean(p.InsideCollection())
	w.name("Items").integer(int64(p.Items()))
	w.name("Bytes").integer(p.Bytes())
	w.name("Leader").integer(int64(p.Leader()))
	w.name("LogLength").integer(int64(p.LogLength()))
	w.name("Tidying").boolean(p.Tidying())
	w.name("Replicas").open('[')
	for _, r := range p.Replicas() {
		w.open('{')
		w.name("Persisted").integer(int64(r.Persisted))
		w.name("Applied").integer(int64(r.Applied))
		w.name("BehindBy").integer(int64(r.BehindBy))
		w.close('}')
	}
	w.close(']')
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

func inspectTree(t *engine.Table, in *inspectInput, w *writer, limit int) error {
	p := t.Partition(int(in.partition))
	if p == nil {
		return noSuchPartition(in.partition)
	}
	replica := int(in.replica)
	if in.leader {
		replica = p.Leader()
	}
	if replica < 0 || replica >= engine.ReplicaCount {
		return invalid("Replica must be 0, 1 or 2")
	}
	nodes, more := p.Nodes(replica, limit)
	height := 0
	w.open('{')
	w.name("Nodes").open('[')
	for i, n := range nodes {
		height = max(height, n.Depth+1)
		writeNode(w, i, n, t.Key)
	}
	w.close(']')
	w.name("NodeCount").integer(int64(len(nodes)))
	w.name("Height").integer(int64(height))
	w.name("More").boolean(more)
	w.close('}')
	return nil
}

func writeNode(w *writer, id int, n engine.TreeNode, key engine.Schema) {
	w.open('{')
	w.name("Id").integer(int64(id))
	w.name("Parent").integer(int64(n.Parent))
	w.name("Depth").integer(int64(n.Depth))
	w.name("Keys").open('[')
	for _, e := range n.Entries {
		w.open('{')
		w.name("PartitionKey").raw(string(e.Item.Get(key.Partition.Name)))
		if key.HasSort() {
			w.name("SortKey").raw(string(e.Item.Get(key.Sort.Name)))
		}
		w.name("Hash").hash(e.Key.Hash())
		w.close('}')
	}
	w.close(']')
	w.close('}')
}
