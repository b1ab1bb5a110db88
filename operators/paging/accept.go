package paging

import (
	"time"

	"edown/support"
)

// accepted: a human pressed 1 first, on this phone. Whether he was the first
// has been decided in SQL (law 5).
func (m *stepper) accepted(person, leg string) {
	switch {
	case m.p.State == support.PageRinging && m.p.Kind == support.DecisionPage: // a verdict comes first
		return
	case m.p.State == support.PageRinging:
		m.take(person, leg)
	case m.p.State == support.PageAccepted && m.p.AcceptedBy == person: // by SMS before, now on the phone
		m.p.AcceptedLeg, m.p.Present = leg, true
		m.callBack()
	default:
		return
	}
	m.summonCallers()
}

// acceptedIn is an accept of a round that was won in SQL. When that one is over by
// now, as by an SMS that handed it back, the next is open: the person is asked again.
func (m *stepper) acceptedIn(round int, a *Attempt) {
	if round == 0 || round == m.p.Round+1 {
		m.accepted(a.Person.ID, a.Leg)
	}
}

// acceptedByText: the phone must ring before the two can talk. One that was in the hand for
// another page is about to be put down.
func (m *stepper) acceptedByText(e support.Event) {
	if m.p.State != support.PageRinging || m.p.Kind == support.DecisionPage {
		return
	}
	m.take(e.Person, "")
	m.ringAccepter()
	if e.Call != "" {
		m.dialLater(putDown)
	}
}

// putDown is how long a phone takes to be free after the last words of a call.
const putDown = 5 * time.Second

// dialLater has the calls of this step placed a moment later.
func (m *stepper) dialLater(pause time.Duration) {
	for i := range m.out {
		if m.out[i].Do == Dial {
			m.out[i].At = m.now.Add(pause)
		}
	}
}

func (m *stepper) take(person, leg string) {
	m.p.State, m.p.AcceptedBy, m.p.AcceptedLeg, m.p.AcceptedAt = support.PageAccepted, person, leg, m.now
	m.p.Present, m.p.Skip, m.p.Wanted, m.p.Alone = leg != "", "", false, false
	m.fact(Taken, person, leg)
	m.checkLater()
	if m.p.Kind != support.ReviewPage { // who is rung for a review may still join it
		m.quiet()
	}
	m.callBack()
	m.lookForCallers()
}

// quiet stops the other phones: ringing ones are hung up, a person who listens
// hears who has it, and may join (P2); each SMS is followed by another.
func (m *stepper) quiet() {
	told := map[string]bool{m.p.AcceptedBy: true}
	for i := range m.p.Attempts {
		a := &m.p.Attempts[i]
		if !a.Rings() || a.Round != m.p.Round || a.Leg == m.p.AcceptedLeg {
			continue
		}
		if a.Person.ID != m.p.AcceptedBy || m.p.State == support.PageClosed {
			// one on which he is yet to be rung is his until then
			m.release(a)
		}
		if !told[a.Person.ID] && m.p.Kind == support.EmergencyPage && m.p.State == support.PageAccepted {
			told[a.Person.ID] = true
			m.text(a.Person, m.p.TakenWords(), UrgentLater)
		}
	}
}

// release lets go of a phone that is no longer needed.
func (m *stepper) release(a *Attempt) {
	switch {
	case !a.Live(), m.p.Inside[a.Leg] && m.helper() >= 0:
	case m.off && a.Rings() && !a.Placed.IsZero() && a.PickedUp.IsZero(): // it rings: hears on picking up that it is over
	case a.PickedUp.IsZero():
		m.finish(a, support.EndCanceled)
		m.do(Command{Do: HangUp, Call: a.Leg, Urgency: UrgentPage})
	case !a.Declined:
		m.do(Command{Do: Summon, Call: a.Leg, Urgency: UrgentPage})
	}
}

// ringAccepter rings him who accepted by SMS, unless his phone rings already.
func (m *stepper) ringAccepter() {
	for _, a := range m.p.Attempts {
		if a.Person.ID != m.p.AcceptedBy || !a.Live() || !a.Rings() {
			continue
		}
		if !a.PickedUp.IsZero() {
			m.do(Command{Do: Summon, Call: a.Leg, Urgency: UrgentPage})
		}
		return
	}
	if person, ok := m.p.person(m.p.AcceptedBy); ok {
		m.plan(person, purposeOf(m.p.Kind), UrgentPage)
	}
}

// purposeOf is the dialogue of a phone that is rung for a page.
func purposeOf(k support.PageKind) support.Purpose {
	switch {
	case k.Hunts():
		return support.ForOperator
	case k == support.DecisionPage:
		return support.ForDecision
	case k == support.ReviewPage:
		return support.ForReview
	}
	return support.ForManager
}
