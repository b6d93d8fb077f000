package operation

import (
	"strconv"

	"ringside/engine"
	"ringside/engine/item"
)

// A rate is so many units to read and to write a second: a ProvisionedThroughput, an
// OnDemandThroughput or a WarmThroughput.
type rate struct {
	read, write number
	given       bool
}

// A rateKind is one of the three: what the service calls it and its members.
type rateKind struct{ name, read, write string }

var (
	provisioned = rateKind{"ProvisionedThroughput", "ReadCapacityUnits", "WriteCapacityUnits"}
	onDemand    = rateKind{"OnDemandThroughput", "MaxReadRequestUnits", "MaxWriteRequestUnits"}
	warm        = rateKind{"WarmThroughput", "ReadUnitsPerSecond", "WriteUnitsPerSecond"}
)

func (t *rate) take(k *rateKind, r *item.Reader) error {
	t.given = true
	return r.Structure(k.name, func(name string) error {
		switch name {
		case k.read:
			return t.read.readLong(r)
		case k.write:
			return t.write.readLong(r)
		}
		return r.Skip()
	})
}

// says reports whether it has any member: one that has none is accepted, and does nothing.
func (t *rate) says() bool { return t.read.given || t.write.given }

// modelled checks a ProvisionedThroughput, if there is one.
func (t *rate) modelled(v *violations, path string) {
	if !t.given {
		return
	}
	for _, n := range []struct {
		number
		path string
	}{{t.write, path + ".writeCapacityUnits"}, {t.read, path + ".readCapacityUnits"}} {
		if !n.given {
			v.missing(n.path)
		}
		v.between(n.number, n.path, 1, 0)
	}
}

// maxUnits is the largest throughput that is a number to DynamoDB at all.
const maxUnits = 1_000_000_000_000

// bounded checks a ProvisionedThroughput for numbers that are none to DynamoDB.
func (t *rate) bounded() error {
	switch {
	case t.read.value > maxUnits:
		return unitsOutOfBounds(t.read.value, provisioned.read)
	case t.write.value > maxUnits:
		return unitsOutOfBounds(t.write.value, provisioned.write)
	}
	return nil
}

// each calls a function with the two numbers, those that are given, reading first, until it returns
// an error.
func (t *rate) each(k *rateKind, check func(n int64, member string) error) error {
	if t.read.given {
		if err := check(t.read.value, k.read); err != nil {
			return err
		}
	}
	if t.write.given {
		return check(t.write.value, k.write)
	}
	return nil
}

// Whose rate a message is about: of the table, or of an index.
func ofOnDemand(index string) string {
	if index == "" {
		return " for OnDemandThroughput for table "
	}
	return " for OnDemandThroughput for index : " + index + " "
}

func ofWarm(index string) string {
	if index == "" {
		return " for WarmThroughput for table "
	}
	return " for WarmThroughput for index " + index + " "
}

// inRange checks an OnDemandThroughput, which is at least 1; to take a limit back it may be −1.
func (t *rate) inRange(index string, takesBack bool) error {
	return t.each(&onDemand, func(n int64, member string) error {
		if n >= 1 || n == -1 && takesBack {
			return nil
		}
		return invalid(badParameters + "Requested " + member + ofOnDemand(index) + "is outside of valid range")
	})
}

// warmEnough checks the WarmThroughput of a new table or index, which is no less than what it
// has without.
func (t *rate) warmEnough(index string, isOnDemand bool, p rate) error {
	read, write := p.read.value, p.write.value
	why := func(string) string { return messageInitial }
	if isOnDemand {
		read, write = engine.InitialRead, engine.InitialWrite
	} else {
		why = func(member string) string { return "is lower than " + member + " of ProvisionedThroughput" }
	}
	switch {
	case t.read.given && t.read.value < read:
		return invalid(badParameters + "Requested " + warm.read + ofWarm(index) + why(provisioned.read))
	case t.write.given && t.write.value < write:
		return invalid(badParameters + "Requested " + warm.write + ofWarm(index) + why(provisioned.write))
	}
	return nil
}

// noColder checks that a WarmThroughput does not take back what a table or index has.
func (t *rate) noColder(index string, p *engine.Throughput) error {
	switch {
	case t.read.given && t.read.value < p.WarmRead:
		return invalid(badParameters + "Requested " + warm.read + ofWarm(index) + messageColder)
	case t.write.given && t.write.value < p.WarmWrite:
		return invalid(badParameters + "Requested " + warm.write + ofWarm(index) + messageColder)
	}
	return nil
}

// maxTableUnits is how much of either an account has for one table or index, unless it asks for
// more.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const (
	maxTableUnits   = 40_000
	maxAccountUnits = 80_000
)

// A demand is all that is asked for one table, or for one index.
type demand struct {
	index                       string // "" for the table
	provisioned, onDemand, warm rate
}

// member reads a member that says how much is asked for.
func (a *demand) member(name string, r *item.Reader) error {
	switch name {
	case provisioned.name:
		return a.provisioned.take(&provisioned, r)
	case onDemand.name:
		return a.onDemand.take(&onDemand, r)
	case warm.name:
		return a.warm.take(&warm, r)
	}
	return r.Skip()
}

// withinQuota checks that a demand is no more than an account has.
func (d *Door) withinQuota(a demand) error {
	err := a.provisioned.each(&provisioned, func(n int64, member string) error {
		if n <= maxTableUnits {
			return nil
		}
		of, what := ", ", "table"
		if a.index != "" {
			of, what = " for index "+a.index+", ", "index"
		}
		return overLimit("The requested " + member + of + strconv.FormatInt(n, 10) + ", is above the per " + what +
			" maximum for the account in " + d.options.Region + ". Per table maximum: " + strconv.Itoa(maxTableUnits) + ". " + messageGuide)
	})
	if err != nil {
		return err
	}
	of := ofOnDemand(a.index)
	beyond := func(n int64, member string) error {
		if n <= maxTableUnits {
			return nil
		}
		quota := "TableMaxReadCapacityUnits"
		if member == onDemand.write || member == warm.write {
			quota = "TableMaxWriteCapacityUnits"
		}
		return limitReached("Requested " + member + of + "exceeds " + quota + " of the account in region " + d.options.Region)
	}
	if err := a.onDemand.each(&onDemand, beyond); err != nil {
		return err
	}
	of = ofWarm(a.index)
	return a.warm.each(&warm, beyond)
}

// throughput is what the engine is told of a new table or index.
func (a *demand) throughput() engine.Throughput {
	return engine.Throughput{
		ReadUnits: a.provisioned.read.value, WriteUnits: a.provisioned.write.value,
		MaxRead: a.onDemand.read.value, MaxWrite: a.onDemand.write.value,
		WarmRead: a.warm.read.value, WarmWrite: a.warm.write.value, Warming: a.warm.says(),
	}
}
