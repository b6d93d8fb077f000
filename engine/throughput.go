package engine

// A Throughput is how much may be read from and written to a table or a global index, in units
// a second.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughputDescription.html
type Throughput struct {
	ReadUnits  int64 // provisioned; zero on demand
	WriteUnits int64
	MaxRead    int64 // the most on demand; zero: as much as DynamoDB serves
	MaxWrite   int64
	WarmRead   int64 // what is served without getting ready for it; it never falls
	WarmWrite  int64
	Warming    bool // it was asked for more of that, which takes its time
	Scaling    AutoScaling

	LastIncrease Time  // zero: never
	LastDecrease Time  // zero: never
	Decreases    int64 // on the day of LastDecrease
}

// What a new table on demand serves.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial
const (
	InitialRead  = 12_000
	InitialWrite = 4_000
)

// asksFor returns how many partitions the capacity asks for.
//
// https://www.usenix.org/conference/atc22/presentation/elhemali, section 4.1
func (p *Throughput) asksFor(s *Scale, onDemand bool) int {
	const initial, most = 4, 1 << 10 // "4,000 writes and 12,000 reads a second": at 1,000 and 3,000 a partition
	if onDemand {
		return initial
	}
	reads, writes := int64(s.PartitionReads), int64(s.PartitionWrites)
	used := min(p.ReadUnits, TableQuota)*writes + min(p.WriteUnits, TableQuota)*reads
	return int(min(max((used+reads*writes-1)/(reads*writes), 1), most))
}

// DecreasesToday returns how often provisioned units were lowered on the UTC day of now.
func (p *Throughput) DecreasesToday(now Time) int64 {
	if p.LastDecrease/Day != now/Day {
		return 0
	}
	return p.Decreases
}

// NextDecrease returns when the units may be lowered again: at once, or after the first four
// times of a UTC day an hour after the last time, but no later than when the day is over.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
func (p *Throughput) NextDecrease(now Time) Time {
	const free = 4
	if p.DecreasesToday(now) < free {
		return now
	}
	return max(now, min(p.LastDecrease+Hour, (now/Day+1)*Day))
}

// lowers reports whether units would be a decrease: one of the two is enough.
func (p *Throughput) lowers(read, write int64) bool {
	return read < p.ReadUnits || write < p.WriteUnits
}

// stamp notes that the units are about to change.
func (p *Throughput) stamp(read, write int64, now Time) {
	if read > p.ReadUnits || write > p.WriteUnits {
		p.LastIncrease = now
	}
	if p.lowers(read, write) {
		p.Decreases = p.DecreasesToday(now)
		p.LastDecrease = now
	}
}

// provision changes the units.
func (p *Throughput) provision(read, write int64) {
	if p.lowers(read, write) {
		p.Decreases++
	}
	p.ReadUnits, p.WriteUnits = read, write
	p.warm(read, write)
}

// warm raises what is served at once.
func (p *Throughput) warm(read, write int64) {
	p.WarmRead, p.WarmWrite = max(p.WarmRead, read), max(p.WarmWrite, write)
}

// warmAtFirst is how warm a new table or index is, unless it was asked for more.
func (p *Throughput) warmAtFirst(onDemand bool) {
	if onDemand {
		p.warm(InitialRead, InitialWrite)
	} else {
		p.warm(p.ReadUnits, p.WriteUnits)
	}
}
