package parser

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wordsFile is the vocabulary as the page's editor reads it.
const wordsFile = "../web/src/partiql-words.json"

// The page has the vocabulary of the grammar as it is today.
func TestWordsOfThePage(t *testing.T) {
	want := vocabularyJSON(t)
	if flag.Lookup("rewrite").Value.String() == "true" {
		if err := os.WriteFile(wordsFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(wordsFile)
	if err != nil || string(got) != string(want) {
		t.Errorf("%s is not the grammar's vocabulary (make rewrite): %v", wordsFile, err)
	}
}

// vocabularyJSON writes one word a line.
func vocabularyJSON(t *testing.T) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(Words()); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`\[?\{"(word|name)"|"(reserved|functions|types)"`).ReplaceAll(b.Bytes(), []byte("\n$0"))
}

// Every keyword of the rules that a statement reaches is explained, but for the AS of an alias,
// which is always refused.
func TestWordsAreThoseOfTheGrammar(t *testing.T) {
	want := keywordsOf("Statement")
	want = slices.DeleteFunc(want, func(word string) bool { return word == "AS" })
	slices.Sort(want)
	var got []string
	for _, w := range Words().Keywords {
		got = append(got, w.Word)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

var (
	ruleLine  = regexp.MustCompile(`(?m)^(\w+) = (.*) \.$`)
	ruleNames = regexp.MustCompile(`"\w+"|\b[A-Z][a-z]\w*\b`)
)

// keywordsOf lists the words of a rule and of the rules it is made of.
func keywordsOf(rule string) (words []string) {
	rules, seen := map[string]string{}, map[string]bool{}
	for _, line := range ruleLine.FindAllStringSubmatch(grammar().String(), -1) {
		rules[line[1]] = line[2]
	}
	var visit func(rule string)
	visit = func(rule string) {
		for _, name := range ruleNames.FindAllString(rules[rule], -1) {
			if seen[name] {
				continue
			}
			seen[name] = true
			if name[0] == '"' {
				words = append(words, strings.ToUpper(strings.Trim(name, `"`)))
			}
			visit(name)
		}
	}
	visit(rule)
	return words
}

// A keyword that is offered is one that has to be quoted as a name.
func TestWordsAreReserved(t *testing.T) {
	words := Words()
	for _, w := range words.Keywords {
		if !slices.Contains(words.Reserved, w.Word) {
			t.Errorf("%s", w.Word)
		}
	}
	for _, word := range words.Reserved {
		if _, err := ParseStatement("SELECT " + word + " FROM t"); err == nil && word != "NULL" && word != "TRUE" && word != "FALSE" {
			t.Errorf("%s is reserved, and a name all the same", word)
		}
		if _, err := ParseStatement(`SELECT "` + word + `" FROM t`); err != nil {
			t.Errorf("%s between double quotes: %v", word, err)
		}
	}
	for _, what := range words.Types {
		if _, err := ParseStatement("SELECT * FROM t WHERE a IS " + what); err != nil {
			t.Error(what, err)
		}
	}
}
