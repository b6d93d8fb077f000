package scenario

import (
	"strings"

	"ringside/engine"
)

const workloadUsage = "NAME [TABLE] [keys=KEYS] [mix=MIX] [rate=COUNT] [for=SPAN] [together=COUNT] [items=COUNT] [bytes=SIZE] [clients=COUNT] [retry=POLICY] [made=MADE]"

// workload begins a workload, where a table is named, and says how many requests will come; without a
// table it says how a workload is.
func (s *Stage) workload(d Direction) string {
	if _, begins := d.arg("TABLE"); !begins {
		return s.workloadStatus(d.text("NAME"))
	}
	a, refused := s.ask("Workload", `{"Start":`+workloadJSON(d)+"}")
	if refused != "" {
		return refused
	}
	return a.field("Name").text() + " " + a.field("State").text() + "\n"
}

// workloadJSON returns what the door needs to begin a workload. Of what the direction leaves out
// the door knows what is usual.
func workloadJSON(d Direction) string {
	members := []string{`"Name":` + quoted(d.text("NAME")), `"TableName":` + quoted(d.text("TABLE"))}
	number := func(name, slot string, unit int64) {
		if a, given := d.arg(slot); given {
			members = append(members, quoted(name)+":"+decimal(a.Number/unit))
		}
	}
	object := func(name, slot string) {
		if a, given := d.arg(slot); given {
			members = append(members, quoted(name)+":{"+pairsJSON(a.Text)+"}")
		}
	}
	number("Rate", "rate", 1)
	number("Seconds", "for", int64(engine.Second))
	number("SortKeys", "items", 1)
	number("ItemBytes", "bytes", 1)
	number("Clients", "clients", 1)
	object("Mix", "mix")
	object("Attributes", "made")
	if at, together := d.arg("together"); together {
		members = append(members, `"Arrivals":"Together","Rate":`+decimal(at.Number))
	}
	if keys := d.text("keys"); keys != "" {
		members = append(members, `"Keys":{`+keysJSON(keys)+"}")
	}
	if policy := d.text("retry"); policy != "" {
		members = append(members, `"Retry":{`+numberedJSON(policy, "Policy", "Attempts", "BaseMillis")+"}")
	}
	return "{" + strings.Join(members, ",") + "}"
}

// pairsJSON turns name:number,name:number into members.
func pairsJSON(text string) string {
	var members []string
	for pair := range strings.SplitSeq(text, ",") {
		name, number, _ := strings.Cut(pair, ":")
		members = append(members, quoted(name)+":"+number)
	}
	return strings.Join(members, ",")
}

// keysJSON turns a distribution and its numbers, such as HotKey:1000:90, into members.
func keysJSON(text string) string {
	second := "Exponent"
	if strings.HasPrefix(text, "HotKey") {
		second = "Percent"
	}
	return numberedJSON(text, "Distribution", "Count", second)
}

// numberedJSON turns a name and the numbers behind it into members of these names.
func numberedJSON(text string, names ...string) string {
	parts := strings.Split(text, ":")
	members := quoted(names[0]) + ":" + quoted(parts[0])
	for i := 1; i < min(len(parts), len(names)); i++ {
		members += "," + quoted(names[i]) + ":" + parts[i]
	}
	return members
}

// isPairs accepts name:number,name:number.
func isPairs(text string) (int64, bool) {
	for pair := range strings.SplitSeq(text, ",") {
		name, number, named := strings.Cut(pair, ":")
		if _, ok := readNumber(number, 0, maxPair); !named || name == "" || !ok {
			return 0, false
		}
	}
	return 0, true
}

// isNumbered accepts a name and the numbers behind it, name:number:number.
func isNumbered(text string) (int64, bool) {
	parts := strings.Split(text, ":")
	for _, number := range parts[1:] {
		if _, ok := readNumber(number, 0, maxPair); !ok {
			return 0, false
		}
	}
	return 0, parts[0] != ""
}

