package operation

import (
	"slices"

	"ringside/engine/item"
)

// Clone returns a door that answers as this one does and changes without it. What is on
// its way in or out in several requests stays behind, and so does Past.
func (d *Door) Clone() *Door {
	return &Door{
		db: d.db.Clone(), options: d.options, trees: d.trees, checkpoints: slices.Clone(d.checkpoints),
		rewound: d.rewound, looks: d.looks, advancing: d.advancing, reader: item.NewReader(""),
	}
}

// Midway reports whether part of a load or of a saved checkpoint has come in, and is in
// records whose rest has yet to come. A generator's load is one record, when it is done.
func (d *Door) Midway() bool {
	return d.opening != nil || d.staging != nil && d.staging.generator == nil
}
