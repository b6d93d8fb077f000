package scenario

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestLayout(t *testing.T) {
	long := strings.Repeat("x", 60)
	tests := []struct{ name, text, want string }{
		{"empty", `{}`, `{}`},
		{"short", `{"a":[1,2],"b":{"S":"x,:{"}}`, `{"a": [1, 2], "b": {"S": "x,:{"}}`},
		{"too long for a line", `{"Items":[{"a":"` + long + `"},{"b":"` + long + `"}],"Count":2}`, `{
  "Items": [
    {"a": "` + long + `"},
    {"b": "` + long + `"}
  ],
  "Count": 2
}`},
		{"not JSON", `oops`, `oops`},
	}
	for _, test := range tests {
		if got := layout(test.text); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestLayoutSaysTheSame holds that only blanks are added, and that a line is long only
// where a single value is.
func TestLayoutSaysTheSame(t *testing.T) {
	value := rapid.Deferred(func() *rapid.Generator[any] { return jsonValue(3) })
	rapid.Check(t, func(t *rapid.T) {
		compact, err := json.Marshal(value.Draw(t, "value"))
		if err != nil {
			t.Fatal(err)
		}
		laidOut := layout(string(compact))
		var again any
		if err := json.Unmarshal([]byte(laidOut), &again); err != nil {
			t.Fatalf("%s is laid out as %s: %v", compact, laidOut, err)
		}
		if back, _ := json.Marshal(again); string(back) != string(compact) {
			t.Fatalf("%s is laid out as %s", compact, laidOut)
		}
		for line := range strings.Lines(laidOut) {
			if utf8.RuneCountInString(line) > lineWidth+2 && strings.Count(line, `"`) > 6 {
				t.Fatalf("a line could be broken: %s", line)
			}
		}
	})
}

func jsonValue(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.StringN(0, 40, -1).AsAny(), rapid.Float64Range(-1e6, 1e6).AsAny(), rapid.Bool().AsAny(), rapid.Just(any(nil)),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	deeper := jsonValue(depth - 1)
	return rapid.OneOf(append(leaves,
		rapid.SliceOfN(deeper, 0, 5).AsAny(),
		rapid.MapOfN(rapid.StringN(0, 20, -1), deeper, 0, 5).AsAny())...)
}
