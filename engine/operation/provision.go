package operation

import (
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// provision changes the billing mode, what is provisioned, and indexes, each if the request says
// so: all of it or nothing.
func (in *updateTableInput) provision(d *Door, t *engine.Table) (engine.Table, occasion, error) {
	err := firstOf(
		func() error { return in.onIndexes(t) },
		func() error { return in.unitsFree(t) },
		func() error { return in.unitsFit(t) },
		func() error { return in.indexesFit(t) },
		func() error { return in.affordable(d, t) },
		func() error { return in.stream.check(d, t) },
	)
	if err != nil {
		return *t, 0, err
	}
	before := *t
	when := whenUpdated
	if in.billing.given {
		when = whenSwitched
	}
	in.stream.change(d, t)
	in.bill(d, t)
	for i := range in.indexes {
		in.indexes[i].apply(d, t, in)
	}
	answer := *t
	switch {
	case in.stays(&before): // it looks like the mode that it asks for, which does not change
		if in.onDemand.says() && before.OnDemand {
			answer = in.limited(d, t, answer)
		}
		answer.Status, answer.OnDemand, answer.ReadUnits, answer.WriteUnits = engine.Updating, true, 0, 0
	case in.switchesToOnDemand() && in.onDemand.says():
		answer = in.limited(d, t, answer)
	}
	return answer, when, nil
}

// stays reports whether the request asks for on-demand where the table is, or was and will not be
// any more: that is answered and does nothing.
func (in *updateTableInput) stays(t *engine.Table) bool {
	leaving := t.Changing(engine.ToProvisioned, engine.ToProvisionedIndexed) != nil
	coming := t.Changing(engine.ToOnDemand, engine.BackToOnDemand) != nil
	return in.switchesToOnDemand() && (leaving || t.OnDemand && !coming)
}

// becomesOnDemand reports whether the table is on-demand when all is done.
func (in *updateTableInput) becomesOnDemand(t *engine.Table) bool {
	if in.billing.given && !in.stays(t) {
		return in.switchesToOnDemand()
	}
	return t.OnDemand
}

// unitsFree checks that a change of the table's own units has to wait for nothing.
func (in *updateTableInput) unitsFree(t *engine.Table) error {
	if !in.provisioned.given && !in.billing.given || in.stays(t) {
		return nil
	}
	return idle(t, "change table IOPS", engine.ThroughputChange, true)
}

// unitsFit checks that the table's units go with its billing mode, and change.
func (in *updateTableInput) unitsFit(t *engine.Table) error {
	read, write := in.provisioned.read.value, in.provisioned.write.value
	switch {
	case !in.provisioned.given:
		return nil
	case t.OnDemand && !in.billing.given:
		return invalid(messageUnitsOnDemand)
	case t.OnDemand:
		return in.allProvisioned(t)
	case t.ReadUnits == read && t.WriteUnits == write:
		return unchanged("the table", "the table", &t.Throughput, read, write)
	}
	return nil
}

// allProvisioned checks that a table that becomes provisioned says so of each global index.
func (in *updateTableInput) allProvisioned(t *engine.Table) error {
	var missing []string
	for _, x := range t.Indexes {
		found := x.Local
		for i := range in.indexes {
			u := &in.indexes[i]
			found = found || u.index == x.Name && u.action == actionUpdate && u.provisioned.given
		}
		if !found {
			missing = append(missing, x.Name)
		}
	}
	if len(missing) > 0 {
		return invalid(badParameters + "ProvisionedThroughput must be specified for index: " + strings.Join(missing, ","))
	}
	return nil
}

// indexesFit checks that what is said of indexes goes with the billing mode.
func (in *updateTableInput) indexesFit(t *engine.Table) error {
	for i := range in.indexes {
		u := &in.indexes[i]
		var err error
		switch u.action {
		case actionCreate:
			err = in.creationFits(u, t)
		case actionUpdate:
			err = in.updateFits(u, t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (in *updateTableInput) creationFits(u *indexUpdate, t *engine.Table) error {
	becomes := in.becomesOnDemand(t)
	switch {
	case becomes && u.provisioned.given:
		return invalid(badParameters + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + u.index + " when BillingMode is PAY_PER_REQUEST")
	case !becomes && !u.provisioned.given:
		return invalid(badParameters + messageBothUnits + u.index)
	}
	if err := u.defined(&in.definitions, in.kindOf(t)); err != nil {
		return err
	}
	return u.demand.fits(becomes)
}

// kindOf returns the types of attributes: those that the table knows, then those of the request.
func (in *updateTableInput) kindOf(t *engine.Table) func(string) item.Type {
	known := definitions(t)
	return func(name string) item.Type {
		for _, a := range known {
			if a.Name == name {
				return a.Type
			}
		}
		return in.definitions.kindOf(name)
	}
}

func (in *updateTableInput) updateFits(u *indexUpdate, t *engine.Table) error {
	x := t.Index(u.index)
	read, write := u.provisioned.read.value, u.provisioned.write.value
	switch becomes := in.becomesOnDemand(t); {
	case becomes && (u.provisioned.given || !u.onDemand.says() && !u.warm.says()):
		return invalid(badParameters + "The only Updates for index: " + u.index +
			" when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput")
	case !becomes && u.onDemand.says():
		return u.onDemand.each(&onDemand, func(_ int64, member string) error {
			return invalid(badParameters + member + ofOnDemand(u.index) + "cannot be specified when the table BillingMode is PROVISIONED")
		})
	case !becomes && !u.provisioned.given && !u.warm.says():
		return invalid(badParameters + messageBothUnits + u.index)
	case u.provisioned.given && !t.OnDemand && x.ReadUnits == read && x.WriteUnits == write:
		return unchanged("the index "+u.index, "index "+u.index, &x.Throughput, read, write)
	}
	return u.warm.noColder(u.index, &x.Throughput)
}

// affordable checks that nothing is more than an account has, and that no units are lowered too
// often.
func (in *updateTableInput) affordable(d *Door, t *engine.Table) error {
	if err := d.withinQuota(in.demand); err != nil {
		return err
	}
	if in.provisioned.given && !t.OnDemand {
		if err := d.lowerable(&t.Throughput, in.provisioned); err != nil {
			return err
		}
	}
	for i := range in.indexes {
		u := &in.indexes[i]
		if err := d.withinQuota(u.demand); err != nil {
			return err
		}
		if u.action == actionUpdate && u.provisioned.given && !t.OnDemand {
			if err := d.lowerable(&t.Index(u.index).Throughput, u.provisioned); err != nil {
				return err
			}
		}
	}
	return nil
}

// lowerable checks that units may be lowered again on this day.
func (d *Door) lowerable(p *engine.Throughput, to rate) error {
	now := d.db.Now()
	next := p.NextDecrease(now)
	if to.read.value >= p.ReadUnits && to.write.value >= p.WriteUnits || next <= now {
		return nil
	}
	return limitReached("Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, " +
		"each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: " +
		decimal(p.DecreasesToday(now)) + ". Last decrease at " + inWords(p.LastDecrease.Date()) +
		". Next decrease can be made at " + inWords(next.Date()))
}

// bill changes the table's mode and units.
func (in *updateTableInput) bill(d *Door, t *engine.Table) {
	read, write := in.provisioned.read.value, in.provisioned.write.value
	switch {
	case in.stays(t):
	case in.switchesToOnDemand():
		d.db.SwitchToOnDemand(t)
	case in.provisioned.given && t.OnDemand:
		d.db.SwitchToProvisioned(t, read, write)
	case in.provisioned.given:
		d.db.ChangeThroughput(t, nil, read, write)
	}
}

// apply does what an action says. The table's mode is already what it will be.
func (u *indexUpdate) apply(d *Door, t *engine.Table, in *updateTableInput) {
	x := t.Index(u.index)
	read, write := u.provisioned.read.value, u.provisioned.write.value
	switch {
	case u.action == actionCreate:
		d.db.CreateIndex(t, u.definition(false, in.kindOf(t)))
	case u.action == actionDelete:
		d.db.DeleteIndex(t, x)
	case u.provisioned.given && t.Changing(engine.ToProvisioned, engine.ToProvisionedIndexed) != nil:
		d.db.ProvisionIndex(t, x, read, write)
	case u.provisioned.given:
		d.db.ChangeThroughput(t, x, read, write)
	}
	if u.action != actionUpdate {
		return
	}
	if u.onDemand.says() {
		d.db.LimitOnDemand(t, x, max(0, merged(u.onDemand.read, x.MaxRead)), max(0, merged(u.onDemand.write, x.MaxWrite)))
	}
	if read, write := warmer(&u.warm, &x.Throughput); read > x.WarmRead || write > x.WarmWrite {
		d.db.WarmUp(t, x, read, write)
	}
}
