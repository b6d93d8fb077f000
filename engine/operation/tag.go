package operation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ringside/engine"
	"ringside/engine/item"
)

// tagList is the Tags of a request.
type tagList struct {
	all   []tag
	given bool
}

type tag struct{ key, value text }

func (in *tagList) read(r *item.Reader) error {
	in.given, in.all = true, nil
	return r.Array(func(int) error {
		var t tag
		err := readPair(r, "Tag", "Key", &t.key, "Value", &t.value)
		in.all = append(in.all, t)
		return err
	})
}

// maxTags is how many tags a table may have.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html
const maxTags = 50

// storable checks that each tag can be one.
func (in *tagList) storable() error {
	for i, t := range in.all {
		if err := storableTagKey(t.key); err != nil {
			return err
		}
		if !isTagText(t.value, 0, 256) {
			return invalid("The Tag Value provided is invalid, Value: " + orNull(t.value))
		}
		for _, before := range in.all[:i] {
			if before.key.value == t.key.value {
				return invalid("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + t.key.value)
			}
		}
	}
	if len(in.all) > maxTags {
		return invalid(messageTooManyTags)
	}
	return nil
}

func storableTagKey(key text) error {
	const reserved = "aws:"
	switch {
	case !isTagText(key, 1, 128):
		return invalid("The Tag Key provided is invalid, Key: " + orNull(key))
	case len(key.value) >= len(reserved) && strings.EqualFold(key.value[:len(reserved)], reserved):
		return invalid("Tag Key cannot be prefixed with aws:, Key: " + key.value)
	}
	return nil
}

func isTagText(t text, least, most int) bool {
	n := utf8.RuneCountInString(t.value)
	return t.given && n >= least && n <= most && !strings.ContainsFunc(t.value, notInTag)
}

func notInTag(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsNumber(c) && !unicode.Is(unicode.Z, c) && !strings.ContainsRune("+-=._:/@", c)
}

func orNull(t text) string {
	if t.given {
		return t.value
	}
	return "null"
}

// copies are the tags as a table keeps them.
func (in *tagList) copies() (all []engine.Tag) {
	for _, t := range in.all {
		all = append(all, engine.Tag{Key: strings.Clone(t.key.value), Value: strings.Clone(t.value.value)})
	}
	return all
}

// added returns tags with others, which replace those with the same keys.
func added(tags, more []engine.Tag) []engine.Tag {
	all := slices.Clone(tags)
	for _, t := range more {
		if i := slices.IndexFunc(all, func(o engine.Tag) bool { return o.Key == t.Key }); i >= 0 {
			all[i] = t
		} else {
			all = append(all, t)
		}
	}
	return all
}

// A resource is the ResourceArn of a request about tags.
type resource struct{ text }

// table returns the name of the table that an ARN is of.
func (arn resource) table(d *Door) (string, error) {
	const aws, parts = "arn:", 6
	split := strings.SplitN(arn.value, ":", parts)
	switch {
	case !arn.given:
		return "", invalid("Invalid TableArn")
	case !strings.HasPrefix(arn.value, aws):
		return "", invalid(badParameters + "ARNs must start with 'arn:': " + arn.value)
	case len(split) < parts || split[2] != "dynamodb" || !strings.HasPrefix(split[5], "table/"):
		return "", invalid(badParameters + "Provided Arn is not a DynamoDB resource arn: " + arn.value)
	case split[3] != d.options.Region:
		return "", invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn.value)
	}
	name, below, isBelow := strings.Cut(strings.TrimPrefix(split[5], "table/"), "/")
	switch {
	case isBelow && strings.HasPrefix(below, "index/"):
		return "", invalid(badParameters + "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + arn.value)
	case isBelow:
		return "", invalid(badParameters + "Provided Arn is not a DynamoDB resource arn: " + arn.value)
	case split[4] != d.options.Account:
		return "", nil // somebody else's
	}
	return name, nil
}

// retag gives a table other tags, unless it has them already.
func (d *Door) retag(arn resource, name string, change func([]engine.Tag) []engine.Tag) error {
	t := d.db.Table(name)
	if t == nil {
		return &Error{Type: resourceNotFound, Message: messageNotFound + ": ResourceArn: " + arn.value + " not found"}
	}
	next := change(t.Tags)
	if slices.Equal(next, t.Tags) {
		return nil
	}
	if err := tableBusy(t); err != nil {
		return err
	}
	switch {
	case len(next) > maxTags:
		return invalid(messageTooManyTags)
	case d.db.Now() < t.TagsBusy:
		return limitReached("Table tags are being updated: " + t.Name)
	}
	d.db.Tag(t, next)
	return nil
}
