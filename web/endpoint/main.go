package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	err := run(os.Args[1:])
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "endpoint:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	settings, err := parseSettings(args, os.Stderr)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", settings.addr)
	if err != nil {
		return err
	}
	fmt.Printf("Ringside: DynamoDB endpoint at http://%s, region %s (Ctrl-C ends it)\n", listener.Addr(), settings.region)
	return httpServer(newServer(settings.options)).Serve(listener)
}

// httpServer gives up on clients that don't finish sending their headers. DynamoDB's limit on them is the handler's.
func httpServer(handler http.Handler) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
}
