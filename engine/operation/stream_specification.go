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
	if err := streamFree(t); err != nil {
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

// streamFree checks that a change of the table's stream has to wait for nothing.
func streamFree(t *engine.Table) error {
	if u := t.Under(engine.StreamChange, nil); u != nil {
		return inUse("A stream status change is currently in progress." + streamChange(t, u))
	}
	if t.Changing(unitsWork...) != nil {
		return inUse("Can't enable or disable stream while table IOPS are being updated. Table: " + t.Name)
	}
	return idle(t, "change stream status", engine.StreamChange, true)
}

// streamChange says which change of a table's stream is under way.
func streamChange(t *engine.Table, u *engine.Update) string {
	change := "DISABLE"
	if u.Streams {
		change = "ENABLE"
	}
	return " Table: " + t.Name + " Stream: " + t.LatestStream + " Operation: " + change
}

// apply makes it so for a new table.
func (in *streamSpecification) apply(d *Door, t *engine.Table) {
	if in.enabled {
		d.db.EnableStream(t, streamViews[in.view.value])
	}
}

// change makes it so for a table that is there.
func (in *streamSpecification) change(d *Door, t *engine.Table) {
	switch {
	case in.enabled:
		d.db.StartStream(t, streamViews[in.view.value])
	case in.given:
		d.db.StopStream(t)
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
