package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"time"

	"ringside/engine/operation"
)

// scalesJSON names the scales of --scale; endpoint-wasm.mjs reads the same file.
//
//go:embed scales.json
var scalesJSON []byte

// Settings is what the command line says.
type settings struct {
	addr    string
	region  string
	options operation.Options
}

// parseSettings reads the command line. Its errors are sentences for a person; help goes to out.
func parseSettings(args []string, out io.Writer) (settings, error) {
	flags := flag.NewFlagSet("endpoint", flag.ContinueOnError)
	flags.SetOutput(out)
	addr := flags.String("addr", "127.0.0.1:8000", "loopback `address` and port to listen on")
	region := flags.String("region", "us-east-1", "AWS `region` that ARNs name")
	scale := flags.String("scale", "real", "`name` of a scale ("+strings.Join(scaleNames(), ", ")+") or a JSON object, times in microseconds")
	delay := flags.String("table-delay", "0", "how long tables stay CREATING, UPDATING and DELETING: a `duration`, or realistic for as long as AWS takes for each")
	validation := flags.String("validation", "current", "`wording` of error messages: current, or 2025 for that before the rollout of 2026")
	throttle := flags.Bool("throttle", false, "throttle as DynamoDB does, by what is provisioned and by what a partition gives")
	if err := flags.Parse(args); err != nil {
		return settings{}, err
	}
	if flags.NArg() > 0 {
		return settings{}, fmt.Errorf("no argument like %q is known; options begin with --", flags.Arg(0))
	}
	if err := checkLoopback(*addr); err != nil {
		return settings{}, err
	}
	options, err := parseOptions(*region, *scale, *delay, *validation, *throttle)
	return settings{addr: *addr, region: *region, options: options}, err
}

// checkLoopback refuses to be reached from other machines.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--addr %s is no address with a port, like 127.0.0.1:8000", addr)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %s can be reached from other machines; this endpoint checks no signatures, "+
		"so it listens on 127.0.0.1, [::1] or localhost only", addr)
}

// parseOptions puts together the options of the database, in the JSON that every host of the engine uses.
func parseOptions(region, scaleText, delayText, validation string, throttle bool) (operation.Options, error) {
	scale, err := parseScale(scaleText)
	if err != nil {
		return operation.Options{}, err
	}
	if err := scale.setDelay(delayText); err != nil {
		return operation.Options{}, err
	}
	scale.setAdmission(throttle)
	members := map[string]any{"region": region, "scale": scale}
	switch validation {
	case "current":
	case "2025":
		members["validation"] = 2025
	default:
		return operation.Options{}, fmt.Errorf("--validation %s is neither current nor 2025", validation)
	}
	text, err := json.Marshal(members)
	if err != nil {
		return operation.Options{}, err
	}
	var options operation.Options
	if err := options.Parse(string(text)); err != nil {
		return operation.Options{}, fmt.Errorf("--scale %s: %w", scaleText, err)
	}
	return options, nil
}

type scale map[string]json.RawMessage

// parseScale reads the name of a scale, or members that replace those of the real one.
func parseScale(text string) (scale, error) {
	known := namedScales()
	if named, ok := known[text]; ok {
		return named, nil
	}
	if !strings.HasPrefix(text, "{") {
		return nil, fmt.Errorf("--scale %s is not known; there are %s, or write a JSON object", text, strings.Join(scaleNames(), ", "))
	}
	own := known["real"]
	if err := json.Unmarshal([]byte(text), &own); err != nil {
		return nil, fmt.Errorf("--scale %s is not a JSON object: %w", text, err)
	}
	return own, nil
}

// setAdmission has requests throttled in today's way, unless the scale names another one.
func (s scale) setAdmission(throttle bool) {
	if _, named := s["admission"]; throttle && !named {
		s["admission"] = json.RawMessage(`"adaptive"`)
	}
}

func namedScales() map[string]scale {
	var scales map[string]scale
	if err := json.Unmarshal(scalesJSON, &scales); err != nil {
		panic("scales.json is valid: " + err.Error())
	}
	return scales
}

func scaleNames() []string { return slices.Sorted(maps.Keys(namedScales())) }

// setDelay sets how long each change of a table takes: a time, or what the engine knows of AWS.
func (s scale) setDelay(text string) error {
	if text == "realistic" {
		s["realistic"] = json.RawMessage("true")
		return nil
	}
	delay, err := time.ParseDuration(text)
	if err != nil || delay < 0 {
		return fmt.Errorf("--table-delay %s is neither a duration, like 500ms or 3s, nor realistic", text)
	}
	if delay > 0 {
		s["tableDelay"] = json.RawMessage(fmt.Sprint(delay.Microseconds()))
	}
	return nil
}
