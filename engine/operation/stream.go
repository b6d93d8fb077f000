package operation

import (
	"strings"

	"ringside/engine"
)

// streamARN returns the Amazon Resource Name of a stream.
func (o Options) streamARN(table, label string) string {
	return o.tableARN(table) + "/stream/" + label
}

// streamName takes an ARN apart that is that of a stream, wherever it is.
func streamName(arn string) (table, label string, err error) {
	rest, known := strings.CutPrefix(arn, tableARN)
	region, rest, hasAccount := strings.Cut(rest, ":")
	account, rest, hasTable := strings.Cut(rest, ":table/")
	table, label, hasStream := strings.Cut(rest, "/stream/")
	if !known || !hasAccount || !hasTable || !hasStream || region == "" || account == "" || table == "" || label == "" {
		return "", "", invalid(messageStreamARN)
	}
	return table, label, nil
}

// stream returns the stream with an ARN.
func (d *Door) stream(arn string) (*engine.Stream, error) {
	table, label, err := streamName(arn)
	if err != nil {
		return nil, err
	}
	s := d.db.Stream(table, label)
	if s == nil || arn != d.options.streamARN(table, label) {
		return nil, streamUnknown(arn)
	}
	return s, nil
}

// lengths checks that a member, if given, has a number of characters between two bounds.
func (v *violations) lengths(t text, path string, least, most int) {
	switch {
	case !t.given:
	case len(t.value) < least:
		v.add(t.value, path, longer(least))
	case len(t.value) > most:
		v.add(t.value, path, shorter(most))
	}
}

// Lengths of the IDs of shards, in characters.
const (
	minShardID = 28
	maxShardID = 65
)
