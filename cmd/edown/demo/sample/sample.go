// Package sample is an imaginary installation: the records that the demo shows,
// and an account at a carrier that exists on this machine only.
package sample

import (
	"embed"
	"time"

	"edown/cmd/edown/intake"
	"edown/store"
	"edown/support"
	"edown/support/civil"
)

// Stranger is the number of a caller who is not in the records.
const Stranger = "+14155550199"

//go:embed *.csv *.toml
var embedded embed.FS

// Read reads the records, with dates as if they had been written lately.
func Read(cases support.CaseFormat, langs []string) (store.Directory, error) {
	entries, err := embedded.ReadDir(".")
	if err != nil {
		return store.Directory{}, err
	}
	var files []string
	for _, e := range entries {
		files = append(files, e.Name())
	}
	d, err := intake.Read(files, embedded.ReadFile, intake.Checks{Cases: cases, Languages: langs})
	return freshened(d, time.Now()), err
}

// freshened moves dates: the terms of account managers are running, and the case
// of the mission's call D may be escalated in an hour.
func freshened(d store.Directory, now time.Time) store.Directory {
	for i := range d.Engagements {
		d.Engagements[i].Since = civil.DateOf(now.AddDate(0, -3, 0))
	}
	for i := range d.Cases {
		if d.Cases[i].Contract == Young {
			d.Cases[i].Opened = now.Add(-15 * time.Hour)
		}
	}
	return d
}

// Young is the number of the Gold contract with the case for call D.
const Young = "600600"
