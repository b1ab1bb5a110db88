package paging

import (
	"slices"
	"time"

	"edown/support"
)

// cameOut reports whether the accepter has left the room since, as the phone itself has said:
// the carrier's word of who joined comes late. A way back into the room is an event too.
func (p Page) cameOut(leg string) bool {
	return p.State == support.PageAccepted && p.Kind == support.EmergencyPage && leg == p.AcceptedLeg && !p.Present
}

// joined: the accepter is in the room.
func (m *stepper) joined(a *Attempt, leg string) {
	if m.p.cameOut(leg) {
		return
	}
	m.p.Inside[leg] = true
	a.KeyBy = time.Time{}
	switch {
	case m.p.State != support.PageAccepted:
	case leg == m.p.AcceptedLeg:
		m.p.Present = true
	case m.p.AcceptedLeg == "" && m.p.Kind == support.EmergencyPage && a.Person.ID != m.p.AcceptedBy:
		m.takesOver(a)
	}
	switch {
	case m.p.Kind.Hunts() && m.p.State == support.PageAccepted && !m.p.CallerHere():
		m.nobodyThere() // he came back to a caller who has gone
	case !m.hosted():
		m.do(Command{Do: Summon, Call: leg, Urgency: UrgentPage})
	}
	m.talking()
}

// takesOver: a colleague is there before him who accepted by SMS, and whose
// phone may ring for nothing. The caller does not wait for that.
func (m *stepper) takesOver(a *Attempt) {
	before := m.p.AcceptedBy
	m.handOver(a)
	m.releaseOthers(before, "")
	if p, ok := m.p.person(before); ok {
		m.text(p, m.p.TakenWords(), UrgentLater)
	}
	m.callBack()
	m.summonCallers()
}

// hosted reports whether a room is worth being in: a person of the rota is there,
// or on his way, and there is or was a caller to talk to.
func (m *stepper) hosted() bool {
	switch {
	case m.p.Kind == support.ReviewPage: // they talk to each other
		return m.p.State == support.PageAccepted || m.p.State == support.PageClosed && len(m.p.Inside) > 1
	case m.p.State == support.PageAccepted:
		return m.p.Present && (m.p.callsBack() || m.p.CallerHere()) || m.helper() >= 0
	}
	return m.p.State == support.PageClosed && m.helper() >= 0 && m.p.CallerHere()
}

// helper is another manager who has joined the conversation; -1 is none.
func (m *stepper) helper() int {
	return slices.IndexFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Rings() && a.Live() && a.Leg != m.p.AcceptedLeg && m.p.Inside[a.Leg]
	})
}

func (m *stepper) joinedCaller(call string) {
	m.p.Inside[call] = true
	m.p.Callers[call] = support.InRoom
	m.announce(call)
	m.together(call)
	if !m.hosted() { // they missed each other: he must not listen to music for ever
		m.fetch(call)
	}
	m.talking()
}

// wrapsUp: the accepter has left the room to say how it went; the caller waits
// on hold, where there are news and keys.
func (m *stepper) wrapsUp(a *Attempt, talked bool) {
	if a.Leg == m.p.AcceptedLeg && m.p.State == support.PageAccepted {
		if talked { // the carrier may not have said who was in the room
			m.talked()
		}
		m.p.Present = false
		if m.helper() < 0 { // else a colleague talks to him
			m.summonAll()
		}
	}
}

// talking notes that they talk: the check (P5) is off.
func (m *stepper) talking() {
	if !m.p.Inside[m.p.AcceptedLeg] {
		return
	}
	for _, call := range m.p.Calls(inRoom) {
		if m.p.Inside[call] {
			m.talked()
			m.p.CallbackAt, m.p.Callback = time.Time{}, callbackTo(m.p.From)
		}
	}
}

func (m *stepper) talked() {
	if !m.p.Talked {
		m.fact(Talked, m.p.AcceptedBy, m.p.AcceptedLeg)
		m.announceAll()
	}
	m.p.Talked, m.p.CheckAt = true, time.Time{}
}

// leftCaller is a caller out of the room whose call goes on: he will say
// where he is by what he does next.
func (m *stepper) leftCaller(call string) {
	m.torn(call)
	delete(m.p.Inside, call)
	if m.p.Callers[call] == support.InRoom {
		m.p.Callers[call] = support.Answering
	}
}

// wentBack: the accepter returns to the room to talk now. A caller who has left is called, one
// who answers questions is not asked whether to go on with them.
func (m *stepper) wentBack(a *Attempt) {
	if m.p.State != support.PageAccepted || a.Leg != m.p.AcceptedLeg {
		return
	}
	m.p.Present, m.p.Wanted, m.p.Alone = true, true, false
	m.p.Callbacks = 0
	m.checkLater()
	m.callBack()
	m.summonCallers()
}
