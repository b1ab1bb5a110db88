package main

import (
	"fmt"
	"os"

	"edown/cmd/edown/config"
	"edown/cmd/edown/intake"
	"edown/store"
)

// importCommand puts contracts, contacts, cases and people on record.
type importCommand struct {
	Files   []string `arg:"" name:"file" help:"CSV or TOML files: contracts, account_managers, bookings, contacts, cases, people, shifts."`
	DryRun  bool     `help:"Print each change, and make none."`
	Replace bool     `help:"Take away what the files no longer name, of the kinds of record that are in them; see --dry-run first. People leave the rota, and their names stay on record. Cases stay."`
}

func (c *importCommand) Run(sh *shell) error {
	config, words, err := sh.load()
	if err != nil {
		return err
	}
	checks := intake.Checks{Cases: config.Cases, Languages: words.Tags(), Line: config.Line, Replace: c.Replace}
	if _, err = intake.Read(c.Files, os.ReadFile, checks); err != nil { // before a record is begun
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	s, err := config.OpenRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	return c.into(sh, s, config, checks)
}

// into compares the files with the record, says what changes, and makes the changes.
func (c *importCommand) into(sh *shell, s *store.Store, config config.Config, checks intake.Checks) error {
	on, _, err := s.Rehearse(sh.ctx, store.Directory{})
	if err != nil {
		return err
	}
	checks.On = &on
	d, err := intake.Read(c.Files, os.ReadFile, checks)
	if err != nil {
		return fmt.Errorf("nothing was imported:\n%w", err)
	}
	before, after, err := s.Rehearse(sh.ctx, d)
	if err != nil {
		return fmt.Errorf("nothing was imported: %w", err)
	}
	if c.DryRun || c.Replace {
		for _, change := range append(intake.Changes(before, after), intake.ChangesOfPINs(d)...) {
			fmt.Fprintln(sh.out, change)
		}
	}
	for _, doubt := range intake.Doubts(after) {
		fmt.Fprintln(sh.err, "note: "+doubt)
	}
	if c.DryRun {
		fmt.Fprintln(sh.out, "nothing was imported: this was a dry run")
		return nil
	}
	if err := s.Put(sh.ctx, d); err != nil {
		return fmt.Errorf("nothing was imported: %w", err)
	}
	fmt.Fprintf(sh.out, "%s: %s\n", config.RecordFile(), intake.Summary(d))
	return nil
}
