package operators

import (
	"slices"
	"time"

	"edown/support"
	"edown/support/civil"
)

// Hours are the business hours outside of which a page rings nobody: only an
// Enterprise Down rings at night (P10). They are the policy's, frozen into the
// page at its start (law 11), and count where each person lives.
type Hours struct {
	Business civil.Week
	Holidays map[string][]civil.Date `json:",omitempty"`
	Customer string                  // where the customer's hours count, an IANA zone; empty is UTC
}

// hours are those of a policy, for the customer of a contract.
func hours(p support.Policy, c *support.Contract) *Hours {
	h := &Hours{Business: p.Business, Holidays: p.Holidays}
	if c != nil && c.Zone != nil {
		h.Customer = c.Zone.String()
	}
	return h
}

// Relief is somebody who is rung besides those of the ladder, from a moment on.
type Relief struct {
	From time.Time
	Whom Whom
}

// open is the first moment from at on that lies in a person's business hours.
// A policy that has none keeps nobody asleep.
func (h Hours) open(p Person, at time.Time) time.Time {
	calendar := support.Policy{Business: h.Business, Holidays: h.Holidays}.BusinessHours(p.zone())
	if opens, ever := calendar.Opens(at); ever {
		return opens
	}
	return at
}

// zone is where the person lives.
func (p Person) zone() *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil { // refused when it was imported
		return time.UTC
	}
	return zone
}

// mayRing reports whether a person may be rung now.
func (p Page) mayRing(person Person, now time.Time) bool {
	return p.Hours == nil || !p.Hours.open(person, now).After(now)
}

// climbInHours rings the next rung when it is time, with those who relieve it.
func (m *mover) climbInHours() {
	if m.now.Before(m.p.nextRung()) {
		return
	}
	whom := m.p.rungInHours()
	for _, r := range m.p.Relief {
		if !r.From.After(m.now) {
			whom = append(whom, r.Whom)
		}
	}
	m.ring(whom, true)
}

// rungInHours is whom the ladder itself rings next: after its last rung, those
// of it again.
func (p Page) rungInHours() []Whom {
	return slices.Clone(p.Ladder.Rungs[min(p.Rung, len(p.Ladder.Rungs)-1)].Call)
}

// nextInHours is when the ladder climbs: its time after the last rung, or when
// relief comes, or when the day begins of somebody who slept at the last rung;
// then, when the first of them may be rung.
func (p Page) nextInHours() (next time.Time) {
	at := p.rungDue()
	soonest := func(whom Whom, from func(Person) time.Time) {
		for _, person := range p.Who[whom] {
			if opens := p.Hours.open(person, from(person)); next.IsZero() || opens.Before(next) {
				next = opens
			}
		}
	}
	again := func(person Person) time.Time {
		if p.Rung > 0 && !p.mayRing(person, p.RungAt) {
			return p.RungAt
		}
		return at
	}
	for _, whom := range p.rungInHours() {
		soonest(whom, again)
	}
	for _, r := range p.Relief {
		if p.Rung == 0 || r.From.After(p.RungAt) { // he comes with his own time, and from then on with the ladder
			soonest(r.Whom, func(Person) time.Time { return latest(r.From, p.RoundAt) })
		} else {
			soonest(r.Whom, again)
		}
	}
	return next
}

// rungDue is when the ladder would climb if nobody slept.
func (p Page) rungDue() time.Time {
	rungs := p.Ladder.Rungs
	switch {
	case p.Rung == 0:
		return p.RoundAt.Add(rungs[0].After)
	case p.Rung < len(rungs):
		return p.RungAt.Add(rungs[p.Rung].After - rungs[p.Rung-1].After)
	}
	return p.RungAt.Add(p.Ladder.Again)
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
