// Package report computes what a period was like: what customers did, which
// promises were kept, how long callers waited for a human, and how the pages
// were spread over the people of the rota (R51, P9). It is pure: the store has
// read what it computes from. A [Report] is written as tables, a page, CSV or
// JSON.
//
// A report contains no caller's name or number: cases are named by number,
// customers by company, and people of the rota by name.
package report

import (
	"time"

	"edown/store"
)

// Report is a period in figures. Its JSON is for other programs: names do not
// change, lengths of time are in seconds, moments are as in RFC 3339, and null
// is unknown.
type Report struct {
	Made     time.Time `json:"made"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"` // the first moment after the period
	Zone     string    `json:"zone"`
	Contract string    `json:"contract,omitempty"` // of one customer; empty: of all
	Company  string    `json:"company,omitempty"`

	Activity []Activity `json:"activity"`
	Open     []Issue    `json:"open_issues"`
	Promises []Promise  `json:"promises"`
	Breaches []Breach   `json:"missed"`
	Humans   []Wait     `json:"time_to_human"`
	Page     Placing    `json:"time_to_page"`
	People   []Load     `json:"people"` // null in a customer's own report
}

// Of computes a report. made is the moment when the record was read.
func Of(a store.Activity, p Period, contract string, made time.Time) Report {
	zone := p.From.Location()
	r := Report{
		Made: made.In(zone), From: p.From, To: p.To, Zone: zone.String(), Contract: contract, Company: a.Companies[contract],
		Activity: activity(a, contract), Open: issues(a.Open, end(p, made)), Humans: waits(a.Searches, made),
		Page: placing(a.Searches),
	}
	r.Promises, r.Breaches = promises(a, p, made)
	if contract == "" {
		r.People = loads(a)
	}
	return r
}

// Empty reports whether nothing of the period is on record.
func (r Report) Empty() bool {
	for _, load := range r.People {
		if load.Rung+load.Accepted > 0 {
			return false
		}
	}
	for _, a := range r.Activity {
		if !a.nothing() {
			return false
		}
	}
	return len(r.Open) == 0 && !r.promised() && r.waited() == 0
}

// promised reports whether any promise fell into the period.
func (r Report) promised() bool {
	for _, p := range r.Promises {
		if p.Promised+p.Timeless > 0 {
			return true
		}
	}
	return false
}

// waited counts the callers who wanted a human.
func (r Report) waited() (n int) {
	for _, w := range r.Humans {
		n += w.Asked
	}
	return n
}

// end is the last moment of a period, or made if the period is not over.
func end(p Period, made time.Time) time.Time {
	if made.Before(p.To) {
		return made
	}
	return p.To
}

// named is how a reader knows a customer.
func named(company, contract string) string {
	switch {
	case contract == "":
		return "no contract given"
	case company == "":
		return "contract " + contract
	}
	return company
}
