package scenario

import (
	"strings"

	"ringside/engine/item"
	"ringside/engine/operation"
)

// A run is what the last of some requests did and was answered: what checks measure.
type run struct {
	operation  string // that it amounted to, such as Query
	index      string // that was read, "none" when it was the table
	fault      string // the error's name, "none" when it was answered
	message    string // of the error
	partitions int64  // that were read or written
	examined   int64
	returned   int64
	units      int64 // in thousandths
	throttled  int64 // requests
	traffic    traffic
	stale      bool // a replica or an index that was behind answered
	rows       []string
	after      *Stage

	last     Direction
	syntax   answer     // where the parser stopped understanding it
	next     string     // where the next page begins, as the member of a request
	count    int64      // of pages, 0 when they were not counted
	contents []contents // of the tables afterwards, nil when they were not looked at
}

// play plays requests on the stage and returns what came of the last. A workload comes to its end
// before the next request, unless that has a moment of its own.
func (s *Stage) play(requests []Direction) *run {
	r := &run{fault: none, index: none, after: s}
	s.level = 1
	for i, d := range requests {
		response := s.send(d)
		isLast := i == len(requests)-1
		var ended answer
		if isLast || requests[i+1].At == 0 {
			ended = s.finish(d, response)
		}
		if isLast {
			r.last = d
			r.read(response)
			r.measure(ended)
		}
	}
	s.level = 0
	return r
}

// send sends a statement or request, when it is time for it.
func (s *Stage) send(d Direction) operation.Response {
	s.now = max(s.now, d.At)
	name, body := d.Verb, s.recalled(d.Body)
	if name == partiql {
		name, body = "ExecuteStatement", `{"Statement":`+quoted(d.Body)+"}"
	}
	r := s.request(name, body)
	s.recall(name, answer(r.Body))
	return r
}

// read takes from an answer what can be measured.
func (r *run) read(response operation.Response) {
	r.readTrace(answer(response.Trace))
	if response.Status != 200 {
		r.fault, r.message = refusal(response)
		return
	}
	body := item.NewReader(string(response.Body))
	body.Object(func(name string) (err error) {
		switch name {
		case "Items", "Records":
			return body.Array(func(int) error { return r.row(body) })
		case "Item":
			return r.row(body)
		case "LastEvaluatedKey":
			if r.next == "" {
				r.next, err = body.Raw()
				r.next = `"ExclusiveStartKey":` + r.next
				return err
			}
		case "NextToken":
			r.next, err = body.Raw()
			r.next = `"NextToken":` + r.next
			return err
		}
		return body.Skip()
	})
}

func (r *run) row(body *item.Reader) error {
	text, err := body.Raw()
	r.rows = append(r.rows, text)
	return err
}

// refusal returns the name and the message of an error.
func refusal(response operation.Response) (name, message string) {
	body := answer(response.Body)
	name = body.field("__type").text()
	message = body.field("message").text()
	if message == "" {
		message = body.field("Message").text()
	}
	return name[strings.LastIndexByte(name, '#')+1:], message
}

// readTrace counts what the steps of a trace did.
func (r *run) readTrace(trace answer) {
	r.operation, r.syntax = trace.field("operation").text(), trace.field("syntax")
	if r.operation == "" { // our own have no trace
		r.operation = r.last.Verb
	}
	if index := trace.field("index").text(); index != "" {
		r.index = index
	}
	var seen []string
	for _, step := range trace.field("steps").elements() {
		r.examined += step.field("examined").number()
		r.returned += step.field("returned").number()
		units, _ := thousandths(string(step.field("units")))
		r.units += units
		if step.field("refused").text() == "throttled" {
			r.throttled++
		}
		phase, partition := step.field("phase").text(), string(step.field("partition"))
		r.stale = r.stale || phase == "read" && step.field("behindBy").number()+step.field("unread").number() > 0
		if (phase == "read" || phase == "write") && !contains(seen, partition) {
			seen = append(seen, partition)
		}
	}
	r.partitions = int64(len(seen))
}

// ratio returns how many of the items that were read were returned, in thousandths; of
// nothing, all.
func (r *run) ratio() int64 {
	if r.examined == 0 {
		return 1000
	}
	return 1000 * r.returned / r.examined
}

// maxPages is how many pages are counted.
const maxPages = 1000

// pages counts the pages that all of the answer takes, when each is asked for in turn.
func (r *run) pages() int64 {
	if r.count == 0 {
		stage, page := r.after.clone(), r
		for r.count = 1; page.next != "" && r.count < maxPages; r.count++ {
			page = stage.play([]Direction{page.following()})
		}
	}
	return 1000 * r.count
}

// following returns the request for the next page. What its body said of the page before
// counts no more: the last of several members does.
func (r *run) following() Direction {
	d := r.last
	if d.Verb == partiql {
		d = Direction{Verb: "ExecuteStatement", Body: `{"Statement":` + quoted(d.Body) + "}"}
	}
	body := strings.TrimSpace(d.Body)
	d.Body = body[:len(body)-1] + "," + r.next + "}"
	return d
}
