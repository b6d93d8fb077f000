package operation

import "ringside/engine"

// Time is the engine's clock, microseconds since the Unix epoch: hosts know the engine through this package only.
type Time = engine.Time
