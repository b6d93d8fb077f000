package operation

import "ringside/engine"

// consumedCapacity writes what a request consumed, as far as it asked: nothing, the
// total, or the total and the part of the table and of each index.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html
func (w *writer) consumedCapacity(asked text, table string, units engine.Units) {
	if !consumptionAsked(asked) {
		return
	}
	w.name("ConsumedCapacity")
	w.consumption(asked, table, units, "")
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
func (w *writer) consumption(asked text, table string, units engine.Units, secondName string) {
	w.open('{')
	w.name("TableName").text(table)
	w.units(units, secondName)
	if asked.value == "INDEXES" {
		w.name("Table").open('{')
		w.units(units, secondName)
		w.close('}')
	}
	w.close('}')
}

func (w *writer) units(units engine.Units, secondName string) {
	w.name("CapacityUnits").raw(units.String())
	if secondName != "" {
		w.name(secondName).raw(units.String())
	}
}
