package expression

import (
	"strings"
	"testing"

	"ringside/parser"
)

// Each of these is a mistake whose message alone leaves somebody new helpless.
func TestMend(t *testing.T) {
	mended := map[string]bool{}
	for _, statement := range []string{
		"SELECT COUNT(*) FROM t", "SELECT 'a' FROM t",
		"SELECT * FROM t WHERE lower(a) = 'x'", "SELECT * FROM t WHERE a = [?]", "INSERT INTO t VALUE {'a': \"x\"}", "INSERT INTO t VALUE 1",
		"INSERT INTO t VALUE {'a': now()}", "SELECT * FROM t WHERE a = <<1, 'x'>>", "SELECT * FROM t WHERE a IS STRING", "SELECT * FROM t WHERE a",
		"SELECT * FROM t WHERE a = <<>>", "SELECT * FROM t WHERE a = <<1, 1>>", "SELECT * FROM t WHERE a[-1] = 1", "SELECT * FROM t WHERE a = ?",
		"SELECT * FROM t WHERE size(a)", "UPDATE t SET a = set_add(b, <<1>>)", "UPDATE t SET a = set_add(a, [1])",
		"SELECT * FROM t WHERE attribute_exists('a')", "SELECT * FROM t WHERE attribute_type(a, 'STRING')", "SELECT * FROM t WHERE a IN (1" + strings.Repeat(", 1", 100) + ")",
	} {
		err := compiled(t, statement)
		says := Mend(message(err))
		if e, is := err.(*Error); is && e.Mend != "" {
			says = e.Mend
		}
		if says == "" {
			t.Errorf("%s: %s", statement, message(compiled(t, statement)))
		}
		mended[says] = true
	}
	for _, m := range mends {
		if !mended[m.says] {
			t.Errorf("nothing shows %q", m.says)
		}
	}
	for statement, want := range map[string]string{
		"SELECT count(*) FROM t":   "There is no COUNT: SELECT returns attributes. How many items came back, the answer says.",
		"SELECT a, size(b) FROM t": "SELECT has no size: it returns attributes. Compute with what comes back.",
	} {
		if e, is := compiled(t, statement).(*Error); !is || e.Mend != want {
			t.Errorf("%s: %v", statement, e)
		}
	}
	if says := Mend("Requested resource not found"); says != "" {
		t.Errorf("%q", says)
	}
}

// compiled is what compiling the expressions of a statement says.
func compiled(t *testing.T, statement string) error {
	t.Helper()
	tree, err := parser.ParseStatement(statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	s := &Scope{}
	switch {
	case tree.Insert != nil:
		_, err = CompileItem(tree.Insert.Value, s)
	case tree.Update != nil:
		_, err = CompileActions(tree.Update, s)
	case tree.Select.Where != nil:
		_, err = CompileCondition(Where, tree.Select.Where, s)
	default:
		_, err = CompileColumns(tree.Select.Columns, s)
	}
	return err
}
