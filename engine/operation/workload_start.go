package operation

import (
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// workloadStart is what Start says.
type workloadStart struct {
	name       text
	table      tableName
	index      text
	keys       workloadKeys
	sortKeys   number
	attributes []engine.MadeAttribute
	mix        map[string]int64
	consistent bool
	rate       number
	arrivals   text
	seconds    number
	itemBytes  number
	clients    number
	retry      workloadRetry
}

func newWorkloadStart() *workloadStart { return &workloadStart{mix: map[string]int64{}} }

func (in *workloadStart) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Name":
		return in.name.read(r)
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Keys":
		return r.Object(func(name string) error { return in.keys.member(name, r) })
	case "SortKeys":
		return in.sortKeys.read(r)
	case "Attributes":
		in.attributes = nil
		return r.Object(func(name string) error {
			values, err := r.Int()
			in.attributes = append(in.attributes, engine.MadeAttribute{Name: name, Values: values})
			return err
		})
	case "Mix":
		return r.Object(func(name string) error {
			in.mix[name], err = r.Int()
			return err
		})
	case "ConsistentRead":
		in.consistent, err = r.Bool()
		return err
	case "Rate":
		return in.rate.readLong(r)
	case "Arrivals":
		return in.arrivals.read(r)
	case "Seconds":
		return in.seconds.readLong(r)
	case "ItemBytes":
		return in.itemBytes.readLong(r)
	case "Clients":
		return in.clients.readLong(r)
	case "Retry":
		return r.Object(func(name string) error { return in.retry.member(name, r) })
	}
	return r.Skip()
}

type workloadKeys struct {
	distribution text
	count        number
	exponent     number
	percent      number
	rows         text
}

func (k *workloadKeys) member(name string, r *item.Reader) error {
	switch name {
	case "Distribution":
		return k.distribution.read(r)
	case "Count":
		return k.count.readLong(r)
	case "Exponent":
		return k.exponent.readLong(r)
	case "Percent":
		return k.percent.readLong(r)
	case "Rows":
		return k.rows.read(r)
	}
	return r.Skip()
}

type workloadRetry struct {
	policy   text
	attempts number
	base     number
	most     number
}

func (p *workloadRetry) member(name string, r *item.Reader) error {
	switch name {
	case "Policy":
		return p.policy.read(r)
	case "Attempts":
		return p.attempts.readLong(r)
	case "BaseMillis":
		return p.base.readLong(r)
	case "CapMillis":
		return p.most.readLong(r)
	}
	return r.Skip()
}

// What a workload is unless it says otherwise, and its bounds.
const (
	workKeys          = 1000
	workSortKeys      = 10
	workFewKeys       = 3
	workPercent       = 90
	workExponent      = 100
	workRate          = 100
	workSeconds       = 60
	workItemBytes     = 200
	workClients       = 10
	maxWorkName       = 64
	maxWorkSortKeys   = 100_000
	maxWorkAttributes = 10
	maxWorkAttempts   = 100
	maxWorkDelay      = 60_000 // milliseconds
)

// within returns the number, or what stands in for it, and has it lie in a range.
func (n number) within(usual int64, v *violations, path string, least, most int) int64 {
	v.between(n, path, least, most)
	if n.given {
		return n.value
	}
	return usual
}

// spec checks what the workload is, and fills in what was left out.
func (in *workloadStart) spec(t *engine.Table) (*engine.WorkloadSpec, error) {
	var v violations
	v.required(in.name, "start.name")
	v.length(in.name, "start.name", maxWorkName)
	v.enum(in.arrivals, "start.arrivals", "Even, Together")
	s := &engine.WorkloadSpec{
		Name: in.name.value, Index: in.index.value, Attributes: in.attributes, Consistent: in.consistent,
		Together: in.arrivals.value == "Together",
		Keys:     in.keys.spread(&v),
		SortKeys: in.sortKeys.within(workSortKeys, &v, "start.sortKeys", 1, maxWorkSortKeys),
		Rate:     in.rate.within(workRate, &v, "start.rate", 1, engine.MaxWorkRate),
		Seconds:  in.seconds.within(workSeconds, &v, "start.seconds", 1, engine.MaxWorkSeconds),
		Clients:  in.clients.within(workClients, &v, "start.clients", 1, engine.MaxWorkClients),
		Retry:    in.retry.rule(&v),
	}
	s.ItemBytes = in.itemBytes.within(workItemBytes, &v, "start.itemBytes", 1, engine.ItemBytes-4<<10)
	if err := v.err(); err != nil {
		return nil, err
	}
	return s, firstOf(
		func() error { return in.mixed(s) },
		func() error { return in.rows(s, t) },
		func() error { return in.made(s, t) },
		func() error { return bounded(s, t) },
	)
}

// bounded refuses a workload that would go on too long or leave too much behind.
func bounded(s *engine.WorkloadSpec, t *engine.Table) error {
	all := s.Rate * s.Seconds
	if all > engine.MaxWorkArrivals {
		return invalid("Rate times Seconds is " + strconv.FormatInt(all, 10) + " requests: a workload makes at most " + strconv.Itoa(engine.MaxWorkArrivals))
	}
	items := all
	if s.Keys.Spread != engine.TimeOrdered && t.LatestStream == "" { // a stream keeps every write
		items = min(all, s.Keys.Count*s.SortKeys)
	}
	const least = 100 // with its keys, and its place in a tree, no item takes less
	if bytes := items * max(s.ItemBytes, least); bytes > engine.MaxWorkBytes {
		return invalid("The workload could leave " + strconv.FormatInt(bytes, 10) + " bytes of items behind: at most " + strconv.Itoa(engine.MaxWorkBytes) + " are allowed")
	}
	return nil
}

