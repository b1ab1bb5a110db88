package operators

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"edown"
)

// Known is what is known of a caller's emergency at a moment.
type Known struct {
	Call        string
	Case        edown.CaseNumber
	Contract    string
	Company     string
	Language    string
	From        edown.E164 // unknown when he may not be called back
	Suspected   bool       // says that production is down
	Entitlement edown.Entitlement
	Flags       []edown.Flag
	Where       Whereabouts
}

// Start begins a page: its first rung rings. The rota and the ladder are read
// here and never again.
func Start(id string, kind Kind, k Known, rota Rota, ladder Ladder, now time.Time) (Page, []Command) {
	m := mover{now: now, p: Page{
		ID: id, Kind: kind, Case: k.Case, Contract: k.Contract, Company: k.Company, Language: k.Language,
		Flags: k.Flags, From: k.From, Urgent: k.Suspected, Ladder: ladder, Who: groups(kind, ladder, rota, now),
		Callback: callbackTo(k.From), State: Ringing, Started: now, RoundAt: now, Callers: map[string]Whereabouts{k.Call: k.Where}, Inside: map[string]bool{},
	}}
	m.settle()
	return m.p, m.out
}

// callbackTo says from the start that some callers cannot be called back.
func callbackTo(n edown.E164) Callback {
	if n.Known() {
		return ""
	}
	return CallbackImpossible
}

// Step is the whole machine: a page, what happened and what time it is lead
// to the page as it is then and to what is to be done. It changes nothing it
// is given; an event that comes twice, or late, does no harm.
func Step(p Page, e edown.Event, now time.Time) (Page, []Command) {
	m := &mover{p: p.clone(), now: now}
	if i := m.attempt(e.Call); i >= 0 && !m.asCaller(m.p.Attempts[i], e.Kind) {
		m.phone(&m.p.Attempts[i], e)
	} else {
		m.caller(e)
	}
	m.anyone(e)
	m.settle()
	return m.p, m.out
}

// mover is a step in the making.
type mover struct {
	p   Page
	now time.Time
	out []Command
}

func (m *mover) do(c Command) { m.out = append(m.out, c) }

func (m *mover) attempt(leg string) int {
	return slices.IndexFunc(m.p.Attempts, func(a Attempt) bool { return a.Leg == leg && leg != "" })
}

// asCaller reports whether an event on a phone that we rang is the caller's
// doing: we called him back.
func (m *mover) asCaller(a Attempt, kind edown.EventKind) bool {
	switch kind {
	case edown.Holding, edown.CallReturned, edown.Joined, edown.Left:
		return a.Purpose == ForCaller
	}
	return false
}

// phone is what happened on a phone that we rang.
func (m *mover) phone(a *Attempt, e edown.Event) {
	switch e.Kind {
	case edown.KeyPressed, edown.Declined, edown.Accepted, edown.Joined: // off-hook, even if the carrier never said so
		first(&a.PickedUp, m.now)
	}
	switch e.Kind {
	case edown.Placed:
		m.placed(a, e)
	case edown.Refused:
		m.ended(a, edown.EndFailed)
	case edown.Ringing:
		first(&a.Rang, m.now)
	case edown.PickedUp:
		first(&a.PickedUp, m.now)
		if a.KeyBy.IsZero() && a.Purpose != ForCaller && a.Purpose != ForStandDown {
			a.KeyBy = m.now.Add(m.p.Ladder.NoKey)
		}
	case edown.MachineHeard:
		a.Machine = true
	case edown.KeyPressed:
		a.Key, a.KeyBy = e.Reason, m.now.Add(m.p.Ladder.NoKey)
	case edown.Declined:
		a.Declined = true
	case edown.Accepted:
		m.accepted(a.Person.ID, a.Leg)
	case edown.Joined:
		m.joined(a, e.Call)
	case edown.Left:
		delete(m.p.Inside, e.Call)
	case edown.WrappingUp:
		m.wrapsUp(a)
	case edown.WentBack:
		m.wentBack()
	case edown.CallEnded:
		m.ended(a, e.Reason)
	}
}

// caller is what happened on a caller's own call.
func (m *mover) caller(e edown.Event) {
	switch e.Kind {
	case edown.Holding:
		m.p.Callers[e.Call] = OnHold
		m.summonIfReady(e.Call)
	case edown.CallReturned:
		m.returned(e)
	case edown.Parted:
		delete(m.p.Callers, e.Call)
	case edown.Joined:
		m.joinedCaller(e.Call)
	case edown.Left:
		m.leftCaller(e.Call)
	case edown.CallEnded:
		m.callerGone(e.Call)
	}
}

