package item

// Union returns the set with the members of another of the same type.
func (v Value) Union(other Value) Value {
	s := newSplice(v.cursor())
	for more := other.cursor(); more.more(); {
		member, end := more.element()
		if s.seekMember(v.Type(), member) < 0 {
			s.add(member)
		}
		more.pass(end)
	}
	return s.value()
}

// Without returns the set without the members of another of the same type, "" when none is left.
func (v Value) Without(other Value) Value {
	s := newSplice(v.cursor())
	for gone := other.cursor(); gone.more(); {
		member, end := gone.element()
		if memberEnd := s.seekMember(v.Type(), member); memberEnd >= 0 {
			s.drop(memberEnd)
		}
		gone.pass(end)
	}
	left := s.value()
	if c := left.cursor(); !c.more() {
		return ""
	}
	return left
}

// seekMember passes the members of a set before one, and returns where that one ends, -1 when it is not there.
func (c *cursor) seekMember(set Type, quoted string) (end int) {
	for c.more() {
		member, end := c.element()
		switch order := compareMembers(set.member(), member[1:len(member)-1], quoted[1:len(quoted)-1]); {
		case order == 0:
			return end
		case order > 0:
			return -1
		}
		c.pass(end)
	}
	return -1
}
