package operation

import "ringside/engine/item"

// noInput is the input of operations that take nothing.
type noInput struct{}

func (noInput) member(_ string, r *item.Reader) error { return r.Skip() }

// describeLimits tells what an account may provision, unless it asks for more.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html
func describeLimits(_ *Door, _ *noInput, w *writer) error {
	w.open('{')
	w.name("AccountMaxReadCapacityUnits").integer(maxAccountUnits)
	w.name("AccountMaxWriteCapacityUnits").integer(maxAccountUnits)
	w.name("TableMaxReadCapacityUnits").integer(maxTableUnits)
	w.name("TableMaxWriteCapacityUnits").integer(maxTableUnits)
	w.close('}')
	return nil
}
