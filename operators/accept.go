package operators

import (
	"time"

	"edown"
)

// accepted: a human pressed 1 first, on this phone. Whether he was the first
// has been decided in SQL (law 5).
func (m *mover) accepted(person, leg string) {
	switch {
	case m.p.State == Ringing:
		m.take(person, leg)
	case m.p.State == Accepted && m.p.AcceptedBy == person: // by SMS before, now on the phone
		m.p.AcceptedLeg, m.p.Present = leg, true
		m.callBack()
	default:
		return
	}
	m.summonCallers()
}

// acceptedByText: his phone must ring so that he can talk.
func (m *mover) acceptedByText(person string) {
	if m.p.State != Ringing {
		return
	}
	m.take(person, "")
	m.ringAccepter()
}

func (m *mover) take(person, leg string) {
	m.p.State, m.p.AcceptedBy, m.p.AcceptedLeg, m.p.AcceptedAt = Accepted, person, leg, m.now
	m.p.Present, m.p.Skip = leg != "", ""
	m.checkLater()
	m.quiet()
	m.callBack()
}

// quiet stops the other phones: ringing ones are hung up, whoever listens
// hears who has it, and may join (P2); whoever got an SMS gets another.
func (m *mover) quiet() {
	told := map[string]bool{m.p.AcceptedBy: true}
	for i := range m.p.Attempts {
		a := &m.p.Attempts[i]
		if !a.rings() || a.Round != m.p.Round || a.Leg == m.p.AcceptedLeg {
			continue
		}
		if a.Person.ID != m.p.AcceptedBy {
			m.release(a)
		}
		if !told[a.Person.ID] && m.p.Kind == EnterpriseDown && m.p.State == Accepted {
			told[a.Person.ID] = true
			m.text(a.Person, "sms_taken", urgentLater)
		}
	}
}

// release lets go of a phone that is no longer needed.
func (m *mover) release(a *Attempt) {
	switch {
	case !a.Live(), m.p.Inside[a.Leg] && m.helper() >= 0:
	case a.PickedUp.IsZero():
		m.over(a, edown.EndCanceled)
		m.do(Command{Do: HangUp, Call: a.Leg, Urgency: urgentPage})
	case !a.Declined:
		m.do(Command{Do: Summon, Call: a.Leg, Urgency: urgentPage})
	}
}

// ringAccepter rings him who accepted by SMS, unless his phone rings already.
func (m *mover) ringAccepter() {
	for _, a := range m.p.Attempts {
		if a.Person.ID != m.p.AcceptedBy || !a.Live() || !a.rings() {
			continue
		}
		if !a.PickedUp.IsZero() {
			m.do(Command{Do: Summon, Call: a.Leg, Urgency: urgentPage})
		}
		return
	}
	if person, ok := m.person(m.p.AcceptedBy); ok {
		m.plan(person, purposeOf(m.p.Kind), urgentPage)
	}
}

func purposeOf(k Kind) Purpose {
	if k == DeskCall {
		return ForOperator
	}
	return ForManager
}

func (m *mover) person(id string) (Person, bool) {
	for _, people := range m.p.Who {
		for _, p := range people {
			if p.ID == id {
				return p, true
			}
		}
	}
	return Person{}, false
}

func (m *mover) summonCallers() {
	for call := range m.p.Callers {
		m.summonIfReady(call)
	}
}

// ended: a phone that we rang is down again.
func (m *mover) ended(a *Attempt, how string) {
	wasLive := a.Live()
	m.over(a, how)
	delete(m.p.Inside, a.Leg)
	switch {
	case !wasLive:
	case a.Purpose == ForCaller:
		m.callbackEnded(a)
	case m.p.State == Accepted && a.Leg == m.p.AcceptedLeg:
		m.accepterGone()
	case m.p.State == Accepted && m.p.AcceptedLeg == "" && a.Person.ID == m.p.AcceptedBy && a.rings():
		m.accepterSilent()
	}
}

// accepterGone: he who had it hung up. A caller who is still there, or who
// never got to talk, is not left alone: page again (P5).
func (m *mover) accepterGone() {
	m.p.Present = false
	switch i := m.helper(); {
	case i >= 0 && m.p.CallerHere(): // a colleague who has joined goes on
		m.p.AcceptedBy, m.p.AcceptedLeg, m.p.Present = m.p.Attempts[i].Person.ID, m.p.Attempts[i].Leg, true
	case m.p.Kind == EnterpriseDown && (m.p.CallerHere() || !m.p.Talked && m.p.reachable()):
		m.reopen()
	default:
		m.operatorGone()
		m.close(edown.NoOutcome)
		m.summonAll()
	}
}

