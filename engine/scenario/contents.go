package scenario

// contents are all items of a table, in key order, and what is said of it.
type contents struct {
	table  string
	schema string // its key; "" when there is no such table
	more   string // its indexes, and the attribute by which its items expire
	items  []string
}

// tables returns what is in all tables after the run, as their leaders have it.
func (r *run) tables() []contents {
	if r.contents == nil {
		stage := r.after.clone()
		r.contents = []contents{}
		names, _ := stage.ask("ListTables", "{}")
		for _, name := range names.field("TableNames").elements() {
			r.contents = append(r.contents, stage.contents(name.text()))
		}
	}
	return r.contents
}

// table returns what is in one of them.
func (r *run) table(name string) contents {
	for _, c := range r.tables() {
		if c.table == name {
			return c
		}
	}
	return contents{table: name}
}

func (s *Stage) contents(table string) contents {
	c := contents{table: table}
	description, refused := s.ask("DescribeTable", `{"TableName":`+quoted(table)+"}")
	if refused != "" {
		return c
	}
	d := description.field("Table")
	c.schema = string(d.field("KeySchema") + " " + d.field("AttributeDefinitions"))
	c.more = indexesOf(d) + s.expiryOf(table)
	scan := Direction{Verb: "Scan", Body: `{"TableName":` + quoted(table) + `,"ConsistentRead":true}`}
	for page := s.play([]Direction{scan}); ; page = s.play([]Direction{page.following()}) {
		c.items = append(c.items, page.rows...)
		if page.next == "" {
			return c
		}
	}
}

// indexesOf returns what a table's description says of its indexes that does not change with its
// items.
func indexesOf(description answer) (text string) {
	for _, kind := range []string{"LocalSecondaryIndexes", "GlobalSecondaryIndexes"} {
		for _, x := range description.field(kind).elements() {
			text += kind + " " + x.field("IndexName").text() + " " + string(x.field("KeySchema")+" "+x.field("Projection")) + " "
		}
	}
	return text
}

// expiryOf returns the attribute that says when a table's items expire, "" when none does.
func (s *Stage) expiryOf(table string) string {
	a, _ := s.ask("DescribeTimeToLive", `{"TableName":`+quoted(table)+"}")
	if name := a.field("TimeToLiveDescription").field("AttributeName").text(); name != "" {
		return "TimeToLive " + name
	}
	return ""
}
