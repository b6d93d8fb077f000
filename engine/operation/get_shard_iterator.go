package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

type getShardIteratorInput struct {
	arn      text
	shard    text
	kind     text
	sequence text
}

func (in *getShardIteratorInput) member(name string, r *item.Reader) error {
	switch name {
	case "StreamArn":
		return in.arn.read(r)
	case "ShardId":
		return in.shard.read(r)
	case "ShardIteratorType":
		return in.kind.read(r)
	case "SequenceNumber":
		return in.sequence.read(r)
	}
	return r.Skip()
}

// getShardIterator says where in a shard to begin reading.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
func getShardIterator(d *Door, in *getShardIteratorInput, w *writer) error {
	if err := firstOf(in.modelled, in.agrees); err != nil {
		return err
	}
	s, err := d.stream(in.arn.value)
	if err != nil {
		return err
	}
	for _, sh := range d.db.Shards(s) {
		if sh.ID.String() != in.shard.value {
			continue
		}
		place, err := in.place(&sh, d.db.Now())
		if err != nil {
			return err
		}
		w.open('{')
		w.name("ShardIterator").text(shardIterator{in.arn.value, sh.ID.Number(), place, d.db.Now()}.text())
		w.close('}')
		return nil
	}
	return shardUnknown()
}

func (in *getShardIteratorInput) modelled() error {
	const minSequence, maxSequence = 21, 40
	var v violations
	v.required(in.arn, "streamArn")
	v.required(in.shard, "shardId")
	v.lengths(in.shard, "shardId", minShardID, maxShardID)
	v.required(in.kind, "shardIteratorType")
	v.enum(in.kind, "shardIteratorType", enumIterator)
	v.lengths(in.sequence, "sequenceNumber", minSequence, maxSequence)
	return v.err()
}

// agrees checks that there is a SequenceNumber exactly when the type of iterator has use for one.
func (in *getShardIteratorInput) agrees() error {
	switch in.kind.value {
	case "TRIM_HORIZON", "LATEST":
		if in.sequence.given {
			return invalid(messageSequenceUnused + in.kind.value)
		}
	default:
		if !in.sequence.given {
			return invalid(messageSequenceMissing + in.kind.value)
		}
	}
	return nil
}

func (in *getShardIteratorInput) place(sh *engine.Shard, now engine.Time) (uint64, error) {
	switch in.kind.value {
	case "TRIM_HORIZON":
		return 0, nil
	case "LATEST":
		return sh.End(), nil
	}
	at, after, found := sh.Find(in.sequence.value)
	switch {
	case !found:
		return 0, invalid(messageSequence)
	case at < sh.Horizon(now):
		return 0, trimmed()
	case in.kind.value == "AFTER_SEQUENCE_NUMBER":
		return after, nil
	}
	return at, nil
}
