package operation

import (
	"strings"

	"ringside/parser"
)

// A command is a request of AWS's command line, word by word on its way to a body.
//
//	aws dynamodb get-item --table-name Shop --key '{"PK": {"S": "a"}}'
//	GetItem {"TableName": "Shop", "Key": {"PK": {"S": "a"}}}
//
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html
type command struct {
	words     []parser.Word // that are still to be read
	places    []parser.Word // that are no options: service and operation
	operation string
	body      *parser.JSON
	fault     *parser.Fault
}

// command is what a part says that is a command.
func (p *Part) command(words []parser.Word) {
	c := command{words: words, body: &parser.JSON{Kind: '{'}}
	if c.named(p.From, p.To); c.fault == nil {
		c.options()
	}
	if p.Fault = c.fault; p.Fault == nil {
		p.request(c.operation, c.body)
	}
}

func (c *command) fail(w parser.Word, what, mend string) {
	if c.fault == nil {
		c.fault = &parser.Fault{From: w.From, To: w.To, What: what, Mend: mend}
	}
}

// named reads the service and the operation, and leaves the options.
func (c *command) named(from, to int) {
	var options []parser.Word
	for i := 0; i < len(c.words); i++ {
		w := c.words[i]
		switch isOption := strings.HasPrefix(w.Text, "--"); {
		case isOption && len(c.places) < 2:
			options = append(options, w)
			if takesValue(w.Text) && i+1 < len(c.words) {
				i++
			}
		case len(c.places) < 2:
			c.places = append(c.places, w)
		default:
			options = append(options, w)
		}
	}
	c.words = options
	for len(c.places) < 2 {
		c.places = append(c.places, parser.Word{From: from, To: to})
	}
	c.service(c.places[0], c.places[1])
}

// service finds the operation.
func (c *command) service(service, operation parser.Word) {
	if service.Text != "dynamodb" && service.Text != "dynamodbstreams" {
		c.fail(service, "only commands of dynamodb and dynamodbstreams run here", aCommand)
		return
	}
	for name := range members {
		if kebab(name) == operation.Text {
			c.operation = name
		}
	}
	right := "dynamodb"
	if strings.Contains(ofStreams, " "+c.operation+" ") {
		right += "streams"
	}
	switch mend, refused := refusedCommands[operation.Text]; {
	case operation.Text == "":
		c.fail(operation, "the operation is missing", aCommand)
	case refused:
		c.fail(operation, "aws dynamodb "+operation.Text+" is the command line's own", mend)
	case c.operation == "":
		c.fail(operation, "there is no command "+service.Text+" "+operation.Text, didYouMean(kebab(nearest(operation.Text, operationNames())), aCommand))
	case service.Text != right:
		c.fail(service, operation.Text+" is a command of "+right, "Write aws "+right+" "+operation.Text+".")
	}
}

const aCommand = "A command is aws dynamodb get-item, and what belongs to it."

