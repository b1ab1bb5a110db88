package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// usage is the one line that helps after a mistake in the command line.
func usage(err error) string {
	if wrong, is := errors.AsType[*kong.ParseError](err); is {
		if command := wrong.Context.Selected(); command != nil {
			return fmt.Sprintf("usage: edown %s; edown help %s says more", strings.TrimSpace(command.Summary()), command.Name)
		}
	}
	return "usage: edown COMMAND; edown help says which there are"
}

// commandLine rewrites arguments for the parser: -script becomes --script, and the
// commands help and version become flags.
func commandLine(args []string) []string {
	switch {
	case len(args) > 0 && args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	case len(args) == 1 && args[0] == "version":
		args = []string{"--version"}
	}
	return longFlags(args)
}

// aLongFlag matches a flag with one dash, as Go's own programs write it.
var aLongFlag = regexp.MustCompile(`^-[a-z][a-z-]+(=|$)`)

// longFlags adds the second dash.
func longFlags(args []string) []string {
	spelled := slices.Clone(args)
	for i, arg := range spelled {
		if aLongFlag.MatchString(arg) {
			spelled[i] = "-" + arg
		}
	}
	return spelled
}
