package paging

import (
	"time"

	"edown/support"
)

// ended: a phone that we rang is down again.
func (m *stepper) ended(a *Attempt, how string) {
	wasLive := a.Live()
	m.finish(a, how)
	delete(m.p.Inside, a.Leg)
	switch {
	case !wasLive:
	case a.Purpose == support.ForCaller:
		m.callbackEnded(a)
	case a.Purpose == support.ForRefusal:
		m.refusalEnded(a)
	case m.p.State == support.PageAccepted && a.Leg == m.p.AcceptedLeg:
		m.accepterGone(how)
	case m.p.State == support.PageAccepted && m.p.AcceptedLeg == "" && a.Person.ID == m.p.AcceptedBy && a.Rings() &&
		m.p.Kind != support.DecisionPage:
		m.accepterSilent()
	default:
		m.undecided(a)
	}
}

// accepterGone runs when the manager who accepted hangs up, or pressed no key when asked. A
// caller who is still there, or who never got to talk, is not left alone: page again (P5).
func (m *stepper) accepterGone(how string) {
	m.p.Present = false
	switch i := m.helper(); {
	case i >= 0 && m.p.CallerHere(): // a colleague who has joined goes on
		m.handOver(&m.p.Attempts[i])
	case m.p.Kind == support.EmergencyPage && (m.p.CallerHere() || !m.p.Talked || how == support.EndNoKey):
		m.reopen()
	case m.p.Kind == support.ReviewPage && i >= 0:
		m.handOver(&m.p.Attempts[i])
	case m.p.Kind == support.DecisionPage:
		m.deciderGone()
	default:
		m.operatorGone()
		m.close(support.NoOutcome)
		m.summonAll()
	}
}

// handOver makes a colleague who is there already the one who has the page.
func (m *stepper) handOver(a *Attempt) {
	m.p.AcceptedBy, m.p.AcceptedLeg, m.p.Present = a.Person.ID, a.Leg, true
	m.on(a, HandedOver)
}

// operatorGone: an emergency that an operator has dropped goes to the managers.
func (m *stepper) operatorGone() {
	if m.p.Kind.Hunts() && m.p.Urgent && m.p.CallerHere() {
		m.do(Command{Do: StartPage, Event: support.Event{Kind: support.Declared}})
	}
}

// accepterSilent: he accepted by SMS and does not pick up; twice more, then
// the page goes on.
func (m *stepper) accepterSilent() {
	tries := 0
	for _, a := range m.p.Attempts {
		if a.Person.ID == m.p.AcceptedBy && a.Rings() && !a.Planned.Before(m.p.AcceptedAt) {
			tries++
		}
	}
	if tries >= 3 {
		m.reopen()
		return
	}
	m.ringAccepter()
}

// reopen puts the page back on its ladder, from the start.
func (m *stepper) reopen() {
	if i := m.attempt(m.p.AcceptedLeg); i >= 0 && m.p.Attempts[i].Live() {
		m.finish(&m.p.Attempts[i], support.EndNoKey)
		m.do(Command{Do: HangUp, Call: m.p.AcceptedLeg})
	}
	m.ringsAgain()
}

// ringsAgain does so without a word to the phone of the accepter.
func (m *stepper) ringsAgain() {
	if m.p.Alone { // a phone in front of which somebody sleeps is not the first to ring again
		m.p.Skip = m.p.AcceptedBy
	}
	m.fact(Lost, m.p.AcceptedBy, m.p.AcceptedLeg)
	m.p.State, m.p.AcceptedBy, m.p.AcceptedLeg, m.p.Present = support.PageRinging, "", "", false
	m.p.Wanted, m.p.Alone = false, false
	m.p.Talked, m.p.Callbacks = false, 0 // with the next accepter
	m.p.Round++
	m.p.Rung, m.p.RoundAt, m.p.RungAt, m.p.CheckAt, m.p.CallbackAt = 0, m.now, m.now, time.Time{}, time.Time{}
	m.summonAll()
	m.climb()
}

// summonAll has every caller in the room look where he stands now.
func (m *stepper) summonAll() {
	for _, call := range m.p.Calls(inRoom) {
		m.fetch(call)
	}
}

// fetch has a caller in the room look where he stands now.
func (m *stepper) fetch(call string) {
	m.p.Callers[call] = support.Answering
	m.do(Command{Do: Summon, Call: call, Urgency: UrgentPage})
}

// settleAccepted calls the caller back when it is time, and asks an accepter
// who is not talking to him (P5). News come in any order: one whose call had
// ended before he was known to have accepted has gone.
func (m *stepper) settleAccepted() {
	if i := m.attempt(m.p.AcceptedLeg); i >= 0 && !m.p.Attempts[i].Live() {
		m.accepterGone(m.p.Attempts[i].End)
		return
	}
	if due(m.p.CallbackAt, m.now) {
		m.p.CallbackAt = time.Time{}
		if m.p.Refusal != nil {
			m.tellRefusal()
		} else {
			m.callBack()
		}
	}
	if due(m.p.CheckAt, m.now) {
		m.p.CheckAt = time.Time{}
		m.checkIn()
	}
}

func due(at, now time.Time) bool { return !at.IsZero() && !now.Before(at) }

// checkIn asks the accepter who is not talking to the caller whether he is
// still there (P5): he hears it on the phone that he holds, and silence ends
// that. Without a phone in his hand, the page goes on.
func (m *stepper) checkIn() {
	if !m.p.Present {
		m.reopen()
		return
	}
	m.do(Command{Do: Summon, Call: m.p.AcceptedLeg, Urgency: UrgentCheck})
	m.checkLater()
}

func (m *stepper) checkLater() {
	m.p.CheckAt = time.Time{}
	if m.p.Ladder.TalkWithin > 0 {
		m.p.CheckAt = m.now.Add(m.p.Ladder.TalkWithin)
	}
}
