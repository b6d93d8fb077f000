package item

import "testing"

// Get finds every attribute under its own name and nothing under another one, also where names hold
// what JSON escapes, or look like the end of a name.
func TestGetAmongAwkwardNames(t *testing.T) {
	names := []string{`a`, `a\`, `a"`, `a":`, `a\"`, `a":{"S":"x"},"b`, `ab`, `é`, "line\nbreak", `{`, `"`, `\`, `b`}
	for left := range names {
		var attributes []Attribute
		for i, name := range names {
			if i != left {
				attributes = append(attributes, Attribute{name, String("value of " + name)})
			}
		}
		it := New(attributes)
		for i, name := range names {
			want := String("value of " + name)
			if i == left {
				want = ""
			}
			if got := it.Get(name); got != want {
				t.Errorf("without %q: Get(%q) is %s", names[left], name, got)
			}
		}
	}
}
