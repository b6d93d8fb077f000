package main

import (
	"ringside/engine/journal"
	"ringside/engine/operation"
)

// A history is what Restore goes back in.
type history = journal.History[*operation.Door]

// remember begins the history of a database that was asked nothing yet. It takes memory, so a database whose host keeps
// no log has none.
func (in *instance) remember() {
	if in.asked {
		return
	}
	in.history = journal.NewHistory(in.door, journal.Moves[*operation.Door]{
		Clone: clone, Play: in.play, GoOn: (*operation.Door).GoOn,
	})
	in.door.Past = in.history.Rewind
}

// forget ends the history when the host asks for something without getting a record for its log.
func (in *instance) forget() {
	in.history = nil
	in.door.Past = nil
}

func clone(door *operation.Door) (c *operation.Door, ok bool) {
	if door.Midway() {
		return nil, false
	}
	return door.Clone(), true
}

func (in *instance) play(door *operation.Door, r journal.Record) (work int) {
	for more := true; more; { // an Advance is as many as it takes
		response := door.Handle(operation.Request{
			Target: r.Target, Body: r.Body, Now: operation.Time(r.Now), Client: r.Client,
		})
		in.collector.count(len(r.Body)+len(response.Body), response.Work)
		work += response.Work
		more = response.More
	}
	return work
}
