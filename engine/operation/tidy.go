package operation

import "ringside/engine/item"

type tidyInput struct{ steps number }

func (in *tidyInput) member(name string, r *item.Reader) error {
	if name == "Steps" {
		return in.steps.read(r)
	}
	return r.Skip()
}

// maxTidy is how many steps one request does.
const maxTidy = 2000

// tidy does some of the work that changes no answer, such as dropping the items that a
// split left on the wrong side; More says that there is more of it. It is our own
// operation.
func tidy(d *Door, in *tidyInput, w *writer) error {
	steps := int64(maxTidy)
	if in.steps.given {
		steps = max(0, min(steps, in.steps.value))
	}
	done := d.db.Tidy(int(steps))
	w.open('{')
	w.name("Steps").integer(int64(done))
	w.name("More").boolean(int64(done) == steps)
	w.close('}')
	return nil
}
