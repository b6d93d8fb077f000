package operation

import "ringside/engine"

// consumedCapacity writes what a request consumed of a table, as far as it asked: nothing,
// the total, or the total and the part of the table and of each index.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html
func (w *writer) consumedCapacity(asked text, name string, t *engine.Trace, table *engine.Table) {
	if !consumptionAsked(asked) {
		return
	}
	w.name("ConsumedCapacity")
	w.consumption(asked, name, t, table, "")
}

func consumptionAsked(asked text) bool { return asked.given && asked.value != "NONE" }

// What the units of a transaction are called beside CapacityUnits; those of other
// requests have no second name.
const (
	readUnits  = "ReadCapacityUnits"
	writeUnits = "WriteCapacityUnits"
)

// consumption writes one ConsumedCapacity structure. TableName is what the request
// called the table, be it a name or an ARN.
func (w *writer) consumption(asked text, name string, t *engine.Trace, table *engine.Table, secondName string) {
	own := t.UnitsOf(table, nil)
	total := own
	for _, x := range table.Indexes {
		total += t.UnitsOf(table, x.IndexDefinition)
	}
	w.open('{')
	w.name("TableName").text(name)
	w.units(total, secondName)
	if asked.value == "INDEXES" {
		w.name("Table").open('{')
		w.units(own, secondName)
		w.close('}')
		w.indexUnits("LocalSecondaryIndexes", true, t, table, secondName)
		w.indexUnits("GlobalSecondaryIndexes", false, t, table, secondName)
	}
	w.close('}')
}

// indexUnits writes the part of each index of a kind that was touched, if one was.
func (w *writer) indexUnits(member string, local bool, t *engine.Trace, table *engine.Table, secondName string) {
	begun := false
	for _, x := range table.Indexes {
		units := t.UnitsOf(table, x.IndexDefinition)
		if x.Local != local || units == 0 {
			continue
		}
		if !begun {
			begun = true
			w.name(member).open('{')
		}
		w.name(x.Name).open('{')
		w.units(units, secondName)
		w.close('}')
	}
	if begun {
		w.close('}')
	}
}

func (w *writer) units(units engine.Units, secondName string) {
	w.name("CapacityUnits").raw(units.String())
	if secondName != "" {
		w.name(secondName).raw(units.String())
	}
}
