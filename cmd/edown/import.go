package main

import (
	"fmt"
	"os"

	"edown/cmd/edown/intake"
)

// importCommand puts contracts, contacts, cases and people on record.
type importCommand struct {
	Files []string `arg:"" name:"file" help:"CSV or TOML files: contracts, account_managers, bookings, contacts, cases, people, shifts."`
}

func (c *importCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	d, err := intake.Read(c.Files, os.ReadFile, intake.Checks{Cases: config.Cases, Languages: words.Tags(), Line: config.Line})
	if err != nil {
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	s, err := config.OpenRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Put(sh.ctx, d); err != nil {
		return fmt.Errorf("nothing was imported: %w", err)
	}
	fmt.Fprintf(sh.out, "%s: %s\n", config.RecordFile(), intake.Summary(d))
	return nil
}
