package expression

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine/item"
	"ringside/parser"
)

// Random items have few names and few values, so that random expressions meet something.

func drawValue(t *rapid.T, depth int) item.Value {
	kinds := 8
	if depth == 0 {
		kinds = 6
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return drawOrdered(t)
	case 1:
		return item.Binary([]byte(rapid.SampledFrom([]string{"", "a", "ab", "\x00"}).Draw(t, "bytes")))
	case 2:
		return item.Bool(rapid.Bool().Draw(t, "bool"))
	case 3:
		return item.Null
	case 4:
		return item.Set(item.SS, rapid.SliceOfN(rapid.Custom(drawString), 1, 3).Draw(t, "strings"))
	case 5:
		return item.Set(item.NS, rapid.SliceOfN(rapid.Custom(drawNumber), 1, 3).Draw(t, "numbers"))
	case 6:
		return item.List(drawValues(t, depth-1))
	default:
		return item.Map(drawAttributes(t, []string{"x", "y", `"`}, depth-1))
	}
}

// drawOrdered draws what < takes from a request.
func drawOrdered(t *rapid.T) item.Value {
	if rapid.Bool().Draw(t, "text") {
		return drawString(t)
	}
	return drawNumber(t)
}

func drawString(t *rapid.T) item.Value {
	return item.String(rapid.SampledFrom([]string{"", "a", "ab", "b", `"`, "é😀"}).Draw(t, "string"))
}

func drawNumber(t *rapid.T) item.Value {
	n, _ := item.ParseNumber(rapid.SampledFrom([]string{"0", "1", "-1", "2", "0.5", "9e37", "1e-130"}).Draw(t, "number"))
	return item.FromNumber(n)
}

func drawValues(t *rapid.T, depth int) []item.Value {
	list := make([]item.Value, rapid.IntRange(0, 3).Draw(t, "elements"))
	for i := range list {
		list[i] = drawValue(t, depth)
	}
	return list
}

func drawAttributes(t *rapid.T, names []string, depth int) []item.Attribute {
	var list []item.Attribute
	for _, name := range names {
		if rapid.Bool().Draw(t, "has "+name) {
			list = append(list, item.Attribute{Name: name, Value: drawValue(t, depth)})
		}
	}
	return list
}

// drawItem draws an item whose m is a map and whose l is a list if they are there.
func drawItem(t *rapid.T) item.Item {
	it := item.New(drawAttributes(t, []string{"a", "b", "c"}, 2))
	it = it.With("m", item.Map(drawAttributes(t, []string{"x", "y"}, 1)))
	return it.With("l", item.List(drawValues(t, 1)))
}

// A writer makes up expressions and the values in them.
type writer struct {
	*rapid.T
	scope *Scope
}

func newWriter(t *rapid.T) writer { return writer{t, &Scope{Values: map[string]item.Value{}}} }

// value adds a value to the scope and is its placeholder.
func (w writer) value(v item.Value) string {
	placeholder := fmt.Sprintf(":v%02d", len(w.scope.Values))
	w.scope.Values[placeholder] = v
	return placeholder
}

func (w writer) of(choices ...string) string { return rapid.SampledFrom(choices).Draw(w.T, "choice") }

func (w writer) path() string {
	return w.of("a", "b", "c", "m", "m.x", "m.y", "l", "l[0]", "l[1]", "gone.x")
}

func (w writer) operand() string { return w.value(drawValue(w.T, 1)) }

func (w writer) ordered() string { return w.value(drawOrdered(w.T)) }

func (w writer) predicate() string {
	p := w.path()
	switch w.of("=", "<", "BETWEEN", "IN", "exists", "type", "begins", "contains", "size") {
	case "=":
		return p + w.of(" = ", " <> ") + w.operand()
	case "<":
		return p + w.of(" < ", " <= ", " > ", " >= ") + w.ordered()
	case "BETWEEN":
		v := drawOrdered(w.T)
		return p + " BETWEEN " + w.value(v) + " AND " + w.value(v)
	case "IN":
		return p + " IN (" + w.operand() + ", " + w.operand() + ")"
	case "exists":
		return w.of("attribute_exists(", "attribute_not_exists(") + p + ")"
	case "type":
		return "attribute_type(" + p + ", " + w.value(item.String(w.of("S", "N", "L", "SS"))) + ")"
	case "begins":
		return "begins_with(" + p + ", " + w.value(drawString(w.T)) + ")"
	case "contains":
		return "contains(" + p + ", " + w.operand() + ")"
	default:
		return "size(" + p + ") " + w.of("= ", "< ") + w.value(drawNumber(w.T))
	}
}

func (w writer) condition() string {
	return w.of("", "NOT ") + w.predicate() + w.of(" AND ", " OR ") + "(" + w.predicate() + w.of(" AND NOT ", " OR ") + w.predicate() + ")"
}

