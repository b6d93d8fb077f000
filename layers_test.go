package ringside

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "ringside/"

// layers says which of our packages each package may import. A package that is not
// listed fails the test, so a new one has to be given its place, and so does a row
// whose package is gone. Tests may import what they like.
var layers = map[string][]string{
	"parser":               {},
	"engine/item":          {},
	"engine/journal":       {},
	"engine":               {"engine/item"},
	"engine/expression":    {"engine/item", "parser"},
	"engine/operation":     {"engine", "engine/expression", "engine/item", "parser"},
	"engine/scenario":      {"engine/operation", "engine", "engine/item", "engine/journal", "parser"},
	"engine/scenario/lint": {"engine/scenario"},
	"wasm":                 {"engine/operation", "engine/journal", "engine/scenario"},
	"wasm/_os":             {},
	"web/endpoint":         {"engine/operation", "engine/journal"},
}

// impure lists the packages, with all that stands below them, whose answers do not
// follow from their arguments alone. Nothing under engine/ and parser/ imports them.
var impure = []string{"crypto/rand", "math/rand", "net", "os", "sync", "syscall"}

// banned lists functions of packages that are otherwise fine. math.Exp and math.Pow
// give different last bits natively and in WebAssembly.
var banned = map[string][]string{
	"math": {"Exp", "Exp2", "Expm1", "Pow", "Pow10"},
	"time": {"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"},
}

// exceptions gives a package the names of an impure package it may use all the same.
// The parser builds a grammar on first use and keeps it; a command reads files.
var exceptions = map[string]map[string][]string{
	"parser":               {"sync": {"OnceValue"}},
	"engine/scenario/lint": {"os": {"Args", "Exit", "ReadFile", "Stderr"}},
}

func TestLayers(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range goFiles(t) {
		seen[path.Dir(name)] = true
		for _, fault := range faultsOf(t, name, nil) {
			t.Error(fault)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(layers)) {
		if !seen[pkg] {
			t.Errorf("layers has a row for %s, which has no Go file", pkg)
		}
	}
}

// TestLayersNoticesViolations keeps the checker itself honest.
func TestLayersNoticesViolations(t *testing.T) {
	tests := []struct{ name, file, source, want string }{
		{"allowed", "engine/ring.go", `import "ringside/engine/item"; var _ item.Item`, ""},
		{"forbidden layer", "engine/item/x.go", `import "ringside/engine"`, "engine/item/x.go imports engine; engine/item may import []"},
		{"unlisted package", "engine/util/x.go", ``, "engine/util/x.go: package engine/util has no row in layers"},
		{"impure", "engine/x.go", `import "math/rand/v2"`, "engine/x.go imports math/rand/v2, which is not deterministic"},
		{"below impure", "parser/x.go", `import "net/http"`, "parser/x.go imports net/http, which is not deterministic"},
		{"like impure", "engine/x.go", `import "network"`, ""},
		{"clock", "engine/x.go", `import "time"; var now = time.Now`, "engine/x.go uses time.Now, which is not deterministic"},
		{"renamed clock", "engine/x.go", `import t "time"; var now = t.Now()`, "engine/x.go uses time.Now, which is not deterministic"},
		{"dot", "engine/x.go", `import . "time"`, "engine/x.go imports time with a dot, which hides what it uses"},
		{"other name of time", "engine/x.go", `import "time"; var d time.Duration`, ""},
		{"a Now of our own", "engine/x.go", `type clock struct{ Now int }; var time clock; var now = time.Now`, ""},
		{"power", "engine/expression/x.go", `import "math"; var x = math.Pow(2, 3)`, "engine/expression/x.go uses math.Pow, which is not deterministic"},
		{"goroutine", "engine/x.go", `func f() { go f() }`, "engine/x.go starts a goroutine"},
		{"exception", "parser/x.go", `import "sync"; var x = sync.OnceValue(f)`, ""},
		{"beyond the exception", "parser/x.go", `import "sync"; var x sync.Mutex`, "parser/x.go uses sync.Mutex, which is not deterministic"},
		{"not the engine", "web/endpoint/x.go", `import "os"; func f() { go f() }`, ""},
	}
	for _, test := range tests {
		got := strings.Join(faultsOf(t, test.file, "package x\n"+test.source), "\n")
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// goFiles returns every Go file of ours that is not a test, with slashes.
func goFiles(t *testing.T) []string {
	var names []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			names = append(names, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// faultsOf returns what is wrong with one file; source nil reads it from disk.
func faultsOf(t *testing.T, name string, source any) []string {
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	c := checker{name: name, pkg: path.Dir(name), imports: map[string]string{}}
	c.checkLayer(file)
	if strings.HasPrefix(name, "engine/") || strings.HasPrefix(name, "parser/") {
		c.checkImports(file)
		ast.Inspect(file, c.checkNode)
	}
	return c.faults
}

// checker gathers the faults of one file.
type checker struct {
	name, pkg string
	imports   map[string]string // the name an import has in this file → its path
	faults    []string
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, c.name+fmt.Sprintf(format, args...))
}

// checkLayer holds the file's imports of ours against its package's row.
func (c *checker) checkLayer(file *ast.File) {
	allowed, known := layers[c.pkg]
	if !known {
		c.fault(": package %s has no row in layers", c.pkg)
	}
	for _, spec := range file.Imports {
		ours, isOurs := strings.CutPrefix(importPath(spec), module)
		if isOurs && !slices.Contains(allowed, ours) {
			c.fault(" imports %s; %s may import %v", ours, c.pkg, allowed)
		}
	}
}

// checkImports notes under which name each package is known, and refuses impure ones.
func (c *checker) checkImports(file *ast.File) {
	for _, spec := range file.Imports {
		imported := importPath(spec)
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		c.imports[local] = imported
		if local == "." {
			c.fault(" imports %s with a dot, which hides what it uses", imported)
		}
		if isImpure(imported) && exceptions[c.pkg][imported] == nil {
			c.fault(" imports %s, which is not deterministic", imported)
		}
	}
}

// checkNode refuses goroutines and names that are not deterministic.
func (c *checker) checkNode(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		c.fault(" starts a goroutine")
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok {
			c.checkName(c.imports[x.Name], n.Sel.Name)
		}
	}
	return true
}

func (c *checker) checkName(imported, name string) {
	allowed, excepted := exceptions[c.pkg][imported]
	if slices.Contains(banned[imported], name) || excepted && !slices.Contains(allowed, name) {
		c.fault(" uses %s.%s, which is not deterministic", imported, name)
	}
}

func isImpure(imported string) bool {
	return slices.ContainsFunc(impure, func(p string) bool {
		return imported == p || strings.HasPrefix(imported, p+"/")
	})
}

func importPath(spec *ast.ImportSpec) string {
	imported, _ := strconv.Unquote(spec.Path.Value)
	return imported
}