const maxPair = 1_000_000_000

// workloadStatus says how far a workload has come and what became of its requests:
//
//	minute RUNNING 50%: 300000 arrived, 299000 succeeded, 1500 throttled, 900 retries, 12 gave up, 3 wait
//	latency (modelled): half within 5ms, 99% within 20ms
func (s *Stage) workloadStatus(name string) string {
	a, refused := s.ask("Workload", `{"Status":`+quoted(name)+`,"Limit":1}`)
	if refused != "" {
		return refused
	}
	totals := a.field("Totals")
	said := []string{}
	say := func(n int64, what string) {
		if n > 0 {
			said = append(said, decimal(n)+" "+what)
		}
	}
	for _, part := range [][2]string{
		{"Arrivals", "arrived"}, {"Succeeded", "succeeded"}, {"Throttled", "throttled"}, {"Unavailable", "unavailable"},
		{"Retries", "retries"}, {"GaveUp", "gave up"}, {"Shed", "shed"},
	} {
		say(totals.field(part[0]).number(), part[1])
	}
	say(a.field("Outstanding").number(), "wait")
	latency := a.field("ModelledLatency")
	within := func(member string) string {
		return formatSpan(engine.Time(latency.field(member).number()) / engine.Millisecond * engine.Millisecond)
	}
	lines := name + " " + a.field("State").text() + " " + string(a.field("Percent")) + "%: " + strings.Join(said, ", ") + "\n" +
		"  units: " + string(totals.field("ReadUnits")) + " read, " + string(totals.field("WriteUnits")) + " written\n"
	if totals.field("Succeeded").number() > 0 {
		lines += "  latency (modelled): half within " + within("P50") + ", 99% within " + within("P99") + "\n"
	}
	return lines
}

// cancel ends a workload.
func (s *Stage) cancel(d Direction) string {
	a, refused := s.ask("Workload", `{"Cancel":`+quoted(d.text("NAME"))+"}")
	if refused != "" {
		return refused
	}
	return a.field("Name").text() + " " + a.field("State").text() + " " + string(a.field("Percent")) + "%\n"
}

// series prints the last values of one metric of a workload, by tenths of a second or by seconds, and
// the greatest of them.
func (s *Stage) series(d Direction) string {
	count, _ := d.arg("COUNT")
	body := `{"Status":` + quoted(d.text("NAME")) + `,"Period":` + quoted(d.text("PERIOD")) + `,"Limit":` + decimal(count.Number) + "}"
	a, refused := s.ask("Workload", body)
	if refused != "" {
		return refused
	}
	metric := d.text("METRIC")
	return column(metric, a.field("Series").field(metric), int(a.field("Periods").number()))
}

// column prints the numbers of a column and the greatest of them.
func column(name string, values answer, count int) string {
	numbers := values.elements()
	if len(numbers) == 0 {
		return name + ": 0 in each of " + decimal(int64(count)) + "\n"
	}
	line, most := name+":", answer("0")
	for _, n := range numbers {
		line += " " + string(n)
		if n.halves() > most.halves() {
			most = n
		}
	}
	return line + "  (most " + string(most) + ")\n"
}

// metrics prints a table's metrics, or an index's, in the last seconds or minutes, and which keys are hot
// in which partition.
func (s *Stage) metrics(d Direction) string {
	body := `{"TableName":` + quoted(d.text("TABLE")) + `,"Period":` + quoted(d.text("PERIOD"))
	if count, given := d.arg("COUNT"); given {
		body += `,"Limit":` + decimal(count.Number)
	}
	if index := d.text("index"); index != "" {
		body += `,"IndexName":` + quoted(index)
	}
	a, refused := s.ask("Metrics", body+"}")
	if refused != "" {
		return refused
	}
	var b strings.Builder
	for _, metric := range a.field("Metrics").fields() {
		b.WriteString(column(metric.name, metric.value, 0))
	}
	for _, p := range a.field("Partitions").elements() {
		b.WriteString(heatLine(p))
	}
	if b.Len() == 0 {
		return "nothing was counted\n"
	}
	return b.String()
}

