package operation

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// advices are what Explain advises of a statement.
func advices(d *Door, statement string) (all []string) {
	r := item.NewReader(memberIn(say(d, `.Explain {"Statement":"`+statement+`"}`)[4:], "Advice"))
	_ = r.Array(func(int) error {
		raw, err := r.Raw()
		all = append(all, raw)
		return err
	})
	return all
}

// scanned draws a SELECT that is likely to be a Scan.
func (t drawing) scanned() string {
	term := func() string {
		return t.of("PK", "SK", "pk", "N", "n", "x", "y", "m.k", "statis", "status", `\"odd-name\"`) + " " + t.of("= 'u'", "= 2", "= NULL", "= true", "= ''", "= {'a': 1}", "> 'a'",
			"< 3", "<> 3", "<> 'a'", "IN ['a', 'b']", "IN [1, 'a']", "BETWEEN 1 AND 2", "IS MISSING")
	}
	return "SELECT " + t.of("*", "*", "x", "y", "PK", "m.k[0]") + " FROM " + t.of("Shop", "Shop", "Shop.byN", "Shop.byX", "Shop.byXN") +
		" WHERE " + term() + t.of("", " AND "+term(), " AND NOT "+term(), " OR "+term(), " AND ("+term()+" OR "+term()+")")
}

// Whoever takes an advice gets what it promises: the other statement is no Scan, the request is
// taken, through a new index there is a Query, and what is said to find nothing finds nothing.
func TestAdviceKeepsItsPromise(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := drawing{rt}
		d := market(rapid.Uint64().Draw(rt, "seed"))
		for range 6 {
			say(d, `PutItem {"TableName":"Shop","Item":`+draw.item()+`}`)
		}
		settled(d)
		statement := draw.scanned()
		for _, advice := range advices(d, statement) {
			if !promised(d.Clone(), statement, advice) {
				rt.Fatalf("%s\n%s", statement, advice)
			}
		}
	})
}

func promised(d *Door, statement, advice string) bool {
	if better := memberIn(advice, "Statement"); better != "" {
		said := say(d, `.Explain {"Statement":`+better+`}`)
		same := strings.Contains(advice, `"Kind":"unknown"`) // it may be a Scan still
		if !same && !strings.Contains(said, `"Operation":"Query"`) && !strings.Contains(said, `"Operation":"GetItem"`) || !accepted(d, `ExecuteStatement {"Statement":`+better+`}`) {
			return false
		}
	}
	request := memberIn(advice, "Request")
	if request != "" && !accepted(d, strings.TrimPrefix(strings.Trim(memberIn(request, "Target"), `"`), dynamoDB)+" "+memberIn(request, "Body")) {
		return false
	}
	switch strings.Trim(memberIn(advice, "Kind"), `"`) {
	case adviseNewIndex:
		settled(d)
		return strings.Contains(strings.Join(advices(d, statement), ""), `"Kind":"index"`)
	case adviseType:
		return itemsOf(say(d, `ExecuteStatement {"Statement":"`+statement+`"}`)[4:]) == ""
	}
	return true
}

func accepted(d *Door, request string) bool { return strings.HasPrefix(say(d, request), "200 ") }
