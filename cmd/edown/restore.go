package main

import (
	"fmt"
	"time"

	"edown/cmd/edown/files"
	"edown/cmd/edown/wording"
	"edown/store"
)

// restoreCommand replaces the record by a copy.
type restoreCommand struct {
	File  string `arg:"" help:"A copy written by edown backup."`
	Force bool   `help:"Replace the record if it exists; the old one is kept beside it."`
}

func (c *restoreCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	left, err := store.Restore(sh.ctx, c.File, config.DB, time.Now(), c.Force)
	if err != nil {
		return err
	}
	record := config.RecordFile()
	fmt.Fprintf(sh.out, "%s: restored from %s\n", record, files.Rooted(c.File))
	if left.Aside != "" {
		fmt.Fprintf(sh.out, "%s: what was there before\n", left.Aside)
	}
	fmt.Fprintln(sh.out, ringsOn(left.Ringing))
	if left.Stranger != nil {
		fmt.Fprintf(sh.err, "edown: %s: %v\n", record, left.Stranger)
	}
	return nil
}

// ringsOn warns that a restored record will ring people.
func ringsOn(pages int) string {
	if pages == 0 {
		return "no page was ringing when the copy was taken"
	}
	return fmt.Sprintf(
		"%d %s, ringing when the copy was taken, will ring on as soon as a server starts: tell those on duty first", pages,
		wording.Plural("page", pages))
}
