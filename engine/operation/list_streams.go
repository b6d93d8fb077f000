package operation

import (
	"strings"

	"ringside/engine/item"
)

type listStreamsInput struct {
	table text
	start text
	limit number
}

func (in *listStreamsInput) member(name string, r *item.Reader) error {
	switch name {
	case "TableName":
		return in.table.read(r)
	case "ExclusiveStartStreamArn":
		return in.start.read(r)
	case "Limit":
		return in.limit.read(r)
	}
	return r.Skip()
}

// listStreams lists the streams of a table, or of all; disabled ones, too, as long as they can be read.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
func listStreams(d *Door, in *listStreamsInput, w *writer) error {
	if err := in.modelled(); err != nil {
		return err
	}
	startTable, startLabel := "", ""
	if in.start.given {
		var err error
		if startTable, startLabel, err = streamName(in.start.value); err != nil {
			return err
		}
	}
	most, listed, last, more := in.limit.or(maxListed), 0, "", false
	w.open('{')
	w.name("Streams").open('[')
	for _, s := range d.db.Streams() {
		passed := s.TableName < startTable || s.TableName == startTable && s.Label <= startLabel
		if passed || in.table.given && s.TableName != in.table.value {
			continue
		}
		if more = listed == most; more {
			break
		}
		listed, last = listed+1, d.options.streamARN(s.TableName, s.Label)
		w.open('{')
		w.name("StreamArn").text(last)
		w.name("TableName").text(s.TableName)
		w.name("StreamLabel").text(s.Label)
		w.close('}')
	}
	w.close(']')
	if more {
		w.name("LastEvaluatedStreamArn").text(last)
	}
	w.close('}')
	if in.table.given && listed == 0 && d.db.Table(in.table.value) == nil {
		return d.tableUnknown(in.table.value)
	}
	return nil
}

func (in *listStreamsInput) modelled() error {
	var v violations
	v.lengths(in.table, "tableName", minTableName, maxTableName)
	if strings.ContainsFunc(in.table.value, notInName) {
		v.add(in.table.value, "tableName", namePattern)
	}
	v.between(in.limit, "limit", 1, maxListed)
	return v.err()
}

// or returns the number, or another one when it is not given.
func (n number) or(other int) int {
	if n.given {
		return int(n.value)
	}
	return other
}
