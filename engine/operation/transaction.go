package operation

import (
	"slices"
	"strconv"
	"strings"

	"ringside/engine"
)

// What TransactWriteItems and TransactGetItems have in common.
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
	return Reason{Code: reasonCode(e.Type), Message: e.Message, Item: e.Item}
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
	}
	return reasonValidation
}

// misfitting cancels a transaction if the key of an action is not of its table's schema.
func (d *Door) misfitting(all []*subject) error {
	errs, found := make([]error, len(all)), false
	for i, t := range all {
		errs[i] = t.misfit
		found = found || t.misfit != nil
	}
	if !found {
		return nil
	}
	return d.cancelled(errs)
}

// tables are those of a transaction, each once, and what the request called them.
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

// transactConsumption writes what each table of a transaction was charged.
func (w *writer) transactConsumption(asked text, t *engine.Trace, units string, all tables) {
	if !consumptionAsked(asked) {
		return
	}
	w.name("ConsumedCapacity").open('[')
	for _, table := range all {
		w.consumption(asked, table.name, t, table.Table, units)
	}
	w.close(']')
}
