package operation

import (
	"ringside/engine/expression"
	"ringside/engine/item"
)

// attributesToGet is the legacy parameter AttributesToGet, a list of names.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributesToGet.html
type attributesToGet struct {
	names []string
	given bool
}

func (a *attributesToGet) read(r *item.Reader) error {
	*a = attributesToGet{given: true}
	return r.Array(func(int) error {
		name, err := r.String()
		a.names = append(a.names, name)
		return err
	})
}

// modelled checks the list against the service model; path is where it is in a request.
func (a *attributesToGet) modelled(v *violations, path string) {
	if a.given && len(a.names) == 0 {
		v.bare("[]", path, longer(1))
	}
}

// projection compiles the list; one that is absent is nil.
func (a *attributesToGet) projection() (*expression.Projection, error) {
	p, err := expression.CompileAttributes(a.names)
	return p, faulty(err)
}
