package operation

import (
	"strings"
	"testing"
)

// An editor's text, explained as on each key that is pressed: 5 KB of what people write, and 64 KB of what
// could take a time that grows with the square of its length.
func BenchmarkExplainText(b *testing.B) {
	const part = "SELECT * FROM \"Shop\" WHERE PK = 'CUSTOMER#1' AND SK > 'a'; -- of one customer\n" +
		"GetItem {TableName: 'Shop', Key: {PK: 'CUSTOMER#1', SK: 'PROFILE'}, ProjectionExpression: 'a, b.c'}\n" +
		"aws dynamodb query --table-name Shop --key-condition-expression 'PK = :pk' --expression-attribute-values '{\":pk\": {\"S\": \"CUSTOMER#1\"}}'\n" +
		"SELECT * FROM Shop WHERE;\nQuery {TableName: 'Shop' Limit: 3}\n"
	filled := func(part string, bytes int) string { return strings.Repeat(part, bytes/len(part)+1) }
	for _, c := range []struct{ name, text string }{
		{"usual", filled(part, 5<<10)},
		{"comments", filled("SELECT /*;\n", 64<<10)}, // that have no end
		{"word", filled("a", 64<<10)},
		{"quotes", filled("';\n'x\n\n", 64<<10)},
		{"requests", filled("GetItem {\n", 64<<10)},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := shop(b)
			b.ReportMetric(float64(len(c.text)), "B")
			for b.Loop() {
				var w writer
				if err := d.explainScript(c.text, false, &w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
