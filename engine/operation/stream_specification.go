package operation

import (
	"ringside/engine"
	"ringside/engine/item"
)

// streamSpecification is what CreateTable and UpdateTable say of a table's stream.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html
type streamSpecification struct {
	given   bool
	decided bool // StreamEnabled was given
	enabled bool
	view    text
}

func (in *streamSpecification) read(r *item.Reader) error {
	*in = streamSpecification{given: true}
	return r.Structure("StreamSpecification", func(name string) error { return in.member(name, r) })
}

func (in *streamSpecification) member(name string, r *item.Reader) (err error) {
	switch name {
	case "StreamEnabled":
		in.enabled, err = r.Bool()
		in.decided = err == nil
		return err
	case "StreamViewType":
		return in.view.read(r)
	}
	return r.Skip()
}

func (in *streamSpecification) modelled(v *violations) {
	if !in.given {
		return
	}
	if !in.decided {
		v.missing("streamSpecification.streamEnabled")
	}
	v.enum(in.view, "streamSpecification.streamViewType", enumStreamView)
}

// checkNew is what CreateTable asks.
func (in *streamSpecification) checkNew() error {
	switch {
	case in.enabled && !in.view.given:
		return invalid(messageNewStreamView)
	case in.given && !in.enabled && in.view.given:
		return invalid(messageNoNewStreamView)
	}
	return nil
}

// check is what UpdateTable asks, of the request and of the table.
func (in *streamSpecification) check(d *Door, t *engine.Table) error {
	s := d.db.StreamOf(t)
	switch {
	case !in.given:
		return nil
	case in.enabled && !in.view.given:
		return invalid(messageStreamView)
	case !in.enabled && in.view.given:
		return invalid(messageNoStreamView)
	}
	if err := d.streamChanging(t); err != nil {
		return err
	}
	switch {
	case in.enabled && s != nil:
		return invalid(messageStreamOn + t.Name)
	case !in.enabled && s == nil:
		return invalid(messageStreamOff + t.Name)
	}
	return nil
}

// streamChanging is an error while the table's stream is being enabled or disabled.
func (d *Door) streamChanging(t *engine.Table) error {
	s := d.db.Stream(t.Name, t.LatestStream)
	if s == nil {
		return nil
	}
	switch d.db.StreamStatus(s) {
	case engine.StreamEnabling:
		return streamInUse(t.Name, s.Label, "ENABLE")
	case engine.StreamDisabling:
		return streamInUse(t.Name, s.Label, "DISABLE")
	}
	return nil
}

// apply makes it so, after one of the checks.
func (in *streamSpecification) apply(d *Door, t *engine.Table) {
	switch {
	case in.enabled:
		d.db.EnableStream(t, streamViews[in.view.value])
	case in.given:
		d.db.DisableStream(t)
	}
}

// streamViews are the views by their names.
var streamViews = map[string]engine.StreamView{
	"KEYS_ONLY": engine.KeysOnly, "NEW_IMAGE": engine.NewImage,
	"OLD_IMAGE": engine.OldImage, "NEW_AND_OLD_IMAGES": engine.NewAndOldImages,
}

// describeLatestStream writes what a table's description says of its stream: a disabled one is still
// the latest.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
func (d *Door) describeLatestStream(t *engine.Table, w *writer) {
	if s := d.db.StreamOf(t); s != nil {
		w.name("StreamSpecification").open('{')
		w.name("StreamEnabled").boolean(true)
		w.name("StreamViewType").text(s.View.String())
		w.close('}')
	}
	if t.LatestStream != "" {
		w.name("LatestStreamLabel").text(t.LatestStream)
		w.name("LatestStreamArn").text(d.options.streamARN(t.Name, t.LatestStream))
	}
}
