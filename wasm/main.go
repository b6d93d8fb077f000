//go:build js && wasm

package main

import "os"

var opened *instance

func main() {
	in, err := newInstance(optionsOf(os.Args))
	if err != nil {
		println(err.Error())
		return // the host sees that the program has ended
	}
	in.collector = newCollector()
	opened = in
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
	if !opened.buffer.reserve(int(bytes)) {
		return 0
	}
	return address(opened.buffer.bytes)
}

//go:wasmexport call
func call(bytes int32) int32 {
	return address(opened.call(int(bytes)))
}

//go:wasmexport respond
func respond(bytes int32) int32 {
	return address(opened.respond(int(bytes)))
}
