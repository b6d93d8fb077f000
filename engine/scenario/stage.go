package scenario

import (
	"maps"

	"ringside/engine"
	"ringside/engine/operation"
)

// Stage is a database that directions happen to, and its clock: time passes on a stage
// only where a direction says so.
type Stage struct {
	door  *operation.Door
	began engine.Time
	now   engine.Time
	level int    // of the traces that are shown
	from  uint64 // the client that sends the requests

	scribe  *scribe              // nil where nobody writes down what happens
	refused string               // why the last request was, "" when it was answered
	loading string               // the name of the load under way
	said    map[string]string    // of strings that were answered, by the names of members: the last
	again   repetition           // of the next request
	sent    *[]operation.Request // what the database keeps of what was sent, when somebody asks
}

// opening is when every stage opens: 2026-01-01 00:00 UTC. Its answers are the same on
// any day, so the clock is not the reader's.
const opening engine.Time = 1_767_225_600 * engine.Second

// Scale returns the sizes of a stage that no engine direction has changed: the service's
// own, but for a tree small enough to be read.
func Scale() engine.Scale {
	scale := engine.RealScale()
	scale.TreeDegree = 2
	scale.TableDelay = 0
	return scale
}

// Options returns the options of a stage that no engine direction has changed.
func Options() operation.Options {
	options := operation.DefaultOptions()
	options.Seed = 42
	options.Scale = Scale()
	return options
}

func (s *Stage) open(options operation.Options) {
	*s = Stage{door: operation.NewDoor(options.Seed, options), began: opening, now: opening, scribe: s.scribe}
}

// request sends a request through the front door at the stage's time. A Restore turns
// the clock back, so the stage counts on from where the database now is.
func (s *Stage) request(name, body string) operation.Response {
	r := s.door.Handle(operation.Request{Target: target(name), Body: body, Now: s.now, Client: s.from, TraceLevel: s.level})
	if s.sent != nil && r.Recorded {
		*s.sent = append(*s.sent, operation.Request{Target: target(name), Body: body, Now: s.now, Client: s.from})
	}
	s.now, s.refused = r.Now, ""
	if r.Status != 200 {
		name, message := refusal(r)
		s.refused = name + ": " + message
	}
	return r
}

// clone returns a stage with a copy of the database, which goes on without this one.
func (s *Stage) clone() *Stage {
	return &Stage{door: s.door.Clone(), began: s.began, now: s.now, from: s.from, said: maps.Clone(s.said)}
}

// perform plays a direction that nobody writes down. It returns why it was refused, ""
// when it was not.
func (s *Stage) perform(d Direction) string {
	switch d.Verb {
	case "advance":
		s.advance(d)
	case "client":
		s.client(d)
	case "settle":
		s.settle(d)
	case "split":
		s.split(d)
	case "table":
		s.table(d)
	case "tidy":
		s.tidy(d)
	default:
		if d.isFault() {
			s.fault(d)
			break
		}
		r := s.send(d)
		if d.Verb == "Load" && r.Status == 200 {
			s.loading = answer(r.Body).field("Stage").text()
		}
	}
	return s.refused
}

// ask sends a request for a direction of ours. What it can't answer is shown as it is.
func (s *Stage) ask(name, body string) (a answer, refused string) {
	r := s.request(name, body)
	if r.Status != 200 {
		return "", s.shown(r)
	}
	return answer(r.Body), ""
}

// shown is a response as it is written down; where nobody does, why it was refused.
func (s *Stage) shown(r operation.Response) string {
	if s.scribe == nil {
		return s.refused
	}
	return s.scribe.response(s, r)
}
