package operation

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
	"ringside/engine/item"
)

// An act is what running something did: the items it answered with, its price, the error, and the
// steps it took, in words that both languages share.
type act struct {
	items string
	units engine.Units
	fault string
	steps string
	more  bool // there is another page
}

// lots are what differs from one request to the next whatever is asked: replicas, moments, the plan.
var lots = regexp.MustCompile(`"(replica|at)":\d+,?|"why":"[^"]*"`)

// acted runs requests and says what they did all together.
func acted(d *Door, requests ...string) (a act) {
	for _, request := range requests {
		r := d.Handle(Request{Target: targetOf(request), Body: bodyOf(request), Now: d.db.Now(), TraceLevel: engine.TraceSteps})
		a.units += d.db.Trace().Units()
		a.items += itemsOf(string(r.Body))
		a.more = memberIn(string(r.Body), "NextToken") != "" || memberIn(string(r.Body), "LastEvaluatedKey") != ""
		if r.Status != 200 {
			_, a.fault, _ = strings.Cut(memberIn(string(r.Body), "__type"), "#")
		}
		_, steps, _ := strings.Cut(memberIn(string(r.Trace), "steps"), "}")
		a.steps += lots.ReplaceAllString(strings.TrimSuffix(steps, "]"), "")
		settled(d)
	}
	return a
}

// itemsOf are the items in an answer, one after the other.
func itemsOf(body string) (items string) {
	r := item.NewReader(body)
	_ = r.Object(func(name string) error {
		switch name {
		case "Item", "Attributes":
			raw, err := r.Raw()
			items += raw
			return err
		case "Items":
			return r.Array(func(int) error { raw, err := r.Raw(); items += raw; return err })
		}
		return r.Skip()
	})
	return items
}

// translations are the requests that Explain puts a statement into.
func translations(d *Door, request string) (all []string) {
	said := say(d, `.Explain {"Target":"`+targetOf(request)+`","Body":`+bodyOf(request)+`}`)
	r := item.NewReader(memberIn(said[4:], "Requests"))
	_ = r.Array(func(int) error {
		raw, err := r.Raw()
		target := strings.TrimPrefix(strings.Trim(memberIn(raw, "Target"), `"`), dynamoDB)
		all = append(all, target+" "+memberIn(raw, "Body"))
		return err
	})
	return all
}

// said is a condition or an action, with or without words in the other language.
func (t drawing) also() string {
	return t.of("", "", " AND n > 1", " AND NOT n = 1", " AND x IS MISSING", " AND y IS NOT NULL", " AND y IS NULL", " AND size(y) > 5",
		" AND begins_with(x, 'u')", " AND contains(y, 't')", " AND attribute_type(n, 'N')", " AND n IN [1, 2]", " AND n NOT IN (1, 2)", " AND n BETWEEN 0 AND 2",
		" AND (x = 'u' OR (n = 1))", " AND status = 'new'", ` AND "odd-name" = 1`, " AND 2 > n", " AND m.k[0] <> 1", " AND n = z", " AND (attribute_exists(n)) = true")
}

func (t drawing) setting() string {
	return t.of(" SET n = n + 1", " SET n = 1 - n", " SET n = 7 - n - 2", " SET tags = set_add(tags, <<'a', 'b'>>)", " SET tags = set_delete(tags, <<'a'>>)",
		" SET l = list_append(l, [1])", " SET l = [1, 'x', {'k': null}]", " SET m = {'k': [1]}", " SET x = 'u', y = (z) REMOVE z", " REMOVE x REMOVE m.k[0]",
		` SET status = 'new' SET "odd-name" = 1`, " SET m.k[0] = n + (1)", " SET l[0] = y, x = 'v'")
}

func (t drawing) statement() string {
	where := ` WHERE PK = '` + t.pk() + `' AND SK = '` + t.sk() + `'` + t.also()
	switch t.of("INSERT", "UPDATE", "DELETE", "SELECT", "SELECT", "SELECT", "several", "exists") {
	case "several":
		return t.several(`SELECT * FROM Shop WHERE PK = '`+t.pk()+`' AND SK = '`+t.sk()+`'`, `SELECT * FROM Plain WHERE id = 1`)
	case "exists":
		exists := `EXISTS(SELECT * FROM Shop` + where + ` AND attribute_exists(y))`
		return `ExecuteTransaction {"TransactStatements":[{"Statement":` + quoted(exists) + `},{"Statement":"INSERT INTO Plain VALUE {'id': 1}"},{"Statement":"UPDATE Plain SET n = 1 WHERE id = 2"}]}`
	case "INSERT":
		return stated(`INSERT INTO Shop VALUE {'PK': '`+t.pk()+`', 'SK': '`+t.sk()+`', 'x': 'u', 'y': '`+t.text()+`', 's': <<1, 2>>}`, "")
	case "UPDATE":
		return stated(`UPDATE Shop`+t.setting()+where+t.of("", " RETURNING ALL OLD *", " RETURNING ALL NEW *", " RETURNING MODIFIED OLD *", " RETURNING MODIFIED NEW *"), "")
	case "DELETE":
		return stated(`DELETE FROM Shop`+where+t.of("", " RETURNING ALL OLD *"), "")
	}
	return t.selection()
}

