package expression

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"ringside/engine/item"
	"ringside/parser"
)

// The largest that an item can be, in shapes that ask most of whoever reads it: text outgrows what it measures, a list
// of empty texts nine times.
var worstItems = map[string]func() []item.Attribute{
	"list": func() []item.Attribute {
		list := make([]item.Value, 400_000)
		for i := range list {
			list[i] = item.String("")
		}
		return []item.Attribute{{Name: "l", Value: item.List(list)}}
	},
	"map": func() []item.Attribute {
		fields := make([]item.Attribute, 60_000)
		for i := range fields {
			fields[i] = item.Attribute{Name: fmt.Sprintf("%05d", i), Value: item.Null}
		}
		return []item.Attribute{{Name: "m", Value: item.Map(fields)}}
	},
	"set": func() []item.Attribute {
		members := make([]item.Value, 100_000)
		for i := range members {
			members[i] = item.String(strconv.FormatInt(int64(i+50_000), 36))
		}
		return []item.Attribute{{Name: "ss", Value: item.Set(item.SS, members)}}
	},
	"attributes": func() []item.Attribute {
		attributes := make([]item.Attribute, 60_000)
		for i := range attributes {
			attributes[i] = item.Attribute{Name: fmt.Sprintf("a%05d", i), Value: item.Null}
		}
		return attributes
	},
	"text": func() []item.Attribute {
		return []item.Attribute{{Name: "s", Value: item.String(strings.Repeat("a", 409_000))}}
	},
	"deep": func() []item.Attribute {
		v := item.String(strings.Repeat("a", 409_000))
		for range item.MaxDepth {
			v = item.List([]item.Value{v})
		}
		return []item.Attribute{{Name: "d", Value: v}}
	},
}

// repeated is an expression that fills the 4,096 bytes as far as 300 operators let it.
func repeated(clause func(i int) string, separator string, most int) string {
	var b strings.Builder
	for i := range most {
		next := clause(i)
		if b.Len()+len(separator)+len(next) > 4096 {
			break
		}
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(next)
	}
	return b.String()
}

// BenchmarkWorstCondition measures conditions that do not hold, and so are judged to their end.
func BenchmarkWorstCondition(b *testing.B) {
	for _, c := range []struct {
		name, item string
		clause     func(i int) string
		most       int
	}{
		{"index", "list", func(i int) string { return fmt.Sprintf("l[%d] = :x", 399_999-i) }, 150},
		{"field", "map", func(i int) string { return fmt.Sprintf("m.#%d = :x", i) }, 150},
		{"attribute", "attributes", func(i int) string { return fmt.Sprintf("#%d = :x", i) }, 150},
		{"contains_list", "list", func(int) string { return "contains(l,:x)" }, 150},
		{"contains_set", "set", func(int) string { return "contains(#ss,:x)" }, 150},
		{"contains_text", "text", func(int) string { return "contains(s,:aab)" }, 150},
		{"size_list", "list", func(int) string { return "size(l)=:x" }, 100},
		{"size_text", "text", func(int) string { return "size(s)=:x" }, 100},
		{"less_text", "text", func(int) string { return "s<:aa" }, 150},
		{"in", "text", func(int) string { return "s IN (" + strings.Repeat(":aa,", 97) + ":aa)" }, 10},
		{"deep", "deep", func(int) string { return "d" + strings.Repeat("[0]", 31) + "=:x" }, 36},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := worstScope()
			text := repeated(c.clause, " OR ", c.most)
			condition, err := conditionOf(FilterExpression, text, s)
			if err != nil {
				b.Fatal(err)
			}
			it := item.New(worstItems[c.item]())
			for b.Loop() {
				if condition.Holds(it) {
					b.Fatal("holds")
				}
			}
		})
	}
}

func worstScope() *Scope {
	long := strings.Repeat("a", 408_999)
	s := &Scope{Names: map[string]string{"#ss": "ss"}, Values: map[string]item.Value{
		":x": item.String("x"), ":n": "{\"N\":\"1\"}", ":aa": item.String(long + "0"), ":aab": item.String(strings.Repeat("a", 1000) + "b"),
		":set": item.New(worstItems["set"]()).Get("ss"), ":one": item.Set(item.SS, []item.Value{item.String("x")}),
		":l": item.List([]item.Value{item.String("x")}),
	}}
	for i := range 2000 {
		s.Names[fmt.Sprintf("#%d", i)] = fmt.Sprintf("%05d", 59_999-i)
	}
	return s
}