// heatLine says what a partition consumed and refused in all the seconds that are shown, and its hottest
// keys; "" when that is nothing.
//
//	p3  written 1000, throttled 200  hot: CUSTOMER#000000 90.1%
func heatLine(p answer) string {
	var parts []string
	for _, part := range [][2]string{{"Read", "read"}, {"Write", "written"}, {"ReadThrottled", "reads throttled"}, {"WriteThrottled", "writes throttled"}} {
		if values := p.field(part[0]); values != "" {
			parts = append(parts, part[1]+" "+sumOf(values))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	line := "p" + string(p.field("Id")) + "  " + strings.Join(parts, ", ")
	for i, k := range p.field("HotKeys").elements() {
		name := shortHash(k.field("Hash").text())
		if key := k.field("PartitionKey"); key != "" {
			name = key.keyText()
		}
		line += [2]string{"  hot: ", ", "}[min(i, 1)] + name + " " + string(k.field("SharePercent")) + "%"
	}
	return line + "\n"
}

// sumOf adds up a column, whose numbers may have halves.
func sumOf(values answer) string {
	sum := engine.Units(0)
	for _, v := range values.elements() {
		sum += v.halves()
	}
	return strings.TrimSuffix(sum.String(), ".0")
}

// halves returns a number that may have a half.
func (a answer) halves() engine.Units {
	whole, half, _ := strings.Cut(string(a), ".")
	n := engine.Units(answer(whole).number()) * engine.One
	if half == "5" {
		n++
	}
	return n
}

// alarm prints what an alarm says and when it came to say what.
//
//	hot ALARM: OK +1m, ALARM +3m
func (s *Stage) alarm(d Direction) string {
	a, refused := s.ask("Metrics", "{}")
	if refused != "" {
		return refused
	}
	for _, alarm := range a.field("Alarms").elements() {
		if alarm.field("Name").text() != d.text("NAME") {
			continue
		}
		var changes []string
		for _, change := range alarm.field("History").elements() {
			at := engine.Time(change.field("At").number()) - s.began
			changes = append(changes, change.field("State").text()+" +"+formatSpan(at))
		}
		return strings.TrimSuffix(d.text("NAME")+" "+alarm.field("State").text()+": "+strings.Join(changes, ", "), ": ") + "\n"
	}
	return "there is no alarm of that name\n"
}

// pass lets time pass, as advance does, and says how many events of each kind ran, and of alarms all.
func (s *Stage) pass(d Direction) string {
	span, _ := d.arg("SPAN")
	until := s.now + engine.Time(span.Number)
	ran := map[string]int64{}
	lines := ""
	for more := true; more; {
		a, refused := s.ask("Advance", `{"Until":`+decimal(int64(until))+"}")
		if refused != "" {
			return refused
		}
		for _, kind := range a.field("Ran").fields() {
			ran[kind.name] += kind.value.number()
		}
		ran[requestsMade] += a.field("Requests").number()
		for _, event := range a.field("Events").elements() {
			if event.field("Alarm") != "" {
				lines += s.eventLine(event)
			}
		}
		more = a.field("More") == "true"
	}
	return orNothing(passed(ran) + lines)
}

// requestsMade is what pass calls the requests of workloads.
const requestsMade = "requests made"

// passed says how many events of each kind ran.
func passed(ran map[string]int64) string {
	var parts []string
	for _, kind := range engine.EventKinds() {
		if n := ran[kind.String()]; n > 0 && kind != engine.Arrive {
			parts = append(parts, kind.String()+" "+decimal(n))
		}
	}
	if n := ran[requestsMade]; n > 0 {
		parts = append(parts, requestsMade+" "+decimal(n))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + "\n"
}
