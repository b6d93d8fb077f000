package engine

// A Scale says how large things are. The service's own sizes are the default; a
// playground shrinks them so that a split or a second page is within reach of a
// browser tab.
type Scale struct {
	Partitions     int   // partitions of a new table; 0: as many as its capacity asks for
	TreeDegree     int   // of the B-trees: a node holds at most 2·TreeDegree−1 items
	PageBytes      int   // of items read by one page of a Query or Scan
	PartitionBytes int64 // of a full partition: a collection that may not be cut grows no larger, others are split
	ReplicationLag Time  // how far a follower trails its leader, on average
	PropagationLag Time  // how long a global index trails its table, on average
	TableDelay     Time  // how long a table stays CREATING, UPDATING or DELETING, and each kind of change takes
	Realistic      bool  // each kind of change that was measured takes as long as the service took; that of Time to Live was not
	TTLDelay       Time  // how long an item that has expired is still there
	Lease          Time  // how long a leader leads that is not heard of any more
	Rebuild        Time  // how long it takes to copy a partition to a replica that was stopped for too long
	Transaction    Time  // how long the items of a transaction are held against other clients
	Unmonitored    bool  // no metrics are gathered

	Admission       Admission
	PartitionReads  int // units that a partition gives in a second at the most
	PartitionWrites int
	SplitTime       Time // how long it takes until a partition that divides by itself is split
}

// RealScale returns the documented sizes of the service.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
func RealScale() Scale {
	return Scale{
		Partitions:     4, // 4,000 writes a second for a new on-demand table, 1,000 a partition
		TreeDegree:     32,
		PageBytes:      1 << 20,
		PartitionBytes: 10 << 30,
		ReplicationLag: 20 * Millisecond,
		PropagationLag: 50 * Millisecond,
		TTLDelay:       10 * Minute,      // as seen on small tables; "within a few days" is all that is promised
		Lease:          3 * Second,       // "seconds": ATC 2022, section 4
		Rebuild:        2 * Minute,       // copying a B-tree "takes minutes": the same
		Transaction:    20 * Millisecond, // about four times a PutItem: ATC 2023, section 5

		PartitionReads:  3000,
		PartitionWrites: 1000,
		SplitTime:       5 * Minute, // "minutes": ATC 2022, section 4.5
	}
}

// ItemBytes is the most that one item may measure, by DynamoDB's size rule.
const ItemBytes = 400 << 10

// The most that the values of a key may measure, in bytes.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const (
	MaxPartitionKey = 2048
	MaxSortKey      = 1024
)
