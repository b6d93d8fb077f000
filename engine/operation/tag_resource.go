package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

type tagResourceInput struct {
	arn  resource
	tags tagList
}

func (in *tagResourceInput) member(name string, r *item.Reader) error {
	switch name {
	case "ResourceArn":
		return in.arn.read(r)
	case "Tags":
		return in.tags.read(r)
	}
	return r.Skip()
}

// tagResource adds tags to a table, or replaces their values. It answers nothing.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html
func tagResource(d *Door, in *tagResourceInput, _ *writer) error {
	name, err := in.arn.table(d)
	if err != nil {
		return err
	}
	var v violations
	switch {
	case !in.tags.given:
		v.missing("tags")
		return v.err()
	case len(in.tags.all) == 0:
		return invalid("Atleast one Tag needs to be provided as Input.")
	}
	if err := in.tags.storable(); err != nil {
		return err
	}
	return d.retag(in.arn, name, func(tags []engine.Tag) []engine.Tag { return added(tags, in.tags.copies()) })
}
