package operation

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// A saved checkpoint is text, one JSON object a line: a head with clock and count of
// requests, then each table with its key, its cuts and its number of items, followed by
// the items. That is all that lasts from one version to the next; which replica was how
// far behind does not, nor do the marks and tokens of transactions and what has to wait for its next change, and of indexes only what they
// are: they are made anew of the items. What is under way is done in the file. Workloads, metrics and alarms are not in it. A table that is
// DELETING is left out, and so is what is in streams: a table that has one begins another when it
// is opened.
//
//	{"Ringside":1,"Now":…,"Tables":2}
//	{"TableName":"Shop","Items":3,"Cuts":["","4000000000000000"],…}
//	{"PK":{"S":"CUSTOMER#1003"},…}

const (
	saveVersion   = 1
	saveChunkText = 700 << 10 // of text; base64 makes it a third longer, and 1 MB is the limit
)

// A saving is a checkpoint on its way out: what of it comes next.
type saving struct {
	token  string
	db     *engine.Database // the checkpoint
	tables []*engine.Table
	table  int      // the next one to begin
	from   item.Key // the next item of the table before it
	open   bool     // that table has items left
}

type saveInput struct{ token string }

func (in *saveInput) member(name string, r *item.Reader) (err error) {
	if name == "NextToken" {
		in.token, err = r.String()
		return err
	}
	return r.Skip()
}

// save answers with the next chunk of a checkpoint; the first call, without a NextToken,
// takes the checkpoint. It is our own operation.
func save(d *Door, in *saveInput, w *writer) error {
	var text []byte
	if in.token == "" {
		d.saves++
		d.saving = newSaving("save-"+strconv.FormatUint(d.saves, 10), d.db.Clone())
		text = d.saving.head()
	}
	s := d.saving
	if s == nil || (in.token != "" && in.token != s.token) {
		return invalid("Invalid NextToken")
	}
	text = s.more(text)
	w.open('{')
	w.name("Chunk").text(base64.StdEncoding.EncodeToString(text))
	if s.done() {
		d.saving = nil
	} else {
		w.name("NextToken").text(s.token)
	}
	w.close('}')
	return nil
}

func newSaving(token string, checkpoint *engine.Database) *saving {
	s := &saving{token: token, db: checkpoint}
	checkpoint.CompleteUpdates()
	for _, t := range checkpoint.Tables() {
		if t.Status != engine.Deleting {
			s.tables = append(s.tables, t)
		}
	}
	return s
}

func (s *saving) head() []byte {
	var w writer
	w.open('{')
	w.name("Ringside").integer(saveVersion)
	w.name("Now").integer(int64(s.db.Now()))
	w.name("Tables").integer(int64(len(s.tables)))
	w.close('}')
	return append(w.buffer, '\n')
}

func (s *saving) done() bool { return !s.open && s.table == len(s.tables) }

// more appends lines until the chunk is full or the checkpoint ends.
func (s *saving) more(text []byte) []byte {
	for len(text) < saveChunkText && !s.done() {
		if !s.open {
			text = s.beginTable(text)
			continue
		}
		text = s.items(text)
	}
	return text
}

func (s *saving) beginTable(text []byte) []byte {
	t := s.tables[s.table]
	s.table, s.from, s.open = s.table+1, "", true
	w := writer{}
	w.open('{')
	w.name("TableName").text(t.Name)
	w.name("TableId").text(t.ID)
	w.name("Created").integer(int64(t.Created))
	w.name("Items").integer(t.ItemCount())
	writeKeyAttribute(&w, "PartitionKey", t.Key.Partition)
	if t.Key.HasSort() {
		writeKeyAttribute(&w, "SortKey", t.Key.Sort)
	}
	w.name("OnDemand").boolean(t.OnDemand)
	w.name("LastOnDemand").integer(int64(t.LastOnDemand))
	saveThroughput(&w, &t.Throughput)
	w.name("DeletionProtection").boolean(t.DeletionProtection)
	if ttl := &t.TimeToLive; ttl.Status == engine.TTLEnabling || ttl.Status == engine.TTLEnabled {
		w.name("TimeToLive").text(ttl.Attribute)
	}
	if stream := s.db.StreamOf(t); stream != nil {
		w.name("StreamViewType").text(stream.View.String())
	}
	w.name("Class").integer(int64(t.Class))
	w.name("ClassChanges").open('[')
	w.integer(int64(t.ClassChanges[0]))
	w.integer(int64(t.ClassChanges[1]))
	w.close(']')
	w.name("KMSKey").text(t.KMSKey)
	saveTags(&w, t.Tags)
	saveIndexes(&w, t)
	w.name("Cuts").open('[')
	for _, p := range t.Partitions() {
		w.text(hex.EncodeToString([]byte(p.First)))
	}
	w.close(']')
	w.close('}')
	return append(append(text, w.buffer...), '\n')
}

func (s *saving) items(text []byte) []byte {
	s.open = false
	s.tables[s.table-1].Items(s.from, func(_ *engine.Partition, e engine.Entry) bool {
		if len(text) >= saveChunkText {
			s.from, s.open = e.Key, true
			return false
		}
		text = append(append(text, e.Item.JSON()...), '\n')
		return true
	})
	return text
}

// saveThroughput writes all of a throughput that is not zero.
func saveThroughput(w *writer, p *engine.Throughput) {
	w.name("Throughput").open('{')
	for _, n := range throughputNumbers(p) {
		if *n.at != 0 {
			w.name(n.name).integer(*n.at)
		}
	}
	w.name("LastIncrease").integer(int64(p.LastIncrease))
	w.name("LastDecrease").integer(int64(p.LastDecrease))
	w.close('}')
}

type namedNumber struct {
	name string
	at   *int64
}

func throughputNumbers(p *engine.Throughput) []namedNumber {
	return []namedNumber{
		{"ReadUnits", &p.ReadUnits}, {"WriteUnits", &p.WriteUnits}, {"MaxRead", &p.MaxRead}, {"MaxWrite", &p.MaxWrite},
		{"WarmRead", &p.WarmRead}, {"WarmWrite", &p.WarmWrite}, {"Decreases", &p.Decreases},
		{"ScalingMin", &p.Scaling.Min}, {"ScalingMax", &p.Scaling.Max}, {"ScalingTarget", &p.Scaling.Target},
	}
}

func saveTags(w *writer, tags []engine.Tag) {
	w.name("Tags").open('[')
	for _, t := range tags {
		w.open('{')
		w.name("Key").text(t.Key)
		w.name("Value").text(t.Value)
		w.close('}')
	}
	w.close(']')
}

func saveIndexes(w *writer, t *engine.Table) {
	w.name("Indexes").open('[')
	for _, x := range t.Indexes {
		w.open('{')
		w.name("IndexName").text(x.Name)
		w.name("Local").boolean(x.Local)
		writeKeyAttributes(w, "PartitionKey", x.Partition)
		writeKeyAttributes(w, "SortKey", x.Sort)
		w.name("Projection").integer(int64(x.Projection))
		w.name("NonKey").open('[')
		for _, name := range x.NonKey {
			w.text(name)
		}
		w.close(']')
		saveThroughput(w, &x.Throughput)
		w.close('}')
	}
	w.close(']')
}
