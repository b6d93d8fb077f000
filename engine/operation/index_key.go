package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

// indexable checks that an item that is put has no value in the key of an index that the
// index could not have. An item that lacks one is not in the index; one that has it with
// another type is refused.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
func indexable(t *engine.Table, it item.Item) error {
	return eachIndexKey(t, func(x *engine.Index, k engine.KeyAttribute, isSort bool) error {
		switch v := it.Get(k.Name); {
		case v == "":
			return nil
		case v.Type() != k.Type:
			return indexMismatch(k, v.Type(), x.Name)
		case k.Type != item.N && v.Size() == 0:
			return emptyIndexKey(k, x.Name)
		default:
			return storableKeyValue(k, v, isSort)
		}
	})
}

// indexing is a change that checks the same of what an update left, in other words.
func indexing(t *engine.Table, change engine.Change) engine.Change {
	if len(t.Indexes) == 0 {
		return change
	}
	return func(old item.Item) (item.Item, error) {
		next, err := change(old)
		if err != nil || next == "" {
			return next, err
		}
		return next, eachIndexKey(t, func(_ *engine.Index, k engine.KeyAttribute, isSort bool) error {
			v := next.Get(k.Name)
			switch {
			case v == "" || v == old.Get(k.Name):
				return nil
			case v.Type() != k.Type:
				return invalid(messageIndexUpdateType)
			case k.Type != item.N && v.Size() == 0:
				return emptyIndexUpdate(k)
			case storableKeyValue(k, v, isSort) != nil:
				return invalid(messageIndexUpdateSize)
			}
			return nil
		})
	}
}

// eachIndexKey calls a function with every attribute of the key of every index, index by
// index in the order of their names, until it returns an error.
func eachIndexKey(t *engine.Table, check func(x *engine.Index, k engine.KeyAttribute, isSort bool) error) error {
	for _, x := range byName(t.Indexes) {
		for i, k := range slices.Concat(x.Partition, x.Sort) {
			if err := check(x, k, i >= len(x.Partition)); err != nil {
				return err
			}
		}
	}
	return nil
}

func byName(indexes []*engine.Index) []*engine.Index {
	sorted := slices.Clone(indexes)
	for i := range sorted { // there are few
		for j := i; j > 0 && sorted[j].Name < sorted[j-1].Name; j-- {
			sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
		}
	}
	return sorted
}