// operatorGone: an emergency that an operator has dropped goes to the managers.
func (m *mover) operatorGone() {
	if m.p.Kind == DeskCall && m.p.Urgent && m.p.CallerHere() {
		m.do(Command{Do: StartPage, Event: edown.Event{Kind: edown.Declared}})
	}
}

// reachable reports whether the caller can still be called back.
func (p Page) reachable() bool {
	return p.Callback != CallbackImpossible && p.Callback != CallbackFailed
}

// accepterSilent: he accepted by SMS and does not pick up; twice more, then
// the page goes on.
func (m *mover) accepterSilent() {
	tries := 0
	for _, a := range m.p.Attempts {
		if a.Person.ID == m.p.AcceptedBy && a.rings() && !a.Planned.Before(m.p.AcceptedAt) {
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
func (m *mover) reopen() {
	if i := m.attempt(m.p.AcceptedLeg); i >= 0 && m.p.Attempts[i].Live() {
		m.over(&m.p.Attempts[i], edown.EndNoKey)
		m.do(Command{Do: HangUp, Call: m.p.AcceptedLeg})
	}
	m.p.State, m.p.AcceptedBy, m.p.AcceptedLeg, m.p.Present = Ringing, "", "", false
	m.p.Round++
	m.p.Rung, m.p.RoundAt, m.p.RungAt, m.p.CheckAt, m.p.CallbackAt = 0, m.now, m.now, time.Time{}, time.Time{}
	m.summonAll()
	m.climb()
}

// summonAll has every caller in the room look where he stands now.
func (m *mover) summonAll() {
	for call, where := range m.p.Callers {
		if where == InRoom {
			m.fetch(call)
		}
	}
}

// fetch has a caller in the room look where he stands now.
func (m *mover) fetch(call string) {
	m.p.Callers[call] = Answering
	m.do(Command{Do: Summon, Call: call, Urgency: urgentPage})
}

// settleAccepted calls the caller back when it is time, and asks an accepter
// who is not talking to him (P5).
func (m *mover) settleAccepted() {
	if due(m.p.CallbackAt, m.now) {
		m.p.CallbackAt = time.Time{}
		m.callBack()
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
func (m *mover) checkIn() {
	if !m.p.Present {
		m.reopen()
		return
	}
	m.do(Command{Do: Summon, Call: m.p.AcceptedLeg, Urgency: urgentCheck})
	m.checkLater()
}

func (m *mover) checkLater() {
	m.p.CheckAt = time.Time{}
	if m.p.Ladder.TalkWithin > 0 {
		m.p.CheckAt = m.now.Add(m.p.Ladder.TalkWithin)
	}
}

// wentBack: the accepter returns to the room, and the caller is called if he
// has left.
func (m *mover) wentBack() {
	if m.p.State == Accepted {
		m.p.Present = true
		m.p.Callbacks = 0
		m.callBack()
		m.summonCallers()
	}
}

// callBack rings a caller who has hung up, now that there is somebody to talk
// to (R-gone).
func (m *mover) callBack() {
	switch {
	case m.p.Kind != EnterpriseDown || !m.p.Present || m.p.CallerHere() || m.p.Callback == CallbackRinging || !m.p.From.Known():
	case m.p.Callbacks >= mostCallbacks:
		m.p.Callback = CallbackFailed
	default:
		m.p.Callback = CallbackRinging
		m.p.Callbacks++
		m.plan(Person{Phone: m.p.From, Language: m.p.Language}, ForCaller, urgentBack)
	}
}

// callbackEnded: the caller did not pick up, or has hung up again.
func (m *mover) callbackEnded(a *Attempt) {
	joined := m.p.Callers[a.Leg] != ""
	m.callerGone(a.Leg)
	m.p.Callback = callbackTo(m.p.From)
	if joined || m.p.State != Accepted {
		return
	}
	m.p.CallbackAt = m.now.Add(callbackPause)
	if m.p.Callbacks >= mostCallbacks {
		m.p.Callback, m.p.CallbackAt = CallbackFailed, time.Time{}
	}
}

// returned: a caller is back, on a call of his own or on ours.
func (m *mover) returned(e edown.Event) {
	if _, known := m.p.Callers[e.Reason]; known {
		m.p.Callers[e.Reason] = Gone
	}
	m.p.Callers[e.Call] = Answering
	m.p.CallbackAt = time.Time{}
	for i := range m.p.Attempts {
		if a := &m.p.Attempts[i]; a.Purpose == ForCaller && a.Live() && a.Leg != e.Call {
			m.over(a, edown.EndCanceled)
			m.do(Command{Do: HangUp, Call: a.Leg})
		}
	}
}

// callerGone: the page stands (R-gone); a desk call without a caller does not.
func (m *mover) callerGone(call string) {
	delete(m.p.Inside, call)
	if _, known := m.p.Callers[call]; known {
		m.p.Callers[call] = Gone
	}
	if m.p.CallerHere() {
		return
	}
	switch {
	case m.p.Kind == DeskCall && m.p.State == Ringing:
		m.do(Command{Do: NoteMissed, Call: call})
		m.close(edown.NoOutcome)
	case m.p.Kind == DeskCall && m.p.State == Accepted && !m.p.Inside[m.p.AcceptedLeg]: // on his way to an empty room
		m.close(edown.NoOutcome)
	case m.p.Kind == EnterpriseDown && m.p.State == Accepted && !m.p.Talked:
		m.callBack()
	}
}

// outcome ends the page. A false alarm tells everyone who was paged. Callers
// are fetched to hear so, unless they talk to whoever ends it, or to a
// colleague who stays.
func (m *mover) outcome(o edown.Outcome, by string, fetch bool) {
	if m.p.State == Closed || m.p.State == Unanswered {
		return
	}
	calledOff := m.p.State == Ringing || o == edown.FalseAlarm
	m.close(o)
	if calledOff && m.p.Kind == EnterpriseDown {
		m.standDown(by)
	}
	if !fetch || m.helper() >= 0 {
		return
	}
	m.summonAll()
	for call, where := range m.p.Callers {
		if where == OnHold && call != by {
			m.do(Command{Do: Summon, Call: call, Urgency: urgentPage})
		}
	}
}

// close ends the page; phones that still ring are let go.
func (m *mover) close(o edown.Outcome) {
	m.p.State, m.p.Outcome, m.p.EndedAt = Closed, o, m.now
	m.p.Present = false
	m.quiet()
	if m.p.Inside[m.p.AcceptedLeg] && len(m.p.Inside) == 1 { // he waits alone for somebody who will not come
		m.do(Command{Do: Summon, Call: m.p.AcceptedLeg, Urgency: urgentPage})
	}
	for i := range m.p.Attempts {
		if a := &m.p.Attempts[i]; a.Purpose == ForCaller && a.PickedUp.IsZero() {
			m.release(a)
		}
	}
}

// standDown tells everyone who was paged, but him who called it off, by SMS
// and by a call (R-false).
func (m *mover) standDown(by string) {
	told := map[string]bool{}
	if i := m.attempt(by); i >= 0 {
		told[m.p.Attempts[i].Person.ID] = true
	}
	for _, a := range m.p.Attempts {
		if !a.rings() || told[a.Person.ID] {
			continue
		}
		told[a.Person.ID] = true
		m.text(a.Person, "sms_stand_down", urgentStandDown)
		if !a.Live() || a.PickedUp.IsZero() {
			m.plan(a.Person, ForStandDown, urgentStandDown)
		}
	}
}

// hurried is an operator who wants a manager now: the next one, or level 2.
func (m *mover) hurried(whom string) {
	if m.p.State != Ringing || m.p.Kind != EnterpriseDown {
		return
	}
	switch whom {
	case "level2":
		m.ring([]Whom{Second}, true)
		m.p.Rung--
	case "next":
		if m.p.Rung < len(m.p.Ladder.Rungs) {
			m.ring(m.p.Ladder.Rungs[m.p.Rung].Call, false)
		} else {
			m.ring(m.wholeLadder(), true)
		}
	}
}

// giveUp ends a search that may end: the caller is told, and an emergency
// goes to the managers.
func (m *mover) giveUp() {
	m.p.State, m.p.EndedAt = Unanswered, m.now
	m.quiet()
	if m.p.Urgent {
		m.do(Command{Do: StartPage, Event: edown.Event{Kind: edown.Declared, Flags: []edown.Flag{edown.FlagNoOperator}}})
	}
	for call, where := range m.p.Callers {
		if where != Gone {
			m.do(Command{Do: Summon, Call: call, Urgency: urgentPage})
		}
	}
}
