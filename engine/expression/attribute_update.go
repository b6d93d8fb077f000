package expression

import "ringside/engine/item"

// AttributeUpdate is what the legacy parameter AttributeUpdates says of one attribute. Its name stands for itself: a dot
// is a part of it.
//
//	PUT     SET a = :v
//	ADD     ADD a :v; of a list, SET a = list_append(if_not_exists(a, :empty), :v)
//	DELETE  DELETE a :v; without a value, REMOVE a
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
type AttributeUpdate struct {
	Name   string
	Action string     // PUT, ADD or DELETE
	Value  item.Value // "" is none
}

// CompileAttributeUpdates compiles updates of different attributes. No updates give a nil Update. Errors are *Error.
func CompileAttributeUpdates(updates []AttributeUpdate) (*Update, error) {
	if len(updates) == 0 {
		return nil, nil
	}
	u, names := &Update{sources: make([]source, len(updates))}, make([]string, len(updates))
	for i := range updates {
		a := &updates[i]
		s, err := a.source()
		if err != nil {
			return nil, err
		}
		names[i], u.sources[i] = a.Name, attributeSource{s}
		u.creates = u.creates || a.Action != "DELETE"
	}
	u.targets, u.trunk = spread(names)
	return u, nil
}

// source is what the update writes.
func (a *AttributeUpdate) source() (source, error) {
	p, t := path{{name: a.Name}}, a.Value.Type()
	switch {
	case a.Action == "DELETE" && t == 0:
		return nothing{}, nil
	case t == 0:
		return nil, errNoValue
	case a.Action == "PUT":
		return constant(a.Value), nil
	case a.Action == "DELETE" && !isSet(t):
		return nil, actionType("DELETE action with value", t)
	case a.Action == "DELETE":
		return &difference{p, a.Value}, nil
	case isSet(t):
		return &union{p, a.Value}, nil
	case t == item.N:
		return &increment{p, a.Value}, nil
	case t == item.L:
		return &concatenation{&fallback{p, constant(item.List(nil))}, constant(a.Value)}, nil
	}
	return nil, actionType("ADD action", t)
}

// An attributeSource is a source of AttributeUpdates, which call an attribute of another type something else than an
// expression does.
type attributeSource struct{ source }

func (a attributeSource) from(old view) (item.Value, error) {
	v, err := a.source.from(old)
	if err == errOperandType {
		err = errMismatch
	}
	return v, err
}
