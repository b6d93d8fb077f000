package operation

import (
	"sort"
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// A generator makes up the items of a bulk load: the same specification and table give
// the same items. Its partition keys name item collections, either all as likely or by
// Zipf's law: the k-th as likely as the first divided by k.
type generator struct {
	items       int64
	collections int64
	zipf        bool
	seed        uint64

	key        engine.Schema
	cumulative []uint64 // of the weights of the collections, when zipf
}

const (
	maxGeneratedItems       = 1_000_000
	maxGeneratedCollections = 1_000_000
	defaultCollections      = 1000
)

func (g *generator) member(name string, r *item.Reader) (err error) {
	switch name {
	case "Items":
		g.items, err = r.Int()
	case "Collections":
		g.collections, err = r.Int()
	case "Distribution":
		var distribution string
		distribution, err = r.String()
		g.zipf = distribution == "zipf"
		if err == nil && !g.zipf && distribution != "uniform" {
			err = invalid("Distribution must be uniform or zipf")
		}
	case "Seed":
		var seed int64
		seed, err = r.Int()
		g.seed = uint64(seed)
	default:
		err = r.Skip()
	}
	return err
}

// check refuses what is out of range and fills in what was left out.
func (g *generator) check() error {
	if g.items < 1 || g.items > maxGeneratedItems {
		return invalid("Generator.Items must be from 1 to 1000000")
	}
	if g.collections == 0 {
		g.collections = min(defaultCollections, g.items)
	}
	if g.collections < 1 || g.collections > maxGeneratedCollections {
		return invalid("Generator.Collections must be from 1 to 1000000")
	}
	return nil
}

// prepare gets ready for the items of one table. Without a sort key every item is a
// collection of its own.
func (g *generator) prepare(key engine.Schema) {
	g.key = key
	if !g.zipf || !key.HasSort() {
		return
	}
	const first = 1 << 40 // the weight of the likeliest collection
	total := uint64(0)
	g.cumulative = make([]uint64, g.collections)
	for k := range g.cumulative {
		total += first / uint64(k+1)
		g.cumulative[k] = total
	}
}

// draw returns a number below n that follows from the seed and the item's number.
func (g *generator) draw(i int64, purpose, n uint64) uint64 {
	return engine.Mix(g.seed+engine.Mix(uint64(i)<<8|purpose)) % n
}

func (g *generator) collection(i int64) int64 {
	switch {
	case !g.key.HasSort():
		return i
	case g.cumulative == nil:
		return int64(g.draw(i, 0, uint64(g.collections)))
	}
	at := g.draw(i, 0, g.cumulative[len(g.cumulative)-1])
	return int64(sort.Search(len(g.cumulative), func(k int) bool { return g.cumulative[k] > at }))
}

var (
	generatedStatus = []string{"OPEN", "PAID", "PACKED", "SHIPPED", "DELIVERED", "RETURNED"}
	generatedGoods  = []string{"lamp", "kettle", "notebook", "bicycle bell", "umbrella", "radio", "tea", "chess set"}
)

// item returns the i-th item: about two hundred bytes of an order.
func (g *generator) item(i int64) item.Item {
	attributes := []item.Attribute{
		{Name: "status", Value: item.String(generatedStatus[g.draw(i, 1, uint64(len(generatedStatus)))])},
		{Name: "goods", Value: item.String(generatedGoods[g.draw(i, 2, uint64(len(generatedGoods)))])},
		{Name: "total", Value: item.FromInt(int(g.draw(i, 3, 20_000)))},
		{Name: "placed", Value: item.String(generatedDay(int(g.draw(i, 4, 365))))},
		{Name: "note", Value: item.String("Leave it with the neighbour on the ground floor if nobody answers the bell.")},
		{Name: g.key.Partition.Name, Value: engine.NumberedKey(g.key.Partition.Type, engine.CustomerKey, g.collection(i))},
	}
	if g.key.HasSort() {
		attributes = append(attributes, item.Attribute{Name: g.key.Sort.Name, Value: engine.NumberedKey(g.key.Sort.Type, engine.OrderKey, i)})
	}
	return item.New(lastOfEachName(attributes))
}

// lastOfEachName drops an attribute whose name a key of the table has as well.
func lastOfEachName(attributes []item.Attribute) []item.Attribute {
	kept := attributes[:0:0]
	for i, a := range attributes {
		again := false
		for _, b := range attributes[i+1:] {
			again = again || a.Name == b.Name
		}
		if !again {
			kept = append(kept, a)
		}
	}
	return kept
}

// generatedDay returns a date of a year of twelve months of 30 days and a bit.
func generatedDay(n int) string {
	month, day := n/31+1, n%31%28+1
	return "2026-" + strconv.Itoa(100 + month)[1:] + "-" + strconv.Itoa(100 + day)[1:]
}
