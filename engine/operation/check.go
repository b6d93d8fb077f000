package operation

import "ringside/engine/item"

type checkInput struct{}

func (checkInput) member(_ string, r *item.Reader) error { return r.Skip() }

// check looks for broken invariants of the engine, in every replica of every partition.
// Any that it finds is a bug of ours. It is our own operation.
func check(d *Door, _ *checkInput, w *writer) error {
	w.open('{')
	w.name("Violations").open('[')
	for _, violation := range d.db.Check() {
		w.text(violation)
	}
	w.close(']')
	w.close('}')
	return nil
}
