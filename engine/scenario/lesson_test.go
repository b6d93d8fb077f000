package scenario

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"ringside/engine/item"
)

const lessonFolder = "testdata/lessons/"

// TestLessons holds what a page is told of a lesson, or else its problems, against the
// golden file beside it.
func TestLessons(t *testing.T) {
	files, err := filepath.Glob(lessonFolder + "*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no lessons", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			golden(t, strings.TrimSuffix(name, ".md")+".golden", told(filepath.Base(name), file(t, name)))
		})
	}
}

// told returns a lesson as a page gets it, and its problems as lint prints them.
func told(name, text string) string {
	_, answer := new(Classroom).Lesson(asked(name, text, `"Proof":true`))
	var b strings.Builder
	for _, problem := range Proof(name, text, shopJSON()).Problems {
		b.WriteString(problem.Error() + "\n")
	}
	if b.Len() == 0 {
		return layout(string(answer)) + "\n"
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	if rewriting() {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := file(t, name); got != want {
		t.Errorf("%s is\n%swhere the lesson says\n%s(make rewrite puts it in)", name, want, got)
	}
}

func file(t testing.TB, name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func shopJSON() string {
	text, err := os.ReadFile(lessonFolder + "shop.json")
	if err != nil {
		panic(err)
	}
	return string(text)
}

// asked returns the body of a look at a lesson about the shop.
func asked(name, text, more string) string {
	return `{"Name":` + quoted(name) + `,"Text":` + quoted(text) + `,"Data":` + quoted(shopJSON()) + "," + more + "}"
}

// TestGrades holds what is said to submissions against the golden file. The attempts are
// apart by lines with a semicolon.
func TestGrades(t *testing.T) {
	text := file(t, lessonFolder+"shop.md")
	var c Classroom
	datadriven.RunTest(t, "testdata/grades.txt", func(t *testing.T, d *datadriven.TestData) string {
		var w writer
		w.texts(strings.Split(d.Input, "\n;\n"))
		more := `"Attempt":` + string(w.buffer)
		if d.Cmd == "answer" {
			more = `"Answer":` + quoted(d.Input)
		}
		var step string
		d.ScanArgs(t, "step", &step)
		if d.HasArg("before") {
			more += `,"Before":{"write":["PutItem {\"TableName\":\"Shop\",\"Item\":{\"PK\":{\"S\":\"CUSTOMER#9\"},\"SK\":{\"S\":\"MINE\"}}}"]}`
		}
		status, out := c.Grade(asked("shop.md", text, more+`,"Step":`+quoted(step)))
		if status != 200 {
			return string(out) + "\n"
		}
		return spoken(answer(out))
	})
}

// spoken writes a grade as a page shows it.
func spoken(g answer) string {
	text := "failed"
	if g.field("Passed") == "true" {
		text = "passed, points " + string(g.field("Points"))
	}
	if g.field("Variant") != "0" {
		text += " on variant " + string(g.field("Variant"))
	}
	text += "\n"
	for _, name := range []string{"Reason", "Difference"} {
		if said := g.field(name).text(); said != "" {
			text += said + "\n"
		}
	}
	for _, c := range g.field("Checks").elements() {
		mark := "✗ "
		if c.field("Passed") == "true" {
			mark = "✓ "
		}
		text += mark + c.field("Text").text() + "\n"
	}
	return text
}

// TestLessonsOpen holds that the requests a page is told bring a new database to the
// step, those of the learner in the steps before among them.
func TestLessonsOpen(t *testing.T) {
	text := file(t, lessonFolder+"shop.md")
	var c Classroom
	for _, test := range []struct{ before, want string }{
		{`{}`, "PROFILE ORDER#9 "},
		{`{"write":["SELECT * FROM Shop WHERE PK = 'x'"]}`, "PROFILE "},
		{`{"write":[],"find":["not a statement"]}`, "PROFILE ORDER#9 "},
	} {
		_, out := c.Lesson(asked("shop.md", text, `"Step":"back","Before":`+test.before))
		stage := &Stage{}
		stage.open(ReadLesson("shop.md", text).Options)
		for _, r := range answer(out).field("Requests").elements() {
			_, name, _ := strings.Cut(r.field("Target").text(), ".")
			stage.request(name, r.field("Body").text())
		}
		stage.settle(Direction{})
		got := ""
		for _, row := range stage.play(directionsOf([]string{"SELECT SK FROM Shop WHERE PK = 'CUSTOMER#9' ORDER BY SK DESC"})).rows {
			got += answer(row).field("SK").field("S").text() + " "
		}
		if got != test.want {
			t.Errorf("after %s there is %q, want %q", test.before, got, test.want)
		}
	}
}

// TestRefusedLooks holds that what can't be answered is refused in words.
func TestRefusedLooks(t *testing.T) {
	text := file(t, lessonFolder+"shop.md")
	var c Classroom
	for body, want := range map[string]string{
		`{`: "no JSON", `[]`: "no JSON", `{"Name":3}`: "no JSON", `{"Before":{"a":[1]}}`: "no JSON",
		asked("shop.md", text, `"Step":"gone"`):                                          "no step gone",
		`{"Name":"shop.md","Step":"find","Text":` + quoted(text) + `}`:                   "without its data",
		`{"Name":"shop.md","Step":"find","Data":"[]","Text":` + quoted(text) + `}`:       "without its data",
		`{"Name":"shop.md","Step":"a","Text":"## A\n` + "```" + `check\nunits <= 1\n"}`:  "",
		`{"Name":"shop.md","Step":"a","Text":"## A\n` + "```" + `setup hidden\nsettle"}`: "",
	} {
		for _, look := range []func(string) (int, []byte){c.Lesson, c.Grade} {
			status, out := look(body)
			if (status != 200) != (want != "") || !strings.Contains(string(out), want) || !json.Valid(out) {
				t.Errorf("%s is answered by %d %s, want %q", body, status, out, want)
			}
		}
	}
}

// TestVariantsFollowFromTheirNumber holds what variants are: always the same, different
// from each other, with unique keys; what a literal names stays.
func TestVariantsFollowFromTheirNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, complaint := readDataset(ordersJSON(rapid.IntRange(1, 300).Draw(t, "items")))
		if complaint != "" {
			t.Fatal(complaint)
		}
		k := rapid.IntRange(1, 9).Draw(t, "k")
		named := map[string]bool{}
		literals([]Direction{{Body: `SELECT * FROM x WHERE PK = 'CUSTOMER#0' AND SK = "ORDER#000000"`}}, named)
		one, again, other := d.vary(42, k, named), d.vary(42, k, named), d.vary(42, k+1, named)
		if printedItems(one) != printedItems(again) {
			t.Fatal("a variant differs from itself")
		}
		if len(d.items) > 20 && printedItems(one) == printedItems(other) {
			t.Fatal("two variants are the same")
		}
		keys := map[string]bool{}
		for _, it := range one.items {
			keys[it.Get("PK").Text()+" "+it.Get("SK").Text()] = true
		}
		if len(keys) != len(one.items) || !keys["CUSTOMER#0 ORDER#000000"] {
			t.Fatalf("%d keys of %d items: %v", len(keys), len(one.items), keys)
		}
		if n := len(d.items); n%5 == 0 && len(one.items) < n-1 || len(one.items) > n {
			t.Fatalf("%d items became %d", n, len(one.items))
		}
	})
}

