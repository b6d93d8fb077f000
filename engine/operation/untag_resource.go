package operation

import (
	"slices"

	"ringside/engine"
	"ringside/engine/item"
)

type untagResourceInput struct {
	arn   resource
	keys  []text
	given bool
}

func (in *untagResourceInput) member(name string, r *item.Reader) error {
	switch name {
	case "ResourceArn":
		return in.arn.read(r)
	case "TagKeys":
		in.given = true
		return readTexts(r, &in.keys)
	}
	return r.Skip()
}

// untagResource takes tags from a table; those that it doesn't have are no mistake. It answers
// nothing.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html
func untagResource(d *Door, in *untagResourceInput, _ *writer) error {
	name, err := in.arn.table(d)
	if err != nil {
		return err
	}
	if err := in.storable(); err != nil {
		return err
	}
	return d.retag(in.arn, name, func(tags []engine.Tag) []engine.Tag {
		return slices.DeleteFunc(slices.Clone(tags), func(t engine.Tag) bool {
			return slices.ContainsFunc(in.keys, func(key text) bool { return key.value == t.Key })
		})
	})
}

func (in *untagResourceInput) storable() error {
	var v violations
	switch {
	case !in.given:
		v.missing("tagKeys")
		return v.err()
	case len(in.keys) == 0:
		return invalid("Atleast one Tag Key needs to be provided as Input.")
	}
	for _, key := range in.keys {
		if err := storableTagKey(key); err != nil {
			return err
		}
	}
	if len(in.keys) > maxTags {
		return invalid(messageTooManyTags)
	}
	return nil
}