// anyone is what anybody may do.
func (m *mover) anyone(e edown.Event) {
	switch e.Kind {
	case edown.Declared, edown.Identified:
		m.identified(e)
	case edown.Accepted:
		if e.Person != "" {
			m.acceptedByText(e.Person)
		}
	case edown.OutcomeGiven:
		m.outcome(e.Outcome, e.Call, true)
	case edown.EssentialGiven:
		m.p.Essential = &e.Yes
	case edown.CalledOff:
		m.p.Reason = e.Reason
		m.outcome(e.Outcome, e.Call, e.Reason != "operator")
	case edown.Hurried:
		m.hurried(e.Reason)
	}
}

func first(at *time.Time, now time.Time) {
	if at.IsZero() {
		*at = now
	}
}

// placed learns the carrier's name for the call. A phone that nobody wants
// any more by now stops ringing.
func (m *mover) placed(a *Attempt, e edown.Event) {
	first(&a.Placed, m.now)
	if e.SID != "" {
		a.SID = e.SID
	}
	if !a.Live() {
		m.do(Command{Do: HangUp, Call: a.Leg})
	}
}

// over ends an attempt, once.
func (m *mover) over(a *Attempt, how string) {
	if a.Live() {
		a.End, a.Ended = cmp.Or(how, edown.EndCompleted), m.now
	}
}

// joined: the accepter is in the room.
func (m *mover) joined(a *Attempt, leg string) {
	m.p.Inside[leg] = true
	a.KeyBy = time.Time{}
	if leg == m.p.AcceptedLeg && m.p.State == Accepted {
		m.p.Present = true
	}
	if !m.hosted() {
		m.do(Command{Do: Summon, Call: leg, Urgency: urgentPage})
	}
	m.talking()
}

// hosted reports whether a room is worth being in: somebody of ours is there,
// or on his way, and there is or was a caller to talk to.
func (m *mover) hosted() bool {
	if m.p.State == Accepted {
		return m.p.Present && (m.p.Kind == EnterpriseDown || m.p.CallerHere())
	}
	return m.p.State == Closed && m.helper() >= 0 && m.p.CallerHere()
}

// helper is another manager who has joined the conversation; -1 is none.
func (m *mover) helper() int {
	return slices.IndexFunc(m.p.Attempts, func(a Attempt) bool {
		return a.rings() && a.Live() && a.Leg != m.p.AcceptedLeg && m.p.Inside[a.Leg]
	})
}

func (m *mover) joinedCaller(call string) {
	m.p.Inside[call] = true
	m.p.Callers[call] = InRoom
	if !m.hosted() { // they missed each other: he must not listen to music for ever
		m.fetch(call)
	}
	m.talking()
}

// wrapsUp: the accepter has left the room to say how it went; the caller waits
// on hold, where there are news and keys.
func (m *mover) wrapsUp(a *Attempt) {
	if a.Leg == m.p.AcceptedLeg && m.p.State == Accepted {
		m.p.Present = false
		if m.helper() < 0 { // else a colleague talks to him
			m.summonAll()
		}
	}
}

// talking notes that they talk: the check (P5) is off.
func (m *mover) talking() {
	if !m.p.Inside[m.p.AcceptedLeg] {
		return
	}
	for call, where := range m.p.Callers {
		if where == InRoom && m.p.Inside[call] {
			m.p.Talked, m.p.CheckAt, m.p.CallbackAt, m.p.Callback = true, time.Time{}, time.Time{}, callbackTo(m.p.From)
		}
	}
}

// leftCaller is a caller out of the room whose call goes on: he will say
// where he is by what he does next.
func (m *mover) leftCaller(call string) {
	delete(m.p.Inside, call)
	if m.p.Callers[call] == InRoom {
		m.p.Callers[call] = Answering
	}
}

// summonIfReady fetches a caller on hold when the accepter is waiting.
func (m *mover) summonIfReady(call string) {
	if m.p.State == Accepted && m.p.Present && m.p.Callers[call] == OnHold {
		m.do(Command{Do: Summon, Call: call, Urgency: urgentPage})
	}
}

// identified learns which case it is about.
func (m *mover) identified(e edown.Event) {
	if e.Case != "" {
		m.p.Case = e.Case
	}
	if e.Contract != "" {
		m.p.Contract, m.p.Company = e.Contract, e.Company
	}
	m.p.Flags = slices.DeleteFunc(m.p.Flags, edown.Flag.OfTheContract)
	m.flag(e.Flags...)
	if e.Call != "" && m.attempt(e.Call) < 0 && m.p.Callers[e.Call] == "" {
		m.p.Callers[e.Call] = Answering
	}
}

func (m *mover) flag(flags ...edown.Flag) {
	for _, f := range flags {
		if !slices.Contains(m.p.Flags, f) {
			m.p.Flags = append(m.p.Flags, f)
		}
	}
}

// settle does what time and spent phones call for.
func (m *mover) settle() {
	for i := range m.p.Attempts {
		m.expire(&m.p.Attempts[i])
	}
	switch m.p.State {
	case Ringing:
		m.settleRinging()
	case Accepted:
		m.settleAccepted()
	}
}