var workSpreads = []engine.Spread{engine.Uniform, engine.Zipf, engine.OneHotKey, engine.TimeOrdered, engine.LowCardinality, engine.Rows}

// spread returns the distribution of keys, without the rows of a file.
func (k *workloadKeys) spread(v *violations) (d engine.Distribution) {
	v.enum(k.distribution, "start.keys.distribution", listOf(workSpreads))
	d.Spread = chosen(k.distribution, workSpreads, engine.Uniform)
	most := engine.MaxKeys
	if d.Spread == engine.Zipf {
		most = engine.MaxZipfKeys
	}
	d.Count = k.count.within(workKeys, v, "start.keys.count", 1, most)
	d.Exponent = k.exponent.within(workExponent, v, "start.keys.exponent", 0, engine.MaxExponent)
	d.Percent = k.percent.within(workPercent, v, "start.keys.percent", 0, 100)
	if d.Spread == engine.LowCardinality && !k.count.given {
		d.Count = workFewKeys
	}
	return d
}

// listOf lists what can be named, as the service lists a set.
func listOf[T interface{ String() string }](all []T) string {
	list := make([]string, len(all))
	for i, one := range all {
		list[i] = one.String()
	}
	return strings.Join(list, ", ")
}

var workPolicies = []engine.RetryPolicy{
	engine.NoRetry, engine.Fixed, engine.Exponential, engine.FullJitter, engine.SDKStandard, engine.SDKLegacy, engine.SDKAdaptive,
}

// rule returns how clients retry: as SDKs do unless it is said.
func (p *workloadRetry) rule(v *violations) engine.Retry {
	v.enum(p.policy, "start.retry.policy", listOf(workPolicies))
	r := chosen(p.policy, workPolicies, engine.SDKStandard).Default()
	r.Attempts = int(p.attempts.within(int64(r.Attempts), v, "start.retry.attempts", 1, maxWorkAttempts))
	r.Base = engine.Time(p.base.within(int64(r.Base/engine.Millisecond), v, "start.retry.baseMillis", 1, maxWorkDelay)) * engine.Millisecond
	r.Cap = engine.Time(p.most.within(int64(r.Cap/engine.Millisecond), v, "start.retry.capMillis", 1, maxWorkDelay)) * engine.Millisecond
	return r
}

// mixed takes over the per cent of each request: half reads and half writes unless it is said.
func (in *workloadStart) mixed(s *engine.WorkloadSpec) error {
	if len(in.mix) == 0 {
		s.Mix[engine.WorkGet], s.Mix[engine.WorkPut] = 50, 50
		return nil
	}
	known, total := 0, int64(0)
	for r := range s.Mix {
		if share, named := in.mix[engine.WorkRequest(r).String()]; named {
			known++
			s.Mix[r] = share
			total += share
			if share < 0 {
				return invalid("A share of Mix cannot be negative")
			}
		}
	}
	if known != len(in.mix) || total != 100 {
		return invalid("Mix has shares of GetItem, PutItem, UpdateItem, DeleteItem and Query that add up to 100")
	}
	return nil
}

// made checks the attributes that items are made up with, and the index that is queried.
func (in *workloadStart) made(s *engine.WorkloadSpec, t *engine.Table) error {
	if len(s.Attributes) > maxWorkAttributes {
		return invalid("Attributes has at most " + strconv.Itoa(maxWorkAttributes) + " names")
	}
	for _, a := range s.Attributes {
		if a.Values < 1 || a.Values > engine.MaxKeys || a.Name == "" || len(a.Name) > maxWorkName {
			return invalid("Attributes has names of up to " + strconv.Itoa(maxWorkName) + " characters, each with 1 to " + strconv.Itoa(engine.MaxKeys) + " values")
		}
	}
	if in.index.given && t.Index(s.Index) == nil {
		return indexNotFound(s.Index, t.Name)
	}
	return nil
}

// rows reads the rows of a file, key,count in each line, where the distribution is one.
func (in *workloadStart) rows(s *engine.WorkloadSpec, t *engine.Table) error {
	if s.Keys.Spread != engine.Rows {
		return nil
	}
	for line := range strings.Lines(in.keys.rows.value) {
		row, ok := rowOf(strings.TrimRight(line, "\r\n"), t.Key.Partition.Type)
		if !ok {
			return invalid("Rows has lines of key,count, the count from 1 to " + strconv.Itoa(engine.MaxRowCount) + ": " + line)
		}
		if s.Keys.Rows = append(s.Keys.Rows, row); len(s.Keys.Rows) > engine.MaxRows {
			return invalid("Rows has at most " + strconv.Itoa(engine.MaxRows) + " lines")
		}
	}
	if len(s.Keys.Rows) == 0 {
		return invalid("Rows has no lines")
	}
	s.Keys.Count = int64(len(s.Keys.Rows))
	return nil
}

// rowOf reads a line; the key may have commas itself.
func rowOf(line string, t item.Type) (row engine.Row, ok bool) {
	comma := strings.LastIndexByte(line, ',')
	if comma < 1 || comma > engine.MaxPartitionKey {
		return row, false
	}
	count, err := strconv.ParseInt(line[comma+1:], 10, 64)
	if err != nil || count < 1 || count > engine.MaxRowCount {
		return row, false
	}
	row.Count = count
	switch key := line[:comma]; t {
	case item.N:
		number, err := item.ParseNumber(key)
		if err != nil {
			return row, false
		}
		row.Key = item.FromNumber(number)
	case item.B:
		row.Key = item.Binary([]byte(key))
	default:
		row.Key = item.String(key)
	}
	return row, true
}
