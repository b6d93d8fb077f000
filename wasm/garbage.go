package main

import _ "unsafe" // for go:linkname

// setGCPercent and setMemoryLimit are debug.SetGCPercent and debug.SetMemoryLimit, in package runtime. Package
// runtime/debug itself would link what wasm/_os leaves out.
//
//go:linkname setGCPercent runtime/debug.setGCPercent
func setGCPercent(percent int32) (before int32)

//go:linkname setMemoryLimit runtime/debug.setMemoryLimit
func setMemoryLimit(bytes int64) (before int64)
