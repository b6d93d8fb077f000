//go:build !js

package main

import "os"

// main says how the command is built: natively only its tests run.
func main() {
	println("build it for a browser: make build, or GOOS=js GOARCH=wasm go build ./wasm")
	os.Exit(2)
}
