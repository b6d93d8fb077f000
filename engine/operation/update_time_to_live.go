package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

type updateTimeToLiveInput struct {
	tableInput
	specified bool // there is a TimeToLiveSpecification
	attribute text
	enabled   bool
	decided   bool // Enabled is given
}

func (in *updateTimeToLiveInput) member(name string, r *item.Reader) error {
	if name != "TimeToLiveSpecification" {
		return in.tableInput.member(name, r)
	}
	in.specified = true
	return r.Structure(name, func(name string) (err error) {
		switch name {
		case "Enabled":
			in.decided = true
			in.enabled, err = r.Bool()
			return err
		case "AttributeName":
			return in.attribute.read(r)
		}
		return r.Skip()
	})
}

// updateTimeToLive has the items of a table expire by one of their attributes, or no longer.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
func updateTimeToLive(d *Door, in *updateTimeToLiveInput, w *writer) error {
	if err := firstOf(in.named, in.modelled); err != nil {
		return err
	}
	t, err := in.find(d)
	if err != nil {
		return err
	}
	if err := in.changes(d, t); err != nil {
		return err
	}
	if in.enabled {
		d.db.EnableTimeToLive(t, strings.Clone(in.attribute.value))
	} else {
		d.db.DisableTimeToLive(t)
	}
	w.open('{')
	w.name("TimeToLiveSpecification").open('{')
	w.name("Enabled").boolean(in.enabled)
	w.name("AttributeName").text(in.attribute.value)
	w.close('}')
	w.close('}')
	return nil
}

func (in *updateTimeToLiveInput) modelled() error {
	const path = "timeToLiveSpecification"
	var v violations
	if !in.specified {
		v.missing(path)
		return v.err()
	}
	if !in.decided {
		v.missing(path + ".enabled")
	}
	v.required(in.attribute, path+".attributeName")
	v.length(in.attribute, path+".attributeName", maxKeyName)
	return v.err()
}

// changes checks that the table is there, and that its Time to Live is another one and may change.
// For this operation a table that is CREATING is not there.
func (in *updateTimeToLiveInput) changes(d *Door, t *engine.Table) error {
	ttl := &t.TimeToLive
	on := ttl.Status == engine.TTLEnabling || ttl.Status == engine.TTLEnabled
	switch {
	case t.Status == engine.Creating:
		return d.tableUnknown(t.Name)
	case t.Status == engine.Deleting:
		return tableBusy(t)
	case on && ttl.Attribute != in.attribute.value:
		return ttlElsewhere(ttl.Attribute)
	case on && in.enabled:
		return invalid(messageTTLEnabled)
	case !on && !in.enabled:
		return invalid(messageTTLDisabled)
	case !d.db.MayChangeTimeToLive(t):
		return invalid(messageTTLOften)
	}
	return nil
}
