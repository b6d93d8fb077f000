package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

type locateInput struct {
	table tableName
	key   attributes
}

func (in *locateInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "Key":
		return in.key.read(r)
	}
	return r.Skip()
}

// locate tells where a key lies on the ring: the text that is hashed, its hash, and the
// partition that owns it. The partition key alone is enough; then it is where the item
// collection begins. It is our own operation.
func locate(d *Door, in *locateInput, w *writer) error {
	t := d.db.Table(in.table.name())
	if t == nil {
		return tableUnknown(in.table.value)
	}
	key, err := partialKey(t.Key, in.key)
	if err != nil {
		return err
	}
	partition := in.key.item.Get(t.Key.Partition.Name)
	w.open('{')
	w.name("Hash").hash(item.Hash(partition))
	w.name("HashInput").text(partition.Text())
	w.name("Partition").integer(int64(t.Locate(key).ID))
	w.close('}')
	return nil
}

// partialKey returns the key that a Key names, or where its item collection begins when
// it is the partition key alone.
func partialKey(s engine.Schema, key attributes) (item.Key, error) {
	if err := unstorable(key.fault); err != nil {
		return "", err
	}
	if s.HasSort() && key.item.Len() == 1 {
		s.Sort = engine.KeyAttribute{}
		if _, err := givenKey(s, key.item); err != nil {
			return "", err
		}
		return item.CollectionPrefix(key.item.Get(s.Partition.Name)), nil
	}
	return givenKey(s, key.item)
}
