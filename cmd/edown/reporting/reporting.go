// Package reporting answers what a period was like, for a question as people
// write it.
package reporting

import (
	"bytes"
	"cmp"
	"context"
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

// Question is what a report is asked for. Its zero value asks for the last whole
// month of all customers, in UTC.
type Question struct {
	From, To string // days, such as 2026-10-01, both in the period
	Zone     string // where the days begin and end, such as Europe/Paris; empty is the customer's, or UTC
	Customer string // the number of a contract; empty is all
}

// Answer reads the report from the record. The error names the flag that is
// wrong, as edown report spells it.
func (q Question) Answer(ctx context.Context, s *store.Store, now time.Time) (report.Report, error) {
	period, err := q.period(ctx, s, now)
	if err != nil {
		return report.Report{}, err
	}
	activity, err := s.Activity(ctx, store.Asked{From: period.From, To: period.To, Contract: q.Customer})
	if err != nil {
		return report.Report{}, err
	}
	return report.Of(activity, period, q.Customer, now), nil
}

func (q Question) period(ctx context.Context, s *store.Store, now time.Time) (p report.Period, err error) {
	zone, err := q.zone(ctx, s)
	if err != nil {
		return p, err
	}
	from, err := day("--from", q.From)
	if err != nil {
		return p, err
	}
	to, err := day("--to", q.To)
	if err != nil {
		return p, err
	}
	if from.IsZero() && to.IsZero() {
		return report.LastMonth(now, zone), nil
	}
	return report.Days(from, to, now, zone)
}

// zone is the one in the question, else the customer's, else UTC.
func (q Question) zone(ctx context.Context, s *store.Store) (*time.Location, error) {
	name := q.Zone
	if q.Customer != "" {
		contract, err := s.Contract(ctx, q.Customer)
		if err != nil {
			return nil, err
		}
		if contract == nil {
			return nil, fmt.Errorf(
				"--customer %q: no contract on record has this number: write it as in edown import, digits only", q.Customer)
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

// day reads a day; an empty text is none.
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

// formats are the ways to write a report.
var formats = map[string]func(report.Report, io.Writer) error{
	"text": report.Report.Text, "csv": report.Report.CSV, "json": report.Report.JSON, "html": report.Report.HTML,
}

// endings are the formats by the ending of a file's name.
var endings = map[string]string{"": "text", ".txt": "text", ".text": "text", ".csv": "csv", ".json": "json",
	".html": "html", ".htm": "html"}

// Format is the format that is asked for, else the one that a file's name ends in; a
// name without an ending is text. The error names an ending that is none of them.
func Format(asked, file string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	ending := filepath.Ext(file)
	format, known := endings[strings.ToLower(ending)]
	if !known {
		return "", fmt.Errorf(
			"-o %s: no report is written as %s: name a file .txt, .csv, .json or .html, or say which with --format", file,
			ending)
	}
	return format, nil
}

// Written is a report in a format: text, csv, json or html.
func Written(r report.Report, format string) ([]byte, error) {
	var b bytes.Buffer
	err := formats[format](r, &b)
	return b.Bytes(), err
}

// ForExcel is a CSV that Excel opens in UTF-8, by the byte order mark before it.
// Other programs may take the mark for a part of the first name.
func ForExcel(csv []byte) []byte { return append([]byte("\ufeff"), csv...) }
