package scenario

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
	"ringside/engine/operation"
)

// verb is a stage direction. Its usage is what the reader holds a line against: words in
// capitals are arguments, those with a name are written name=value in any order, those
// in brackets may be left out.
type verb struct{ name, usage string }

// verbs are the stage directions.
var verbs = []verb{
	{"advance", "SPAN"},
	{"alarm", "NAME"},
	{"cancel", "NAME"},
	{"check", ""},
	{"client", "NUMBER"},
	{"delay", "WHAT TABLE [PARTITION] by=SPAN [index=INDEX]"},
	{"engine", engineUsage},
	{"fail", "COUNT TABLE [PARTITION] [index=INDEX]"},
	{"hold", "WHAT TABLE [PARTITION] [index=INDEX]"},
	{"inspect", "TABLE [PARTITION] [REPLICA] [index=INDEX]"},
	{"jump", "SPAN"},
	{"mend", ""},
	{"metrics", "TABLE PERIOD [COUNT] [index=INDEX]"},
	{"pass", "SPAN"},
	{"release", "WHAT TABLE [PARTITION] [index=INDEX]"},
	{"repeat", "COUNT SPAN"},
	{"series", "NAME METRIC PERIOD COUNT"},
	{"settle", ""},
	{"split", "TABLE PARTITION [at=HASH]"},
	{"start", "WHAT WHERE [PARTITION] [REPLICA] [index=INDEX]"},
	{"stop", "WHAT WHERE [PARTITION] [REPLICA] [index=INDEX]"},
	{"table", "TABLE PARTITION-KEY [SORT-KEY] [stream=VIEW]"},
	{"throttle", "COUNT TABLE [PARTITION] [index=INDEX]"},
	{"tidy", ""},
	{"trace", "LEVEL"},
	{"workload", workloadUsage},
}

const engineUsage = "[seed=NUMBER] [partitions=PARTITIONS] [degree=DEGREE] [page=SIZE] [partition=SIZE] [lag=SPAN] [delay=SPAN] [propagation=SPAN] [ttl=SPAN] [lease=SPAN] [rebuild=SPAN] [admission=ADMISSION] [reads=COUNT] [writes=COUNT] [split=SPAN]"

