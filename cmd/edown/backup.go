package main

import (
	"fmt"
	"time"

	"edown/cmd/edown/files"
	"edown/store"
)

// backupCommand copies the record.
type backupCommand struct {
	File  string `arg:"" help:"The file to write. It holds personal data: only its owner may read it."`
	Force bool   `help:"Replace the file if it exists."`
}

func (c *backupCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	if err := store.Copy(sh.ctx, config.DB, c.File, time.Now(), c.Force); err != nil {
		return err
	}
	fmt.Fprintf(sh.out, "%s: a copy of %s, checked\n", files.Rooted(c.File), config.RecordFile())
	return nil
}
