package main

import (
	"io"
	"strings"
	"testing"

	"ringside/engine/operation"
)

func TestSettings(t *testing.T) {
	s := testSettings(t, "--addr", "[::1]:0", "--region", "eu-west-1", "--scale", `{"partitions":2}`, "--table-delay", "3s")
	if s.addr != "[::1]:0" || s.region != "eu-west-1" || s.options.Region != "eu-west-1" {
		t.Errorf("settings are %+v", s)
	}
	scale := s.options.Scale
	if scale.Partitions != 2 || scale.TableDelay != 3_000_000 || scale.ReplicationLag != 0 || scale.TreeDegree != operation.DefaultOptions().Scale.TreeDegree {
		t.Errorf("the scale is %+v; want 2 partitions, 3 s of delay, no lag, and the rest as it is", scale)
	}
}

func TestValidation(t *testing.T) {
	if years := [2]int{testSettings(t).options.Validation, testSettings(t, "--validation=2025").options.Validation}; years != [2]int{0, 2025} {
		t.Errorf("the validation is %v, want the current one and that of 2025", years)
	}
}

func TestThrottle(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "off"},
		{[]string{"--throttle"}, "adaptive"},
		{[]string{"--throttle", "--scale", `{"admission":"even"}`}, "even"},
		{[]string{"--scale", `{"admission":"burst"}`}, "burst"},
	} {
		if got := testSettings(t, c.args...).options.Scale.Admission.String(); got != c.want {
			t.Errorf("%v: admission is %s, want %s", c.args, got, c.want)
		}
	}
}

func TestScales(t *testing.T) {
	usual := operation.DefaultOptions().Scale
	lagging := testSettings(t, "--scale", "lagging").options.Scale
	if lagging != usual {
		t.Errorf("the lagging scale is %+v, want the service's own, %+v", lagging, usual)
	}
	usual.ReplicationLag, usual.PropagationLag = 0, 0
	if real := testSettings(t).options.Scale; real != usual {
		t.Errorf("the real scale is %+v, want %+v", real, usual)
	}
	usual.Realistic = true
	if scale := testSettings(t, "--table-delay", "realistic").options.Scale; scale != usual {
		t.Errorf("with realistic delays the scale is %+v, want %+v", scale, usual)
	}
}

func TestSettingsAreRefusedInWords(t *testing.T) {
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"--addr", "0.0.0.0:8000"}, "can be reached from other machines"},
		{[]string{"--addr", ":8000"}, "can be reached from other machines"},
		{[]string{"--addr", "10.0.0.1:8000"}, "can be reached from other machines"},
		{[]string{"--addr", "example.com:8000"}, "can be reached from other machines"},
		{[]string{"--addr", "127.0.0.1"}, "no address with a port"},
		{[]string{"--scale", "huge"}, "there are lagging, real, small"},
		{[]string{"--scale", `{"partitions":`}, "not a JSON object"},
		{[]string{"--scale", `{"partitoins":2}`}, "partitoins"},
		{[]string{"--scale", `{"partitions":-1}`}, "out of range"},
		{[]string{"--table-delay", "soon"}, "neither a duration"},
		{[]string{"--table-delay", "-1s"}, "neither a duration"},
		{[]string{"--validation", "2024"}, "neither current nor 2025"},
		{[]string{"start"}, `"start"`},
	}
	for _, test := range tests {
		_, err := parseSettings(test.args, io.Discard)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v; want a sentence with %q", test.args, err, test.want)
		}
	}
}
