package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// loadSlice is how many generated items one call makes, so that a host can show
// progress and stop.
const loadSlice = 10_000

type loadInput struct {
	table     string
	stage     string
	cancel    bool
	whole     bool // all in one call: the form that a session's log keeps
	generator *generator
	chunk     int64
	chunks    int64
	items     []item.Item
	fault     *item.Fault
}

func (in *loadInput) member(name string, r *item.Reader) (err error) {
	switch name {
	case "TableName":
		in.table, err = r.String()
	case "Stage":
		in.stage, err = r.String()
	case "Cancel":
		in.cancel, err = r.Bool()
	case "Whole":
		in.whole, err = r.Bool()
	case "Generator":
		in.generator = new(generator)
		err = r.Object(func(name string) error { return in.generator.member(name, r) })
	case "Chunk":
		in.chunk, err = r.Int()
	case "Chunks":
		in.chunks, err = r.Int()
	case "Items":
		err = r.Array(func(int) error { return in.readItem(r) })
	default:
		err = r.Skip()
	}
	return err
}

func (in *loadInput) readItem(r *item.Reader) error {
	it, fault, err := r.Item()
	if in.fault == nil {
		in.fault = fault
	}
	in.items = append(in.items, it)
	return err
}

// A staging is a bulk load under way. Nothing of it is in the database yet.
type staging struct {
	name      string
	stage     *engine.Stage
	generator *generator // nil when the items come in chunks
	loaded    int64
	chunk     int64 // the next one
	chunks    int64
}

// load puts many items into a table at once: those of a generator, called again until it
// is done, or those of chunks 0 to n−1. They become visible together at the end; Cancel
// drops them. Like ImportTable it bypasses the table's capacity. It is our own
// operation.
//
// A session's log keeps a generator's specification, when it is done, and every chunk.
func load(d *Door, in *loadInput, w *writer) error {
	if in.cancel {
		return d.cancelLoad(in, w)
	}
	if err := d.beginLoad(in); err != nil {
		return err
	}
	s := d.staging
	if t := d.db.Table(s.stage.Table().Name); t != nil && t.Lapses() {
		return engine.ErrUnavailable // and the same can be asked for again
	}
	if s.generator != nil {
		s.generate(in.whole)
		return d.finishLoad(s.loaded == s.generator.items, s.generator.items, w)
	}
	if err := d.loadChunk(in); err != nil {
		return err
	}
	d.keep("")
	return d.finishLoad(s.chunk == s.chunks, s.loaded, w)
}

// beginLoad finds the stage that the request names, or opens one.
func (d *Door) beginLoad(in *loadInput) error {
	if in.stage != "" {
		if d.staging == nil || d.staging.name != in.stage {
			return invalid("No load of that name is under way: " + in.stage)
		}
		return nil
	}
	t, err := d.activeTable(in.table)
	if err != nil {
		return err
	}
	s := &staging{name: "load-" + strconv.FormatUint(d.record()+1, 10), stage: engine.NewStage(t), chunks: in.chunks}
	if in.generator != nil {
		if err := in.generator.check(); err != nil {
			return err
		}
		s.generator = in.generator
		s.generator.prepare(t.Key)
	} else if in.chunks < 1 {
		return invalid("Load takes a Generator, or Items with Chunk and Chunks")
	}
	d.staging = s
	return nil
}

func (s *staging) generate(whole bool) {
	end := s.generator.items
	if !whole {
		end = min(end, s.loaded+loadSlice)
	}
	for ; s.loaded < end; s.loaded++ {
		s.stage.Put(s.generator.item(s.loaded))
	}
}

// loadChunk stages the items of one chunk, or none of them.
func (d *Door) loadChunk(in *loadInput) error {
	s := d.staging
	if in.chunk != s.chunk {
		return invalid("The next chunk of this load is " + strconv.FormatInt(s.chunk, 10))
	}
	if in.fault != nil {
		return unstorable(in.fault)
	}
	for _, it := range in.items {
		if err := loadable(s.stage.Table(), it); err != nil {
			return err
		}
	}
	for _, it := range in.items {
		s.stage.Put(it)
	}
	d.loaded = len(in.items)
	s.loaded += int64(len(in.items))
	s.chunk++
	return nil
}

// loadable refuses an item that PutItem would refuse.
func loadable(t *engine.Table, it item.Item) error {
	if it.Size() > engine.ItemBytes {
		return invalid(messageItemSize)
	}
	_, err := newItemKey(t.Key, it)
	return err
}

// finishLoad swaps a complete stage in and says how far the load is.
func (d *Door) finishLoad(done bool, total int64, w *writer) error {
	s := d.staging
	if done {
		d.staging = nil
		if !d.db.Swap(s.stage) {
			return d.tableUnknown(s.stage.Table().Name)
		}
		if s.generator != nil {
			d.keep(s.specification())
			d.loaded = int(s.loaded)
		}
	}
	w.open('{')
	w.name("Stage").text(s.name)
	w.name("Loaded").integer(s.loaded)
	w.name("Total").integer(total)
	w.name("Done").boolean(done)
	if d.db.Scale().Admission != engine.AdmitAll {
		w.name("Bypassed").text("admission: a load uses none of the table's capacity, as an import does not")
	}
	w.close('}')
	return nil
}

// specification returns the request that makes the same load in one call.
func (s *staging) specification() string {
	distribution := "uniform"
	if s.generator.zipf {
		distribution = "zipf"
	}
	var w writer
	w.open('{')
	w.name("TableName").text(s.stage.Table().Name)
	w.name("Whole").boolean(true)
	w.name("Generator").open('{')
	w.name("Items").integer(s.generator.items)
	w.name("Collections").integer(s.generator.collections)
	w.name("Distribution").text(distribution)
	w.name("Seed").integer(int64(s.generator.seed))
	w.close('}')
	w.close('}')
	return string(w.buffer)
}

func (d *Door) cancelLoad(in *loadInput, w *writer) error {
	if d.staging == nil || d.staging.name != in.stage {
		return invalid("No load of that name is under way: " + in.stage)
	}
	if d.staging.generator == nil {
		d.keep("")
	}
	d.staging = nil
	w.open('{')
	w.name("Stage").text(in.stage)
	w.name("Cancelled").boolean(true)
	w.close('}')
	return nil
}
