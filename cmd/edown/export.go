package main

import (
	"encoding/json"
	"fmt"
	"time"

	"edown/cmd/edown/numbers"
	"edown/store"
	"edown/support"
)

// exportCommand prints what is on record about a caller, to give to the caller.
type exportCommand struct {
	Number string `arg:"" help:"The phone number, such as +14155550123."`
}

// dossier is what the owner of the number gets.
type dossier struct {
	Number support.E164  `json:"number"`
	At     time.Time     `json:"at"`
	Record store.Dossier `json:"record"` // by table
}

func (c *exportCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	number, err := numbers.Parse(c.Number)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Number, err)
	}
	s, err := config.ReadRecord(sh.ctx, nil)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.Export(sh.ctx, number)
	if err != nil {
		return err
	}
	out := json.NewEncoder(sh.out)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(dossier{number, time.Now().UTC().Truncate(time.Second), all})
}
