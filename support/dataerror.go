package support

import (
	"fmt"
	"time"

	"edown/support/civil"
)

// DataErrors finds what cannot be right in a contract at a moment: an account
// manager that the package does not include, a missing one that it requires
// (R49), bookings that cannot be kept. Callers lose nothing by it; the record
// has to be corrected. A nil contract has no errors.
func (p Policy) DataErrors(c *Contract, at time.Time) []Mistake {
	if c == nil {
		return nil
	}
	var m mistakes
	terms, sold := p.Terms(c.Package)
	if !sold {
		m.add("package", c.Package, "one of silver, gold, goldplus, platinum")
	}
	p.checkEngagement(&m, c, terms.TSAM, at)
	for i, t := range c.TSAMs {
		checkTSAM(&m, c.TSAMs[:i], t)
	}
	for i, span := range c.Weekends {
		checkBooking(&m, fmt.Sprintf("weekends[%d]", i), span)
	}
	for i, b := range c.Engineers {
		checkEngineer(&m, fmt.Sprintf("engineers[%d]", i), b)
	}
	return m
}

// checkEngagement compares the account managers with what the package allows
// and requires (R49, R50).
func (p Policy) checkEngagement(m *mistakes, c *Contract, rule TSAMRule, at time.Time) {
	running := 0
	for _, t := range c.TSAMs {
		if p.TSAM.runs(t, c.place(), at) {
			running++
		}
	}
	switch {
	case rule == TSAMNotSold && running > 0:
		m.add("tsams", c.TSAMs[0].Name, fmt.Sprintf("none: %s goes without an account manager", c.Package))
	case rule == TSAMRequired && len(c.TSAMs) == 0:
		m.add("tsams", "none", fmt.Sprintf("one: %s goes with an account manager", c.Package))
	case rule == TSAMRequired && running == 0:
		last := c.TSAMs[len(c.TSAMs)-1]
		m.add("tsams", fmt.Sprintf("%s from %s to %s", last.Name, last.Since, p.TSAM.Expires(last)),
			fmt.Sprintf("one whose term runs: %s goes with an account manager", c.Package))
	}
}

func checkTSAM(m *mistakes, before []TSAM, t TSAM) {
	path := fmt.Sprintf("tsams[%d]", len(before))
	if !t.Phone.Known() {
		m.add(path+".phone", t.Phone, "a number in international form, +14155550123")
	}
	if !t.Since.Exists() {
		m.add(path+".since", t.Since, "the first day of the engagement: it ends after its term")
	}
	for i, span := range t.Booked {
		checkBooking(m, fmt.Sprintf("%s.booked[%d]", path, i), span)
	}
}

func checkEngineer(m *mistakes, path string, b Booking) {
	checkBooking(m, path, b.Span)
	if !b.Phone.Known() {
		m.add(path+".phone", b.Phone, "a number in international form: callers are sent straight to it")
	}
}

func checkBooking(m *mistakes, path string, s civil.Span) {
	if s.From.IsZero() || !s.From.Before(s.To) {
		m.add(path, s, "a booking that begins, and ends later")
	}
}
