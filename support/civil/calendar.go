package civil

import (
	"slices"
	"time"
)

// Span is a stretch of time from From up to but excluding To. With a zero To it
// has no end.
type Span struct{ From, To time.Time }

// Holds reports whether a moment lies in the span.
func (s Span) Holds(at time.Time) bool {
	return !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To))
}

// Calendar says when something is open: a week in one place, minus that place's
// holidays, plus what has been booked. Opening and closing times follow the
// local clock, also across daylight-saving changes. The time between them is
// counted as it passes: an hour that the clock shows twice counts as two hours,
// an hour that it skips counts as none. The zero value never opens.
type Calendar struct {
	Week     Week
	Zone     *time.Location // nil is UTC
	Holidays []Date         // closed from midnight to midnight
	Booked   []Span         // open, whatever the week and the holidays say
}

// Open reports whether the calendar is open at a moment.
func (c Calendar) Open(at time.Time) bool {
	open, _ := c.Timeline()(at)
	return open
}

// Opens returns the first open moment at or after at. ok is false if the
// calendar never opens again.
func (c Calendar) Opens(at time.Time) (opening time.Time, ok bool) { return c.Timeline().Opens(at) }

// Add returns the moment at which d of open time has passed since from. ok is
// false if that much never passes. "In less than d" (R38) means before this
// moment.
func (c Calendar) Add(from time.Time, d time.Duration) (at time.Time, ok bool) {
	at, left := c.Timeline().Add(from, d)
	return at, left == 0
}

// Elapsed returns the open time between two moments.
func (c Calendar) Elapsed(from, to time.Time) time.Duration { return c.Timeline().elapsed(from, to) }

// Timeline returns the calendar as a [Timeline], to be combined with others.
func (c Calendar) Timeline() Timeline {
	if len(c.Booked) == 0 {
		return c.week
	}
	return either(c.week, During(c.Booked))
}

// week is the timeline of the week and its holidays alone. It trusts the local
// clock only while the zone keeps its offset, and stops at the next change of
// it.
func (c Calendar) week(at time.Time) (open bool, until time.Time) {
	if c.Week.Never() {
		return false, time.Time{}
	}
	local := at.In(OrUTC(c.Zone))
	clock := wallClock(local)
	open, turns := turn(c.on(local), clock)
	until = at.Add(turns - clock)
	if shift := OffsetUntil(local); !shift.IsZero() && shift.Before(until) {
		until = shift
	}
	return open, until
}

func (c Calendar) on(local time.Time) []Hours {
	if slices.Contains(c.Holidays, DateOf(local)) {
		return nil
	}
	return c.Week.On(local.Weekday())
}

// turn reports whether a day's hours are open at a time of day, and until which
// time of day that is certain.
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

// OrUTC returns the zone, or UTC for nil.
func OrUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// OffsetUntil is the next moment at which the clocks of a moment's zone are put
// forward or back; zero is never. Until then they run like any other. Go 1.26
// names a moment that is over on 31 December of leap years from 2040 on: the next
// day knows better.
func OffsetUntil(at time.Time) time.Time {
	_, shift := at.ZoneBounds()
	if shift.IsZero() || shift.After(at) {
		return shift
	}
	return OffsetUntil(at.Add(Day))
}
