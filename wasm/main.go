//go:build js && wasm

package main

import "os"

var (
	engineInstance *instance
	memory         *limiter
)

func main() {
	memory = newLimiter()
	in, err := newInstance(optionsOf(os.Args))
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
	engineInstance = in
	select {} // the exports are called from now on
}

func optionsOf(args []string) string {
	if len(args) < 2 {
		return "{}"
	}
	return args[1]
}

//go:wasmexport reserve
func reserve(bytes int32) int32 {
	if !engineInstance.buffer.reserve(int(bytes)) {
		return 0
	}
	return address(engineInstance.buffer.bytes)
}

//go:wasmexport call
func call(bytes int32) int32 {
	memory.count()
	return address(engineInstance.call(int(bytes)))
}

//go:wasmexport respond
func respond(bytes int32) int32 {
	memory.count()
	return address(engineInstance.respond(int(bytes)))
}
