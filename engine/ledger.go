package engine

import (
	"strconv"
	"strings"

	"ringside/engine/item"
)

// A Settled is what is remembered of a transaction that was committed under a token, so
// that the same request again changes nothing.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken
type Settled struct {
	Request uint64 // a hash of what was asked for
	Sizes   []int  // of each action's item, the larger of before and after, in bytes
}

// tokenLife is how long a token is remembered.
const tokenLife = 10 * Minute

// A ledger keeps finished transactions by their tokens, as DynamoDB's own ledger does: it
// is a table, too. An entry that has run out is as if it were not there; it is dropped
// when a later transaction comes across it.
type ledger struct{ tree Tree }

const ledgerDegree = 32

func newLedger() ledger { return ledger{newTree(ledgerDegree, "", "")} }

func (l *ledger) clone() ledger { return ledger{l.tree.Clone()} }

func ledgerKey(token string) item.Key { return item.EncodeKey(item.String(token), "") }

// Settle remembers a transaction that was just committed under a token.
func (db *Database) Settle(token string, s Settled) {
	sizes := make([]string, len(s.Sizes))
	for i, n := range s.Sizes {
		sizes[i] = strconv.Itoa(n)
	}
	db.ledger.tree.Put(ledgerKey(token), item.New([]item.Attribute{
		{Name: "Request", Value: item.String(Hex(s.Request))},
		{Name: "Sizes", Value: item.String(strings.Join(sizes, " "))},
		{Name: "Until", Value: item.String(strconv.FormatInt(int64(db.now+tokenLife), 10))},
	}))
	db.sweep()
}

// Settled returns what is remembered of the transaction that was committed under a token,
// and whether there is one.
func (db *Database) Settled(token string) (s Settled, found bool) {
	entry := db.ledger.tree.Get(ledgerKey(token))
	if entry == "" || db.runOut(entry) {
		return s, false
	}
	s.Request, _ = strconv.ParseUint(entry.Get("Request").Text(), 16, 64)
	for _, size := range strings.Fields(entry.Get("Sizes").Text()) {
		n, _ := strconv.Atoi(size)
		s.Sizes = append(s.Sizes, n)
	}
	return s, true
}

func (db *Database) runOut(entry item.Item) bool { return untilOf(entry) <= db.now }

// untilOf returns when an entry of the ledger runs out.
func untilOf(entry item.Item) Time {
	until, _ := strconv.ParseInt(entry.Get("Until").Text(), 10, 64)
	return Time(until)
}

// sweep looks at a few entries from a random place on, and drops those that have run
// out: four for each that is added keep most of the ledger alive.
func (db *Database) sweep() {
	const few = 4
	var old [few]item.Key
	seen, dropped := 0, 0
	db.ledger.tree.Ascend(item.HashKey(db.ID("ledger")), "", func(e Entry) bool {
		if db.runOut(e.Item) {
			old[dropped] = e.Key
			dropped++
		}
		seen++
		return seen < few
	})
	for _, key := range old[:dropped] {
		db.ledger.tree.Delete(key)
	}
}
