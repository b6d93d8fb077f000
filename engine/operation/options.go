package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// Options say what kind of database a door opens to, and where it says it stands.
type Options struct {
	Seed       uint64
	Scale      engine.Scale
	Region     string // of endpoints and ARNs
	Account    string // of ARNs, 12 digits
	Validation int    // the wording of messages: validation2025, or 0 for the current one
}

// validation2025 is the wording before DynamoDB's validation was rebuilt, which it rolled
// out region by region in 2026.
const validation2025 = 2025

// DefaultOptions returns a database at the service's own scale.
func DefaultOptions() Options {
	return Options{Scale: engine.RealScale(), Region: "us-east-1", Account: "000000000000"}
}

// Parse reads options from a JSON object such as
//
//	{"seed":42,"region":"eu-west-1","validation":2025,"metrics":false,"scale":{"partitions":8,"treeDegree":4,"replicationLag":20000}}
//
// Times are in microseconds. What the object leaves out, or an empty text, is as in
// [DefaultOptions]; members that it does not know are an error, since a misspelt scale would go unnoticed.
func (o *Options) Parse(text string) error {
	parsed := DefaultOptions()
	if err := decode(item.NewReader(""), text, &parsed); text != "" && err != nil {
		return err
	}
	*o = parsed
	return nil
}

func (o *Options) member(name string, r *item.Reader) (err error) {
	switch name {
	case "seed":
		var seed int64
		seed, err = r.Long()
		o.Seed = uint64(seed)
	case "region":
		o.Region, err = r.String()
	case "account":
		o.Account, err = r.String()
	case "validation":
		var year int64
		if year, err = r.Long(); err == nil && year != validation2025 {
			err = invalid("option validation can only be 2025")
		}
		o.Validation = int(year)
	case "metrics":
		var gathered bool
		gathered, err = r.Bool()
		o.Scale.Unmonitored = !gathered
	case "scale":
		err = r.Object(func(name string) error { return scaleMember(&o.Scale, name, r) })
	default:
		err = invalid("unknown option " + name)
	}
	return err
}

func scaleMember(s *engine.Scale, name string, r *item.Reader) error {
	switch name {
	case "partitions":
		return within(&s.Partitions, 0, maxPartitions, name, r)
	case "treeDegree":
		return within(&s.TreeDegree, 2, maxScale, name, r)
	case "pageBytes":
		return within(&s.PageBytes, 1, maxScale, name, r)
	case "partitionBytes":
		return within(&s.PartitionBytes, 1, maxScale, name, r)
	case "replicationLag":
		return within(&s.ReplicationLag, 0, maxScale, name, r)
	case "propagationLag":
		return within(&s.PropagationLag, 0, maxScale, name, r)
	case "tableDelay":
		return within(&s.TableDelay, 0, maxScale, name, r)
	case "ttlDelay":
		return within(&s.TTLDelay, 0, maxScale, name, r)
	case "lease":
		return within(&s.Lease, 0, maxScale, name, r)
	case "rebuild":
		return within(&s.Rebuild, 0, maxScale, name, r)
	case "realistic":
		var err error
		s.Realistic, err = r.Bool()
		return err
	case "transaction":
		return within(&s.Transaction, 0, maxScale, name, r)
	case "admission":
		return admissionMember(&s.Admission, r)
	case "splitTime":
		return within(&s.SplitTime, 0, maxScale, name, r)
	case "partitionReads":
		return within(&s.PartitionReads, 1, maxPartitionUnits, name, r)
	case "partitionWrites":
		return within(&s.PartitionWrites, 1, maxPartitionUnits, name, r)
	}
	return invalid("unknown option scale." + name)
}

// Bounds of the numbers of a scale, so that none can overflow when it is multiplied, or
// exhaust memory when a table is created.
const (
	maxScale          = 1 << 40
	maxPartitions     = 1 << 12
	maxPartitionUnits = 1_000_000
)

func admissionMember(to *engine.Admission, r *item.Reader) error {
	name, err := r.String()
	if err != nil {
		return err
	}
	admission, known := engine.AdmissionNamed(name)
	if !known {
		return invalid("option scale.admission is off, even, burst or adaptive")
	}
	*to = admission
	return nil
}

// within reads a number of a scale.
func within[T ~int | ~int64](to *T, least, most int64, name string, r *item.Reader) error {
	n, err := r.Long()
	if err == nil && (n < least || n > most) {
		err = invalid("option scale." + name + " is out of range")
	}
	*to = T(n)
	return err
}