// BenchmarkWorstUpdate measures what updates make of large items.
func BenchmarkWorstUpdate(b *testing.B) {
	for _, c := range []struct{ name, item, update string }{
		{"set_small", "list", "SET a = :x"},
		{"set_many", "attributes", "SET " + repeated(func(i int) string { return fmt.Sprintf("#%d=:x", i) }, ",", 2000)},
		{"remove_many", "attributes", "REMOVE " + repeated(func(i int) string { return fmt.Sprintf("a%05d", i*40) }, ",", 2000)},
		{"index_set", "list", "SET " + repeated(func(i int) string { return fmt.Sprintf("l[%d]=:x", 399_999-i) }, ",", 2000)},
		{"index_remove", "list", "REMOVE " + repeated(func(i int) string { return fmt.Sprintf("l[%d]", 399_999-i) }, ",", 2000)},
		{"index_read", "list", "SET " + repeated(func(i int) string { return fmt.Sprintf("#%d=l[%d]", i, 399_999-i) }, ",", 2000)},
		{"field_set", "map", "SET " + repeated(func(i int) string { return fmt.Sprintf("m.#%d=:x", i) }, ",", 2000)},
		{"field_read", "map", "SET " + repeated(func(i int) string { return fmt.Sprintf("#%d=m.#%d", i, i) }, ",", 2000)},
		{"list_append", "list", "SET l = list_append(l, :l)"},
		{"add_one", "set", "ADD #ss :one"},
		{"add_set", "set", "ADD #ss :set"},
		{"delete_one", "set", "DELETE #ss :one"},
		{"delete_set", "set", "DELETE #ss :set"},
		{"deep", "deep", "SET d" + strings.Repeat("[0]", 31) + " = :x"},
	} {
		b.Run(c.name, func(b *testing.B) {
			update, err := updateOf(c.update, worstScope())
			if err != nil {
				b.Fatal(err)
			}
			it := item.New(worstItems[c.item]())
			for b.Loop() {
				next, err := update.Apply(it)
				if err != nil {
					b.Fatal(err)
				}
				update.Touched(next)
			}
		})
	}
}

// BenchmarkWorstProjection measures projections of as many paths as there is room for.
func BenchmarkWorstProjection(b *testing.B) {
	for _, c := range []struct{ name, item, projection string }{
		{"attributes", "attributes", repeated(func(i int) string { return fmt.Sprintf("a%05d", i*40) }, ",", 2000)},
		{"index", "list", repeated(func(i int) string { return fmt.Sprintf("l[%d]", 399_999-i) }, ",", 2000)},
		{"field", "map", repeated(func(i int) string { return fmt.Sprintf("m.#%d", i) }, ",", 2000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			p, err := projectionOf(c.projection, worstScope())
			if err != nil {
				b.Fatal(err)
			}
			it := item.New(worstItems[c.item]())
			for b.Loop() {
				p.Of(it)
			}
		})
	}
}

// BenchmarkWorstCompile measures what 4,096 bytes take to parse and to compile.
func BenchmarkWorstCompile(b *testing.B) {
	short := func(i int) string {
		return string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
	}
	projection := repeated(short, ",", 2000)
	update := "REMOVE " + repeated(short, ",", 2000)
	indexes := repeated(func(i int) string { return fmt.Sprintf("a[%d]", i) }, ",", 2000)
	condition := repeated(func(i int) string { return short(i) + "=:x" }, " OR ", 150)
	clash := projection[:len(projection)-3] + projection[len(projection)-7:len(projection)-4]
	b.Run("projection/parse", func(b *testing.B) {
		for b.Loop() {
			_, _ = parser.ParseProjection(projection)
		}
	})
	for name, text := range map[string]string{"projection": projection, "indexes": indexes, "clash": clash} {
		tree, err := parser.ParseProjection(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			s := worstScope()
			for b.Loop() {
				if _, err := CompileProjection(tree, s); (err != nil) != (name == "clash") {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("update/parse", func(b *testing.B) {
		for b.Loop() {
			_, _ = parser.ParseUpdate(update)
		}
	})
	b.Run("update", func(b *testing.B) {
		tree, _ := parser.ParseUpdate(update)
		s := worstScope()
		for b.Loop() {
			u, err := CompileUpdate(tree, s)
			if err != nil {
				b.Fatal(err)
			}
			u.Targets()
		}
	})
	b.Run("condition/parse", func(b *testing.B) {
		for b.Loop() {
			_, _ = parser.ParseCondition(condition)
		}
	})
	b.Run("condition", func(b *testing.B) {
		tree, _ := parser.ParseCondition(condition)
		s := worstScope()
		for b.Loop() {
			c, err := CompileCondition(FilterExpression, tree, s)
			if err != nil {
				b.Fatal(err)
			}
			c.TopLevel()
		}
	})
}
