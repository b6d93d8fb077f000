package scenario

import (
	"strings"

	"ringside/engine/item"
)

// A dataset is a table and what is in it:
//
//	{"description": "…", "table": {a CreateTable request}, "items": [{"PK": {"S": "a"}, …}, …]}
type dataset struct {
	create    string // the request
	table     string
	partition string // names of the key attributes
	sort      string // "" when the key has none
	items     []item.Item
}

// readDataset reads a data file; complaint says why it is none.
func readDataset(text string) (d *dataset, complaint string) {
	d = &dataset{}
	r := item.NewReader(text)
	err := r.Object(func(name string) (err error) {
		switch name {
		case "table":
			d.create, err = r.Raw()
		case "items":
			return r.Array(func(i int) error {
				it, fault, err := r.Item()
				if fault != nil && complaint == "" {
					complaint = "item " + decimal(int64(i+1)) + " can't be stored: it holds what is no attribute value"
				}
				d.items = append(d.items, it)
				return err
			})
		case "description":
			return r.Skip()
		default:
			complaint = "the data set has an unknown member " + name + "; there are description, table and items"
			return r.Skip()
		}
		return err
	})
	if err == nil {
		err = r.End()
	}
	switch {
	case err != nil:
		return nil, "the data set is not JSON of the form {\"table\": {…}, \"items\": [{…}, …]}"
	case d.create == "":
		return nil, "the data set has no table, which is the request of a CreateTable"
	}
	d.table = answer(d.create).field("TableName").text()
	for _, key := range answer(d.create).field("KeySchema").elements() {
		if name := key.field("AttributeName").text(); key.field("KeyType").text() == "HASH" {
			d.partition = name
		} else {
			d.sort = name
		}
	}
	return d, complaint
}

// loadBytes is how much of a data set one request carries.
const loadBytes = 900_000

// load creates the table on the stage and fills it. It returns why it was refused.
func (d *dataset) load(s *Stage) (refused string) {
	if refused = s.perform(Direction{Verb: "CreateTable", Body: d.create}); refused != "" {
		return refused
	}
	s.settle(Direction{}) // a table may take a while to become active
	chunks := d.chunks()
	for i, chunk := range chunks {
		body := `{"TableName":` + quoted(d.table) + `,"Chunk":` + decimal(int64(i)) + `,"Chunks":` + decimal(int64(len(chunks)))
		if i > 0 {
			body += `,"Stage":` + quoted(s.loading)
		}
		if refused = s.perform(Direction{Verb: "Load", Body: body + `,"Items":[` + chunk + "]}"}); refused != "" {
			return refused
		}
	}
	return ""
}

// chunks writes the items as JSON, in pieces of which each fits into a request.
func (d *dataset) chunks() (chunks []string) {
	var b strings.Builder
	for _, it := range d.items {
		if b.Len() > 0 && b.Len()+len(it) > loadBytes {
			chunks = append(chunks, b.String())
			b.Reset()
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(it.JSON())
	}
	if b.Len() > 0 {
		chunks = append(chunks, b.String())
	}
	return chunks
}
