package scenario

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkGrade is a click on Check: a step with three variants of 10,000 items. Cold is
// the first one, which loads the data and its variants.
func BenchmarkGrade(b *testing.B) {
	in := submission{name: "l.md", text: benchLesson, data: ordersJSON(10_000)}
	warm := &Classroom{}
	for _, step := range []string{"query", "scan", "write"} {
		body := gradeBody(in, step, solutionOf(b, in, step))
		b.Run(step, func(b *testing.B) {
			mustPass(b, warm, body)
			for b.Loop() {
				mustPass(b, warm, body)
			}
		})
	}
	b.Run("cold", func(b *testing.B) {
		body := gradeBody(in, "query", solutionOf(b, in, "query"))
		for b.Loop() {
			mustPass(b, &Classroom{}, body)
		}
	})
}

func solutionOf(b *testing.B, in submission, step string) string {
	s, _ := ReadLesson(in.name, in.text).step(step)
	if s == nil {
		b.Fatal("no step " + step)
	}
	return s.solution.text()
}

func mustPass(b *testing.B, c *Classroom, body string) {
	if _, answer := c.Grade(body); !strings.HasPrefix(string(answer), `{"Passed":true`) {
		b.Fatal(string(answer))
	}
}

// gradeBody returns the body of a Grade of one statement.
func gradeBody(in submission, step, attempt string) string {
	var w writer
	w.open('{')
	w.name("Name").text(in.name)
	w.name("Text").text(in.text)
	w.name("Data").text(in.data)
	w.name("Step").text(step)
	w.name("Attempt").texts([]string{attempt})
	w.close('}')
	return string(w.buffer)
}

// ordersJSON returns a data set of orders by 500 customers.
func ordersJSON(items int) string {
	var b strings.Builder
	b.WriteString(`{"table":{"TableName":"Shop","AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},` +
		`{"AttributeName":"SK","AttributeType":"S"}],"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},` +
		`{"AttributeName":"SK","KeyType":"RANGE"}],"BillingMode":"PAY_PER_REQUEST"},"items":[`)
	for i := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"PK":{"S":"CUSTOMER#%d"},"SK":{"S":"ORDER#%06d"},"Status":{"S":"S%d"},"Total":{"N":"%d"},`+
			`"Placed":{"S":"2026-%02d-%02d"},"Note":{"S":"Leave it with the neighbour on the ground floor if nobody answers the bell."}}`,
			i%500, i, i%7, i%997, i%12+1, i%28+1)
	}
	b.WriteString("]}")
	return b.String()
}

const benchLesson = "---\nringside: 1\ntitle: Bench\ndata: x.json\nengine: partitions=8 degree=32\n---\n" +
	"## Query {#query}\n```partiql solution\nSELECT * FROM \"Shop\" WHERE PK = 'CUSTOMER#7' AND begins_with(SK, 'ORDER#')\n```\n" +
	"```check\noperation = Query\npartitions_read = 1\nrows = solution any order\nread_ratio >= 0.9\nunits <= solution\nvariants 3\n```\n" +
	"## Scan {#scan}\n```partiql solution\nSELECT * FROM \"Shop\" WHERE Total >= 0\n```\n" +
	"```check\nrows = solution any order\nvariants 3\n```\n" +
	"## Write {#write}\n```partiql solution\nINSERT INTO \"Shop\" VALUE {'PK': 'CUSTOMER#7', 'SK': 'ORDER#x'}\n```\n" +
	"```check\ntable = solution\nvariants 3\n```\n"
