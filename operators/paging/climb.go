package paging

import (
	"fmt"
	"slices"

	"edown/operators/rota"
	"edown/support"
)

// expire gives up on a phone: no key in time (P3), or no word from the carrier.
func (m *stepper) expire(a *Attempt) {
	at := m.p.guard(*a)
	if at.IsZero() || m.now.Before(at) {
		return
	}
	how := support.EndNoAnswer
	if !a.PickedUp.IsZero() {
		how = support.EndNoKey
	}
	m.do(Command{Do: HangUp, Call: a.Leg})
	m.ended(a, how)
}

func (m *stepper) settleRinging() {
	ends := m.p.Ladder.GiveUp > 0
	if ends && !m.now.Before(m.p.RoundAt.Add(m.p.Ladder.GiveUp)) {
		m.giveUp()
		return
	}
	m.climb()
	if ends && m.exhausted() {
		m.giveUp()
	}
}

// exhausted reports whether a search has no phone left to wait for: none was rung, or a
// caller waits, the last rung has rung, and all have passed, were busy or did not answer (P4).
func (m *stepper) exhausted() bool {
	waiting := m.p.Kind.Hunts() && m.p.Rung >= len(m.p.Ladder.Rungs) && m.p.Ladder.Again == 0
	return len(m.p.Attempts) == 0 || waiting && m.spent()
}

// climb rings the next rungs: those whose time has come, and the one after a
// rung on which nothing more is expected. A rung without a phone to ring is
// skipped at once (P4).
func (m *stepper) climb() {
	if m.p.Hours != nil {
		m.climbInHours()
		return
	}
	if m.now.Before(m.p.heldUntil()) {
		return
	}
	for range len(m.p.Ladder.Rungs) {
		if m.p.Rung >= len(m.p.Ladder.Rungs) {
			break
		}
		if m.now.Before(m.p.nextRung()) && !m.spent() {
			return
		}
		m.ring(m.p.Ladder.Rungs[m.p.Rung].Call, false)
	}
	switch {
	case m.p.Ladder.Again == 0 || m.p.Rung < len(m.p.Ladder.Rungs):
	case m.p.Ladder.Staggered:
		m.ringInTurn()
	case !m.now.Before(m.p.nextRung()):
		m.ring(m.wholeLadder(), true)
	}
}

// spent reports whether no phone that was rung in this round can still accept.
func (m *stepper) spent() bool {
	for _, a := range m.p.Attempts {
		if a.Rings() && a.Round == m.p.Round && !a.spent() {
			return false
		}
	}
	return true
}

func (m *stepper) wholeLadder() []Whom {
	var all []Whom
	for _, r := range m.p.Ladder.Rungs {
		all = append(all, r.Call...)
	}
	return all
}

// ring begins a rung. Who has passed in this round is left in peace until the
// ladder begins again; a phone that rings is not rung twice.
func (m *stepper) ring(whom []Whom, again bool) {
	m.p.Rung++
	m.p.RungAt = m.now
	for _, w := range whom {
		for _, person := range m.p.People()[w] {
			if !m.busyWith(person) && (again || !m.passed(person)) && m.p.mayRing(person, m.now) {
				m.dial(person)
			}
		}
	}
}

func (m *stepper) busyWith(p rota.Person) bool { return m.p.holdsLive(p) }

func (m *stepper) passed(p rota.Person) bool {
	return p.ID == m.p.Skip || slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Person.ID == p.ID && a.Round == m.p.Round && a.Declined
	})
}

// dial rings a person; the first ring of a round comes with an SMS.
func (m *stepper) dial(p rota.Person) {
	urgency := m.urgency()
	known := slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Person.ID == p.ID && a.Round == m.p.Round && a.Rings()
	})
	m.plan(p, purposeOf(m.p.Kind), urgency)
	if !known && m.p.Kind == support.EmergencyPage {
		m.text(p, PageWords{Case: m.p.Case, Customer: m.p.Company}, urgency)
	}
}

// unreached rings at once a person that the SMS has not reached, unless the phone
// rings anyway.
func (m *stepper) unreached(id string) {
	i := slices.IndexFunc(m.p.Attempts, func(a Attempt) bool { return a.Person.ID == id && a.Rings() })
	if i < 0 || m.p.State != support.PageRinging {
		return
	}
	if person := m.p.Attempts[i].Person; !m.busyWith(person) && !m.passed(person) && m.p.mayRing(person, m.now) {
		m.plan(person, purposeOf(m.p.Kind), UrgentPage)
	}
}

// urgency is how urgent a ring is that the ladder asks for.
func (m *stepper) urgency() int {
	switch {
	case m.p.Kind.Hunts():
		return UrgentDesk
	case m.p.Kind == support.EmergencyPage && m.p.Rung <= 1:
		return UrgentPage
	}
	return UrgentLater
}

// plan puts one more phone on record and has it rung.
func (m *stepper) plan(p rota.Person, purpose support.Purpose, urgency int) string {
	leg := fmt.Sprintf("%s.%d", m.p.ID, len(m.p.Attempts)+1)
	m.p.Attempts = append(m.p.Attempts, Attempt{
		Leg: leg, Purpose: purpose, Person: p, Round: m.p.Round, Rung: m.p.Rung, Planned: m.now,
	})
	m.fact(Ordered, p.ID, leg)
	m.do(Command{Do: Dial, Urgency: urgency, Leg: Leg{
		ID: leg, To: p.Phone, Ring: m.p.Ladder.Ring, Purpose: purpose, Page: m.p.ID, Person: p.ID, Language: p.Language,
	}})
	return leg
}

// text sends a person an SMS about the page.
func (m *stepper) text(p rota.Person, w Words, urgency int) {
	if !p.Phone.Known() {
		return
	}
	m.do(Command{Do: Text, Urgency: urgency, Message: Message{
		ID: fmt.Sprintf("%s:%s:%s:%d", m.p.ID, w.Key(), p.ID, m.p.Round), To: p.Phone, Language: p.Language,
	}.Saying(w, nil)})
}

func OutcomeKey(o support.Outcome) string {
	if o == "" {
		return ""
	}
	return "outcome_" + string(o)
}

// hurried is an operator who wants a manager now: the next one, or level 2.
func (m *stepper) hurried(whom string) {
	if m.p.State != support.PageRinging || m.p.Kind != support.EmergencyPage {
		return
	}
	switch whom {
	case support.ClimbLevel2:
		m.ring([]Whom{Second}, true)
		m.p.Rung--
	case support.ClimbNext:
		if m.p.Rung < len(m.p.Ladder.Rungs) {
			m.ring(m.p.Ladder.Rungs[m.p.Rung].Call, false)
		} else {
			m.ring(m.wholeLadder(), true)
		}
	}
}

// giveUp ends a search that may end: the caller is told, and an emergency
// goes to the managers.
func (m *stepper) giveUp() {
	m.p.State, m.p.EndedAt = support.PageUnanswered, m.now
	m.fact(PageEnded, "", "")
	m.quiet()
	m.shut()
	if m.p.Urgent {
		m.do(Command{Do: StartPage, Event: support.Event{Kind: support.Declared,
			Flags: []support.Flag{support.FlagNoOperator}}})
	}
	for _, call := range m.p.Calls(present) {
		m.do(Command{Do: Summon, Call: call, Urgency: UrgentPage})
	}
}
