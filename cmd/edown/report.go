package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"edown/cmd/edown/intake"
	"edown/store"
	"edown/store/report"
	"edown/support/civil"
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
	now := time.Now()
	period, err := c.period(sh, s, now)
	if err != nil {
		return err
	}
	activity, err := s.Activity(sh.ctx, store.Asked{From: period.From, To: period.To, Contract: c.Customer})
	if err != nil {
		return err
	}
	return c.write(sh, report.Of(activity, period, c.Customer, now))
}

func (c *reportCommand) period(sh *shell, s *store.Store, now time.Time) (p report.Period, err error) {
	zone, err := c.zone(sh, s)
	if err != nil {
		return p, err
	}
	from, err := day("--from", c.From)
	if err != nil {
		return p, err
	}
	to, err := day("--to", c.To)
	if err != nil {
		return p, err
	}
	if from.IsZero() && to.IsZero() {
		return report.LastMonth(now, zone), nil
	}
	return report.Days(from, to, now, zone)
}

// zone is the one that was asked for, else the customer's, else UTC.
func (c *reportCommand) zone(sh *shell, s *store.Store) (*time.Location, error) {
	name := c.Zone
	if c.Customer != "" {
		contract, err := s.Contract(sh.ctx, c.Customer)
		if err != nil {
			return nil, err
		}
		if contract == nil {
			return nil, fmt.Errorf("--customer %q: no contract on record has this number: write it as in edown import, digits only", c.Customer)
		}
		if contract.Zone != nil {
			name = cmp.Or(name, contract.Zone.String())
		}
	}
	zone, err := intake.ParseZone(cmp.Or(name, "UTC"))
	if err != nil {
		return nil, fmt.Errorf("--zone %q: %w", name, err)
	}
	return zone, nil
}

// day reads a day of the command line; an empty one is none.
func day(flag, text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	d, err := civil.ParseDate(text)
	if err != nil {
		err = fmt.Errorf("%s: %w", flag, err)
	}
	return d, err
}

// formats are the ways in which a report is written.
var formats = map[string]func(report.Report, io.Writer) error{
	"text": report.Report.Text, "csv": report.Report.CSV, "json": report.Report.JSON, "html": report.Report.HTML,
}

// write writes a report as it was asked for.
func (c *reportCommand) write(sh *shell, r report.Report) error {
	format := cmp.Or(c.Format, strings.TrimPrefix(filepath.Ext(c.Out), "."))
	as, known := formats[format]
	if !known {
		as = report.Report.Text
	}
	var b bytes.Buffer
	if err := as(r, &b); err != nil {
		return err
	}
	return sh.write(c.Out, b.Bytes(), ownersOnly)
}

// ownersOnly is who may read what names customers.
const ownersOnly = 0o600
