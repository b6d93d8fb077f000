package scenario

import "strings"

// frontMatter reads the lines between the two --- that a lesson begins with.
func (r *lessonReader) frontMatter() {
	first := line{number: 1}
	if len(r.lesson.lines) > 0 {
		first.text = r.lesson.lines[0]
	}
	if trim(first.text) != "---" {
		r.lesson.problem(first, 1, characters(first.text), "a lesson begins with ---, then lines such as title: …, then ---")
		return
	}
	r.at = 1
	var seen []string
	for r.at < len(r.lesson.lines) {
		l := r.next()
		if trim(l.text) == "---" {
			r.required(first, seen)
			return
		}
		if key := r.setting(l); key != "" {
			seen = append(seen, key)
		}
	}
	r.lesson.problem(first, 1, len("---"), "the front matter is never closed by another ---")
}

// required complains when the format's version or the title is missing.
func (r *lessonReader) required(first line, seen []string) {
	for _, key := range []string{"ringside", "title"} {
		if !contains(seen, key) {
			r.lesson.problem(first, 1, len("---"), "the front matter has no "+key)
		}
	}
}

// setting reads one line of the front matter and returns its key.
func (r *lessonReader) setting(l line) string {
	if trim(l.text) == "" || strings.HasPrefix(trim(l.text), "#") {
		return ""
	}
	key, value, isSetting := strings.Cut(l.text, ":")
	key = trim(key)
	column := characters(l.text) - characters(trimLeft(value)) + 1
	w := word{trim(value), column}
	switch {
	case !isSetting:
		r.lesson.wrong(l, "expected a line such as title: Why was my query a scan?")
	case w.text == "":
		r.lesson.problem(l, column, 1, "expected a value for "+key)
	case !r.set(key, l, w):
		r.lesson.problem(l, 1, characters(key), "unknown setting; there are "+settings)
	}
	return key
}

const settings = "ringside, title, lang, level, minutes, data, engine, view, requires, pass"

// set keeps a setting, and reports whether there is one of that name.
func (r *lessonReader) set(key string, at line, w word) bool {
	l := r.lesson
	switch key {
	case "ringside":
		r.integer(at, w, 1, 1)
	case "title":
		l.Title = w.text
	case "lang":
		l.Lang = w.text
	case "level":
		l.Level = r.integer(at, w, 1, 9)
	case "minutes":
		l.Minutes = r.integer(at, w, 1, 999)
	case "data":
		l.DataPath, l.dataAt = w.text, at
	case "engine":
		r.engine(at, w)
	case "view":
		l.View = r.views(at, shifted(split(w.text), w.column))
	case "requires":
		l.Requires = w.text
	case "pass":
		l.Pass = r.integer(at, w, 0, 100)
	default:
		return false
	}
	return true
}

// engine reads how the lesson's database is opened, in the words of the engine direction.
func (r *lessonReader) engine(at line, w word) {
	args, bad, complaint := match(engineUsage+" [mode=MODE]", shifted(split(w.text), w.column))
	if complaint == "" {
		r.lesson.Options = optionsOf(args)
		bad, complaint = modelled(args, w)
	}
	if complaint != "" {
		if bad.text == "" {
			bad.column = characters(at.text) + 1
		}
		r.lesson.problem(at, bad.column, characters(bad.text), complaint)
	}
}

// modelled refuses a capacity mode other than the usual one: each table has its own.
func modelled(args []Arg, w word) (at word, complaint string) {
	for _, a := range args {
		if a.Slot == "mode" && a.Text != "on-demand" {
			return w, "the capacity mode is a table's own: give it ProvisionedThroughput where it is created, in the data set or a setup"
		}
	}
	return word{}, ""
}

// viewNames are the parts of the page that a lesson can open.
const viewNames = "editor result ring strip partition tree replicas timeline cost stream ttl"

func (r *lessonReader) views(at line, words []word) (views []string) {
	for _, w := range words {
		if !isWordOf(viewNames, w.text) {
			r.lesson.problem(at, w.column, characters(w.text), "unknown view; there are "+viewNames)
			continue
		}
		views = append(views, w.text)
	}
	return views
}

// shifted moves words that were cut from a text beginning at a column of the line.
func shifted(words []word, column int) []word {
	for i := range words {
		words[i].column += column - 1
	}
	return words
}

// isWordOf reports whether the word is one of those of a text.
func isWordOf(text, word string) bool { return strings.Contains(" "+text+" ", " "+word+" ") }

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}
