package rota

import (
	"slices"
	"time"
)

// Gap is a time without anyone on duty: from From until just before To.
type Gap struct{ From, To time.Time }

// Gaps lists, in order, the times in [from, to) in which no one is on duty in a role. An empty
// rota has one gap: all of it (P7).
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

// Through lists the people who are on duty in a role at any time in [from, to): first those at
// from, in the order of [Rota.OnDuty], then the others in the order in which they come on.
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

// Changes lists, in order, the moments in [from, to) at which a shift may begin or end. The
// first is from itself. Between two of them, the people on duty stay the same.
func (r Rota) Changes(from, to time.Time) []time.Time {
	if !from.Before(to) {
		return nil
	}
	moments := []time.Time{from}
	for _, s := range r.Shifts {
		for _, run := range s.runs(from, to) {
			for _, at := range []time.Time{run.From, run.To} {
				if at.After(from) && at.Before(to) {
					moments = append(moments, at)
				}
			}
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	return slices.CompactFunc(moments, time.Time.Equal)
}
