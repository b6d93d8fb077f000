package scenario

import (
	"fmt"
	"slices"
	"testing"

	"github.com/anishathalye/porcupine"

	"ringside/engine"
)

// TestLinearizable has clients read and write a few items at once, while replicas, leaders and zones
// stop and start. There is an order of all acknowledged writes and strongly consistent reads that
// explains what each was answered and in which each lies between its invocation and its response. An
// eventually consistent read gives what the item once was, and no replica goes back.
//
// The engine does one request at a time, at some moment between the two.
func TestLinearizable(t *testing.T) {
	const seeds, operations = 40, 250
	for seed := uint64(1); seed <= seeds; seed++ {
		c := newClients(seed)
		for range operations {
			if c.rand.IntN(8) == 0 {
				c.perform(c.drawOutage())
			}
			c.next()
		}
		if c.fault != "" {
			t.Errorf("seed %d: %s", seed, c.fault)
		}
		if len(c.acknowledged) < operations/8 {
			t.Errorf("seed %d: only %d operations were acknowledged", seed, len(c.acknowledged))
		}
		if !porcupine.CheckOperations(register, c.acknowledged) {
			t.Errorf("seed %d: no order explains what clients were answered", seed)
		}
	}
}

// clients are some that each send a request when they have been answered the one before.
type clients struct {
	*simulation
	free         [5]engine.Time // when each can send the next
	writes       int
	acknowledged []porcupine.Operation
	states       map[string][]string // of each item, one after the other
	seen         map[replicaItem]int // the latest of them that a replica has shown
}

type replicaItem struct {
	partition, replica int64
	key                string
}

// An access is a read or write of the item under a key, and output what it was before.
type access struct {
	key   string
	write bool
	item  string
}

func newClients(seed uint64) *clients {
	c := &clients{simulation: newSimulation(seed), states: map[string][]string{}, seen: map[replicaItem]int{}}
	c.stage.level = 1 // the trace says who answered
	for i := range c.free {
		c.free[i] = c.stage.now
	}
	return c
}

// register is an item that can be read, and replaced by another in exchange for what it was.
var register = porcupine.Model{
	Partition: func(history []porcupine.Operation) (byKey [][]porcupine.Operation) {
		at := map[string]int{}
		for _, o := range history {
			key := o.Input.(access).key
			if _, known := at[key]; !known {
				at[key] = len(byKey)
				byKey = append(byKey, nil)
			}
			byKey[at[key]] = append(byKey[at[key]], o)
		}
		return byKey
	},
	Init: func() any { return "" },
	Step: func(state, input, output any) (bool, any) {
		if in := input.(access); in.write {
			return state == output, in.item
		}
		return state == output, state
	},
}

func (c *clients) drawOutage() string {
	pick := func(all ...string) string { return all[c.rand.IntN(len(all))] }
	partition := " " + pick(c.partitions...)
	return pick(
		"stop leader Sim"+partition, "stop leader Sim"+partition, "stop zone b", "start zone b", "mend", "advance 3s",
		"stop replica Sim"+partition+pick(" r0", " r1", " r2"), "start replica Sim"+partition+pick(" r0", " r1", " r2"),
		"hold replication Sim", "release replication Sim", "delay replication Sim by=40ms",
	)
}

// next has the client send a request that is free first, and has it wait for the answer.
func (c *clients) next() {
	client := 0
	for i, at := range c.free {
		if at < c.free[client] {
			client = i
		}
	}
	latency := func() engine.Time { return engine.Millisecond * engine.Time(1+c.rand.IntN(25)) }
	called := c.free[client]
	c.stage.now = max(c.stage.now, called+latency())
	in, strong := c.drawAccess()
	output, answered := c.do(in, strong)
	c.free[client] = c.stage.now + latency()
	if answered && strong {
		c.acknowledged = append(c.acknowledged, porcupine.Operation{
			ClientId: client, Input: in, Call: int64(called), Output: output, Return: int64(c.free[client]),
		})
	}
}

func (c *clients) drawAccess() (in access, strong bool) {
	in = access{key: string(rune('a' + c.rand.IntN(4)))}
	switch c.rand.IntN(5) {
	case 0, 1:
		c.writes++
		in.write, in.item = true, fmt.Sprintf(`{"K":{"S":"%s"},"S":{"N":"1"},"V":{"N":"%d"}}`, in.key, c.writes)
	case 2:
		return in, false
	}
	return in, true
}

// do sends a request. What it refuses has changed nothing.
func (c *clients) do(in access, strong bool) (item string, answered bool) {
	key := fmt.Sprintf(`{"K":{"S":"%s"},"S":{"N":"1"}}`, in.key)
	if in.write {
		r := c.stage.send(Direction{Verb: "PutItem", Body: `{"TableName":"Sim","Item":` + in.item + `,"ReturnValues":"ALL_OLD"}`})
		if r.Status != 200 {
			return "", false
		}
		c.states[in.key] = append(c.states[in.key], in.item)
		return string(answer(r.Body).field("Attributes")), true
	}
	r := c.stage.send(Direction{Verb: "GetItem", Body: fmt.Sprintf(`{"TableName":"Sim","Key":%s,"ConsistentRead":%t}`, key, strong)})
	if r.Status != 200 {
		return "", false
	}
	item = string(answer(r.Body).field("Item"))
	c.look(in.key, item, answer(r.Trace))
	return item, true
}

// look holds what a replica answered against what the item was, and against what that replica
// answered before.
func (c *clients) look(key, item string, trace answer) {
	state := 1 + slices.Index(c.states[key], item) // 0: none was written yet
	if state == 0 && item != "" {
		c.wrong("a read of %s gives %s, which was never acknowledged", key, item)
	}
	for _, step := range trace.field("steps").elements() {
		if step.field("phase").text() != "read" {
			continue
		}
		by := replicaItem{step.field("partition").number(), step.field("replica").number(), key}
		if state < c.seen[by] {
			c.wrong("replica %d of p%d goes back to %q", by.replica, by.partition, item)
		}
		c.seen[by] = state
	}
}
