package item_test

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"ringside/engine/item"
)

// One row per JSON value and method: what it reads as, or what the Reader says instead.
func TestReaderScalars(t *testing.T) {
	str := func(r *item.Reader) (any, error) { return r.String() }
	boolean := func(r *item.Reader) (any, error) { return r.Bool() }
	integer := func(r *item.Reader) (any, error) { return r.Int() }
	long := func(r *item.Reader) (any, error) { return r.Long() }
	raw := func(r *item.Reader) (any, error) { return r.Raw() }
	for _, test := range []struct {
		text string
		read func(*item.Reader) (any, error)
		want any
	}{
		{` "a\tb" `, str, "a\tb"},
		{`null`, str, ""},
		{`1`, str, "NUMBER_VALUE cannot be converted to String"},
		{`1e3`, str, "DECIMAL_VALUE cannot be converted to String"},
		{`false`, str, "FALSE_VALUE cannot be converted to String"},
		{`[1, {"a": null}]`, str, "Unrecognized collection type class java.lang.String"},
		{`true`, boolean, true},
		{`null`, boolean, false},
		{`"YES"`, boolean, true},
		{`"0"`, boolean, false},
		{`"x"`, boolean, "Unexpected token received from parser"},
		{`1.5`, boolean, "DECIMAL_VALUE cannot be converted to Boolean"},
		{`{}`, boolean, "Start of structure or map found where not expected"},
		{`12`, integer, int64(12)},
		{`-0`, integer, int64(0)},
		{`1.9`, integer, int64(1)},
		{`-1.1`, integer, int64(-2)},
		{`-0.5`, integer, int64(-1)},
		{`1.5e3`, integer, int64(1500)},
		{`9223372036854775808`, integer, int64(math.MaxInt64)},
		{`-1e100`, integer, int64(math.MinInt64)},
		{`null`, integer, int64(0)},
		{`"1"`, integer, "STRING_VALUE cannot be converted to Integer"},
		{`"1"`, long, "STRING_VALUE cannot be converted to Long"},
		{`true`, long, "TRUE_VALUE cannot be converted to Long"},
		{`[]`, long, "Unrecognized collection type class java.lang.Long"},
		{` {"a" : [1, "\u0041"]} `, raw, `{"a" : [1, "\u0041"]}`},
		{`-1.5e+10`, raw, "-1.5e+10"},
	} {
		got, err := test.read(item.NewReader(test.text))
		if wrong := (*item.TypeError)(nil); errors.As(err, &wrong) {
			got, err = wrong.Message, nil
		}
		if err != nil || got != test.want {
			t.Errorf("%s reads as %v (%v), want %v", test.text, got, err, test.want)
		}
	}
}

