package main

import (
	"cmp"
	"fmt"
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
	Excel    bool   `help:"Write CSV that Excel opens in UTF-8: with a byte order mark, which other programs may stumble over."`
	Out      string `short:"o" placeholder:"FILE" help:"The file to write or replace. Default: the screen."`
}

func (c *reportCommand) Run(sh *shell) error {
	format, err := reporting.Format(c.asked(), c.Out)
	if err != nil {
		return err
	}
	if c.Excel && format != "csv" {
		return fmt.Errorf("--excel writes CSV, not %s: leave one of them out", format)
	}
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
	text, err := reporting.Written(r, format)
	if err != nil {
		return err
	}
	if c.Excel {
		text = reporting.ForExcel(text)
	}
	return sh.write(c.Out, text, ownersOnly)
}

// asked is the format that the flags ask for; empty: none.
func (c *reportCommand) asked() string {
	if c.Excel {
		return cmp.Or(c.Format, "csv")
	}
	return c.Format
}

// ownersOnly are the permissions of a file that names customers.
const ownersOnly = 0o600