func verbNamed(name string) (verb, bool) {
	for _, v := range verbs {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

func verbNames() string {
	var names []string
	for _, v := range verbs {
		names = append(names, v.name)
	}
	return strings.Join(names, ", ")
}

// engine opens a new, empty database of this scale. It says nothing.
func (s *Stage) engine(d Direction) string {
	s.open(optionsOf(d.Args))
	return ""
}

// optionsOf returns the options that the arguments of an engine direction say.
func optionsOf(args []Arg) operation.Options {
	o := Options()
	for _, a := range args {
		switch a.Slot {
		case "seed":
			o.Seed = uint64(a.Number)
		case "partitions":
			o.Scale.Partitions = int(a.Number)
		case "degree":
			o.Scale.TreeDegree = int(a.Number)
		case "page":
			o.Scale.PageBytes = int(a.Number)
		case "partition":
			o.Scale.PartitionBytes = a.Number
		case "lag":
			o.Scale.ReplicationLag = engine.Time(a.Number)
		case "delay":
			o.Scale.TableDelay = engine.Time(a.Number)
		case "propagation":
			o.Scale.PropagationLag = engine.Time(a.Number)
		case "ttl":
			o.Scale.TTLDelay = engine.Time(a.Number)
		case "lease":
			o.Scale.Lease = engine.Time(a.Number)
		case "rebuild":
			o.Scale.Rebuild = engine.Time(a.Number)
		case "admission":
			o.Scale.Admission = engine.Admission(a.Number)
		case "reads":
			o.Scale.PartitionReads = int(a.Number)
		case "split":
			o.Scale.SplitTime = engine.Time(a.Number)
		case "writes":
			o.Scale.PartitionWrites = int(a.Number)
		}
	}
	return o
}

// client says who sends the requests from here on, 0 being nobody in particular. It says
// nothing.
func (s *Stage) client(d Direction) string {
	id, _ := d.arg("NUMBER")
	s.from = uint64(id.Number)
	return ""
}

// table creates an on-demand table. It says nothing when that went well.
func (s *Stage) table(d Direction) string {
	partition, _ := d.arg("PARTITION-KEY")
	sort, hasSort := d.arg("SORT-KEY")
	attributes, schema := keyJSON(partition, "HASH")
	if hasSort {
		a, k := keyJSON(sort, "RANGE")
		attributes, schema = attributes+","+a, schema+","+k
	}
	stream := ""
	if view := d.text("stream"); view != "" {
		stream = `"StreamSpecification":{"StreamEnabled":true,"StreamViewType":` + quoted(view) + "},"
	}
	_, refused := s.ask("CreateTable", `{"TableName":`+quoted(d.text("TABLE"))+`,"BillingMode":"PAY_PER_REQUEST",`+stream+
		`"AttributeDefinitions":[`+attributes+`],"KeySchema":[`+schema+`]}`)
	return refused
}

// keyJSON returns a key attribute's definition and its element of the key schema.
func keyJSON(key Arg, role string) (attribute, element string) {
	name, letter, _ := strings.Cut(key.Text, ":")
	return `{"AttributeName":` + quoted(name) + `,"AttributeType":"` + letter + `"}`,
		`{"AttributeName":` + quoted(name) + `,"KeyType":"` + role + `"}`
}

// trace says whether the trace is shown below each response: off, on, or in detail. It
// says nothing.
func (s *Stage) trace(d Direction) string {
	level, _ := d.arg("LEVEL")
	s.level = int(level.Number)
	return ""
}

// advance lets time pass and says which events ran.
func (s *Stage) advance(d Direction) string {
	span, _ := d.arg("SPAN")
	return s.advanceTo(s.now + engine.Time(span.Number))
}

// nothingDue is what an advance says in which no event ran.
const nothingDue = "nothing was due\n"

// advanceLimit is how many events an Advance may run before it has to be asked again.
const advanceLimit = 1000

// advanceTo runs every event up to a moment, in as many requests as that takes.
func (s *Stage) advanceTo(until engine.Time) string {
	var b strings.Builder
	for {
		a, refused := s.ask("Advance", `{"Until":`+decimal(int64(until))+`,"Limit":`+decimal(advanceLimit)+"}")
		if refused != "" {
			return refused
		}
		for _, event := range a.field("Events").elements() {
			if s.scribe != nil {
				b.WriteString(s.scribe.event(s, event))
			}
		}
		if a.field("More") != "true" {
			break
		}
	}
	if b.Len() == 0 {
		return nothingDue
	}
	return b.String()
}

// settleRounds bounds a settle where each event brings about another for ever.
const settleRounds = 1000

// settle lets time pass until nothing more is due, and says which events ran.
func (s *Stage) settle(Direction) string {
	var b strings.Builder
	for range settleRounds {
		a, refused := s.ask("Inspect", `{"Level":"database","Limit":1}`)
		if refused != "" {
			return refused
		}
		next := a.field("Events").first()
		if next == "" {
			return orNothing(b.String())
		}
		b.WriteString(s.advanceTo(engine.Time(next.field("At").number())))
	}
	return b.String() + "events are still due\n"
}

func orNothing(events string) string {
	if events == "" {
		return nothingDue
	}
	return events
}

// eventLine says when an event ran, counted from when the stage opened, and what it did.
func (s *Stage) eventLine(event answer) string {
	at := engine.Time(event.field("At").number()) - s.began
	line := "+" + formatSpan(at) + " " + event.field("Kind").text()
	if table := event.field("TableName").text(); table != "" {
		line += " " + table
	}
	index := event.field("IndexName").text()
	if index != "" && event.field("Partition") == "" {
		line += " " + index
	}
	if work := event.field("Work").text(); work != "" {
		line += ": " + work
	}
	if p := event.field("Partition"); p != "" {
		line += " p" + string(p)
		if index != "" {
			line += " → " + index
		}
	}
	if r := event.field("Replica"); r != "" {
		line += " → r" + string(r)
	}
	if alarm := event.field("Alarm"); alarm != "" {
		line += ": " + alarm.text() + " " + event.field("State").text()
	}
	if n := event.field("Deleted"); n != "" {
		line += ": " + plural(n.number(), "item")
	}
	return line + "\n"
}

// split cuts a partition in two, in its middle or at a hash, and says what came of it.
func (s *Stage) split(d Direction) string {
	partition, _ := d.arg("PARTITION")
	body := `{"TableName":` + quoted(d.text("TABLE")) + `,"Partition":` + decimal(partition.Number)
	if at := d.text("at"); at != "" {
		body += `,"At":"` + at + strings.Repeat("0", hashDigits-len(at)) + `"`
	}
	a, refused := s.ask("Split", body+"}")
	if refused != "" {
		return refused
	}
	line := "p" + string(a.field("Parent")) + " →"
	for _, child := range a.field("Children").elements() {
		line += " p" + string(child)
	}
	return line + "\n"
}

// tidySteps is how many steps of tidying are asked for at a time.
const tidySteps = 1000

// tidy does all work that changes no answer, and says how many steps that took.
func (s *Stage) tidy(Direction) string {
	for steps := int64(0); ; {
		a, refused := s.ask("Tidy", `{"Steps":`+decimal(tidySteps)+"}")
		if refused != "" {
			return refused
		}
		steps += a.field("Steps").number()
		if a.field("More") != "true" {
			return "tidied in " + decimal(steps) + " steps\n"
		}
	}
}

// check holds the engine against its own invariants.
func (s *Stage) check(Direction) string {
	a, refused := s.ask("Check", "{}")
	if refused != "" {
		return refused
	}
	var b strings.Builder
	for _, violation := range a.field("Violations").elements() {
		b.WriteString("violated: " + violation.text() + "\n")
	}
	if b.Len() == 0 {
		return "every invariant holds\n"
	}
	return b.String()
}

func quoted(s string) string { return string(item.AppendQuoted(nil, s)) }

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
