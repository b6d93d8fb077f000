package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type restoreInput struct {
	checkpointInput
	record number
}

func (in *restoreInput) member(name string, r *item.Reader) error {
	if name == "N" {
		return in.record.readLong(r)
	}
	return in.checkpointInput.member(name, r)
}

// restore makes the database what it was at a checkpoint or after record N of the
// session, clock and all; after record 0 it was as it was opened. What happens from here
// on draws the random numbers that it drew then; only the count of the session's records
// goes on. What is under way belongs to the database that is left behind, so it is
// dropped. It is our own operation.
func restore(d *Door, in *restoreInput, w *writer) error {
	if in.record.given {
		return d.restoreRecord(in, w)
	}
	if err := in.modelled(); err != nil {
		return err
	}
	then := d.checkpoints.find(in.name.value)
	if then == nil {
		return &Error{Type: resourceNotFound, Message: messageNotFound + ": Checkpoint: " + in.name.value + " not found"}
	}
	d.becomes(&Door{db: then.Clone(), checkpoints: d.checkpoints})
	d.writeCheckpoint(in.name.value, "", w)
	return nil
}

func (d *Door) restoreRecord(in *restoreInput, w *writer) error {
	last := int64(d.record()) - 1 // the one before this request
	switch n := in.record.value; {
	case in.name.given:
		return invalid("Restore takes either Name, of a checkpoint, or N, of a record of the session")
	case d.Past == nil:
		return invalid("No log of this session is kept here, so Restore takes the Name of a checkpoint and no N")
	case n < 0 || n > last:
		return invalid("N must be the number of a record before this one, from 0 to " + strconv.FormatInt(last, 10))
	}
	d.becomes(d.Past(uint64(in.record.value)))
	w.open('{')
	w.name("N").integer(in.record.value)
	w.name("Now").integer(int64(d.db.Now()))
	w.name("Requests").integer(int64(d.record()))
	w.close('}')
	return nil
}

// becomes makes the door what another one is, but for the numbers of its records.
func (d *Door) becomes(then *Door) {
	record := d.record()
	d.continueIn(then.db)
	d.checkpoints = then.checkpoints
	d.GoOn(record)
}

// continueIn puts another database in the place of the door's. The trace of the request
// that does so goes on.
func (d *Door) continueIn(db *engine.Database) {
	*db.Trace() = *d.db.Trace()
	d.db = db
}

// GoOn makes the door one that was just restored, by a request with that record.
func (d *Door) GoOn(record uint64) {
	d.rewound = record - d.db.Requests()
	d.staging, d.opening, d.advancing = nil, nil, false
}
