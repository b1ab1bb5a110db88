package civiltest

import (
	"slices"
	"time"

	"edown/support/civil"
)

// Walk counts the minutes that begin while the calendar is open.
func Walk(c civil.Calendar, from, to time.Time) (open time.Duration) {
	for ; from.Before(to); from = from.Add(time.Minute) {
		if LooksOpen(c, from) {
			open += time.Minute
		}
	}
	return open
}

// WalkToOpening returns the first minute, at or after a moment, that looks
// open.
func WalkToOpening(c civil.Calendar, from time.Time) time.Time {
	for !LooksOpen(c, from) {
		from = from.Add(time.Minute)
	}
	return from
}

// LooksOpen reads the calendar as a person would: the local clock, the wall
// calendar, the hours on the door.
func LooksOpen(c civil.Calendar, at time.Time) bool {
	local := at.In(c.Zone)
	for _, s := range c.Booked {
		if s.Holds(at) {
			return true
		}
	}
	for _, d := range c.Holidays {
		if y, m, dd := local.Date(); d.Year == y && d.Month == m && d.Day == dd {
			return false
		}
	}
	hours := map[time.Weekday][]civil.Hours{
		time.Monday: c.Week.Monday, time.Tuesday: c.Week.Tuesday, time.Wednesday: c.Week.Wednesday,
		time.Thursday: c.Week.Thursday,
		time.Friday:   c.Week.Friday, time.Saturday: c.Week.Saturday, time.Sunday: c.Week.Sunday,
	}[local.Weekday()]
	now := local.Hour()*60 + local.Minute()
	return slices.ContainsFunc(hours, func(h civil.Hours) bool {
		return int(h.From.Minutes()) <= now &&
			now < int(h.To.Minutes())
	})
}
