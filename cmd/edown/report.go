package main

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"edown/cmd/edown/reporting"
)

// reportCommand tells what a period was like, from the record.
type reportCommand struct {
	From     string `placeholder:"DAY" help:"The first day, such as 2026-10-01. Without --from and --to it is the last whole month."`
	To       string `placeholder:"DAY" help:"The last day, which is in it; today when it is left out."`
	Zone     string `placeholder:"ZONE" help:"Where the days begin and end, such as Europe/Paris: UTC when it is left out, with --customer where the customer is."`
	Customer string `placeholder:"CONTRACT" help:"Only this customer: the number of the contract. Nothing is said of the people of the rota then."`
	Format   string `placeholder:"FORMAT" enum:",text,csv,json,html" default:"" help:"text, csv, json or html: as the name of the file ends, and text on the screen."`
	Out      string `short:"o" placeholder:"FILE" help:"Where it is written, in place of what is there; the screen when it is left out."`
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
