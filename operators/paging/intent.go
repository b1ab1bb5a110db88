package paging

import (
	"slices"
	"time"

	"edown/support"
)

// An SMS proves nothing: the number of its sender can be forged. So 1 is an intention,
// and the key on the telephone that rings then is the accept (P1).

// Intent is a person who has answered by SMS.
type Intent struct {
	Person string
	Until  time.Time // the next rung waits for the phone until then
}

// intended rings at once a person who has answered by SMS, and holds the next rung for
// that ring. It counts once a page and person: a second SMS neither rings nor holds.
func (m *stepper) intended(id string) {
	before := slices.ContainsFunc(m.p.Intents, func(i Intent) bool { return i.Person == id })
	person, known := m.p.person(id)
	if m.p.State != support.PageRinging || before || !known || !m.p.mayRing(person, m.now) {
		return
	}
	m.p.Intents = append(m.p.Intents, Intent{id, m.now.Add(m.p.Ladder.Ring)})
	m.fact(Meant, id, "")
	if !m.p.holdsLive(person) {
		m.plan(person, purposeOf(m.p.Kind), UrgentPage)
	}
}

// heldUntil is until when the next rung waits for a phone whose person has answered by
// SMS; zero when no such phone rings, or is in a hand.
func (p Page) heldUntil() (until time.Time) {
	for _, i := range p.Intents {
		if p.mayStillAccept(i.Person) {
			until = Latest(until, i.Until)
		}
	}
	return until
}

// mayStillAccept reports whether a person's phone rings or is in a hand.
func (p Page) mayStillAccept(person string) bool {
	return slices.ContainsFunc(p.Attempts, func(a Attempt) bool {
		return a.Person.ID == person && a.Rings() && !a.spent()
	})
}

// AnsweredByText is the name of a person who has answered by SMS and is being called;
// empty if there is none.
func (p Page) AnsweredByText() string {
	for _, i := range slices.Backward(p.Intents) {
		if p.State == support.PageRinging && p.mayStillAccept(i.Person) {
			return p.name(i.Person)
		}
	}
	return ""
}

// waived moves the search on, as an SMS says 2. The phone goes on ringing, and is rung
// again when its turn comes: a forged SMS takes nobody off the ladder. A phone that is in
// a hand is decided on by its keys.
func (m *stepper) waived(person string) {
	for i := range m.p.Attempts {
		a := &m.p.Attempts[i]
		if a.Person.ID == person && a.Rings() && a.Live() && a.PickedUp.IsZero() {
			a.Waived = true
		}
	}
}
