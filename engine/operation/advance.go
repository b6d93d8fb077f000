package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type advanceInput struct {
	until number
	by    number
	limit number
}

func (in *advanceInput) member(name string, r *item.Reader) error {
	switch name {
	case "Until":
		return in.until.readLong(r)
	case "By":
		return in.by.readLong(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

const (
	lastMoment = engine.LastMoment

	// maxAdvance is how many events one request runs, unless it asks for fewer.
	maxAdvance = 100_000
)

// advance moves the clock and runs the events that are due by then, a limited number of
// them: More says that the request has to be repeated. It is our own operation.
//
// A session's log keeps the last of a run of these, so it keeps how far that one came:
// then the others are not missed.
func advance(d *Door, in *advanceInput, w *writer) error {
	until, err := in.target(d.db.Now())
	if err != nil {
		return err
	}
	limit := int64(maxAdvance)
	if in.limit.given {
		limit = min(limit, in.limit.value)
	}
	done := d.db.Advance(until, int(limit))
	d.instead = `{"Until":` + strconv.FormatInt(int64(done.Reached), 10) + `}`
	d.loaded, d.more = done.Requests, done.More
	w.open('{')
	w.name("Now").integer(int64(done.Reached))
	w.name("More").boolean(done.More)
	w.name("Ran").open('{')
	for _, kind := range engine.EventKinds() {
		if n := done.Ran(kind); n > 0 {
			w.name(kind.String()).integer(int64(n))
		}
	}
	w.close('}')
	if done.Requests > 0 {
		w.name("Requests").integer(int64(done.Requests))
	}
	writeEvents(w, done.Last)
	w.close('}')
	return nil
}

// target returns the moment to advance to.
func (in *advanceInput) target(now engine.Time) (engine.Time, error) {
	until := in.until.value
	if in.by.given {
		until = int64(now) + min(in.by.value, int64(lastMoment))
	}
	switch {
	case in.until.given == in.by.given:
		return 0, invalid("Advance takes either Until or By, in microseconds")
	case in.by.value < 0 || until < 0 || engine.Time(until) > lastMoment:
		return 0, invalid("Advance cannot go there: the clock never goes back, and ends at " + lastMomentText)
	case in.limit.given && in.limit.value < 1:
		return 0, invalid("Limit must be at least 1")
	}
	return engine.Time(until), nil
}

const lastMomentText = "1152921504606846976"
