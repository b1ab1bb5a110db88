package paging

import (
	"slices"
	"time"

	"edown/operators/rota"
)

// Relief is a person who is rung besides those of the ladder, from a moment on.
type Relief struct {
	From time.Time
	Whom Whom
}

// mayRing reports whether a person may be rung now.
func (p Page) mayRing(person rota.Person, now time.Time) bool {
	return p.Hours == nil || !p.Hours.Open(person, now).After(now)
}

// climbInHours rings the next rung when it is time, with those who relieve it.
func (m *stepper) climbInHours() {
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

// rungInHours lists the people that the ladder itself rings next: after its last rung, those
// of it again.
func (p Page) rungInHours() []Whom {
	return slices.Clone(p.Ladder.Rungs[min(p.Rung, len(p.Ladder.Rungs)-1)].Call)
}

// nextInHours is when the ladder climbs: its time after the last rung, or when
// relief comes, or when the day begins for a person who slept at the last rung;
// then, when the first of them may be rung.
func (p Page) nextInHours() (next time.Time) {
	at := p.rungDue()
	soonest := func(whom Whom, from func(rota.Person) time.Time) {
		for _, person := range p.People()[whom] {
			if opens := p.Hours.Open(person, from(person)); next.IsZero() || opens.Before(next) {
				next = opens
			}
		}
	}
	again := func(person rota.Person) time.Time {
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
			soonest(r.Whom, func(rota.Person) time.Time { return Latest(r.From, p.RoundAt) })
		} else {
			soonest(r.Whom, again)
		}
	}
	return next
}

// rungDue is when the ladder would climb if all were awake.
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

func Latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
