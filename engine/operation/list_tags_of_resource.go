package operation

import "ringside/engine/item"

type listTagsInput struct{ arn resource }

func (in *listTagsInput) member(name string, r *item.Reader) error {
	if name == "ResourceArn" {
		return in.arn.read(r)
	}
	return r.Skip()
}

// listTagsOfResource lists the tags of a table. All of them are one page.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
func listTagsOfResource(d *Door, in *listTagsInput, w *writer) error {
	name, err := in.arn.table(d)
	if err != nil {
		return err
	}
	t := d.db.Table(name)
	if t == nil {
		return d.denied("ListTagsOfResource", in.arn.value)
	}
	w.open('{')
	w.name("Tags").open('[')
	for _, tag := range t.Tags {
		w.open('{')
		w.name("Key").text(tag.Key)
		w.name("Value").text(tag.Value)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return nil
}
