package rota

import (
	"slices"
	"time"

	"edown/support/civil"
)

// Gap is a time in which nobody is on duty: from From until just before To.
type Gap struct{ From, To time.Time }

// Gaps lists the times in [from, to) in which nobody is on duty in a role, the
// first one first. An empty rota has one gap: all of it (P7).
func (r Rota) Gaps(role Role, from, to time.Time) []Gap {
	var gaps []Gap
	open := false
	for _, at := range r.Changes(from, to) {
		vacant := len(r.OnDuty(role, at)) == 0
		switch {
		case vacant && !open:
			gaps = append(gaps, Gap{at, to})
		case !vacant && open:
			gaps[len(gaps)-1].To = at
		}
		open = vacant
	}
	return gaps
}

// Through lists who is on duty in a role at any time in [from, to): those of
// from as [Rota.OnDuty] has them, then the others as they come on.
func (r Rota) Through(role Role, from, to time.Time) []Person {
	var all []Person
	for _, at := range r.Changes(from, to) {
		for _, p := range r.OnDuty(role, at) {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// Changes are the moments in [from, to) at which it may change who is on duty,
// in order, from itself first. Between two of them it does not.
func (r Rota) Changes(from, to time.Time) []time.Time {
	if !from.Before(to) {
		return nil
	}
	moments := []time.Time{from}
	for _, s := range r.Shifts {
		for _, at := range s.changes(from, to) {
			if !at.Before(from) && at.Before(to) {
				moments = append(moments, at)
			}
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	return slices.CompactFunc(moments, time.Time.Equal)
}

// changes are the moments around [from, to) at which the shift may begin or
// end: by the clocks on the wall, and where these are put forward or back.
func (s Shift) changes(from, to time.Time) []time.Time {
	zone := s.Zone
	if zone == nil {
		zone = time.UTC
	}
	var moments []time.Time
	for begin := from.In(zone); begin.Before(to); {
		end := civil.OffsetUntil(begin) // until then, a day has 24 hours
		if end.IsZero() || end.After(to) {
			end = to.In(zone)
		}
		moments = append(append(moments, begin), s.onClocks(begin, end)...)
		begin = end
	}
	return moments
}

// onClocks are the midnights, beginnings and ends of the shift in [begin, end),
// in which no clock is changed. A day of the week ends at midnight.
func (s Shift) onClocks(begin, end time.Time) (moments []time.Time) {
	_, offset := begin.Zone()
	steady := time.FixedZone("", offset)
	y, m, d := begin.In(steady).Date()
	for day := time.Date(y, m, d, 0, 0, 0, 0, steady); day.Before(end); day = day.Add(24 * time.Hour) {
		for _, clock := range []TimeOfDay{0, s.From, s.To} {
			if at := day.Add(time.Duration(clock) * time.Minute); !at.Before(begin) && at.Before(end) {
				moments = append(moments, at)
			}
		}
	}
	return moments
}