func printedItems(d *dataset) string {
	var b strings.Builder
	for _, it := range d.items {
		b.WriteString(it.JSON())
	}
	return b.String()
}

// TestVariantsKeepTypes holds that new keys are of the type that the table wants.
func TestVariantsKeepTypes(t *testing.T) {
	for _, key := range []item.Value{item.String("a#1"), item.FromNumber(one), item.Binary([]byte("x"))} {
		d := &dataset{partition: "k"}
		for range 3 {
			d.items = append(d.items, item.New([]item.Attribute{{Name: "k", Value: key}, {Name: "v", Value: item.Bool(true)}}))
			key = following(key)
		}
		for _, it := range d.vary(1, 1, nil).items {
			if it.Get("k").Type() != key.Type() || it.Get("v") == "" {
				t.Errorf("a variant holds %s", it.JSON())
			}
		}
	}
}

// TestVariantsKeepWhatKeysSay holds that an attribute which says again what the key says
// goes on to do so, and that no other keeps its place.
func TestVariantsKeepWhatKeysSay(t *testing.T) {
	d, moved := &dataset{partition: "k", sort: "s"}, 0
	for i := range 20 {
		year := strconv.Itoa(2020 + i%5)
		d.items = append(d.items, parseItem(`{"k":{"S":"a"},"s":{"S":"`+year+"-01-"+strconv.Itoa(10+i)+`"},"year":{"N":"`+year+`"},"total":{"N":"`+strconv.Itoa(i)+`"}}`))
	}
	for _, it := range d.vary(1, 1, nil).items {
		if it.Get("year").Text() != it.Get("s").Text()[:4] {
			t.Errorf("a variant holds %s", it.JSON())
		}
		if !slices.Contains(d.items, it) {
			moved++
		}
	}
	if moved < 10 {
		t.Errorf("only %d items differ", moved)
	}
}

// FuzzClassroom holds that no lesson, data set or submission makes a classroom panic, and
// that what it answers is JSON.
func FuzzClassroom(f *testing.F) {
	for _, name := range []string{"shop", "bad", "hostile"} {
		f.Add(file(f, lessonFolder+name+".md"), file(f, lessonFolder+"shop.json"), "find", "SELECT * FROM Shop")
	}
	f.Add("---\ndata: x\n---\n## A\n~~~ check\nitem {} = none", `{"table":{},"items":[{}]}`, "a", "Load {}")
	f.Fuzz(func(t *testing.T, text, data, step, attempt string) {
		text, data = strings.ToValidUTF8(text, ""), strings.ToValidUTF8(data, "")
		step, attempt = strings.ToValidUTF8(step, ""), strings.ToValidUTF8(attempt, "")
		var c Classroom
		head := `{"Name":"l.md","Text":` + quoted(text) + `,"Data":` + quoted(data)
		tail := `,"Step":` + quoted(step) + `,"Answer":` + quoted(attempt) + `,"Attempt":[` + quoted(attempt) + "]}"
		for _, out := range [][]byte{
			second(c.Lesson(head + `,"Proof":true}`)), second(c.Lesson(head + tail)), second(c.Grade(head + tail)),
			second(c.Lesson(text)), second(c.Grade(data)),
		} {
			if !json.Valid(out) {
				t.Fatalf("answered %q", out)
			}
		}
	})
}

func second(_ int, out []byte) []byte { return out }
