package operation

import (
	"slices"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// checkpoints are copies of the database by name, the one taken longest ago first. Each
// costs per partition, not per item, since trees are copied on write.
type checkpoints []taken

type taken struct {
	name string
	db   *engine.Database
}

// maxCheckpoints is how many are kept. One more drops the one taken longest ago, and the
// response names it.
const maxCheckpoints = 32

// take keeps a copy under a name, in place of one of that name, and returns the name of
// the one it dropped, if any.
func (c *checkpoints) take(name string, db *engine.Database) (dropped string) {
	kept := slices.DeleteFunc(*c, func(t taken) bool { return t.name == name })
	if len(kept) == maxCheckpoints {
		dropped = kept[0].name
		kept = slices.Delete(kept, 0, 1)
	}
	*c = append(kept, taken{strings.Clone(name), db.Clone()})
	return dropped
}

func (c checkpoints) find(name string) *engine.Database {
	for _, t := range c {
		if t.name == name {
			return t.db
		}
	}
	return nil
}

type checkpointInput struct{ name text }

func (in *checkpointInput) member(name string, r *item.Reader) error {
	if name == "Name" {
		return in.name.read(r)
	}
	return r.Skip()
}

func (in *checkpointInput) modelled() error {
	const most = 255
	var v violations
	v.required(in.name, "name")
	v.length(in.name, "name", most)
	return v.err()
}

// checkpoint remembers the database as it is now. It is our own operation.
func checkpoint(d *Door, in *checkpointInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	dropped := d.checkpoints.take(in.name.value, d.db)
	d.writeCheckpoint(in.name.value, dropped, w)
	return nil
}

func (d *Door) writeCheckpoint(name, dropped string, w *writer) {
	w.open('{')
	w.name("Name").text(name)
	w.name("Now").integer(int64(d.db.Now()))
	w.name("Requests").integer(int64(d.record()))
	if dropped != "" {
		w.name("Dropped").text(dropped)
	}
	w.close('}')
}