func TestReaderRefusesWhatIsNotJSON(t *testing.T) {
	for _, text := range []string{
		"", " ", "nul", "nulls", "tru", "truefalse", "+1", "01", "1.", ".5", "1e", "-", "0x1", "'a'", `"a`, "\"\n\"", "\"\x00\"", `"\`,
		`"\u12"`, `"\u12g4"`, `"\ud800"`, `"\ud800\u0041"`, `"\udc00"`, "\"\xff\"", "[", "[1", "[1,", "[,1]", "[1 2]", "]",
		"{", `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{,}`, `{"a" 1}`, `{1:2}`, `{"a":1]`, "1 2", "\ufeff1", "\u00a01",
	} {
		r := item.NewReader(text)
		err := r.Skip()
		if err == nil {
			err = r.End()
		}
		if !errors.Is(err, item.ErrSyntax) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestObjectGivesItsMembers(t *testing.T) {
	const text = `{"a": "1", "\u0062": {"x": null, "y": "2"}, "a": "3", "none": null, "list": ["4", null]}`
	var got []string
	var read func(name string) error
	r := item.NewReader(text)
	note := func(name string) error {
		s, err := r.String()
		got = append(got, name+"="+s)
		return err
	}
	read = func(name string) error {
		switch name {
		case "b":
			return r.Map("String", note)
		case "list":
			return r.Array(func(i int) error { return note(fmt.Sprint(i)) })
		}
		return note(name)
	}
	if err := errors.Join(r.Object(read), r.End()); err != nil {
		t.Fatal(err)
	}
	if want := "a=1 y=2 a=3 0=4 1="; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What stands in a structure's place is named by where that is.
func TestMisplacedStructures(t *testing.T) {
	nothing := func(string) error { return nil }
	structure := func(r *item.Reader) error { return r.Structure("KeySchemaElement", nothing) }
	for _, test := range []struct {
		text string
		read func(*item.Reader) error
		want string
	}{
		{`"x"`, structure, "Unexpected field type"},
		{`[]`, structure, "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement"},
		{`{}`, structure, ""},
		{`null`, structure, ""},
		{`[1]`, func(r *item.Reader) error {
			return r.Array(func(int) error { return structure(r) })
		}, "Unexpected value type in payload"},
		{`{"a": {"b": 1}}`, func(r *item.Reader) error {
			return r.Map("AttributeValue", func(string) error {
				return r.Object(func(string) error { return structure(r) })
			})
		}, "Unexpected field type"},
		{`[]`, func(r *item.Reader) error { return r.Map("String", nothing) },
			"Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>"},
		{`[]`, func(r *item.Reader) error { return r.Object(nothing) }, "Unexpected field type"},
		{`{}`, func(r *item.Reader) error { return r.Array(nil) }, "Start of structure or map found where not expected"},
		{`"x"`, func(r *item.Reader) error { return r.Array(nil) }, "Unexpected field type"},
	} {
		got := ""
		if err := test.read(item.NewReader(test.text)); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}

func nest(open string, depth int, inside, closing string) string {
	return strings.Repeat(open, depth) + inside + strings.Repeat(closing, depth)
}

func TestDepth(t *testing.T) {
	for name, wrap := range map[string][2]string{"list": {`{"L":[`, `]}`}, "map": {`{"M":{"a":`, `}}`}} {
		for depth, want := range map[int]string{0: "", 31: "", 32: "fault", 100: "fault", 120: "fault", 130: "syntax", 1e6: "syntax"} {
			text := nest(wrap[0], depth, `{"S":"x"}`, wrap[1])
			v, fault, err := item.NewReader(text).Value()
			got := ""
			switch {
			case errors.Is(err, item.ErrSyntax):
				got = "syntax"
			case fault != nil && fault.Kind == item.FaultNesting:
				got = "fault"
			case v.Depth() != depth:
				t.Errorf("%d %ss: depth %d", depth, name, v.Depth())
			}
			if got != want {
				t.Errorf("%d %ss: %q, want %q (%v, %v)", depth, name, got, want, fault, err)
			}
		}
	}
}

func TestEmptyContainersCountAsDepth(t *testing.T) {
	for depth, want := range map[int]bool{31: true, 32: false} {
		_, fault, err := item.NewReader(nest(`{"L":[`, depth-1, `{"M":{}}`, `]}`)).Value()
		if err != nil || (fault == nil) != want {
			t.Errorf("%d: %v, %v", depth, fault, err)
		}
	}
}

// Of several faults the first in the body is told, but for these: an item's own names come before its
// values, and the depth of its values before what they hold.
func TestGraverFaults(t *testing.T) {
	deep := `"deep":` + nest(`{"L":[`, 32, "", `]}`)
	const bad, inner, own = `"bad":{"N":"one"}`, `"inner":{"M":{"":{"S":"x"}}}`, `"":{"S":"x"}`
	for _, test := range []struct {
		members []string
		want    item.FaultKind
	}{
		{[]string{bad, inner}, item.FaultNumber},
		{[]string{inner, bad}, item.FaultEmptyName},
		{[]string{bad, inner, deep}, item.FaultNesting},
		{[]string{deep, bad}, item.FaultNesting},
		{[]string{deep, bad, own}, item.FaultEmptyName},
		{[]string{own, deep}, item.FaultEmptyName},
	} {
		_, fault, err := item.NewReader("{" + strings.Join(test.members, ",") + "}").Item()
		if err != nil || fault == nil || fault.Kind != test.want {
			t.Errorf("%.80s: %v, %v", test.members, fault, err)
		}
	}
	_, fault, err := item.NewReader(`{"L":[{"N":"one"},{"M":{` + deep + `}}]}`).Value()
	if err != nil || fault == nil || fault.Kind != item.FaultNesting {
		t.Errorf("in a list: %v, %v", fault, err)
	}
}

// Beyond 64 KB the offsets are wider.
func TestLargeItems(t *testing.T) {
	for _, bytes := range []int{0, 65000, 65535, 65536, 1 << 20} {
		long := item.String(strings.Repeat("é", bytes/2))
		it := read(t, `{"z":{"N":"1"},"m":`+string(long)+`,"a":{"N":"2"}}`)
		if it.Get("z") != `{"N":"1"}` || it.Get("m") != long || it.Get("a") != `{"N":"2"}` || it.Get("b") != "" {
			t.Errorf("%d bytes: lost an attribute", bytes)
		}
		if want := bytes/2*2 + 3 + 4; it.Size() != want {
			t.Errorf("%d bytes: size %d, want %d", bytes, it.Size(), want)
		}
	}
}

// What is sorted while it is read is what sorts of itself when it is built.
func TestManyMembersAreSorted(t *testing.T) {
	const n = 1009 // a prime, so 97*i%n meets all
	beginnings := []string{"", "a long beginning ", "\n\n\n\n\n\n\n\n", "é"}
	for set, member := range map[item.Type]func(i int) item.Value{
		item.SS: func(i int) item.Value { return item.String(beginnings[i%4] + strconv.Itoa(i)) },
		item.NS: func(i int) item.Value { return item.FromNumber(number(t, fmt.Sprintf("%d.%d1", i%10-5, i))) },
		item.BS: func(i int) item.Value { return item.Binary([]byte(beginnings[i%4] + strconv.Itoa(i))) },
	} {
		var members []item.Value
		var texts, fields []string
		var built []item.Attribute
		for i := range n {
			m := member(97 * i % n)
			text := string(m[len(`{"S":`) : len(m)-1])
			members, texts = append(members, m), append(texts, text)
			fields = append(fields, text+`:{"NULL":true}`)
			built = append(built, item.Attribute{Name: m.Text(), Value: m})
		}
		got := read(t, `{"s":{"`+set.String()+`":[`+strings.Join(texts, ",")+`]}}`).Get("s")
		if got != item.Set(set, members) {
			t.Errorf("%s: %s", set, got)
		}
		for i := range texts {
			fields = append(fields, texts[i]+":"+string(members[i])) // the last of a name counts
		}
		if got := read(t, "{"+strings.Join(fields, ",")+"}"); set == item.SS && got != item.New(built) {
			t.Errorf("%s", got)
		}
	}
}

func TestAttributeNamesHaveALimit(t *testing.T) {
	for length, want := range map[int]bool{1: true, 65535: true, 65536: false} {
		_, fault, err := item.NewReader(`{"` + strings.Repeat("n", length) + `":{"S":"x"}}`).Item()
		if err != nil || (fault == nil) != want {
			t.Errorf("%d bytes: %v, %v", length, fault, err)
		}
	}
}

// A Reader gives one value after the other, and starts afresh when it is reset.
func TestReaderIsUsedAgain(t *testing.T) {
	r := item.NewReader(`[{"SS":["b","\u0022"]}, {"M":{"b":{"S":"x"},"a":{"S":"y"}}}]`)
	var got []string
	element := func(int) error {
		v, _, err := r.Value()
		got = append(got, string(v))
		return err
	}
	if err := r.Array(element); err != nil {
		t.Fatal(err)
	}
	r.Reset(`[{"N":"1"}`)
	if err := r.Array(element); !errors.Is(err, item.ErrSyntax) {
		t.Error(err)
	}
	r.Reset(`[{"N":"2"}]`)
	if err := r.Array(element); err != nil {
		t.Error(err)
	}
	want := `{"SS":["\"","b"]} {"M":{"a":{"S":"y"},"b":{"S":"x"}}} {"N":"1"} {"N":"2"}`
	if strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
