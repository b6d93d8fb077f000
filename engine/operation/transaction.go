package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// What TransactWriteItems, TransactGetItems and ExecuteTransaction have in common.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html

// maxActions is how many actions a transaction has.
const maxActions = 100

// transactItems checks how many actions there are.
func (v *violations) transactItems(given bool, n int) {
	switch {
	case !given:
		v.missing("transactItems")
	case n == 0:
		v.bare("[]", "TransactItems", longer(1))
	case n > maxActions:
		v.bare("["+strconv.Itoa(n)+" actions]", "TransactItems", shorter(maxActions))
	}
}

// transactPath leads to action i, counted from 0.
func transactPath(i int) string { return "transactItems." + strconv.Itoa(i+1) + ".member." }

// The codes of reasons.
const (
	reasonNone       = "None"
	reasonCondition  = "ConditionalCheckFailed"
	reasonConflict   = "TransactionConflict"
	reasonValidation = "ValidationError"
	reasonCollection = "ItemCollectionSizeLimitExceeded"
	reasonThroughput = "ProvisionedThroughputExceeded"
	reasonThrottling = "ThrottlingError"
	reasonDuplicate  = "DuplicateItem"
	reasonNotFound   = "ResourceNotFound"
)

// cancelled is a transaction of which nothing happens, as one of its actions can't. Every
// failed condition is among the reasons, but of what makes actions invalid only the first. For an
// item that can't be reached there is no reason: then all of it is an internal error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactionCanceledException.html
func (d *Door) cancelled(errs []error) error {
	if slices.Contains(errs, engine.ErrUnavailable) {
		return engine.ErrUnavailable
	}
	d.countThrottled(errs)
	e := &Error{Type: transactionCanceled, Reasons: make([]Reason, len(errs))}
	codes := make([]string, len(errs))
	invalidSeen := false
	for i, err := range errs {
		r := d.reasonFor(err)
		if r.Code == reasonValidation && invalidSeen {
			r = Reason{Code: reasonNone}
		}
		invalidSeen = invalidSeen || r.Code == reasonValidation
		e.Reasons[i], codes[i] = r, r.Code
	}
	e.Message = messageCancelled + "[" + strings.Join(codes, ", ") + "]"
	return e
}

// countThrottled counts a transaction as one throttled request, though several of its actions were.
func (d *Door) countThrottled(errs []error) {
	for _, err := range errs {
		if t, is := err.(*engine.Throttled); is {
			d.db.CountThrottled(t.Table)
			return
		}
	}
}

func (d *Door) reasonFor(err error) Reason {
	if err == nil {
		return Reason{Code: reasonNone}
	}
	e := d.inWords(err)
	return Reason{Code: reasonCode(e.Type), Message: e.Message, Item: e.Item, mend: e.mend}
}

// reasonCode returns the code of a reason by the type of the error that the action would be
// refused with if it were a request.
func reasonCode(exception string) string {
	switch exception {
	case conditionalCheckFailed:
		return reasonCondition
	case transactionConflict:
		return reasonConflict
	case collectionSizeExceeded:
		return reasonCollection
	case throughputExceeded:
		return reasonThroughput
	case throttling, requestLimitExceeded:
		return reasonThrottling
	case duplicateItem:
		return reasonDuplicate
	case resourceNotFound:
		return reasonNotFound
	}
	return reasonValidation
}

// cancelFor cancels a transaction if a look finds an error in one of its subjects.
func (d *Door) cancelFor(all []*subject, look func(*subject) error) error {
	if firstFault(all, look) == nil {
		return nil
	}
	errs := make([]error, len(all))
	for i, t := range all {
		errs[i] = look(t)
	}
	return d.cancelled(errs)
}

const (
	whyTransactGet = "all items are read as they are at one moment"
	whyTransaction = "all of its actions happen at once, or none of them does"
	whyAgain       = "it was done before under this token: nothing changes, and each of its items is charged like one that is read"
)

// transactGet reads all items, or says which of them a transaction of another client holds.
func (d *Door) transactGet(all []*subject) ([]item.Item, error) {
	d.plan.why = whyTransactGet
	items, errs := make([]item.Item, len(all)), make([]error, len(all))
	held, bytes := false, 0
	for i, t := range all {
		items[i], errs[i] = d.db.TransactGet(t.table, t.key, d.client)
		held = held || errs[i] != nil
		bytes += items[i].Size()
	}
	switch {
	case held:
		return nil, d.cancelled(errs)
	case bytes > maxTransactionBytes:
		return nil, invalid(messageTransactionSize)
	}
	return items, nil
}

// transact does all actions, or none. If a transaction was committed before under the token, nothing
// changes, provided that it was the same request. It returns what the units are called that it took.
func (d *Door) transact(actions []engine.Action, token text, fingerprint func() uint64) (units string, err error) {
	d.plan.why = whyTransaction
	if settled, found := d.db.Settled(token.value); found {
		return readUnits, d.again(actions, settled, fingerprint())
	}
	writes, errs := d.db.Transact(actions)
	if errs != nil {
		return "", d.cancelled(errs)
	}
	if token.given {
		d.settle(token.value, fingerprint(), writes)
	}
	return writeUnits, nil
}

// settle remembers a transaction by its token.
func (d *Door) settle(token string, fingerprint uint64, writes []engine.Write) {
	s := engine.Settled{Request: fingerprint}
	for _, w := range writes {
		s.Sizes = append(s.Sizes, max(w.Before.Size(), w.After.Size()))
	}
	d.db.Settle(token, s)
}

// again does the actions of a transaction that was committed before: its items are as if they were
// read.
func (d *Door) again(actions []engine.Action, s engine.Settled, fingerprint uint64) error {
	if s.Request != fingerprint {
		return tokenReused()
	}
	d.plan.why = whyAgain
	for i, a := range actions {
		if err := d.db.Recount(a.Table, a.Key, s.Sizes[i]); err != nil {
			return err
		}
	}
	return nil
}

// tables are those of a request to several items, each once, and what the request called them.
type tables []struct {
	*engine.Table
	name string
}

func (ts *tables) add(t *engine.Table, name string) {
	for _, known := range *ts {
		if known.Table == t {
			return
		}
	}
	*ts = append(*ts, struct {
		*engine.Table
		name string
	}{t, name})
}

// consumptionByTable writes what each table of a request to several items was charged.
func (w *writer) consumptionByTable(asked text, t *engine.Trace, units string, all tables) {
	if !consumptionAsked(asked) {
		return
	}
	w.name("ConsumedCapacity").open('[')
	for _, table := range all {
		w.consumption(asked, table.name, t, table.Table, units)
	}
	w.close(']')
}
