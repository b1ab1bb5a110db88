package report

import (
	"fmt"
	"time"

	"edown/support/civil"
)

// Period is from one midnight up to but excluding another, both in the same
// zone.
type Period struct{ From, To time.Time }

// LastMonth returns the last whole month before a moment.
func LastMonth(now time.Time, zone *time.Location) Period {
	today := civil.DateOf(now.In(zone))
	this := midnight(civil.Date{Year: today.Year, Month: today.Month, Day: 1}, zone)
	return Period{this.AddDate(0, -1, 0), this}
}

// Days returns the period from the first day to the last, both included.
// Without a last day it ends with today; without a first day it begins with the
// month of the last. A last day before the first is an error.
func Days(first, last civil.Date, now time.Time, zone *time.Location) (Period, error) {
	if last.IsZero() {
		last = civil.DateOf(now.In(zone))
	}
	if first.IsZero() {
		first = civil.Date{Year: last.Year, Month: last.Month, Day: 1}
	}
	if last.Before(first) {
		return Period{}, fmt.Errorf(
			"from %s to %s: there is no day in it: the last day comes after the first, or is the same", first, last)
	}
	next := last
	next.Day++
	return Period{midnight(first, zone), midnight(next, zone)}, nil
}

// midnight is when a day begins in a zone; where the clocks skip midnight, that
// is an hour later.
func midnight(d civil.Date, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
