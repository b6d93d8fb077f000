package scenario

import (
	"strings"

	"ringside/engine/item"
)

// remember keeps the strings of an answer by the names of their members: what is handed out only to
// be handed in again, no scenario should have to spell.
func (s *Stage) remember(body string) {
	if s.said == nil {
		s.said = map[string]string{}
	}
	s.rememberAll(answer(body))
}

func (s *Stage) rememberAll(a answer) {
	for _, m := range a.fields() {
		if strings.HasPrefix(string(m.value), `"`) {
			s.said[m.name] = string(m.value)
		}
		s.rememberAll(m.value)
	}
	if strings.HasPrefix(string(a), "[") {
		for _, element := range a.elements() {
			s.rememberAll(element)
		}
	}
}

// hands reports whether an operation's answer hands out what another request hands in again; in a
// lesson only such answers are remembered.
func hands(operation string) bool { return strings.HasPrefix(target(operation), "DynamoDBStreams_") }

// recalled puts what was remembered in the place of the strings that ask for it: "$ShardIterator".
func (s *Stage) recalled(body string) string {
	const begin, end = `"$`, `"`
	var b strings.Builder
	rest := body
	for {
		before, after, asked := strings.Cut(rest, begin)
		name, behind, ended := strings.Cut(after, end)
		value, known := s.said[name]
		if !asked || !ended {
			b.WriteString(rest)
			return b.String()
		}
		if !known {
			value = string(item.AppendQuoted(nil, "$"+name))
		}
		b.WriteString(before + value)
		rest = behind
	}
}

// recall remembers what an answer in a lesson hands out for another request to hand in again: all that
// operations of streams say, and where the next page of a statement begins.
func (s *Stage) recall(operation string, body answer) {
	if hands(operation) {
		s.remember(string(body))
	} else if token := body.field("NextToken"); operation == "ExecuteStatement" && token != "" {
		s.remember(`{"NextToken":` + string(token) + "}")
	}
}