// expire gives up on a phone: no key in time (P3), or no word from the carrier.
func (m *mover) expire(a *Attempt) {
	at := m.p.guard(*a)
	if at.IsZero() || m.now.Before(at) {
		return
	}
	how := edown.EndNoAnswer
	if !a.PickedUp.IsZero() {
		how = edown.EndNoKey
	}
	m.do(Command{Do: HangUp, Call: a.Leg})
	m.ended(a, how)
}

func (m *mover) settleRinging() {
	ends := m.p.Ladder.GiveUp > 0
	if ends && !m.now.Before(m.p.RoundAt.Add(m.p.Ladder.GiveUp)) {
		m.giveUp()
		return
	}
	m.climb()
	if ends && len(m.p.Attempts) == 0 { // there is nobody to wait for
		m.giveUp()
	}
}

// climb rings the next rungs: those whose time has come, and the one after a
// rung on which nothing more is expected. A rung with nobody to ring is
// skipped at once (P4).
func (m *mover) climb() {
	for range len(m.p.Ladder.Rungs) {
		if m.p.Rung >= len(m.p.Ladder.Rungs) {
			break
		}
		if m.now.Before(m.p.nextRung()) && !m.spent() {
			return
		}
		m.ring(m.p.Ladder.Rungs[m.p.Rung].Call, false)
	}
	if m.p.Rung >= len(m.p.Ladder.Rungs) && m.p.Ladder.Again > 0 && !m.now.Before(m.p.nextRung()) {
		m.ring(m.wholeLadder(), true)
	}
}

// spent reports whether nobody who was rung in this round can still accept.
func (m *mover) spent() bool {
	for _, a := range m.p.Attempts {
		if a.rings() && a.Round == m.p.Round && !a.spent() {
			return false
		}
	}
	return true
}

func (m *mover) wholeLadder() []Whom {
	var all []Whom
	for _, r := range m.p.Ladder.Rungs {
		all = append(all, r.Call...)
	}
	return all
}

// ring begins a rung. Who has passed in this round is left in peace until the
// ladder begins again; a phone that rings is not rung twice.
func (m *mover) ring(whom []Whom, again bool) {
	m.p.Rung++
	m.p.RungAt = m.now
	for _, w := range whom {
		for _, person := range m.p.Who[w] {
			if !m.busyWith(person) && (again || !m.passed(person)) {
				m.dial(person)
			}
		}
	}
}

func (m *mover) busyWith(p Person) bool {
	return slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Person.ID == p.ID && a.Live() && a.rings() && !a.Declined
	})
}

func (m *mover) passed(p Person) bool {
	return p.ID == m.p.Skip || slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Person.ID == p.ID && a.Round == m.p.Round && a.Declined
	})
}

// dial rings a person; the first ring of a round comes with an SMS.
func (m *mover) dial(p Person) {
	purpose, urgency := ForManager, urgentPage
	if m.p.Kind == DeskCall {
		purpose, urgency = ForOperator, urgentDesk
	} else if m.p.Rung > 1 {
		urgency = urgentLater
	}
	known := slices.ContainsFunc(m.p.Attempts, func(a Attempt) bool {
		return a.Person.ID == p.ID && a.Round == m.p.Round && a.rings()
	})
	m.plan(p, purpose, urgency)
	if !known && m.p.Kind == EnterpriseDown {
		m.text(p, "sms_page", urgency)
	}
}

// plan puts one more phone on record and has it rung.
func (m *mover) plan(p Person, purpose Purpose, urgency int) string {
	leg := fmt.Sprintf("%s.%d", m.p.ID, len(m.p.Attempts)+1)
	m.p.Attempts = append(m.p.Attempts, Attempt{
		Leg: leg, Purpose: purpose, Person: p, Round: m.p.Round, Rung: m.p.Rung, Planned: m.now,
	})
	m.do(Command{Do: Dial, Urgency: urgency, Leg: Leg{
		ID: leg, To: p.Phone, Ring: m.p.Ladder.Ring, Purpose: purpose, Page: m.p.ID, Person: p.ID, Language: p.Language,
	}})
	return leg
}

func (m *mover) text(p Person, key string, urgency int) {
	if !p.Phone.Known() {
		return
	}
	m.do(Command{Do: Text, Urgency: urgency, Message: Message{
		ID: fmt.Sprintf("%s:%s:%s:%d", m.p.ID, key, p.ID, m.p.Round), To: p.Phone, Language: p.Language, Key: key, Data: m.data(),
	}})
}

// data is what a message about the page may say.
func (m *mover) data() map[string]string {
	return map[string]string{
		"Customer": m.p.Company, "Case": string(m.p.Case), "Accepter": m.p.PersonName(), "Reason": reason(m.p.Outcome), "Category": "",
	}
}

func reason(o edown.Outcome) string {
	if o == "" {
		return ""
	}
	return "outcome_" + string(o)
}
