package operation

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type openInput struct {
	chunk string
	index int64
	count int64
}

func (in *openInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Chunk":
		in.chunk, err = r.String()
	case "Index":
		in.index, err = r.Int()
	case "Count":
		in.count, err = r.Int()
	default:
		err = r.Skip()
	}
	return err
}

// An opening is a saved checkpoint on its way in. The database that is there stays as it
// is until the last chunk was understood.
type opening struct {
	next   int64  // chunk
	rest   string // of a line that the chunk before ended in
	line   int
	db     *engine.Database
	now    engine.Time
	tables int64             // still to come
	items  int64             // still to come, of the stage's table
	stage  *engine.Stage     // of the table whose items are coming
	views  map[string]string // of the streams of tables
}

// open takes the chunks of a saved checkpoint, in order, and replaces the database with
// the last of them. It is our own operation.
func open(d *Door, in *openInput, w *writer) error {
	if in.index == 0 {
		d.opening = &opening{db: engine.New(d.db.Seed(), d.db.Scale()), views: map[string]string{}}
	}
	o := d.opening
	if o == nil || in.index != o.next || in.index >= in.count {
		return invalid("Open takes the chunks of one checkpoint in order, from Index 0 to Count − 1")
	}
	o.next++
	last := o.next == in.count
	err := o.read(in.chunk, last)
	if err != nil || last {
		d.opening = nil
	}
	if err != nil {
		return err
	}
	if last {
		o.db.Resume(o.now, d.db.Requests())
		o.enableStreams()
		d.continueIn(o.db)
	}
	w.open('{')
	w.name("Done").boolean(last)
	w.close('}')
	return nil
}

// enableStreams has every table that had a stream begin another one, now that the clock is right.
func (o *opening) enableStreams() {
	for _, t := range o.db.Tables() {
		if view, had := o.views[t.Name]; had {
			o.db.EnableStream(t, streamViews[view])
		}
	}
}

func (o *opening) read(chunk string, last bool) error {
	text, err := base64.StdEncoding.DecodeString(chunk)
	if err != nil {
		return invalid("Chunk is not base64")
	}
	lines := strings.Split(o.rest+string(text), "\n")
	o.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		o.line++
		if err := o.take(line); err != nil {
			return invalid("Line " + strconv.Itoa(o.line) + " of the checkpoint cannot be read: " + err.Error())
		}
	}
	if last && (o.rest != "" || o.line == 0 || o.tables > 0 || o.items > 0) {
		return invalid("The checkpoint ends too early, after line " + strconv.Itoa(o.line))
	}
	return nil
}

// take understands one line.
func (o *opening) take(line string) error {
	switch {
	case o.line == 1:
		return o.takeHead(line)
	case o.items > 0:
		return o.takeItem(line)
	case o.tables > 0:
		return o.takeTable(line)
	}
	return errors.New("nothing should follow the last item")
}

func (o *opening) takeHead(line string) error {
	var version, now int64
	numbers := map[string]*int64{"Ringside": &version, "Now": &now, "Tables": &o.tables}
	r := item.NewReader(line)
	err := r.Object(func(name string) (err error) {
		if n := numbers[name]; n != nil {
			*n, err = r.Int()
			return err
		}
		return r.Skip()
	})
	o.now = engine.Time(now)
	if err == nil && version != saveVersion {
		return errors.New("it is not the head of a checkpoint of version 1")
	}
	if o.now < 0 || o.now > engine.LastMoment {
		return errors.New("its clock stands where no clock can")
	}
	o.db.Resume(o.now, 0) // what tables and items bring about is due from then on
	return err
}

func (o *opening) takeTable(line string) error {
	var t savedTable
	r := item.NewReader(line)
	if err := r.Object(func(name string) error { return t.member(name, r) }); err != nil {
		return err
	}
	if err := t.check(o.db); err != nil {
		return err
	}
	table := o.db.AddTable(t.definition, t.cuts)
	table.ID, table.Created = t.id, t.created
	if t.ttl != "" {
		o.db.AddTimeToLive(table, t.ttl)
	}
	table.LastOnDemand, table.ClassChanges = t.lastOnDemand, t.classChanges
	if table.OnDemand && t.lastOnDemand == 0 { // it was not saved at first
		table.LastOnDemand = t.created
	}
	o.stage = engine.NewStage(table)
	if t.view != "" {
		o.views[table.Name] = t.view
	}
	o.tables--
	o.items = t.items
	return nil
}