// kebab is the name of a member or an operation as the command line has it: SSESpecification is
// sse-specification.
func kebab(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		isUpper := c < 'a'
		if isUpper && i > 0 && (name[i-1] >= 'a' || i+1 < len(name) && name[i+1] >= 'a') {
			b.WriteByte('-')
		}
		if isUpper {
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}

func didYouMean(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return "Did you mean " + name + "?"
}

// Options that have nothing to do with the request, with a value and without.
const (
	ignoredValues = " --region --output --profile --endpoint-url --color --ca-bundle --cli-read-timeout --cli-connect-timeout --cli-binary-format --cli-error-format "
	ignoredFlags  = " --debug --no-verify-ssl --no-paginate --no-sign-request --no-cli-pager --cli-auto-prompt --no-cli-auto-prompt "
)

// refusedOptions are what the command line does by itself, and what to do here instead.
var refusedOptions = map[string]string{
	"--query":                 "Leave it out: the whole answer is shown.",
	"--generate-cli-skeleton": "Leave it out, and write the options.",
	"--cli-input-yaml":        "Write --cli-input-json and JSON.",
	"--max-items":             "Write --limit: how many items a page reads at most.",
	"--page-size":             "Write --limit: how many items a page reads at most.",
	"--starting-token":        "Write --exclusive-start-key and the LastEvaluatedKey of the page before.",
}

// refusedCommands are no operations of DynamoDB.
var refusedCommands = map[string]string{
	"help":   "Its pages are on docs.aws.amazon.com/cli.",
	"wait":   "It only asks describe-table again and again: do that.",
	"wizard": "Write create-table and its options.",
}

func takesValue(option string) bool { return strings.Contains(ignoredValues, " "+option+" ") }

// options reads the options.
func (c *command) options() {
	for len(c.words) > 0 && c.fault == nil {
		w := c.words[0]
		c.words = c.words[1:]
		option, value, hasValue := strings.Cut(w.Text, "=")
		values := c.values()
		if hasValue {
			values = append([]parser.Word{w.After(len(w.Text) - len(value))}, values...)
		}
		if !strings.HasPrefix(option, "--") {
			c.fail(w, w.Text+" belongs to no option", "Put a value with blanks between single quotes.")
			return
		}
		c.option(w, option, values)
	}
}

// values takes the words up to the next option.
func (c *command) values() (values []parser.Word) {
	for len(c.words) > 0 && !strings.HasPrefix(c.words[0].Text, "--") {
		values = append(values, c.words[0])
		c.words = c.words[1:]
	}
	return values
}

func (c *command) option(w parser.Word, option string, values []parser.Word) {
	for _, v := range values {
		if strings.HasPrefix(v.Text, "file://") || strings.HasPrefix(v.Text, "fileb://") {
			c.fail(v, "a page can't read your files", "Write what is in the file, between single quotes.")
			return
		}
	}
	mend, refused := refusedOptions[option]
	switch {
	case refused:
		c.fail(w, "there is no "+option+" here", mend)
	case takesValue(option) || strings.Contains(ignoredFlags, " "+option+" "):
	case option == "--cli-input-json":
		c.input(w, values)
	default:
		c.member(w, option, values)
	}
}

// one returns the only value of an option.
func (c *command) one(w parser.Word, values []parser.Word) parser.Word {
	switch len(values) {
	case 1:
		return values[0]
	case 0:
		c.fail(w, "the value of "+w.Text+" is missing", "Write it behind the option.")
		return parser.Word{}
	}
	mend := "Put a value with blanks between single quotes."
	if isBareJSON(values[0]) {
		mend = mendBareJSON
	}
	c.fail(values[1], "there is more than one value of "+w.Text, mend)
	return parser.Word{}
}

// input reads a whole body. Members of options count more, wherever they stand.
func (c *command) input(w parser.Word, values []parser.Word) {
	if v := c.one(w, values); c.fault == nil {
		if j := c.json(v); c.fault == nil {
			c.body.Members = append(j.Members, c.body.Members...)
		}
	}
}

// member reads an option that is a member of the request.
func (c *command) member(w parser.Word, option string, values []parser.Word) {
	marked := strings.Fields(members[c.operation])
	var options []string
	for i, name := range namesOfMembers(c.operation) {
		kind := marked[i][len(marked[i])-1]
		flag := "--" + kebab(name)
		no := kind == isBoolean && option == "--no-"+kebab(name)
		if option != flag && !no {
			options = append(options, flag)
			continue
		}
		if j := c.read(w, kind, no, values); c.fault == nil {
			j.Name = name
			c.put(j)
		}
		return
	}
	c.fail(w, kebab(c.operation)+" has no option "+option, didYouMean(nearest(option, options), "It has "+strings.Join(options, ", ")+"."))
}

// put adds a member, or puts it in the place of one.
func (c *command) put(j *parser.JSON) {
	for i, m := range c.body.Members {
		if m.Name == j.Name {
			c.body.Members[i] = j
			return
		}
	}
	c.body.Members = append(c.body.Members, j)
}

// read reads the value of a member of a kind.
func (c *command) read(w parser.Word, kind byte, no bool, values []parser.Word) *parser.JSON {
	switch kind {
	case isBoolean:
		if len(values) > 0 {
			c.fail(values[0], "a flag has no value", "Write "+w.Text+" alone, or --no-… for the opposite.")
		}
		return &parser.JSON{Kind: 'a', Text: map[bool]string{true: "false", false: "true"}[no]}
	case isTexts, isStructures:
		return c.list(w, kind, values)
	}
	v := c.one(w, values)
	switch {
	case c.fault != nil:
		return nil
	case kind == isNumber:
		if n := len(v.Text); n == 0 || strings.Trim(v.Text[n-1:], "0123456789") != "" {
			c.fail(v, "this is no number", "Write it in digits.")
			return nil
		}
		return c.json(v)
	case kind == isStructure:
		return c.structure(v)
	}
	return v.Quoted()
}

func (c *command) json(v parser.Word) *parser.JSON {
	j, fault := v.JSON()
	if c.fault = fault; fault != nil && isBareJSON(v) {
		fault.Mend = mendBareJSON
	}
	return j
}

const mendBareJSON = "Put JSON between single quotes: a shell takes its double ones away."

func isBareJSON(v parser.Word) bool {
	return v.Text != "" && (v.Text[0] == '{' || v.Text[0] == '[') && v.IsBare()
}

// list reads a list: JSON, or its elements one a word.
func (c *command) list(w parser.Word, kind byte, values []parser.Word) *parser.JSON {
	if len(values) == 0 {
		c.one(w, values)
	}
	if len(values) == 1 && strings.HasPrefix(values[0].Text, "[") {
		return c.json(values[0])
	}
	j := &parser.JSON{Kind: '['}
	for _, v := range values {
		element := v.Quoted()
		if kind == isStructures {
			element = c.structure(v)
		}
		j.Members = append(j.Members, element)
	}
	return j
}

// structure reads JSON, or the shorthand for it.
func (c *command) structure(v parser.Word) *parser.JSON {
	if strings.HasPrefix(strings.TrimLeft(v.Text, " \n\t"), "{") {
		return c.json(v)
	}
	j, fault := v.Shorthand()
	c.fault = fault
	retyped(j)
	return j
}

// retyped makes numbers and booleans of the texts of shorthand that are meant so.
func retyped(j *parser.JSON) {
	for _, m := range j.Members {
		switch name := m.Name; {
		case m.Kind != '"':
			retyped(m)
		case strings.HasSuffix(name, "Units"), strings.HasSuffix(name, "UnitsPerSecond"):
			m.Kind = '0'
		case strings.HasSuffix(name, "Enabled"), name == "BOOL", name == "NULL", name == "ConsistentRead":
			m.Kind = 'a'
		}
	}
}
