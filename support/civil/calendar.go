package civil

import (
	"slices"
	"time"
)

// Span is a stretch of time, from From up to, and without, To. The zero To has
// not come yet.
type Span struct{ From, To time.Time }

// Holds reports whether a moment lies in the span.
func (s Span) Holds(at time.Time) bool {
	return !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To))
}

// Calendar says when something is open: a week in a place, without that place's
// holidays, and what has been booked besides. Borders are where the clock on
// the wall there shows them, across daylight-saving changes too; what lies
// between them is counted as it passes, so that an hour shown twice is two
// hours, and one that is skipped is none.
type Calendar struct {
	Week     Week
	Zone     *time.Location // nil is UTC
	Holidays []Date         // closed from midnight to midnight
	Booked   []Span         // open, whatever the week and the holidays say
}

// Open reports whether it is open at a moment.
func (c Calendar) Open(at time.Time) bool {
	open, _ := c.Timeline()(at)
	return open
}

// Opens is the first moment from at on at which it is open, at itself if it is
// open then; ok is false when it never opens again.
func (c Calendar) Opens(at time.Time) (opening time.Time, ok bool) { return c.Timeline().Opens(at) }

// Add is the moment at which d of open time has passed since from; ok is false
// when it never does. What must be done in less than d must be done before it.
func (c Calendar) Add(from time.Time, d time.Duration) (at time.Time, ok bool) {
	at, left := c.Timeline().Add(from, d)
	return at, left == 0
}

// Elapsed is the open time from one moment up to another.
func (c Calendar) Elapsed(from, to time.Time) time.Duration { return c.Timeline().elapsed(from, to) }

func (c Calendar) Timeline() Timeline {
	if len(c.Booked) == 0 {
		return c.week
	}
	return either(c.week, During(c.Booked))
}

// week is the timeline of the week and its holidays alone. While a zone keeps
// its offset, the clock on the wall runs like any other; where the offset
// changes, it is read anew.
func (c Calendar) week(at time.Time) (open bool, until time.Time) {
	if c.Week.Never() {
		return false, time.Time{}
	}
	local := at.In(OrUTC(c.Zone))
	clock := wallClock(local)
	open, turns := turn(c.on(local), clock)
	until = at.Add(turns - clock)
	if _, shift := local.ZoneBounds(); shift.After(at) && shift.Before(until) {
		until = shift // never the past, where Go has it on 31 December of leap years from 2040 on
	}
	return open, until
}

func (c Calendar) on(local time.Time) []Hours {
	if slices.Contains(c.Holidays, DateOf(local)) {
		return nil
	}
	return c.Week.On(local.Weekday())
}

// turn says whether a day's hours are open at a time of day, and up to which
// time of day that surely stays so.
func turn(hours []Hours, clock time.Duration) (open bool, until time.Duration) {
	until = Day
	for _, h := range hours {
		switch {
		case h.From <= clock && clock < h.To:
			return true, min(h.To, Day)
		case clock < h.From:
			until = min(until, h.From)
		}
	}
	return false, until
}

func wallClock(local time.Time) time.Duration {
	return time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
}

func OrUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}
