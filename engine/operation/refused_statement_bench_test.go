package operation

import (
	"strings"
	"testing"
)

// BenchmarkStatementRefused measures the statements that cost most for nothing, from body to body.
func BenchmarkStatementRefused(b *testing.B) {
	for _, c := range []struct{ name, statement, message string }{
		{"8193_characters", strings.Repeat("x", maxStatement+1), "length less than or equal to 8192"},
		{"4000_parentheses", "SELECT * FROM Shop WHERE " + strings.Repeat("(", 4000), statementPrefix},
	} {
		b.Run(c.name, func(b *testing.B) {
			d, request := stocked(b), stated(c.statement, "")
			r := Request{Target: targetOf(request), Body: bodyOf(request)}
			b.ReportAllocs()
			for b.Loop() {
				if answer := d.Handle(r); answer.Status != 400 || !strings.Contains(string(answer.Body), c.message) {
					b.Fatal(string(answer.Body))
				}
			}
		})
	}
}
