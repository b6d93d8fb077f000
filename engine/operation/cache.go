package operation

// A cache keeps the trees of the expressions and statements that were parsed last, by
// the member they came in and their text: a client sends the same few over and over.
// It lives beside the Database and outside checkpoints, and changes no answer.
//
// Invariant: entries are linked from the one used last to the one unused for longest.
type cache struct {
	entries map[cacheKey]*cached
	recent  *cached
	oldest  *cached
}

type cacheKey struct{ member, text string }

type cached struct {
	key          cacheKey
	tree         any
	newer, older *cached
}

// cacheSize is how many trees are kept.
const cacheSize = 256

// get returns the tree, or nil.
func (c *cache) get(key cacheKey) any {
	e := c.entries[key]
	if e == nil {
		return nil
	}
	c.unlink(e)
	c.link(e)
	return e.tree
}

// put keeps a tree that get did not find, and drops the one unused for longest when
// there are too many.
func (c *cache) put(key cacheKey, tree any) {
	if c.entries == nil {
		c.entries = make(map[cacheKey]*cached)
	}
	if len(c.entries) == cacheSize {
		delete(c.entries, c.oldest.key)
		c.unlink(c.oldest)
	}
	e := &cached{key: key, tree: tree}
	c.entries[key] = e
	c.link(e)
}

func (c *cache) link(e *cached) {
	e.older = c.recent
	if e.older != nil {
		e.older.newer = e
	}
	c.recent = e
	if c.oldest == nil {
		c.oldest = e
	}
}

func (c *cache) unlink(e *cached) {
	if e.newer != nil {
		e.newer.older = e.older
	} else {
		c.recent = e.older
	}
	if e.older != nil {
		e.older.newer = e.newer
	} else {
		c.oldest = e.newer
	}
	e.newer, e.older = nil, nil
}
