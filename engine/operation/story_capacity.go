package operation

import "ringside/engine"

// capacity says what was left in the bucket that a place looked at or, where the way ends there, why,
// and what would mend it.
func (s *story) capacity(phase engine.Phase) {
	step, throttled := s.throttled()
	switch {
	case step < 0 && len(s.here) == 1 && phase == engine.Routing:
		if g := s.trace.GaugeAt(s.here[0]); g != nil {
			s.say("; %k of the %q in its bucket are left", g.Tokens, g.Capacity)
		}
		return
	case step < 0:
		return
	case throttled > 1:
		s.say("; %d are throttled here: ", throttled)
	case phase == engine.Propagate && len(s.here) == 1:
		s.indexThrottles("The ", step)
		return
	default:
		s.literal("; but ")
	}
	g := s.trace.GaugeAt(step)
	switch phase {
	case engine.Routing:
		s.tableThrottles(&s.trace.Steps[step], g)
	case engine.Placing:
		s.partitionThrottles(s.trace.Steps[step].Partition, g)
	default:
		s.indexThrottles("the ", step)
	}
}

// throttled returns the first step of the place where a bucket throttles, -1 when there is none, and
// how many do. Others say why by themselves.
func (s *story) throttled() (first int, count int64) {
	first = -1
	for _, i := range s.here {
		if step := &s.trace.Steps[i]; step.Effect != engine.Throttling || step.Why != "" {
			continue
		}
		if count++; first < 0 {
			first = i
		}
	}
	return first, count
}

// tableThrottles says why a table, or an index that is read, lets nothing more in.
func (s *story) tableThrottles(step *engine.Step, g *engine.Gauge) {
	what := "table"
	if step.Table.IndexOf() != nil {
		what = "index"
	}
	switch g.Limit {
	case engine.ProvisionedThroughput:
		s.literal("the " + what + "'s bucket is empty")
		s.say(" and gets only the %q a second that are provisioned: provision more, or wait %t", g.Rate, wait(g))
	case engine.MaxOnDemandThroughput:
		s.say("the maximum of %q a second that was set is used up: raise it, or wait %t", g.Rate, wait(g))
	case engine.AccountLimit:
		s.say("an account may use no more than %q a second here: ask AWS for more, or wait %t", g.Rate, wait(g))
	default:
		s.say("on demand, traffic may at once be twice the peak so far, %q a second: ", g.Rate)
		s.literal("the " + what)
		s.say(" grows when half an hour of it has passed; until then wait %t", wait(g))
	}
}

// wait returns how long the story says one has to wait: it rounds up.
func wait(g *engine.Gauge) int64 { return int64(max(g.Wait, engine.Millisecond)) }

// partitionThrottles says why a partition lets nothing more in though its table would.
func (s *story) partitionThrottles(partition int, g *engine.Gauge) {
	if g.Given >= g.Ceiling {
		s.say("p%d has given all that a partition gives in a second, %u, ", int64(partition), int64(g.Ceiling))
	} else {
		s.say("p%d has used up its share, %q a second, ", int64(partition), g.Rate)
	}
	s.literal("while the rest of the table has capacity left: use more partition keys, or divide the hot one by write sharding, ")
	s.say("or wait %t", wait(g))
}

// indexThrottles says why a write is throttled for an index that it would change.
func (s *story) indexThrottles(the string, step int) {
	g, x := s.trace.GaugeAt(step), s.trace.Steps[step].Index
	s.literal(the + "index " + x.Name)
	if g.Ceiling > 0 {
		s.say(" would take it in a partition that can take no more, %q a second: ", min(g.Rate, inThousandths(g.Ceiling)))
		s.literal("give the index a key with more values, ")
	} else {
		s.say(" can take no more than the %q a second that it gets: ", g.Rate)
		s.literal("raise the index's capacity, ")
	}
	s.say("or wait %t. Until then the table takes no write that would change the index", wait(g))
}
