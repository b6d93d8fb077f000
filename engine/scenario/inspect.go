package scenario

import (
	"strings"

	"ringside/engine"
)

// inspect draws a table's partitions, one a line, or the B-tree of one of their
// replicas, the leader's unless it is said.
func (s *Stage) inspect(d Direction) string {
	if _, ok := d.arg("PARTITION"); ok {
		return s.inspectTree(d)
	}
	a, refused := s.ask("Inspect", `{"Level":"table","TableName":`+quoted(d.text("TABLE"))+"}")
	if refused != "" {
		return refused
	}
	var b strings.Builder
	for _, x := range a.field("Indexes").elements() {
		if d.text("index") == x.field("IndexName").text() {
			return s.partitionLines(x)
		}
	}
	b.WriteString(meterLine(d.text("TABLE"), a))
	b.WriteString(s.partitionLines(a))
	for _, x := range a.field("Indexes").elements() {
		b.WriteString(indexLine(x))
		b.WriteString(readerLines(x))
	}
	if ttl := a.field("TimeToLive"); ttl != "" {
		b.WriteString(s.timeToLiveLine(ttl))
	}
	return b.String()
}

// timeToLiveLine says how many items wait to be deleted, and when the next ones will be, counted
// from when the stage opened:
//
//	Expires ENABLED  3 items wait: a/1 until +1h10m, a/2 until +2h10m, …
func (s *Stage) timeToLiveLine(ttl answer) string {
	total := ttl.field("Waiting").number()
	line := ttl.field("AttributeName").text() + " " + ttl.field("TimeToLiveStatus").text() + "  " + waiting(total)
	for i, it := range ttl.field("Next").elements() {
		until := engine.Time(it.field("DueAt").number()) - s.began
		line += [2]string{": ", ", "}[min(i, 1)] + attributeWords(it) + " until +" + formatSpan(until)
		total--
	}
	if total > 0 {
		line += ", …"
	}
	return line + "\n"
}

func waiting(items int64) string {
	if items == 1 {
		return "1 item waits"
	}
	return plural(items, "item") + " wait"
}

func (s *Stage) partitionLines(of answer) (lines string) {
	for _, p := range of.field("Partitions").elements() {
		lines += s.partitionLine(p) + meterLine("   ", p)
	}
	return lines
}

// partitionLine draws one partition:
//
//	p4 of p0  4000… to 8000…  2 items 71 B, log 2  r0 leads, r1 behind 1 (persisted), r2 behind 1
func (s *Stage) partitionLine(p answer) string {
	name := "p" + string(p.field("Id"))
	if parent := p.field("Parent"); parent != "" && parent.number() >= 0 {
		name += " of p" + string(parent)
	}
	first, last := shortHash(p.field("First").text()), shortHash(p.field("Last").text())
	if p.field("InsideCollection") == "true" {
		first += " inside a collection at " + attributeWords(p.field("Cut"))
	}
	line := name + "  " + first + " to " + last + "  " +
		plural(p.field("Items").number(), "item") + " " + string(p.field("Bytes")) + " B, log " + string(p.field("LogLength"))
	if p.field("Tidying") == "true" {
		line += ", tidying"
	}
	if split := p.field("Split"); split != "" {
		line += ", will be split: " + split.field("Why").text()
	}
	if refused := p.field("SplitRefused"); refused != "" {
		line += ", is not split: " + refused.text()
	}
	line += s.faultWords(p)
	return line + "  " + replicaWords(p) + "\n"
}

// indexLine says how an index is that is not as usual, and how far its backfill has come:
//
//	ByArtist CREATING  2 items, 3 of the table's looked at
func indexLine(x answer) string {
	status := x.field("IndexStatus").text()
	if status == "ACTIVE" {
		return meterLine(x.field("IndexName").text(), x)
	}
	line := x.field("IndexName").text() + " " + status + "  " + plural(x.field("ItemCount").number(), "item")
	if looked := x.field("Backfilled"); looked != "" {
		line += ", " + string(looked) + " of the table's looked at"
	}
	return line + "\n"
}

