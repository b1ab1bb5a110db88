package tomlfile

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/BurntSushi/toml"

	"edown/cmd/edown/mistakes"
)

// Unreadable says where the parser stopped, and repeats nothing of the text there:
// it may be a secret without its quotes.
func Unreadable(file string, err error) error {
	var at toml.ParseError
	if !errors.As(err, &at) {
		return fmt.Errorf("%s: it cannot be read as TOML", file)
	}
	return mistakes.List{{File: file, Line: max(at.Position.Line, 1), What: cmp.Or(at.LastKey, "syntax"),
		Remedy: `is not TOML: write each key once, as key = "value", a text in quotes`}}
}

// NotTOML is the parser's message in the form of all other mistakes.
func NotTOML(file string, err error) error {
	var at toml.ParseError
	if !errors.As(err, &at) {
		return fmt.Errorf("%s: %w", file, err)
	}
	return mistakes.List{{File: file, Line: max(at.Position.Line, 1), What: cmp.Or(at.LastKey, "syntax"),
		Remedy: at.Message + ": write it as TOML, key = \"value\""}}
}
