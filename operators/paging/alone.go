package paging

import (
	"time"

	"edown/support"
)

// aloneFor is how long the accepter has to answer that a caller hears nobody: the question
// twice, and a moment to wake up.
const aloneFor = 45 * time.Second

// leftAlone: a caller has left the room, where no one spoke. The accepter is asked, and
// without an answer the page rings on.
func (m *stepper) leftAlone(call string) {
	delete(m.p.Inside, call)
	delete(m.p.Fetching, call)
	m.p.Callers[call] = support.OnHold
	if m.p.State != support.PageAccepted || m.p.Kind != support.EmergencyPage {
		return
	}
	if m.p.AcceptedLeg == "" {
		m.reopen()
		return
	}
	m.p.Present, m.p.Alone, m.p.CheckAt = false, true, m.now.Add(aloneFor)
	m.do(Command{Do: Summon, Call: m.p.AcceptedLeg, Urgency: UrgentPage})
}

// handedOn: the accepter leaves the page to the next manager. The phone is not hung up: it says
// so, and ends its own call.
func (m *stepper) handedOn(a *Attempt) {
	if m.p.State != support.PageAccepted || a.Leg != m.p.AcceptedLeg || m.p.Kind != support.EmergencyPage {
		return
	}
	m.declined(a)
	delete(m.p.Inside, a.Leg)
	if i := m.helper(); i >= 0 && m.p.CallerHere() {
		m.handOver(&m.p.Attempts[i])
		return
	}
	m.p.Skip = a.Person.ID
	m.ringsAgain()
}

// spokeElsewhere: the accepter deals with it on another phone. What came of it is asked next.
func (m *stepper) spokeElsewhere(a *Attempt) {
	if m.p.State == support.PageAccepted && a.Leg == m.p.AcceptedLeg {
		m.p.Talked, m.p.CheckAt = true, time.Time{}
	}
}

// Refuses reports whether an outcome is refused: an emergency without a conversation
// has none, but the caller's own.
func (p Page) Refuses(e support.Event) bool {
	return e.Kind == support.OutcomeGiven && p.Kind == support.EmergencyPage && p.Running() && !p.Talked && !p.outOfReach()
}

// outOfReach reports whether the caller has gone and cannot be called back: no one is left that
// the line could bring to the manager.
func (p Page) outOfReach() bool {
	return !p.CallerHere() && p.Callback.InVain()
}
