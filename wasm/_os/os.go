// Package os is what engine.wasm links in place of Go's own; the Makefile says how. The packages that import it there
// are fmt, text/scanner and ours, and they need no more of it. Go's own would set up files, polling, time and system
// calls at every start, and be a twentieth of what a visitor downloads.
package os

import "io"

// Args are the words of the command line, the program's name first.
var Args = runtime_args()

func runtime_args() []string // in package runtime

// A File is one of the three that every program has.
type File struct{}

// Stdin is empty; what is written to Stdout and Stderr is for the host's console.
var (
	Stdin  = &File{}
	Stdout = &File{}
	Stderr = &File{}
)

// Read reads nothing.
func (*File) Read([]byte) (int, error) { return 0, io.EOF }

// Write writes a text.
func (*File) Write(text []byte) (int, error) {
	print(string(text))
	return len(text), nil
}