func (w writer) compile(text string) *Condition {
	c, err := conditionOf(ConditionExpression, text, w.scope)
	if err != nil {
		w.Fatalf("%s: %v", text, err)
	}
	return c
}

func TestNotInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, it := newWriter(t), drawItem(t)
		text := w.condition()
		if w.compile(text).Holds(it) == w.compile("NOT ("+text+")").Holds(it) {
			t.Fatalf("%s and its negation agree on %s", text, it.JSON())
		}
	})
}

// The two grammars make one condition: with ? for every value, PartiQL judges every item alike.
func TestWhereEqualsCondition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, it := newWriter(t), drawItem(t)
		text := w.condition()
		statement, parameters := "SELECT * FROM t WHERE "+text, &Scope{}
		for i := range len(w.scope.Values) {
			placeholder := fmt.Sprintf(":v%02d", i)
			statement = strings.Replace(statement, placeholder, "?", 1)
			parameters.Parameters = append(parameters.Parameters, w.scope.Values[placeholder])
		}
		where, err := CompileCondition(Where, selectOf(t, statement).Where, parameters)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		if where.Holds(it) != w.compile(text).Holds(it) {
			t.Fatalf("%s and %s disagree on %s", text, statement, it.JSON())
		}
	})
}

// update makes up an update of some of these targets, which are disjoint.
func (w writer) update() string {
	var text string
	for _, target := range rapid.Permutation([]string{"a", "b", "m.x", "m.y", "l[0]", "l[2]"}).Draw(w.T, "targets")[:3] {
		text += w.of("SET ", "REMOVE ", "ADD ", "DELETE ") + target + "\n"
	}
	sections := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		keyword, target, _ := strings.Cut(line, " ")
		sections[keyword] = append(sections[keyword], target+w.written(keyword))
	}
	text = ""
	for _, keyword := range []string{"REMOVE", "SET", "DELETE", "ADD"} {
		if clauses := sections[keyword]; clauses != nil {
			text += keyword + " " + strings.Join(clauses, ", ") + " "
		}
	}
	return text
}

// written is what follows the target in a section.
func (w writer) written(keyword string) string {
	set := w.value(item.Set(item.SS, []item.Value{drawString(w.T)}))
	switch keyword {
	case "SET":
		return " = " + w.of(w.operand(), w.path(), w.path()+" + "+w.value(drawNumber(w.T)),
			"if_not_exists("+w.path()+", "+w.operand()+")", "list_append(l, "+w.path()+")")
	case "ADD":
		return " " + w.of(set, w.value(drawNumber(w.T)))
	case "DELETE":
		return " " + set
	}
	return ""
}

// What an update may do to an item, whatever it says.
func TestUpdateLaws(t *testing.T) {
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		w, old := newWriter(t), drawItem(t)
		text := w.update()
		u, err := updateOf(text, w.scope)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		next, err := u.Apply(old)
		if err != nil {
			return
		}
		applied++
		if again, bad, err := item.NewReader(next.JSON()).Item(); again != next {
			t.Fatalf("%s makes %s, which is not canonical: %v %v", text, next.JSON(), bad, err)
		}
		for _, a := range slices.Concat(old.Attributes(), next.Attributes()) {
			if !slices.Contains(u.Targets(), a.Name) && old.Get(a.Name) != next.Get(a.Name) {
				t.Fatalf("%s changes %s", text, a.Name)
			}
		}
		for _, it := range []item.Item{old, next} {
			checkTouched(t, u, it)
		}
	})
	if applied == 0 {
		t.Error("no update was ever applied")
	}
}

// checkTouched: what the targets lead to is in the touched item as it is in the whole one, and nothing else.
func checkTouched(t *rapid.T, u *Update, it item.Item) {
	touched := u.Touched(it)
	for _, p := range u.targets {
		if !p[len(p)-1].isIndex && p.of(view{item: touched}) != p.of(view{item: it}) {
			t.Fatalf("%s of %s is missing in %s", p, it.JSON(), touched.JSON())
		}
	}
	for _, a := range touched.Attributes() {
		if !slices.Contains(u.Targets(), a.Name) {
			t.Fatalf("%s was not touched", a.Name)
		}
	}
}

// forgetful is a condition without its memory.
func forgetful(c *Condition) *Condition {
	if r, ok := c.test.(*remembering); ok {
		return &Condition{r.test, c.uses}
	}
	return c
}

