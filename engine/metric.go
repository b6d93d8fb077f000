package engine

// A Metric is one thing that is counted about a table, a global index or a partition, or about
// the account.
type Metric uint8

// The metrics. Units are counted in halves. Of two that are of reads and of writes the latter follows
// the former, as Writes follows Reads.
const (
	ConsumedRead Metric = iota
	ConsumedWrite
	ReadRequests // requests that consumed
	WriteRequests
	LargestRead // what one request consumed at the most
	LargestWrite
	ProvisionedRead // as it stood when the period began; whole units
	ProvisionedWrite
	ReadThrottles
	WriteThrottles
	ThrottledRequests
	ConditionsFailed
	ItemsReturned
	TransactionConflicts
	TimeToLiveDeleted
	UserErrors // of the account
	SystemErrors
	Retries // of workloads
	GaveUp
	metricCount
)

// metricNames are CloudWatch's, but for those of workloads, which CloudWatch has no part in, and
// for samples and maxima, which it has as statistics of the first two.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
var metricNames = [metricCount]string{
	"ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "", "", "", "",
	"ProvisionedReadCapacityUnits", "ProvisionedWriteCapacityUnits",
	"ReadThrottleEvents", "WriteThrottleEvents", "ThrottledRequests", "ConditionalCheckFailedRequests",
	"ReturnedItemCount", "TransactionConflict", "TimeToLiveDeletedItemCount", "UserErrors", "SystemErrors",
	"WorkloadRetries", "WorkloadGaveUp",
}

// String returns the metric's name, "" for one that is a statistic of another.
func (m Metric) String() string { return metricNames[m] }

// Metrics returns every metric that has a name, in order.
func Metrics() (all []Metric) {
	for m := range metricCount {
		if metricNames[m] != "" {
			all = append(all, m)
		}
	}
	return all
}

// InUnits reports whether the metric is an amount of units.
func (m Metric) InUnits() bool { return m <= ConsumedWrite }

// Watched reports whether an alarm can watch the metric: it is counted, and of a table.
func (m Metric) Watched() bool {
	switch m {
	case ProvisionedRead, ProvisionedWrite, UserErrors, SystemErrors, Retries, GaveUp:
		return false
	}
	return true
}

// Counts are all metrics of one period. They stay at the greatest number that fits, which takes
// more requests an hour than any page can make.
type Counts [metricCount]uint32

// add counts n more.
func (c *Counts) add(m Metric, n uint32) {
	if c[m] += n; c[m] < n {
		c[m] = ^uint32(0)
	}
}

// merge adds a shorter period that lies within this one.
func (c *Counts) merge(part *Counts) {
	for m := range metricCount {
		switch m {
		case LargestRead, LargestWrite:
			c[m] = max(c[m], part[m])
		case ProvisionedRead, ProvisionedWrite:
			c[m] = part[m]
		default:
			c.add(m, part[m])
		}
	}
}
