package operation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"
)

// Each block is a script; below the dashes is what each part is sent as, or why it can't be read.
func TestReadScript(t *testing.T) {
	datadriven.RunTest(t, "testdata/script.txt", func(t *testing.T, d *datadriven.TestData) string {
		var b strings.Builder
		for _, p := range ReadScript(d.Input) {
			if d.Cmd == "strong" {
				p.Strengthen(d.Input)
			}
			if p.Fault != nil {
				f := p.Fault
				fmt.Fprintf(&b, "%s: %s. %s\n", d.Input[f.From:f.To], f.What, f.Mend)
				continue
			}
			if !isJSON(p.Body) {
				t.Errorf("%s: not JSON: %s", d.Pos, p.Body)
			}
			_, operation, _ := strings.Cut(p.Target, ".")
			b.WriteString(operation + " " + p.Body + "\n")
		}
		return b.String()
	})
}

// Every operation can be asked for by its name, and goes to its target.
func TestOperationsHaveNames(t *testing.T) {
	for target := range operations {
		if _, name, _ := strings.Cut(target, "."); TargetOf(name) != target {
			t.Errorf("%s goes to %q", name, TargetOf(name))
		}
	}
}

// An item that is written in DynamoDB's own form is sent as it is, and one of plain values as what they stand for.
func TestItemsKeepTheirMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strict, plain := writtenObject(t, 3)
		for _, written := range []string{strict, plain} {
			p := ReadScript("PutItem {Item: " + written + "}")[0]
			if want := `{"Item":` + strict + "}"; p.Body != want {
				t.Fatalf("%s: got %s, want %s: %v", written, p.Body, want, p.Fault)
			}
		}
	})
}

// writtenObject draws attributes as DynamoDB has them and as plain JSON, which has more than one member, so that it can't be
// taken for an attribute value.
func writtenObject(t *rapid.T, depth int) (strict, plain string) {
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"S", "M", "Key", "Item", "a b", "é", ":v"}), 2, 4, rapid.ID).Draw(t, "names")
	for i, name := range names {
		s, p := writtenValue(t, depth)
		names[i] = quoted(name)
		strict += "," + names[i] + ":" + s
		plain += "," + names[i] + ":" + p
	}
	return "{" + strict[1:] + "}", "{" + plain[1:] + "}"
}

func writtenValue(t *rapid.T, depth int) (strict, plain string) {
	switch rapid.IntRange(0, 4+min(depth, 1)*2).Draw(t, "type") {
	case 0:
		text := quoted(rapid.StringOfN(rapid.RuneFrom([]rune("ab\"'\\\n\t{}é😀")), 0, 6, -1).Draw(t, "text"))
		return `{"S":` + text + "}", text
	case 1:
		n := rapid.StringMatching(`-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?`).Draw(t, "number")
		return `{"N":` + quoted(n) + "}", n
	case 2:
		return `{"BOOL":true}`, "true"
	case 3:
		return `{"NULL":true}`, "null"
	case 4:
		set := `{"NS":["1","2"]}`
		return set, set
	case 5:
		strict, plain = writtenObject(t, depth-1)
		return `{"M":` + strict + "}", plain
	}
	strict, plain = writtenValue(t, depth-1)
	return `{"L":[` + strict + "]}", "[" + plain + "]"
}

// FuzzExplainText explains any text at all: it is told of in JSON, and whatever can be sent is JSON as well.
func FuzzExplainText(f *testing.F) {
	for _, seed := range []string{
		"SELECT * FROM Shop; GetItem {TableName: \"Sho\\u0070\", Key: {PK: 'é', SK: {S: 1},}}\n\nUPDATE Shop SET a = 😀",
		"aws dynamodb update-item --key PK={S=a},SK=b --update-expression 'SET a = = b' \\\n --limit 3 --no-consistent-read --tags a=b,c",
		"ExecuteStatement {Statement: 'SELECT foo(a) FROM Shop', Parameters: [1, {N: 2}]}; Query {Limit: 'x'}; Getitem {}; {}; insert-item",
		"aws --region x dynamodb query --expression-attribute-values '{\":a\": [1, null, {\"L\": []}]}' --key-condition-expression \"PK = \\\"\" | jq",
	} {
		f.Add(seed)
	}
	d := shop(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		if got := say(d, ".Explain "+`{"ConsistentRead":true,"Text":`+quoted(text)+"}"); !strings.HasPrefix(got, `200 {"Parts":[`) || !isJSON(got[4:]) {
			t.Fatalf("%q: %s", text, got)
		}
		for _, p := range ReadScript(text) {
			if p.Strengthen(text); p.Fault == nil && !isJSON(p.Body) {
				t.Fatalf("%q: %s", text, p.Body)
			}
		}
	})
}
