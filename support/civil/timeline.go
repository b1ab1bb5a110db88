package civil

import "time"

// Timeline reports whether something is open at a moment, and until which later
// moment that is certain; it may stay so for longer. A zero until means for
// ever.
type Timeline func(at time.Time) (open bool, until time.Time)

// During returns a timeline that is open in any of the spans. They may overlap
// and come in any order.
func During(spans []Span) Timeline {
	return func(at time.Time) (open bool, until time.Time) {
		for _, s := range spans {
			switch {
			case s.Holds(at):
				return true, s.To
			case at.Before(s.From) && (s.To.IsZero() || s.From.Before(s.To)):
				until = sooner(until, s.From)
			}
		}
		return false, until
	}
}

// either is open when at least one of the two is open.
func either(a, b Timeline) Timeline {
	return func(at time.Time) (open bool, until time.Time) {
		openA, untilA := a(at)
		openB, untilB := b(at)
		switch {
		case openA == openB && openA:
			return true, later(untilA, untilB)
		case openA:
			return true, untilA
		case openB:
			return true, untilB
		}
		return false, sooner(untilA, untilB)
	}
}

// Both returns a timeline that is open when a and b are both open.
func Both(a, b Timeline) Timeline {
	closed := either(a.shut(), b.shut())
	return closed.shut()
}

// shut is open when t is closed.
func (t Timeline) shut() Timeline {
	return func(at time.Time) (bool, time.Time) {
		open, until := t(at)
		return !open, until
	}
}

func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && a.After(b) {
		return a
	}
	return b
}

// Opens returns the first open moment at or after at. ok is false if there is
// none.
func (t Timeline) Opens(at time.Time) (opening time.Time, ok bool) {
	zone := at.Location()
	for {
		open, until := t(at)
		switch {
		case open:
			return at.In(zone), true
		case until.IsZero():
			return time.Time{}, false
		}
		at = until
	}
}

// Add returns the moment at which d of open time has passed since from. left is
// the part of d that never passes, because the timeline does not open again.
func (t Timeline) Add(from time.Time, d time.Duration) (at time.Time, left time.Duration) {
	zone := from.Location()
	for at = from; d > 0; {
		open, until := t(at)
		switch {
		case open && (until.IsZero() || until.Sub(at) >= d):
			return at.Add(d).In(zone), 0
		case until.IsZero():
			return at.In(zone), d
		case open:
			d -= until.Sub(at)
		}
		at = until
	}
	return at.In(zone), 0
}

// elapsed returns the open time between two moments.
func (t Timeline) elapsed(from, to time.Time) (sum time.Duration) {
	for at := from; at.Before(to); {
		open, until := t(at)
		if until.IsZero() || until.After(to) {
			until = to
		}
		if open {
			sum += until.Sub(at)
		}
		at = until
	}
	return sum
}
