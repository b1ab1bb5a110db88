package paging

import (
	"slices"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// reachable reports whether the caller can still be called back.
func (p Page) reachable() bool {
	return !p.Callback.InVain()
}

// callsBack reports whether the caller is rung for the accepter.
func (p Page) callsBack() bool {
	return p.Kind == support.EmergencyPage || p.Kind == support.DecisionPage && p.Verdict == support.EscalationAccepted
}

// callBack rings a caller who has hung up, now that there is a person to talk
// to (R-gone).
func (m *stepper) callBack() {
	switch {
	case !m.p.callsBack() || !m.p.Present || m.p.CallerHere() || m.p.Callback == support.CallbackRinging ||
		!m.p.From.Known():
	case m.p.Callbacks >= mostCallbacks:
		m.p.Callback = support.CallbackFailed
	default:
		m.p.Callback = support.CallbackRinging
		m.p.Callbacks++
		m.plan(rota.Person{Phone: m.p.From, Language: m.p.Language}, support.ForCaller, UrgentBack)
	}
}

// callbackEnded: the caller did not pick up, or has hung up again.
func (m *stepper) callbackEnded(a *Attempt) {
	joined := m.p.Callers[a.Leg] != ""
	m.callerGone(a.Leg)
	m.p.Callback = callbackTo(m.p.From)
	if joined || m.p.State != support.PageAccepted {
		return
	}
	m.p.CallbackAt = m.now.Add(callbackPause)
	if m.p.Callbacks >= mostCallbacks {
		m.p.Callback, m.p.CallbackAt = support.CallbackFailed, time.Time{}
		m.tellDecider()
	}
}

// tellDecider fetches the decider who waits for a customer out of reach: that phone
// has heard no news in the room.
func (m *stepper) tellDecider() {
	if m.p.Kind == support.DecisionPage && m.p.Inside[m.p.AcceptedLeg] {
		m.do(Command{Do: Summon, Call: m.p.AcceptedLeg, Urgency: UrgentPage})
	}
}

// returned: a caller is back, on a call of his own or on ours.
func (m *stepper) returned(e support.Event) {
	if _, known := m.p.Callers[e.OldCall]; known {
		m.p.Callers[e.OldCall] = support.Gone
	}
	m.p.Callers[e.Call] = support.Answering
	m.visits(e, DoorOpen)
	m.p.CallbackAt = time.Time{}
	for i := range m.p.Attempts {
		if a := &m.p.Attempts[i]; a.Purpose == support.ForCaller && a.Live() && a.Leg != e.Call {
			m.finish(a, support.EndCanceled)
			m.do(Command{Do: HangUp, Call: a.Leg})
		}
	}
}

// parted: he is about something else. Where his call goes on is another page's
// matter, even if it was this one that called him back.
func (m *stepper) parted(call string) {
	delete(m.p.Callers, call)
	delete(m.p.Inside, call)
	delete(m.p.Fetching, call)
	if i := m.attempt(call); i >= 0 {
		m.finish(&m.p.Attempts[i], support.EndCompleted)
		m.p.Attempts[i].Over, m.p.Callback = true, callbackTo(m.p.From)
	}
}

// callerGone: the page stands (R-gone); a desk call without a caller does not.
func (m *stepper) callerGone(call string) {
	delete(m.p.Inside, call)
	delete(m.p.Fetching, call)
	if _, known := m.p.Callers[call]; known {
		m.p.Callers[call] = support.Gone
	}
	if m.p.CallerHere() {
		return
	}
	switch {
	case m.p.Kind.Hunts() && m.p.State == support.PageRinging:
		m.do(Command{Do: NoteMissed, Call: call})
		if !m.p.limited() { // else no other phone rings for it: R-gone
			m.close(support.NoOutcome)
		}
	case m.p.Kind.Hunts() && m.p.State == support.PageAccepted && !m.p.Inside[m.p.AcceptedLeg]:
		// on his way to an empty room
		m.nobodyThere()
	case m.p.Kind == support.EmergencyPage && m.p.State == support.PageAccepted && !m.p.Talked:
		m.callBack()
	}
}

// limited reports whether it is an emergency that operators are rung for before
// the managers, because of a limit. A machine never refuses one.
func (p Page) limited() bool { return p.Urgent && slices.Contains(p.Flags, support.FlagLimitReached) }

// nobodyThere: an operator has come too late to talk to the caller. An emergency
// is not over with that: the managers are rung.
func (m *stepper) nobodyThere() {
	if m.p.limited() {
		m.do(Command{Do: StartPage, Event: support.Event{Kind: support.Declared}})
	}
	m.close(support.NoOutcome)
}

// callbackTo says from the start that some callers cannot be called back.
func callbackTo(n support.E164) support.Callback {
	if n.Known() {
		return ""
	}
	return support.CallbackImpossible
}
