package operation

import (
	"slices"
	"strings"

	"ringside/parser"
)

// A Part is a part of a script, and the request that it is sent as. One that can't be read has a
// Fault in place of a request.
type Part struct {
	Kind     string // parser.StatementPart, RequestPart or CommandPart
	From, To int    // bytes of the script
	Target   string
	Body     string // strict JSON
	Fault    *parser.Fault

	tree *parser.JSON // of the body as it is written; nil for a statement
	ends []valueEnd   // of its values in Body
}

// ReadScript reads all that stands in an editor, in a fence of a lesson or in a file: see
// [parser.ReadScript].
func ReadScript(text string) []Part {
	read := parser.ReadScript(text, func(name string) bool { return TargetOf(name) != "" })
	parts := make([]Part, len(read))
	for i := range read {
		parts[i] = partOf(text, &read[i])
	}
	return parts
}

func partOf(script string, read *parser.ScriptPart) Part {
	p := Part{Kind: read.Kind, From: read.From, To: read.To, Fault: read.Fault}
	switch {
	case p.Fault != nil:
	case p.Kind == parser.RequestPart:
		p.request(read.Name, read.Body)
	case p.Kind == parser.CommandPart:
		p.command(read.Words)
	default:
		p.Target = dynamoDB + "ExecuteStatement"
		var w writer
		w.open('{')
		w.name("Statement").text(script[p.From:p.To])
		w.close('}')
		p.Body = string(w.buffer)
	}
	return p
}

// request is what a part says that begins with an operation's name.
func (p *Part) request(operation string, body *parser.JSON) {
	if p.Target = TargetOf(operation); p.Target == "" {
		p.Fault = &parser.Fault{
			From: p.From, To: p.From + len(operation), What: "there is no operation " + operation,
			Mend: didYouMean(nearest(operation, operationNames()), "Begin with the name of one, such as GetItem {…}."),
		}
		return
	}
	p.tree = body
	w := bodyWriter{writer: new(writer)}
	w.json(body, anything)
	p.Body, p.ends = string(w.buffer), w.ends
}

// Operation returns the name of the operation that the part is a request of.
func (p *Part) Operation() string {
	_, name, _ := strings.Cut(p.Target, ".")
	return name
}

// Strengthen makes a read strongly consistent that does not say itself how it reads.
func (p *Part) Strengthen(script string) {
	if p.Fault != nil || !p.reads(script) || p.tree != nil && p.tree.Member("ConsistentRead") != nil {
		return
	}
	comma := ","
	if p.Body == "{}" {
		comma = ""
	}
	p.Body = strings.TrimSuffix(p.Body, "}") + comma + `"ConsistentRead":true}`
}

// reads says whether a part is a read that can be told how to read.
func (p *Part) reads(script string) bool {
	switch p.Target {
	case dynamoDB + "GetItem", dynamoDB + "Query", dynamoDB + "Scan":
		return true
	}
	return p.tree == nil && strings.EqualFold(script[p.From:min(p.From+len("SELECT"), p.To)], "SELECT")
}

// mend says of a statement that does not begin as one how it becomes what it looks like; "" when it looks like
// nothing else.
func (p *Part) mend(script string) string {
	text := script[p.From:p.To]
	word := text[:len(text)-len(strings.TrimLeftFunc(text, func(c rune) bool { return c == '-' || isWordCharacter(c) }))]
	isKebab := func(name string) bool { return kebab(name) == word }
	switch name := nearest(word, operationNames()); {
	case p.Kind != parser.StatementPart:
	case text[0] == '{':
		return "A request begins with the name of its operation: GetItem {…}."
	case word == "dynamodb", strings.Contains(word, "-") && slices.ContainsFunc(operationNames(), isKebab):
		return "A command begins with aws dynamodb."
	case name != "":
		return "A request is the name of an operation and an object: " + name + " {…}."
	}
	return ""
}

// misspelt says of a body with a member that its operation does not have how that is called; "" when there is none,
// or none like it. DynamoDB passes over such members.
func (p *Part) misspelt() string {
	if p.tree == nil {
		return ""
	}
	names := namesOfMembers(p.Operation())
	for _, m := range p.tree.Members {
		if name := nearest(m.Name, names); name != "" && !slices.Contains(names, m.Name) {
			return "There is no " + m.Name + ": did you mean " + name + "?"
		}
	}
	return ""
}
