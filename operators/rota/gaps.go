package rota

import (
	"slices"
	"time"
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
