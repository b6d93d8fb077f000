package operation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
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
