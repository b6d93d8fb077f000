package expression

import (
	"cmp"
	"slices"

	"ringside/engine/item"
	"ringside/parser"
)

// Update turns an item into the next one, which depends on nothing else.
//
// Every value and every list index refers to the item as it was before, so the order of the actions does
// not matter: first all new values are computed, then all are put in their places.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
type Update struct {
	targets []path   // where the actions write, in the order of the text
	reads   []path   // what their values are computed from
	sources []source // what they write there; no value removes
	trunk   *branch  // the targets, joined
	memory  *memory  // nil when no value is read again and again
	creates bool
}

// Targets names the top-level attributes that the update writes, in the order of the text.
func (u *Update) Targets() []string { return topLevel(u.targets) }

// Nested names the attributes inside which the update writes or reads. No key attribute may be among them.
func (u *Update) Nested() []string {
	if u == nil {
		return nil
	}
	return firstSteps(nested(u.targets), u.reads, 2)
}

// Creates reports whether the update makes an item that does not exist: one that only removes does not.
func (u *Update) Creates() bool { return u.creates }

// Apply computes the next item. For an item that does not exist, old holds just its key. Errors are *Error:
// the item lacks what the update refers to, or has it with another type.
func (u *Update) Apply(old item.Item) (item.Item, error) {
	values, seen := make([]item.Value, len(u.sources)), u.memory.of(old)
	for i, s := range u.sources {
		v, err := s.from(seen)
		if err != nil {
			return "", err
		}
		values[i] = v
	}
	return change{values}.item(u.trunk, old)
}

// Touched keeps of the item before or after what the update wrote to: UPDATED_OLD and UPDATED_NEW. It may
// be left without attributes.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValues
func (u *Update) Touched(it item.Item) item.Item { return u.trunk.pick(it) }

// CompileUpdate compiles an update expression. Errors are *Error.
func CompileUpdate(tree *parser.Update, s *Scope) (*Update, error) {
	actions := listSections(tree)
	err := checkUpdate(tree, actions, s)
	if err != nil {
		return nil, UpdateExpression.explain(err)
	}
	return UpdateExpression.compile(actions, s)
}

// CompileActions compiles the SETs and REMOVEs of a PartiQL UPDATE, of whose WHERE it only needs to know what is wrong with its
// constants. Errors are *Error.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
func CompileActions(tree *parser.UpdateStatement, s *Scope) (*Update, error) {
	var actions []action
	for _, a := range tree.Actions {
		actions = append(actions, listActions(a)...)
	}
	c := &check{kind: Set}
	c.actions(actions)
	if err := c.first(statementRanks...); err != nil {
		return nil, Set.explain(err)
	}
	u, err := Set.compile(actions, s)
	if err != nil {
		return nil, Set.explain(s.gravest(actions, tree.Where, err))
	}
	return u, nil
}

// gravest is the fault that is reported of an UPDATE in which one was found: what is wrong with a constant, be it in WHERE,
// before what is wrong with an operand.
func (s *Scope) gravest(actions []action, where *parser.Or, found error) error {
	for _, a := range actions {
		if err := s.convertsSet(a.set); err != nil {
			return err
		}
	}
	return cmp.Or(s.converts(where), found)
}

func (k Kind) compile(actions []action, s *Scope) (*Update, error) {
	u, err := compileUpdate(actions, s)
	if err != nil {
		return nil, k.explain(err)
	}
	return u, nil
}

func compileUpdate(actions []action, s *Scope) (*Update, error) {
	u := &Update{targets: make([]path, 0, len(actions))}
	for _, a := range actions {
		target, err := s.path(a.target)
		if err != nil {
			return nil, err
		}
		u.targets = append(u.targets, target)
		u.creates = u.creates || a.keyword == "SET" || a.keyword == "ADD"
	}
	var err error
	if u.trunk, err = join(u.targets); err != nil {
		return nil, err
	}
	err = u.compileSources(actions, s)
	if steps(u.targets)+steps(u.reads) >= often {
		u.memory = &memory{}
	}
	return u, err
}

// compileSources looks at the operands of ADD and DELETE first, as DynamoDB does.
func (u *Update) compileSources(actions []action, s *Scope) error {
	u.sources = make([]source, len(actions))
	for _, sets := range []bool{false, true} {
		for i, a := range actions {
			if (a.keyword == "SET") != sets {
				continue
			}
			var err error
			if u.sources[i], err = u.source(a, u.targets[i], s); err != nil {
				return err
			}
		}
	}
	return nil
}

// An action is one clause of a section.
type action struct {
	keyword string // SET, REMOVE, ADD or DELETE
	target  *parser.Path
	set     *parser.SetValue // of SET
	value   string           // the placeholder of ADD and DELETE
}

func listActions(tree *parser.Action) []action {
	var list []action
	for _, a := range tree.Sets {
		list = append(list, action{keyword: "SET", target: a.Path, set: a.Value})
	}
	for _, p := range tree.Removes {
		list = append(list, action{keyword: "REMOVE", target: p})
	}
	return list
}

func listSections(tree *parser.Update) []action {
	var list []action
	for _, section := range tree.Sections {
		list = append(list, listActions(&section.Action)...)
		for _, operations := range [][]*parser.Operation{section.Adds, section.Deletes} {
			for _, o := range operations {
				list = append(list, action{keyword: section.Keyword(), target: o.Path, value: o.Value})
			}
		}
	}
	return list
}

// source compiles what an action writes to its target.
func (u *Update) source(a action, target path, s *Scope) (source, error) {
	switch a.keyword {
	case "SET":
		return assigned{s, target, &u.reads}.setValue(a.set)
	case "REMOVE":
		return nothing{}, nil
	}
	v, err := s.value(a.value)
	if err != nil {
		return nil, err
	}
	t := v.Type()
	switch {
	case a.keyword == "ADD" && t == item.N:
		return &increment{target, v}, nil
	case !isSet(t):
		return nil, updateOperandType(a.keyword, t)
	case a.keyword == "ADD":
		return &union{target, v}, nil
	}
	return &difference{target, v}, nil
}

// checkUpdate reports what is wrong with the form of an update.
func checkUpdate(tree *parser.Update, actions []action, s *Scope) error {
	c := &check{kind: UpdateExpression, scope: s}
	for i, section := range tree.Sections {
		keyword := section.Keyword()
		if slices.ContainsFunc(tree.Sections[:i], func(s *parser.Section) bool { return s.Keyword() == keyword }) {
			c.report(rankSection, sectionTwice(keyword))
		}
	}
	c.actions(actions)
	return c.first(rankOperators, rankParentheses, rankReserved, rankUnknown, rankMisused, rankSection, rankName, rankValue, rankIndex)
}

func (c *check) actions(list []action) {
	for _, a := range list {
		c.path(a.target)
		if a.set != nil {
			c.setValue(a.set)
		}
		if a.value != "" {
			c.value(a.value)
		}
	}
}

func (c *check) setValue(tree *parser.SetValue) {
	c.setOperand(tree.First)
	for _, t := range tree.Terms {
		c.count(1)
		c.setOperand(t.Operand)
	}
}

func (c *check) setOperand(tree *parser.SetOperand) {
	if tree.Group == nil {
		c.operand(tree.Operand, atAssigned)
		return
	}
	if tree.Group.Terms == nil && tree.Group.First.Group != nil {
		c.report(rankParentheses, redundantParentheses)
	}
	c.setValue(tree.Group)
}
