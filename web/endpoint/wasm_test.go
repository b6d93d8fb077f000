package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// startWasmEndpoint serves engine.wasm, built from the sources as they are, under Node until the test ends.
func startWasmEndpoint(t *testing.T) (address string) {
	t.Helper()
	if _, err := os.Stat("../node_modules/vite"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the packages of web/ are not installed: make test does it")
		}
		t.Skip("the packages of web/ are not installed: npm ci in web/ does it")
	}
	node := exec.Command("node", "../scripts/endpoint-wasm.mjs", "--addr", "127.0.0.1:0", "--engine", buildEngine(t))
	node.Stderr = os.Stderr
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = node.Process.Kill()
		_ = node.Wait() // the kill is its exit status
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if address = regexp.MustCompile(`http://[^\s,]+`).FindString(line); address == "" {
		t.Fatalf("endpoint-wasm says %q, %v; want where it listens", line, err)
	}
	return address
}

// buildEngine returns a folder with engine.wasm and the wasm_exec.js that belongs to it.
func buildEngine(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(folder, "engine.wasm"), "ringside/wasm")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "wasm_exec.js"), script, 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}
