package operation

import (
	"strings"
	"testing"
)

// An editor's text of 5 KB, explained as on each key that is pressed.
func BenchmarkExplainText(b *testing.B) {
	const part = "SELECT * FROM \"Shop\" WHERE PK = 'CUSTOMER#1' AND SK > 'a'; -- of one customer\n" +
		"GetItem {TableName: 'Shop', Key: {PK: 'CUSTOMER#1', SK: 'PROFILE'}, ProjectionExpression: 'a, b.c'}\n" +
		"aws dynamodb query --table-name Shop --key-condition-expression 'PK = :pk' --expression-attribute-values '{\":pk\": {\"S\": \"CUSTOMER#1\"}}'\n" +
		"SELECT * FROM Shop WHERE;\nQuery {TableName: 'Shop' Limit: 3}\n"
	d := shop(b)
	text := strings.Repeat(part, 5120/len(part)+1)
	b.ReportMetric(float64(len(text)), "B")
	for b.Loop() {
		var w writer
		if err := d.explainScript(text, false, &w); err != nil {
			b.Fatal(err)
		}
	}
}