// What a statement is translated to does the same: the same items come back, for the same price, by
// the same steps.
func TestTranslationDoesTheSame(t *testing.T) {
	all, told := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		draw := drawing{rt}
		seed := rapid.Uint64().Draw(rt, "seed")
		one, two := market(seed), market(seed)
		for range 12 {
			put := `PutItem {"TableName":"Shop","Item":` + draw.item() + `}`
			say(one, put)
			say(two, put)
		}
		settled(one)
		settled(two)
		for range 15 {
			statement := draw.statement()
			requests := translations(one, statement)
			if all++; requests == nil {
				continue
			}
			told++
			want := acted(one, statement)
			if len(requests) > 1 && want.more {
				continue // Explain says that it differs
			}
			got := acted(two, requests...)
			if want.fault == duplicateItem+`"` {
				want.fault = conditionalCheckFailed + `"`
			}
			if got != want {
				rt.Fatalf("%s\n%s\n got %+v\nwant %+v", statement, strings.Join(requests, "\n"), got, want)
			}
			const scan = `Scan {"TableName":"Shop","ConsistentRead":true}`
			if got, want := say(one, scan), say(two, scan); got != want {
				rt.Fatalf("after %s\n got %s\nwant %s", statement, got, want)
			}
		}
	})
	if told*2 < all {
		t.Errorf("of %d statements only %d have a translation", all, told)
	}
}

// request draws a native request that a statement may have words for.
func (t drawing) request() string {
	switch t.of("get", "query", "query", "scan", "write", "write", "write") {
	case "get":
		return `GetItem {"TableName":"Shop","Key":` + t.key() + `,"ConsistentRead":true}`
	case "query":
		return t.query(`,"ConsistentRead":true`)
	case "scan":
		return `Scan {"TableName":"Shop"` + t.page() + t.of("", `,"IndexName":"byN"`, `,"IndexName":"byXN"`) + `}`
	}
	kind, body := t.one()
	return kind + `Item {` + t.guarded(body) + t.of("", `,"ReturnValues":"ALL_OLD"`) + `}`
}

// guarded gives a write without a condition one.
func (t drawing) guarded(body string) string {
	condition := t.of("", "attribute_exists(PK)", "attribute_not_exists(SK) OR size(y) > size(x) AND NOT attribute_type(n, :t)", "attribute_exists(#k) AND (n IN (:u, :t) OR attribute_not_exists(z))")
	if condition == "" || strings.Contains(body, "Condition") {
		return body
	}
	body += `,"ConditionExpression":"` + condition + `"`
	if strings.Contains(condition, "#k") {
		body += `,"ExpressionAttributeNames":{"#k":"PK"}`
	}
	values := []string{}
	for name, value := range map[string]string{":t": `{"S":"NULL"}`, ":u": `{"N":"2"}`} {
		if strings.Contains(condition, name) {
			values = append(values, `"`+name+`":`+value)
		}
	}
	before, after, given := strings.Cut(body, `"ExpressionAttributeValues":{`)
	switch {
	case len(values) == 0:
		return body
	case given:
		return before + `"ExpressionAttributeValues":{` + strings.Join(values, ",") + "," + after
	}
	return body + `,"ExpressionAttributeValues":{` + strings.Join(values, ",") + `}`
}

// restatement is the statement that Explain puts a request into, and what it says that differs.
func restatement(d *Door, request string) (statement, differs string) {
	said := say(d, `.Explain {"Target":"`+targetOf(request)+`","Body":`+bodyOf(request)+`}`)[4:]
	text := memberIn(said, "Statement")
	if text == "" {
		return "", ""
	}
	statement = `ExecuteStatement {"Statement":` + text
	for _, name := range []string{"Parameters", "ConsistentRead", "Limit"} {
		if value := memberIn(said, name); value != "" {
			statement += `,"` + name + `":` + value
		}
	}
	return statement + "}", memberIn(said, "Differs")
}

// The statement that a request is put into does the same, or it is said what differs.
func TestRestatementDoesTheSame(t *testing.T) {
	all, told, same := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		draw := drawing{rt}
		seed := rapid.Uint64().Draw(rt, "seed")
		one, two := market(seed), market(seed)
		for range 12 {
			put := `PutItem {"TableName":"Shop","Item":` + draw.item() + `}`
			say(one, put)
			say(two, put)
		}
		settled(one)
		settled(two)
		for range 15 {
			request := draw.request()
			statement, said := restatement(one, request)
			differs := said != ""
			if all++; statement == "" {
				continue
			}
			told++
			if differs && !strings.Contains(said, duplicateItem) {
				continue
			}
			same++
			got, want := acted(one, statement), acted(two, request)
			if got.fault == duplicateItem+`"` {
				got.fault = conditionalCheckFailed + `"`
			}
			if got != want {
				rt.Fatalf("%s\n%s\n got %+v\nwant %+v", request, statement, got, want)
			}
			const scan = `Scan {"TableName":"Shop","ConsistentRead":true}`
			if got, want := say(one, scan), say(two, scan); got != want {
				rt.Fatalf("after %s\n got %s\nwant %s", statement, got, want)
			}
		}
	})
	if told*2 < all || same*4 < all {
		t.Errorf("of %d requests %d have a statement, and %d one that does the same", all, told, same)
	}
}
