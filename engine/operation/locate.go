package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type locateInput struct {
	table tableName
	index text
	key   attributes
}

func (in *locateInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "IndexName":
		return in.index.read(r)
	case "Key":
		return in.key.read(r)
	}
	return r.Skip()
}

// locate tells where a key lies on the ring of a table, or of its global index: the text
// that is hashed, its hash, and the partition that owns it. The partition key alone is
// enough; then it is where the item collection begins. It is our own operation.
func locate(d *Door, in *locateInput, w *writer) error {
	s, err := d.keySpace(in.table, in.index)
	if err != nil {
		return err
	}
	if s.index != nil && !s.index.Local {
		return s.locateEntries(in.key, w)
	}
	t := s.table
	key, err := partialKey(t.Key, in.key)
	if err != nil {
		return err
	}
	partition := in.key.item.Get(t.Key.Partition.Name)
	writeLocated(w, item.Hash(partition), partition.Text(), t.Locate(key))
	return nil
}

// locateEntries tells where the entries lie that have a partition key in common.
func (s keySpace) locateEntries(key attributes, w *writer) error {
	if err := unstorable(key.fault); err != nil {
		return err
	}
	var values []item.Value
	var texts []string
	for _, k := range s.index.Partition {
		v := key.item.Get(k.Name)
		if v.Type() != k.Type {
			return invalid("Key must have " + k.Name + " of type " + k.Type.String())
		}
		if err := storableKeyValue(k, v, false); err != nil {
			return err
		}
		values, texts = append(values, v), append(texts, v.Text())
	}
	prefix := item.IndexPrefix(values, nil)
	writeLocated(w, prefix.Hash(), strings.Join(texts, " + "), s.table.Locate(prefix))
	return nil
}

func writeLocated(w *writer, hash uint64, input string, p *engine.Partition) {
	w.open('{')
	w.name("Hash").hash(hash)
	w.name("HashInput").text(input)
	w.name("Partition").integer(int64(p.ID))
	w.close('}')
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
