package expression

import (
	"testing"

	"ringside/engine/item"
	"ringside/parser"
)

// BenchmarkCompile measures what each request has to do for an expression whose tree is known.
func BenchmarkCompile(b *testing.B) {
	scope := func() *Scope {
		return &Scope{Names: map[string]string{"#s": "status"}, Values: map[string]item.Value{":t": `{"N":"1000"}`}}
	}
	b.Run("condition", func(b *testing.B) {
		tree, _ := parser.ParseCondition("attribute_not_exists(PK) OR price < :t")
		s := scope()
		b.ReportAllocs()
		for b.Loop() {
			s.usedValues = nil
			_, _ = CompileCondition(ConditionExpression, tree, s)
		}
	})
	b.Run("update", func(b *testing.B) {
		tree, _ := parser.ParseUpdate("SET price = price + :t")
		s := scope()
		b.ReportAllocs()
		for b.Loop() {
			s.usedValues = nil
			_, _ = CompileUpdate(tree, s)
		}
	})
	b.Run("projection", func(b *testing.B) {
		tree, _ := parser.ParseProjection("price, basket[0].sku, #s")
		s := scope()
		b.ReportAllocs()
		for b.Loop() {
			s.usedNames = nil
			_, _ = CompileProjection(tree, s)
		}
	})
}

// BenchmarkApply measures small updates of a small item.
func BenchmarkApply(b *testing.B) {
	it := readItem(b, `{"PK":{"S":"c1"},"SK":{"S":"o1"},"status":{"S":"OPEN"},"price":{"N":"129.90"},"basket":{"L":[{"M":{"sku":{"S":"lamp"},"n":{"N":"2"}}}]}}`)
	for name, text := range map[string]string{"set": "SET price = price + :1", "new": "SET other = :1", "nested": "SET basket[0].n = :1", "add": "ADD visits :1"} {
		b.Run(name, func(b *testing.B) {
			u, err := updateOf(text, testScope(b))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				_, _ = u.Apply(it)
			}
		})
	}
}
