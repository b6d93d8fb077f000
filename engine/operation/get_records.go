package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type getRecordsInput struct {
	iterator text
	limit    number
}

func (in *getRecordsInput) member(name string, r *item.Reader) error {
	switch name {
	case "ShardIterator":
		return in.iterator.read(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

// What one page of records holds at most: their number, and the bytes that they say they have.
const (
	maxRecords     = 1000
	maxRecordBytes = 1 << 20
)

// getRecords reads a shard from the place of an iterator on, and answers with an iterator for what
// comes then, unless nothing ever will.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
func getRecords(d *Door, in *getRecordsInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	it, err := parseIterator(in.iterator.value)
	if err != nil {
		return err
	}
	s, sh, err := d.open(it)
	if err != nil {
		return err
	}
	from := it.place
	if from == 0 {
		from = sh.Horizon(d.db.Now())
	}
	w.open('{')
	w.name("Records").open('[')
	it.place = d.records(s, &sh, from, in.limit.or(maxRecords), w)
	it.taken = d.db.Now()
	w.close(']')
	if !sh.Closed() || it.place < sh.End() {
		w.name("NextShardIterator").text(it.text())
	}
	w.close('}')
	return nil
}

func (in *getRecordsInput) modelled() error {
	var v violations
	v.required(in.iterator, "shardIterator")
	v.length(in.iterator, "shardIterator", maxIterator)
	v.between(in.limit, "limit", 1, maxRecords)
	return v.err()
}

// open returns the shard that an iterator is a place in, unless the time of one of the two is over,
// or a rewind has taken it back to before there was such a place.
func (d *Door) open(it shardIterator) (*engine.Stream, engine.Shard, error) {
	if d.db.Now()-it.taken >= iteratorLife || it.taken > d.db.Now() {
		return nil, engine.Shard{}, iteratorExpired()
	}
	s, err := d.stream(it.arn)
	if err != nil {
		return nil, engine.Shard{}, err
	}
	sh, known := d.db.Shard(s, it.shard)
	if !known || it.place != 0 && it.place < sh.Horizon(d.db.Now()) {
		return nil, sh, trimmed()
	}
	if it.place > sh.End() {
		return nil, sh, iteratorExpired()
	}
	return s, sh, nil
}

// records writes a page of a shard's records and returns the place behind them.
func (d *Door) records(s *engine.Stream, sh *engine.Shard, from uint64, most int, w *writer) (next uint64) {
	form := d.recordForm(s, sh)
	n, bytes := 0, 0
	return sh.Read(from, func(place uint64, write *engine.Write) bool {
		r := form.record(write)
		if n == most || n > 0 && bytes+r.bytes > maxRecordBytes {
			return false
		}
		n, bytes = n+1, bytes+r.bytes
		form.write(&r, place, w)
		return true
	})
}

// A recordForm is what the records of a shard have in common: their JSON is put together from it.
type recordForm struct {
	shard *engine.Shard
	id    uint64 // what the IDs of its events follow from
	view  engine.StreamView
	names [2]string      // of the key's attributes
	keys  [2]string      // what stands before their values
	heads [events]string // from an event's name to its time
	end   string         // behind its size

	second engine.Time // of the latest record
	time   string      // that as text
}

// What can happen to an item.
const (
	insert = iota
	modify
	remove
	events
)

func (d *Door) recordForm(s *engine.Stream, sh *engine.Shard) *recordForm {
	f := &recordForm{shard: sh, view: s.View, end: `,"StreamViewType":"` + s.View.String() + `"}`}
	f.id = item.Hash(item.String(s.TableName + s.Label + sh.ID.String()))
	before := `,"Keys":{`
	for i, a := range keyAttributes(s.Key) {
		f.names[i], f.keys[i] = a.Name, before+quotedName(a.Name)
		before = ","
	}
	for i, event := range [events]string{"INSERT", "MODIFY", "REMOVE"} {
		f.heads[i] = `","eventName":"` + event + `","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":` +
			string(item.AppendQuoted(nil, d.options.Region)) + `,"dynamodb":{"ApproximateCreationDateTime":`
	}
	return f
}

func quotedName(name string) string { return string(item.AppendQuoted(nil, name)) + ":" }

// A streamRecord is what one record says besides.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
type streamRecord struct {
	*engine.Write
	event int
	keys  [2]item.Value
	bytes int // of the keys and images
}

func (f *recordForm) record(w *engine.Write) streamRecord {
	r := streamRecord{Write: w, event: modify}
	whole := w.After
	switch {
	case w.Before == "":
		r.event = insert
	case w.After == "":
		r.event, whole = remove, w.Before
	}
	for i, name := range f.names {
		if name != "" {
			r.keys[i] = whole.Get(name)
			r.bytes += len(name) + r.keys[i].Size()
		}
	}
	if f.view.New() {
		r.bytes += w.After.Size()
	}
	if f.view.Old() {
		r.bytes += w.Before.Size()
	}
	return r
}

// expiredBy is who deletes what has expired.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
const expiredBy = `,"userIdentity":{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}`

func (f *recordForm) write(r *streamRecord, place uint64, w *writer) {
	w.separate()
	w.literal(`{"eventID":"`)
	w.buffer = engine.AppendHex(w.buffer, engine.Mix(f.id+2*place))
	w.buffer = engine.AppendHex(w.buffer, engine.Mix(f.id+2*place+1))
	w.literal(f.heads[r.event])
	if second := r.At / engine.Second; second != f.second || f.time == "" {
		f.second, f.time = second, strconv.FormatInt(int64(second), 10)
	}
	w.literal(f.time)
	for i, v := range r.keys {
		w.literal(f.keys[i])
		w.literal(string(v))
	}
	w.close('}')
	if f.view.New() && r.After != "" {
		w.literal(`,"NewImage":`)
		w.literal(r.After.JSON())
	}
	if f.view.Old() && r.Before != "" {
		w.literal(`,"OldImage":`)
		w.literal(r.Before.JSON())
	}
	w.literal(`,"SequenceNumber":"`)
	w.buffer = f.shard.AppendNumber(w.buffer, place)
	w.literal(`","SizeBytes":`)
	w.number(int64(r.bytes))
	w.literal(f.end)
	if r.Expired {
		w.literal(expiredBy)
	}
	w.close('}')
}
