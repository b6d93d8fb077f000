package operation

import (
	"strings"
	"testing"

	"ringside/engine"
	"ringside/engine/item"
)

// What the engine refuses has a name, a message and a reason of DynamoDB's.
func TestThrottledInWords(t *testing.T) {
	table := engine.New(1, engine.RealScale()).AddTable(engine.Definition{Name: "Shop"}, []item.Key{""})
	index := &engine.IndexDefinition{Name: "ByDate"}
	d := NewDoor(1, DefaultOptions())
	for _, c := range []struct {
		throttled engine.Throttled
		want      string
	}{
		{engine.Throttled{Reason: engine.ThrottleWrite | engine.ProvisionedThroughput, Table: table},
			`400 com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException ThrottlingReasons TableWriteProvisionedThroughputExceeded table/Shop`},
		{engine.Throttled{Reason: engine.ThrottleWrite | engine.ThrottleIndex, Table: table, Index: index},
			`400 com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException ThrottlingReasons IndexWriteProvisionedThroughputExceeded table/Shop/index/ByDate`},
		{engine.Throttled{Reason: engine.KeyRangeThroughput, Table: table, OnDemand: true},
			`400 com.amazon.coral.availability#ThrottlingException throttlingReasons TableReadKeyRangeThroughputExceeded table/Shop`},
		{engine.Throttled{Reason: engine.ThrottleIndex | engine.MaxOnDemandThroughput, Table: table, Index: index, OnDemand: true},
			`400 com.amazon.coral.availability#ThrottlingException throttlingReasons IndexReadMaxOnDemandThroughputExceeded table/Shop/index/ByDate`},
		{engine.Throttled{Reason: engine.AccountLimit, Table: table, OnDemand: true},
			`400 com.amazonaws.dynamodb.v20120810#RequestLimitExceeded ThrottlingReasons TableReadAccountLimitExceeded table/Shop`},
	} {
		var w writer
		e := d.inWords(&c.throttled)
		e.write(&w, e.Message)
		body := string(w.buffer)
		for _, part := range strings.Fields(c.want)[1:] {
			if !strings.Contains(body, part+`"`) {
				t.Errorf("%s is not in %s", part, body)
			}
		}
		if e.status() != 400 {
			t.Errorf("%s has status %d", body, e.status())
		}
	}
}

// A transaction is cancelled with a reason for each action, but for an item that can't be reached
// there is none.
func TestRefusalsInTransactions(t *testing.T) {
	d := NewDoor(1, DefaultOptions())
	table := engine.New(1, engine.RealScale()).AddTable(engine.Definition{Name: "Shop"}, []item.Key{""})
	errs := []error{nil, &engine.Throttled{Table: table}, &engine.Throttled{Table: table, OnDemand: true}, engine.ErrConflict}
	want := "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ProvisionedThroughputExceeded, ThrottlingError, TransactionConflict]"
	if got := d.inWords(d.cancelled(errs)).Message; got != want {
		t.Errorf("got %s", got)
	}
	e := d.inWords(d.cancelled(append(errs, engine.ErrUnavailable)))
	if e.Type != internalServerError || e.status() != 500 {
		t.Errorf("an item that can't be reached makes a transaction a %d %s", e.status(), e.Type)
	}
}
