package expression

import (
	"slices"
	"testing"

	"ringside/parser"
)

// An editor is offered each function where a statement may have it, and no other.
func TestWordsOfFunctions(t *testing.T) {
	for _, f := range parser.Words().Functions {
		if !slices.Equal(f.In, clausesOf(f.Name)) {
			t.Errorf("%s is said to stand in %s, and stands in %s", f.Name, f.In, clausesOf(f.Name))
		}
	}
}

func clausesOf(name string) (clauses []string) {
	for clause, kind := range map[string]Kind{"WHERE": Where, "SET": Set} {
		if functionNamed(name).family&kind.family() != 0 {
			clauses = append(clauses, clause)
		}
	}
	slices.Sort(clauses)
	return clauses
}
