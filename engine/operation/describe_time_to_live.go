package operation

import "ringside/engine"

// describeTimeToLive tells by which attribute the items of a table expire.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
func describeTimeToLive(d *Door, in *tableInput, w *writer) error {
	t, err := in.find(d)
	switch {
	case err != nil:
		return err
	case t.Status == engine.Creating:
		return invalid(messageTTLCreating)
	}
	w.open('{')
	w.name("TimeToLiveDescription").open('{')
	w.name("TimeToLiveStatus").text(t.TimeToLive.Status.String())
	if t.TimeToLive.Attribute != "" {
		w.name("AttributeName").text(t.TimeToLive.Attribute)
	}
	w.close('}')
	w.close('}')
	return nil
}
