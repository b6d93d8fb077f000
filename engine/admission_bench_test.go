package engine

import (
	"fmt"
	"testing"

	"ringside/engine/item"
)

// BenchmarkAdmission measures a write over one of 10,000 items, a thousand of them a second, with what
// belongs to it: one replica and no bucket, three replicas, and three replicas and buckets.
func BenchmarkAdmission(b *testing.B) {
	for _, c := range []struct {
		name      string
		alone     bool
		admission Admission
	}{{"one_replica", true, AdmitAll}, {"three", false, AdmitAll}, {"three_and_buckets", false, Adaptive}} {
		b.Run(c.name, func(b *testing.B) {
			scale := RealScale()
			scale.Admission = c.admission
			db := New(42, scale)
			table := db.AddTable(Definition{Name: songs.Name, Key: songs.Key, OnDemand: true}, evenCuts(4))
			keys, items := make([]item.Key, 10_000), make([]item.Item, 10_000)
			for i := range keys {
				keys[i], items[i] = songKey(fmt.Sprint(i), "1"), song(fmt.Sprint(i), "1", "some value or other, of a usual length")
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				db.Begin(db.Now()+Millisecond, true)
				next := items[i%len(items)]
				if _, err := db.Write(Action{Table: table, Key: keys[i%len(keys)], Change: func(item.Item) (item.Item, error) { return next, nil }}); err != nil {
					b.Fatal(err)
				}
				if c.alone {
					table.forgetFollowers()
				}
			}
		})
	}
}

// forgetFollowers leaves the leaders of a table alone: nobody else reads their logs.
func (t *Table) forgetFollowers() {
	for _, p := range t.ring.partitions {
		for i := range p.replicas {
			if i != p.leader {
				p.replicas[i].pending = true
			}
		}
		if p.log.len() > segmentLength {
			p.log.trim(p.log.end)
		}
	}
}
