package item_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"ringside/engine/item"
)

// TestGolden runs the tables in testdata. `go test ./engine/item -rewrite` writes what the code
// says into them; read the difference.
func TestGolden(t *testing.T) {
	commands := map[string]func(testing.TB, string) string{
		"number": eachLine(showNumber),
		"key":    eachLine(showKey),
		"size":   eachLine(showSize),
		"sorted": showSorted,
		"item":   showItem,
	}
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		if strings.Contains(path, "/fuzz/") || strings.Contains(path, "/rapid/") {
			return
		}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			return commands[d.Cmd](t, d.Input)
		})
	})
}

func eachLine(show func(testing.TB, string) string) func(testing.TB, string) string {
	return func(t testing.TB, input string) string {
		var out strings.Builder
		for _, line := range strings.Split(input, "\n") {
			fmt.Fprintf(&out, "%s -> %s\n", line, show(t, line))
		}
		return out.String()
	}
}

func showNumber(_ testing.TB, text string) string {
	n, fault := item.ParseNumber(text)
	if fault != nil {
		return fault.Error()
	}
	return fmt.Sprintf("%s, %d bytes, key %x", n, item.FromNumber(n).Size(), n.AppendKey(nil))
}

func showKey(t testing.TB, line string) string {
	partition, sort, _ := strings.Cut(line, " ")
	p, s := value(t, partition), item.Value("")
	if sort != "" {
		s = value(t, sort)
	}
	key := item.EncodeKey(p, s)
	return fmt.Sprintf("%x %x", key[:8], key[8:])
}

func showSize(t testing.TB, line string) string { return fmt.Sprint(value(t, line).Size()) }

// showSorted returns the bytes of sort keys, and complains when they do not ascend.
func showSorted(t testing.TB, input string) string {
	last := ""
	return eachLine(func(t testing.TB, line string) string {
		key := string(sortKey(value(t, line)))
		if last != "" && key <= last {
			t.Errorf("%s: key %x is not after %x", line, key, last)
		}
		last = key
		return fmt.Sprintf("%x", key)
	})(t, input)
}

// sortKey returns the bytes of v as the last part of a key.
func sortKey(v item.Value) item.Key {
	partition := item.String("p")
	return item.EncodeKey(partition, v)[len(item.CollectionPrefix(partition)):]
}

func showItem(_ testing.TB, text string) string {
	r := item.NewReader(text)
	it, fault, err := r.Item()
	if err == nil {
		err = r.End()
	}
	switch {
	case err != nil:
		return fmt.Sprintf("%T: %v\n", err, err)
	case fault != nil && fault.Older() != fault.Error():
		return fmt.Sprintf("fault: %v\nolder: %s\n", fault, fault.Older())
	case fault != nil:
		return fmt.Sprintf("fault: %v\n", fault)
	case it == "":
		return "absent\n"
	}
	return fmt.Sprintf("%s\n%d bytes\n", it.JSON(), it.Size())
}

func value(t testing.TB, text string) item.Value {
	t.Helper()
	v, fault, err := item.NewReader(text).Value()
	if fault != nil || err != nil {
		t.Fatalf("%s: %v %v", text, fault, err)
	}
	return v
}
