package journal

// Replayed says how a replay went.
type Replayed struct {
	// Records counts the records that were played.
	Records int
	// Last is the number of the last record played, 0 when there was none.
	Last uint64
	// Differs is the number of the first record that was answered differently from when
	// it was recorded, 0 when all answers were the same. It is how a newer engine says
	// from where on it does not agree with the one that wrote the log.
	Differs uint64
	// Torn says that the log's tail was torn or damaged and not played.
	Torn bool
}

// Replay plays the records of a log, in order, through do, which answers a request and
// returns the checksum of its response.
//
// It stops before the first record with a number above until (0: it plays all), and
// leaves out the record numbered skip (0: none), which is how a request that broke an
// engine is kept from breaking the next one. Err is what Read says; do is not called then.
func Replay(log []byte, until, skip uint64, do func(Record) uint32) (Replayed, error) {
	_, records, end, err := Read(log)
	if err != nil {
		return Replayed{}, err
	}
	played := Replayed{Torn: end < len(log)}
	for r := range records {
		if until != 0 && r.N > until {
			break
		}
		if skip != 0 && r.N == skip {
			continue
		}
		played.count(r, do(r))
	}
	return played, nil
}

// count notes one record and the checksum of the answer it got this time.
func (p *Replayed) count(r Record, sum uint32) {
	p.Records++
	p.Last = r.N
	if p.Differs == 0 && r.Checksum != 0 && r.Checksum != sum {
		p.Differs = r.N
	}
}
