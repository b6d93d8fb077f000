package operation

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"ringside/engine/expression"
	"ringside/engine/item"
	"ringside/parser"
)

// indexed is shop with Orders.
func indexed(t testing.TB) *Door {
	t.Helper()
	d := shop(t)
	createOrders(t, d)
	return d
}

// createOrders creates a table that has indexes of each kind:
//
//	Orders    Customer (S), Number (N)
//	ByAmount  Customer, Amount (N)    local,  has the keys
//	ByStatus  Status (S), Amount (N)  global, has the keys and Note
//	ByCity    City (S)                global, has everything
//	ByPlace   City and Status         global, has the keys; its partition key has two attributes
func createOrders(t testing.TB, d *Door) {
	t.Helper()
	key := func(kinds ...string) string {
		var elements []string
		for _, k := range kinds {
			name, kind, _ := strings.Cut(k, ":")
			elements = append(elements, `{"AttributeName":"`+name+`","KeyType":"`+kind+`"}`)
		}
		return `"KeySchema":[` + strings.Join(elements, ",") + `]`
	}
	index := func(name, key, projection string) string {
		return `{"IndexName":"` + name + `",` + key + `,"Projection":{"ProjectionType":` + projection + `}}`
	}
	got := say(d, `CreateTable {"TableName":"Orders","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[`+
		`{"AttributeName":"Customer","AttributeType":"S"},{"AttributeName":"Number","AttributeType":"N"},{"AttributeName":"Amount","AttributeType":"N"},`+
		`{"AttributeName":"Status","AttributeType":"S"},{"AttributeName":"City","AttributeType":"S"}],`+key("Customer:HASH", "Number:RANGE")+
		`,"LocalSecondaryIndexes":[`+index("ByAmount", key("Customer:HASH", "Amount:RANGE"), `"KEYS_ONLY"`)+`],"GlobalSecondaryIndexes":[`+
		index("ByStatus", key("Status:HASH", "Amount:RANGE"), `"INCLUDE","NonKeyAttributes":["Note"]`)+`,`+index("ByCity", key("City:HASH"), `"ALL"`)+`,`+
		index("ByPlace", key("City:HASH", "Status:HASH"), `"KEYS_ONLY"`)+`]}`)
	if !strings.HasPrefix(got, "200") {
		t.Fatal(got)
	}
	say(d, `.Advance {"By":10000000}`)
}

// TestPlans holds how statements are read against files that are to be read: a plan is the
// operation and why it is that one, then the reads in their order.
func TestPlans(t *testing.T) {
	d := indexed(t)
	datadriven.Walk(t, "testdata/plans", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, c *datadriven.TestData) string {
			return planOf(d, c.Input, c.HasArg("consistent"))
		})
	})
}

func planOf(d *Door, statement string, consistent bool) string {
	tree, err := parser.ParseStatement(statement)
	if err != nil {
		return notWellFormed(err).Error() + "\n"
	}
	s, err := planSelect(d, tree.Select, &expression.Scope{}, consistent)
	if err != nil {
		return "refused: " + err.(*Error).Message + "\n"
	}
	return s.String()
}

// String draws the selection.
func (s *selection) String() string {
	lines := []string{s.operation}
	if s.through != nil {
		lines[0] += " of " + s.through.Name
	}
	lines[0] += ": " + s.why
	p := s.order.planner(nil)
	for _, r := range s.reads {
		lines = append(lines, p.key.Partition.Name+" = "+literal(r.partition)+sortKey(p.key.Sort.Name, r.sort))
	}
	for _, say := range []struct {
		so   bool
		what string
	}{
		{s.reads != nil && s.reverse, "backwards"}, {s.pageLimit(0) > 0, "at most 10 items a page"},
		{s.filter != nil, "filter"}, {s.fetch, "fetch what the index lacks"},
	} {
		if say.so {
			lines = append(lines, say.what)
		}
	}
	return strings.Join(lines, "\n  ") + "\n"
}

func sortKey(name string, c *expression.SortCondition) string {
	switch {
	case c == nil:
		return ""
	case c.Op == "begins_with":
		return ", begins_with(" + name + ", " + literal(c.Low) + ")"
	case c.Op == "BETWEEN":
		return ", " + name + " BETWEEN " + literal(c.Low) + " AND " + literal(c.High)
	}
	return ", " + name + " " + c.Op + " " + literal(c.Low)
}

func literal(v item.Value) string {
	if v.Type() == item.N {
		return v.Text()
	}
	return "'" + strings.ReplaceAll(v.Text(), "'", "''") + "'"
}
