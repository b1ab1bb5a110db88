package paging

import (
	"slices"
	"time"

	"edown/operators/rota"
)

// After the last rung, the search goes on in turns (P4): a phone is ringing at
// any moment, the one that was silent longest is next, and no phone rings more
// often than once in [Ladder.Again].

// ringInTurn rings the phones whose turn it is.
func (m *stepper) ringInTurn() {
	people := m.p.everybody()
	if !m.now.Before(m.p.RungAt.Add(m.p.Ladder.Again)) {
		m.p.RungAt = m.now // the rota is asked again, whether or not a phone is free
	}
	for _, person := range m.p.bySilence(people) {
		if m.p.ringing() >= m.p.atOnce(len(people)) {
			return
		}
		if !m.p.turnOf(person).After(m.now) && !m.busyWith(person) {
			m.dial(person)
			m.p.RungAt = m.now
		}
	}
}

// atOnce is how many phones ring together, so that each has its turn again as
// soon as it may.
func (p Page) atOnce(people int) int {
	return max(int(time.Duration(people)*p.Ladder.Ring/p.Ladder.Again), 1)
}

// ringing counts the phones that ring, or are about to; one that was picked up
// may be a voicemail.
func (p Page) ringing() (n int) {
	for _, a := range p.Attempts {
		if a.Live() && a.Rings() && a.PickedUp.IsZero() {
			n++
		}
	}
	return n
}

// everybody lists all people of the ladder, each once.
func (p Page) everybody() (all []rota.Person) {
	for _, rung := range p.Ladder.Rungs {
		for _, whom := range rung.Call {
			all = append(all, p.People()[whom]...)
		}
	}
	return rota.Once(all)
}

// bySilence orders people by how long their phones have been silent, the longest
// first; among equals the ladder's order holds.
func (p Page) bySilence(people []rota.Person) []rota.Person {
	people = slices.Clone(people)
	slices.SortStableFunc(people, func(a, b rota.Person) int { return p.lastRing(a).Compare(p.lastRing(b)) })
	return people
}

// lastRing is when a person's phone was rung last for the page.
func (p Page) lastRing(person rota.Person) (last time.Time) {
	for _, a := range p.Attempts {
		if a.Person.ID == person.ID && a.Rings() {
			last = Latest(Latest(last, a.Planned), a.Placed)
		}
	}
	return last
}

// turnOf is from when on a person's phone may ring again.
func (p Page) turnOf(person rota.Person) time.Time {
	last := p.lastRing(person)
	if last.IsZero() {
		return last
	}
	return last.Add(p.Ladder.Again)
}

// nextTurn is when time alone rings the next phone, or asks the rota again.
func (p Page) nextTurn() time.Time {
	people, next := p.everybody(), p.RungAt.Add(p.Ladder.Again)
	if p.ringing() >= p.atOnce(len(people)) { // a phone that rings must end first
		return next
	}
	for _, person := range people {
		if turn := p.turnOf(person); !p.holdsLive(person) && turn.Before(next) {
			next = turn
		}
	}
	return next
}

// holdsLive reports whether a person's phone rings or is off-hook for the page.
func (p Page) holdsLive(person rota.Person) bool {
	return slices.ContainsFunc(p.Attempts, func(a Attempt) bool {
		return a.Person.ID == person.ID && a.Live() && a.Rings() && !a.Declined
	})
}
