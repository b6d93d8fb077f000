package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

type splitInput struct {
	table     tableName
	index     text
	partition number
	at        text // a hash, 16 hexadecimal digits
	key       attributes
}

func (in *splitInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Partition":
		return in.partition.read(r)
	case "At":
		return in.at.read(r)
	case "Key":
		return in.key.read(r)
	}
	return r.Skip()
}

// split cuts a partition of a table, or of its global index, in two: at a hash, at a key,
// or else in the middle of its range of hashes. It is our own operation; DynamoDB splits
// by itself.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html
func split(d *Door, in *splitInput, w *writer) error {
	if _, err := d.table(in.table); err != nil {
		return err
	}
	s, err := d.keySpace(in.table, in.index)
	if err != nil {
		return err
	}
	t := s.table
	p := t.Partition(int(in.partition.value))
	if p == nil || !in.partition.given {
		return noSuchPartition(in.partition.value)
	}
	cut, err := in.cut(t, p)
	if err != nil {
		return err
	}
	if !p.CanSplit(cut) {
		return invalid("The cut does not lie inside partition " + strconv.Itoa(p.ID))
	}
	lower, upper := d.db.Split(t, p, cut)
	w.open('{')
	w.name("Parent").integer(int64(p.ID))
	w.name("Children").open('[')
	w.integer(int64(lower.ID))
	w.integer(int64(upper.ID))
	w.close(']')
	w.close('}')
	return nil
}

// cut returns the first key of the upper half.
func (in *splitInput) cut(t *engine.Table, p *engine.Partition) (item.Key, error) {
	switch {
	case in.at.given && in.key.given:
		return "", invalid("Split takes either At or Key")
	case in.key.given && t.IndexOf() != nil:
		return "", invalid("A global secondary index is split At a hash, or in the middle")
	case in.key.given && in.key.item.Len() > 1 && hasLocalIndex(t):
		return "", invalid("A table with a local secondary index keeps each item collection whole; name only its partition key")
	case in.key.given:
		return partialKey(t.Key, in.key)
	case in.at.given:
		return hashKey("At", in.at.value)
	}
	middle, ok := p.Middle()
	if !ok {
		return "", invalid("The partition owns a single hash; name a Key to cut inside it")
	}
	return middle, nil
}

// hashKey returns the first of all keys with the hash that a member gives.
func hashKey(member, digits string) (item.Key, error) {
	const hexDigits, base, bits = 16, 16, 64
	hash, err := strconv.ParseUint(digits, base, bits)
	if err != nil || len(digits) != hexDigits {
		return "", invalid(member + " must be a hash of 16 hexadecimal digits")
	}
	return item.HashKey(hash), nil
}

func noSuchPartition(id int64) error {
	return &Error{Type: resourceNotFound, Message: messageNotFound + ": Partition: " + strconv.FormatInt(id, 10) + " not found"}
}