// meterLine says what a table, an index or a partition has left, where somebody is throttled at
// all, and what was consumed and throttled in the last minute:
//
//	Shop  reads 1500 of 1500, +5 a second; writes 0 of 1500, +5 a second, 310 in a minute, 590 throttled
func meterLine(name string, a answer) string {
	if a.field("Writes") == "" {
		return ""
	}
	line := name
	for i, access := range []string{"Reads", "Writes"} {
		m := a.field(access)
		line += [2]string{"  ", "; "}[i] + strings.ToLower(access) + " " + string(m.field("Tokens")) + " of " + string(m.field("Capacity")) +
			", +" + string(m.field("Rate")) + " a second"
		if consumed := m.field("LastMinute"); consumed != "0" {
			line += ", " + string(consumed) + " in a minute"
		}
		if throttled := m.field("ThrottledLastMinute"); throttled != "0" {
			line += ", " + string(throttled) + " throttled"
		}
	}
	return line + "\n"
}

// replicaWords says which replica leads, how many writes each of the others has yet to
// apply, and which of those has persisted them all the same.
func replicaWords(p answer) string {
	replicas := p.field("Replicas").elements()
	leader := int(p.field("Leader").number())
	words := make([]string, len(replicas))
	for i, r := range replicas {
		words[i] = "r" + decimal(int64(i))
		if status := r.field("Status").text(); status != "" {
			words[i] += " " + status + " in zone " + r.field("Zone").text()
		}
		switch behind := r.field("BehindBy"); {
		case r.field("Status").text() == "rebuilding":
		case i == leader && r.field("Status") != "":
			words[i] += ", led"
		case i == leader:
			words[i] += " leads"
		case behind.number() == 0:
			words[i] += " even"
		case r.field("Persisted") == replicas[leader].field("Persisted"):
			words[i] += " behind " + string(behind) + " (persisted)"
		default:
			words[i] += " behind " + string(behind)
		}
	}
	return strings.Join(words, ", ")
}

// inspectTree draws a B-tree, one node a line, children below their parent and indented.
func (s *Stage) inspectTree(d Direction) string {
	partition, _ := d.arg("PARTITION")
	body := `{"Level":"tree","TableName":` + quoted(d.text("TABLE")) + `,"Partition":` + decimal(partition.Number)
	if replica, ok := d.arg("REPLICA"); ok {
		body += `,"Replica":` + decimal(replica.Number)
	}
	a, refused := s.ask("Inspect", body+"}")
	if refused != "" {
		return refused
	}
	children := map[int64][]answer{}
	for _, node := range a.field("Nodes").elements() {
		parent := node.field("Parent").number()
		children[parent] = append(children[parent], node)
	}
	if len(children) == 0 {
		return "empty\n"
	}
	var b strings.Builder
	drawNodes(&b, children, -1, "")
	return b.String()
}

func drawNodes(b *strings.Builder, children map[int64][]answer, parent int64, indent string) {
	for _, node := range children[parent] {
		var keys []string
		for _, key := range node.field("Keys").elements() {
			keys = append(keys, keyWords(key))
		}
		b.WriteString(indent + "[" + strings.Join(keys, ", ") + "]\n")
		drawNodes(b, children, node.field("Id").number(), indent+"  ")
	}
}

// keyWords writes a key as hash/partition key/sort key.
func keyWords(key answer) string {
	return shortHash(key.field("Hash").text()) + "/" + attributeWords(key)
}

// attributeWords writes a key without its hash.
func attributeWords(key answer) string {
	words := key.field("PartitionKey").keyText()
	if sort := key.field("SortKey"); sort != "" {
		words += "/" + sort.keyText()
	}
	return words
}

// hashDigits is how many hexadecimal digits a hash has.
const hashDigits = 16

// shortHash keeps the digits that tell partitions apart on a small ring.
func shortHash(hash string) string {
	if hash == "" {
		return "the end"
	}
	if len(hash) < hashDigits {
		return hash
	}
	return hash[:4] + "…"
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return decimal(n) + " " + noun + "s"
}