// What a condition notes about long values changes no answer, whichever items it sees one after the other.
func TestMemoryChangesNoAnswer(t *testing.T) {
	padding := item.String(strings.Repeat("é\"", long))
	rapid.Check(t, func(t *rapid.T) {
		w := newWriter(t)
		text := w.condition() + " OR " + w.condition() + " OR contains(l, :pad) AND m.x = l[1] AND size(a) = size(s)"
		w.scope.Values[":pad"] = padding
		c := w.compile(text)
		for range 3 {
			it := drawItem(t)
			it = it.With("m", item.Map(append(drawAttributes(t, []string{"x", "y"}, 1), item.Attribute{Name: "pad", Value: padding})))
			it = it.With("l", item.List(append(drawValues(t, 1), padding))).With("s", padding)
			if c.Holds(it) != forgetful(c).Holds(it) {
				t.Fatalf("%s", text)
			}
		}
	})
}

func TestProjectionOfAllNamesIsTheItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := drawItem(t)
		s, list := &Scope{Names: map[string]string{}}, []string{}
		for i, a := range it.Attributes() {
			placeholder := fmt.Sprintf("#n%d", i)
			s.Names[placeholder] = a.Name
			list = append(list, placeholder)
		}
		p, err := projectionOf(strings.Join(rapid.Permutation(list).Draw(t, "order"), ","), s)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Of(it); got != it {
			t.Fatalf("got %s of %s", got.JSON(), it.JSON())
		}
	})
}

// No text does more than fail to compile, no compiled text does more than fail on an item.
func FuzzExpression(f *testing.F) {
	const it = `{"a":{"S":"x"},"l":{"L":[{"N":"1"}]},"m":{"M":{"x":{"SS":["a"]}}}}`
	for _, text := range []string{
		"a = :1 AND NOT (size(l) > :a OR contains(m.x, :a))", "a BETWEEN :1 AND :2 OR l[0] IN (:1, a)", "attribute_type(#a, :S)", "begins_with(a, :ab)",
		"a, l[0].x, m.x", "SET a = if_not_exists(a, :1) + :2, l[3] = list_append(l, :empty) REMOVE m.x", "ADD a :1, m.x :set_a", "DELETE m.x :set_ab",
		"SELECT m.x, l[0] FROM t WHERE a IS NOT MISSING AND (a = 'x') = true AND l IN [[1], ?]", "INSERT INTO t VALUE {'a': ?, 'b': <<1, 2>>, 'c': [{'d': null}]}",
		"UPDATE t SET m.x = set_add(m.x, <<'b'>>), l = list_append(l, [?]) REMOVE a WHERE a = 1", "REMOVE l[0], l[2], m.x SET l[1] = l[0], b = m.x",
	} {
		f.Add(text, it)
	}
	f.Fuzz(func(t *testing.T, text, json string) {
		it, bad, err := item.NewReader(json).Item()
		if bad != nil || err != nil {
			return
		}
		for _, kind := range []Kind{ConditionExpression, FilterExpression} {
			if c, err := conditionOf(kind, text, testScope(t)); err == nil && c.Holds(it) != forgetful(c).Holds(it) {
				t.Fatalf("%s: what is noted of %s is wrong", text, json)
			}
		}
		_, _ = keyConditionOf(text, testScope(t), []KeyAttribute{{"a", item.S}}, []KeyAttribute{{"b", item.N}})
		if p, err := projectionOf(text, testScope(t)); err == nil {
			p.Of(it)
		}
		if u, err := updateOf(text, testScope(t)); err == nil {
			fuzzUpdate(t, u, it)
		}
		fuzzStatement(t, text, testScope(t), it)
	})
}

func fuzzUpdate(t *testing.T, u *Update, it item.Item) {
	next, err := u.Apply(it)
	if err != nil {
		return
	}
	if again, bad, err := item.NewReader(next.JSON()).Item(); again != next {
		t.Fatalf("%s is not canonical: %v %v", next.JSON(), bad, err)
	}
	if again, err := u.Apply(it); err != nil || again != next {
		t.Fatalf("applied twice: %q, then %q (%v)", next, again, err)
	}
	u.Touched(next)
}

func fuzzStatement(t *testing.T, text string, s *Scope, it item.Item) {
	s.Parameters = []item.Value{item.Null, item.String("a")}
	tree, err := parser.ParseStatement(text)
	switch {
	case err != nil:
	case tree.Insert != nil:
		_, _ = CompileItem(tree.Insert.Value, s)
		_, _ = CompileLiteral(tree.Insert.Value, s)
	case tree.Select != nil:
		if c, err := CompileCondition(Where, tree.Select.Where, s); err == nil {
			c.Holds(it)
		}
		if p, err := CompileColumns(tree.Select.Columns, s); err == nil {
			p.Of(it)
		}
	case tree.Update != nil:
		if u, err := CompileActions(tree.Update, s); err == nil {
			fuzzUpdate(t, u, it)
		}
	}
}
