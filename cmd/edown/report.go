package main

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"edown/cmd/edown/reporting"
)

// reportCommand prints what a period was like, from the record.
type reportCommand struct {
	From     string `placeholder:"DAY" help:"The first day, such as 2026-10-01. Without --from and --to: the last whole month."`
	To       string `placeholder:"DAY" help:"The last day, included. Default: today."`
	Zone     string `placeholder:"ZONE" help:"The time zone of the days, such as Europe/Paris. Default: UTC, or the customer's with --customer."`
	Customer string `placeholder:"CONTRACT" help:"Report on one customer, by contract number, and leave out the people of the rota."`
	Format   string `placeholder:"FORMAT" enum:",text,csv,json,html" default:"" help:"text, csv, json or html. Default: by the ending of the file's name, else text."`
	Out      string `short:"o" placeholder:"FILE" help:"The file to write or replace. Default: the screen."`
}

func (c *reportCommand) Run(sh *shell) error {
	config, _, err := sh.load()
	if err != nil {
		return err
	}
	s, err := config.ReadRecord(sh.ctx, sh.log())
	if err != nil {
		return err
	}
	defer s.Close()
	r, err := reporting.Question{From: c.From, To: c.To, Zone: c.Zone, Customer: c.Customer}.Answer(sh.ctx, s, time.Now())
	if err != nil {
		return err
	}
	text, err := reporting.Written(r, cmp.Or(c.Format, strings.TrimPrefix(filepath.Ext(c.Out), ".")))
	if err != nil {
		return err
	}
	return sh.write(c.Out, text, ownersOnly)
}

// ownersOnly are the permissions of a file that names customers.
const ownersOnly = 0o600
