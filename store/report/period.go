package report

import (
	"fmt"
	"time"

	"edown/support/civil"
)

// Period is from a midnight up to another, which it does not hold, in the zone
// that both are in.
type Period struct{ From, To time.Time }

// LastMonth is the last whole month that is over at a moment.
func LastMonth(now time.Time, zone *time.Location) Period {
	today := civil.DateOf(now.In(zone))
	this := midnight(civil.Date{Year: today.Year, Month: today.Month, Day: 1}, zone)
	return Period{this.AddDate(0, -1, 0), this}
}

// Days is from the beginning of the first day to the end of the last. Without a
// last day it is up to the present one; without a first one it begins with the
// month of the last.
func Days(first, last civil.Date, now time.Time, zone *time.Location) (Period, error) {
	if last.IsZero() {
		last = civil.DateOf(now.In(zone))
	}
	if first.IsZero() {
		first = civil.Date{Year: last.Year, Month: last.Month, Day: 1}
	}
	if last.Before(first) {
		return Period{}, fmt.Errorf("from %s to %s: there is no day in it: the last day comes after the first, or is the same", first, last)
	}
	next := last
	next.Day++
	return Period{midnight(first, zone), midnight(next, zone)}, nil
}

// midnight is when a day begins in a zone; where clocks skip midnight, an hour
// later.
func midnight(d civil.Date, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
