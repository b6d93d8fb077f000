package item_test

import (
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"

	"pgregory.net/rapid"

	"ringside/engine/item"
)

// What the properties draw: values, and many spellings of the same value.

var (
	anyText = rapid.StringOf(rapid.OneOf(
		rapid.RuneFrom([]rune("ab \"\\/\n\x00\x01é😀\u2028")), rapid.Rune()))
	anyBytes = rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]byte{0, 1, 0xFE, 0xFF, 'a'}), rapid.Byte()), 0, 6)
	anyNumber = rapid.Custom(func(t *rapid.T) item.Number {
		digits := rapid.StringMatching(`[1-9][0-9]{0,37}`).Draw(t, "digits")
		sign := rapid.SampledFrom([]string{"", "-"}).Draw(t, "sign")
		exponent := rapid.OneOf(rapid.IntRange(-4, 4), rapid.IntRange(-130, 125)).Draw(t, "exponent")
		if exponent+len(digits) > 126 {
			exponent = 126 - len(digits)
		}
		if rapid.IntRange(0, 20).Draw(t, "zero") == 0 {
			digits = "0"
		}
		return number(t, fmt.Sprintf("%s%se%d", sign, digits, exponent))
	})
)

type failer interface {
	Fatalf(format string, args ...any)
}

func number(t failer, text string) item.Number {
	n, fault := item.ParseNumber(text)
	if fault != nil {
		t.Fatalf("%s: %v", text, fault)
	}
	return n
}

func scalarOf(typ item.Type) *rapid.Generator[item.Value] {
	return rapid.Custom(func(t *rapid.T) item.Value {
		switch typ {
		case item.N:
			return item.FromNumber(anyNumber.Draw(t, "number"))
		case item.B:
			return item.Binary(anyBytes.Draw(t, "bytes"))
		}
		return item.String(anyText.Draw(t, "text"))
	})
}

// anyValue draws a value of any type that holds at most depth lists and maps.
func anyValue(depth int) *rapid.Generator[item.Value] {
	return rapid.Custom(func(t *rapid.T) item.Value {
		last := item.BS
		if depth > 0 {
			last = item.M
		}
		switch typ := item.Type(rapid.IntRange(int(item.S), int(last)).Draw(t, "type")); typ {
		case item.BOOL:
			return item.Bool(rapid.Bool().Draw(t, "bool"))
		case item.NULL:
			return item.Null
		case item.SS, item.NS, item.BS:
			return item.Set(typ, rapid.SliceOfN(scalarOf(typ-item.SS+item.S), 1, 4).Draw(t, "members"))
		case item.L:
			return item.List(rapid.SliceOfN(anyValue(depth-1), 0, 3).Draw(t, "elements"))
		case item.M:
			return item.Map(anyAttributes(depth-1).Draw(t, "fields"))
		default:
			return scalarOf(typ).Draw(t, "scalar")
		}
	})
}

// anyAttributes draws attributes with different names, in any order.
func anyAttributes(depth int) *rapid.Generator[[]item.Attribute] {
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) item.Attribute {
		name := anyText.Filter(func(s string) bool { return s != "" }).Draw(t, "name")
		return item.Attribute{Name: name, Value: anyValue(depth).Draw(t, "value")}
	}), 0, 5, func(a item.Attribute) string { return a.Name })
}

// spell writes a value as a client might: blanks, needless escapes, any order, numbers with
// exponents, members that mean nothing.
func spell(t *rapid.T, v item.Value) string {
	var payload string
	switch typ := v.Type(); typ {
	case item.S, item.B, item.N:
		payload = spellScalar(t, v)
	case item.BOOL, item.NULL:
		payload = fmt.Sprint(v != item.Bool(false))
	case item.M:
		payload = spellFields(t, v.Fields())
	default:
		var elements []string
		for e := range v.Elements() {
			if typ == item.L {
				elements = append(elements, spell(t, e))
			} else {
				elements = append(elements, spellScalar(t, e))
			}
		}
		if typ != item.L {
			elements = rapid.Permutation(elements).Draw(t, "order")
		}
		payload = join(t, "[", elements, "]")
	}
	members := []string{fmt.Sprintf("%q:%s%s", v.Type(), blank(t), payload)}
	if rapid.Bool().Draw(t, "noise") {
		members = append(members, `"S":null`, `"X":[{"a":-1.5e3}]`)
	}
	return join(t, "{", rapid.Permutation(members).Draw(t, "members"), "}")
}

