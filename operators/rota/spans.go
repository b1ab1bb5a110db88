package rota

import (
	"slices"
	"time"
)

// Span is a time in which the same people are on duty: from From until just before
// To. Without people it is a gap.
type Span struct {
	From, To time.Time
	People   []Person // the first layer first
}

// Spans divides [from, to) by who is on duty in a role, the first span first: one
// ends where the people change. It is empty when to is not after from.
func (r Rota) Spans(role Role, from, to time.Time) (spans []Span) {
	for _, at := range r.Changes(from, to) {
		people := r.OnDuty(role, at)
		if last := len(spans) - 1; last < 0 || !slices.Equal(spans[last].People, people) {
			if last >= 0 {
				spans[last].To = at
			}
			spans = append(spans, Span{From: at, To: to, People: people})
		}
	}
	return spans
}

// Filled lists the roles in which a person ever has a shift, in the order of [Roles].
func (r Rota) Filled() (roles []Role) {
	for _, role := range Roles() {
		if slices.ContainsFunc(r.Shifts, func(s Shift) bool { return s.Role == role }) {
			roles = append(roles, role)
		}
	}
	return roles
}

// Zones are where the shifts of a role begin and end, each once, as they come.
func (r Rota) Zones(role Role) (zones []*time.Location) {
	for _, s := range r.Shifts {
		zone := s.Zone
		if zone == nil {
			zone = time.UTC
		}
		same := func(o *time.Location) bool { return o.String() == zone.String() }
		if s.Role == role && !slices.ContainsFunc(zones, same) {
			zones = append(zones, zone)
		}
	}
	return zones
}