func (o *opening) takeItem(line string) error {
	it, fault, err := item.NewReader(line).Item()
	if err != nil {
		return err
	}
	if fault != nil {
		return fault
	}
	if err := loadable(o.stage.Table(), it); err != nil {
		return err
	}
	o.stage.Put(it)
	if o.items--; o.items == 0 {
		o.db.Swap(o.stage)
	}
	return nil
}

// A savedTable is a table's line in a saved checkpoint.
type savedTable struct {
	definition   engine.Definition
	id           string
	created      engine.Time
	lastOnDemand engine.Time
	classChanges [2]engine.Time
	ttl          string // the attribute that items expire by
	view         string // of its stream, "" when it has none
	items        int64
	cuts         []item.Key
}

func isLocal(x engine.NewIndex) bool { return x.Local }

func (t *savedTable) member(name string, r *item.Reader) (err error) {
	d := &t.definition
	switch name {
	case "TableName":
		d.Name, err = r.String()
	case "TableId":
		t.id, err = r.String()
	case "Created":
		var created int64
		created, err = r.Int()
		t.created = engine.Time(created)
	case "Items":
		t.items, err = r.Int()
	case "PartitionKey":
		err = readKeyAttribute(r, &d.Key.Partition)
	case "SortKey":
		err = readKeyAttribute(r, &d.Key.Sort)
	case "OnDemand":
		d.OnDemand, err = r.Bool()
	case "ReadUnits":
		d.ReadUnits, err = r.Int()
	case "WriteUnits":
		d.WriteUnits, err = r.Int()
	case "DeletionProtection":
		d.DeletionProtection, err = r.Bool()
	case "TimeToLive":
		t.ttl, err = r.String()
	case "StreamViewType":
		t.view, err = r.String()
	case "LastOnDemand":
		err = openTime(r, &t.lastOnDemand)
	case "Throughput":
		err = openThroughput(r, &d.Throughput)
	case "Class":
		var class int64
		class, err = r.Int()
		d.Class = engine.TableClass(min(max(class, 0), int64(engine.InfrequentAccess)))
	case "ClassChanges":
		err = r.Array(func(i int) error { return openTime(r, &t.classChanges[min(i, 1)]) })
	case "KMSKey":
		d.KMSKey, err = r.String()
	case "Tags":
		err = r.Array(func(int) error { return openTag(r, d) })
	case "Indexes":
		err = r.Array(func(int) error { return openIndex(r, d) })
	case "Cuts":
		err = r.Array(func(int) error { return t.cut(r) })
	default:
		err = r.Skip()
	}
	return err
}

func (t *savedTable) cut(r *item.Reader) error {
	digits, err := r.String()
	if err != nil {
		return err
	}
	first, err := hex.DecodeString(digits)
	t.cuts = append(t.cuts, item.Key(first))
	return err
}

func readKeyAttribute(r *item.Reader, a *engine.KeyAttribute) error {
	return r.Object(func(name string) (err error) {
		switch name {
		case "Name":
			a.Name, err = r.String()
		case "Type":
			var letter string
			letter, err = r.String()
			a.Type = keyTypes[letter]
		default:
			err = r.Skip()
		}
		return err
	})
}

// check refuses a table that the engine's invariants would not hold for.
func (t *savedTable) check(db *engine.Database) error {
	key := t.definition.Key
	switch {
	case t.definition.Name == "" || db.Table(t.definition.Name) != nil:
		return errors.New("a table needs a name of its own")
	case key.Partition.Name == "" || key.Partition.Type == 0 || (key.HasSort() && key.Sort.Type == 0):
		return errors.New("a key attribute needs a name and a type, S, N or B")
	case key.Partition.Name == key.Sort.Name || t.items < 0 || t.definition.OnDemand && (t.definition.ReadUnits != 0 || t.definition.WriteUnits != 0):
		return errors.New("the table is not well formed")
	case t.view != "" && streamViews[t.view].String() != t.view:
		return errors.New("a stream has one of four views")
	case len(t.cuts) == 0 || t.cuts[0] != "":
		return errors.New("the first cut is the empty key")
	}
	if err := checkIndexes(&t.definition); err != nil {
		return err
	}
	for i, c := range t.cuts[1:] {
		if c <= t.cuts[i] || len(c) < len(item.HashKey(0)) {
			return errors.New("cuts ascend and begin with a hash")
		}
		if engine.CutsCollection(c) && slices.ContainsFunc(t.definition.Indexes, isLocal) {
			return errors.New("collections of a table with a local index are not cut")
		}
	}
	return nil
}