func spellScalar(t *rapid.T, v item.Value) string {
	if v.Type() == item.N {
		return fmt.Sprintf(`"%s"`, spellNumber(t, v.Text()))
	}
	return spellText(t, v.Text())
}

// spellNumber moves the point and makes up for it in the exponent.
func spellNumber(t *rapid.T, digits string) string {
	if rapid.Bool().Draw(t, "plain") || digits == "0" {
		return digits
	}
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	return fmt.Sprintf("%s00.0%s%s0E+%d", sign, whole, fraction, len(whole)+1)
}

func spellText(t *rapid.T, s string) string {
	var out strings.Builder
	for _, c := range s {
		switch {
		case c < ' ' || c == '"' || c == '\\' || c < 0x10000 && rapid.Bool().Draw(t, "escape"):
			fmt.Fprintf(&out, `\u%04X`, c)
		default:
			out.WriteRune(c)
		}
	}
	return `"` + out.String() + `"`
}

func spellFields(t *rapid.T, fields func(func(string, item.Value) bool)) string {
	var members []string
	for name, v := range fields {
		members = append(members, spellText(t, name)+blank(t)+":"+spell(t, v))
	}
	return join(t, "{", rapid.Permutation(members).Draw(t, "order"), "}")
}

func join(t *rapid.T, open string, members []string, closing string) string {
	return open + blank(t) + strings.Join(members, blank(t)+","+blank(t)) + blank(t) + closing
}

func blank(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", " ", "\n\t\r "}).Draw(t, "blank")
}

// rebuild makes the value again from what its methods say.
func rebuild(v item.Value) item.Value {
	switch v.Type() {
	case item.S:
		return item.String(v.Text())
	case item.N:
		return item.FromNumber(v.Number())
	case item.B:
		return item.Binary(v.Bytes())
	case item.BOOL:
		return item.Bool(v.Bool())
	case item.NULL:
		return item.Null
	case item.M:
		var fields []item.Attribute
		for name, f := range v.Fields() {
			fields = append([]item.Attribute{{Name: name, Value: rebuild(f)}}, fields...)
		}
		return item.Map(fields)
	}
	var elements []item.Value
	for e := range v.Elements() {
		elements = append(elements, rebuild(e))
	}
	if v.Type() == item.L {
		return item.List(elements)
	}
	return item.Set(v.Type(), append(elements, elements[0]))
}

// sizeOf is DynamoDB's rule told once more, over the methods of a value.
func sizeOf(v item.Value) int {
	size := 0
	switch v.Type() {
	case item.S, item.B:
		return len(v.Bytes())
	case item.N:
		return sizeOfNumber(v.Text())
	case item.BOOL, item.NULL:
		return 1
	case item.M:
		size = 3
		for name, f := range v.Fields() {
			size += 1 + len(name) + sizeOf(f)
		}
	case item.L:
		size = 3 + v.Len()
	}
	for e := range v.Elements() {
		size += sizeOf(e)
	}
	return size
}

func sizeOfNumber(text string) int {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	size := 1 + strings.Count(text, "-") + (len(fraction)+1)/2
	switch {
	case strings.Trim(whole, "0") == "":
		return 1 + strings.Count(text, "-") + (len(strings.TrimLeft(fraction, "0"))+1)/2
	case fraction == "":
		whole = strings.TrimRight(whole, "0")
	}
	return size + (len(whole)+1)/2
}

func ratio(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	return r
}

func decoded(v item.Value) []byte {
	if v.Type() == item.B {
		b, err := base64.StdEncoding.DecodeString(v.Text())
		if err != nil {
			panic(err)
		}
		return b
	}
	return []byte(v.Text())
}
