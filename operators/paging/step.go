package paging

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Known is what is known of a caller's emergency at a moment.
type Known struct {
	Call        string
	Case        support.CaseNumber
	Contract    string
	Company     string
	Language    string
	From        support.E164 // unknown when he may not be called back
	Name        string
	Number      support.E164  // that the call shows, whether or not it may be called back
	Home        string        // the company whose contact the caller is, if that is known
	Shown       support.Proof // what the caller has shown beyond the number
	Suspected   bool          // says that production is down
	Confirmed   bool          // has answered that all work has stopped
	Entitlement support.Entitlement
	Flags       []support.Flag
	Limited     bool // the limits are reached: an operator is asked before a manager is woken
	Where       support.Whereabouts
	Speaking    bool   // an answer is being recorded
	Room        string // the room that the call is in, or on the way to; empty: none
}

// Pages reports whether managers are paged for the caller on his own word: he
// says that production is down. Where the package has no phone support, it takes
// an operator's (R42).
func (k Known) Pages() bool { return k.Suspected && k.Entitlement != support.NoPhoneSupport }

// Start begins a page: its first rung rings. The rota and the ladder are read
// here and never again.
func Start(id string, kind support.PageKind, k Known, roster rota.Rota, ladder Ladder, now time.Time) Moved {
	return Planned(id, kind, k, roster, ladder, now).Begin(k, support.Declared)
}

// Planned is a page before its beginning: what never changes in it.
func Planned(id string, kind support.PageKind, k Known, roster rota.Rota, ladder Ladder, now time.Time) Page {
	return Page{
		Subject:  Subject{ID: id, Kind: kind, Urgent: k.Suspected},
		Plan:     Plan{Ladder: ladder, Who: groups(kind, ladder, roster, now)},
		Progress: Progress{Started: now},
	}
}

// With has people behind names of the ladder that the rota does not know.
func (p Page) With(who map[Whom][]rota.Person) Page {
	p.Who = maps.Clone(p.Who)
	maps.Copy(p.Who, who)
	return p
}

// Begin is the page at its start, by what is known then.
func (p Page) Begin(k Known, wanted support.EventKind) Moved {
	p.Case, p.Contract, p.Company, p.Language, p.From = k.Case, k.Contract, k.Company, k.Language, k.From
	p.Flags = slices.Concat(k.Flags) // of its own; nil when there are none, as the journal has it
	p.State, p.RoundAt, p.Callback = support.PageRinging, p.Started, callbackTo(k.From)
	p.Callers, p.Inside = map[string]support.Whereabouts{}, map[string]bool{}
	if k.Call != "" { // a caller waits, or did
		p.Callers[k.Call] = k.Where
	}
	m := stepper{now: p.Started, p: p}
	m.fact(PageBegan, "", "")
	m.settle()
	return m.moved(k.Event(wanted, p.Started))
}

// Step is the whole machine: a page, what happened and what time it is lead
// to the page as it is then, to what is to be done, and to facts. It changes
// nothing it is given; an event that comes twice, or late, does no harm.
func Step(p Page, e support.Event, now time.Time) Moved {
	return StepAgain(p, Happening{At: now, Event: e})
}

// StepAsking is [Step] where a rung rings: who is on duty is asked then, and what
// was found is part of the event.
func StepAsking(p Page, e support.Event, now time.Time, r rota.Rota) Moved {
	return StepAgain(p, Happening{At: now, Event: e, Who: p.Ask(r, now)})
}

// StepAgain is a step as the journal has it.
func StepAgain(p Page, h Happening) Moved {
	m := &stepper{p: p.clone(), now: h.At}
	if h.Who != nil {
		m.p.Asked = h.Who
	}
	if i := m.attempt(h.Call); i >= 0 && !m.asCaller(m.p.Attempts[i], h.Kind) {
		m.phone(&m.p.Attempts[i], h.Event)
	} else if m.p.Outside(h.Call) {
		m.atDoor(h.Event)
		return m.settled(h)
	} else {
		m.caller(h.Event)
	}
	m.anyone(h.Event)
	return m.settled(h)
}

func (m *stepper) settled(h Happening) Moved {
	m.settle()
	moved := m.moved(h.Event)
	moved.Who = h.Who
	return moved
}

// stepper is a step in the making.
type stepper struct {
	p     Page
	now   time.Time
	out   []Command
	facts []Fact
	off   bool // the emergency is called off: phones that ring may ring on, and tell so
}

func (m *stepper) do(c Command) { m.out = append(m.out, c) }

func (m *stepper) attempt(leg string) int {
	return slices.IndexFunc(m.p.Attempts, func(a Attempt) bool { return a.Leg == leg && leg != "" })
}

// asCaller reports whether an event on a phone that we rang is the caller's
// doing: we called him back.
func (m *stepper) asCaller(a Attempt, kind support.EventKind) bool {
	switch kind {
	case support.Holding, support.CallReturned, support.Joined, support.Left, support.Parted, support.Fetched,
		support.LeftAlone:
		return a.Purpose == support.ForCaller
	}
	return false
}

// phone is what happened on a phone that we rang.
func (m *stepper) phone(a *Attempt, e support.Event) {
	switch e.Kind {
	case support.KeyPressed, support.Declined, support.Accepted, support.Joined:
		if e.Person == "" { // not by SMS: off-hook, even if the carrier never said so
			m.answered(a)
			m.revive(a)
		}
	}
	switch e.Kind { // the carrier's own word for which of its calls this is
	case support.Placed, support.Ringing, support.PickedUp:
		a.SID = cmp.Or(e.SID, a.SID)
	}
	switch e.Kind {
	case support.Placed:
		m.placed(a)
	case support.Refused:
		m.ended(a, support.EndFailed)
	case support.Ringing:
		if a.Rang.IsZero() {
			m.on(a, Rang)
		}
		first(&a.Rang, m.now)
	case support.PickedUp:
		m.answered(a)
		if a.KeyBy.IsZero() && a.Rings() {
			a.KeyBy = m.now.Add(m.p.hears())
		}
	case support.MachineHeard:
		a.Machine = true
	case support.KeyPressed:
		a.Key, a.KeyBy = e.Key, m.now.Add(m.p.listens())
	case support.Declined:
		m.declined(a)
	case support.Accepted:
		m.acceptedIn(e.Round, a)
	case support.Joined:
		m.joined(a, e.Call)
	case support.Left:
		delete(m.p.Inside, e.Call)
	case support.WrappingUp:
		m.wrapsUp(a, e.Talked)
	case support.WentBack:
		m.wentBack(a)
	case support.HandedOn:
		m.handedOn(a)
	case support.SpokeElsewhere:
		m.spokeElsewhere(a)
	case support.CallEnded:
		a.Over = true
		m.ended(a, e.Ending)
	}
}

func (m *stepper) answered(a *Attempt) {
	if a.PickedUp.IsZero() {
		m.on(a, Answered)
	}
	first(&a.PickedUp, m.now)
}

func (m *stepper) declined(a *Attempt) {
	if !a.Declined {
		m.on(a, Passed)
	}
	a.Declined = true
}

// revive takes up a phone that had been given up on: it is in a hand.
func (m *stepper) revive(a *Attempt) {
	if !a.Over {
		a.End, a.Ended = "", time.Time{}
	}
}

// caller is what happened on a caller's own call.
func (m *stepper) caller(e support.Event) {
	switch e.Kind {
	case support.Holding:
		m.p.Callers[e.Call] = support.OnHold
		m.summonIfReady(e.Call)
	case support.CallReturned:
		m.returned(e)
	case support.Knocked:
		m.knocked(e)
	case support.Parted:
		m.parted(e.Call)
	case support.Joined:
		m.joinedCaller(e.Call)
	case support.Left:
		m.leftCaller(e.Call)
	case support.Fetched:
		m.fetched(e.Call)
	case support.LeftAlone:
		m.leftAlone(e.Call)
	case support.CallEnded:
		m.callerGone(e.Call)
	}
}

// anyone is what may happen on any phone, or on none.
func (m *stepper) anyone(e support.Event) {
	switch e.Kind {
	case support.Declared, support.Identified:
		m.identified(e)
	case support.Accepted:
		if e.Person != "" {
			m.acceptedByText(e)
		}
	case support.Declined:
		if e.Person != "" && e.Call == "" {
			m.handedBack(e.Person)
		}
	case support.LetIn, support.TurnedAway:
		m.answeredDoor(e)
	case support.Intended:
		m.intended(e.Person)
	case support.Waived:
		m.waived(e.Person)
	case support.OutcomeGiven:
		if !m.p.Refuses(e) {
			m.outcome(e.Outcome, e.Call, true)
		}
	case support.EssentialGiven:
		m.p.Essential = &e.Essential
	case support.CalledOff:
		m.p.Reason = e.By
		m.outcome(e.Outcome, e.Call, e.By != support.ByOperator)
	case support.Hurried:
		m.hurried(e.Climb)
	case support.Superseded:
		m.superseded(e.Why)
	case support.Vouched:
		m.vouched(e.Call)
	case support.Ruled:
		m.ruled(e)
	case support.Undelivered:
		m.unreached(e.Person)
	}
}

func first(at *time.Time, now time.Time) {
	if at.IsZero() {
		*at = now
	}
}

// placed learns the carrier's name for the call. A phone that is not wanted
// any more by now stops ringing.
func (m *stepper) placed(a *Attempt) {
	first(&a.Placed, m.now)
	if !a.Live() {
		m.do(Command{Do: HangUp, Call: a.Leg})
	}
}

// finish ends an attempt, once.
func (m *stepper) finish(a *Attempt, how string) {
	if a.Live() {
		a.End, a.Ended = cmp.Or(how, support.EndCompleted), m.now
		m.on(a, PhoneDown)
	}
}

// identified learns which case it is about.
func (m *stepper) identified(e support.Event) {
	if e.Case != "" {
		m.p.Case = e.Case
	}
	if e.Contract != "" {
		m.p.Contract, m.p.Company = e.Contract, e.Company
	}
	m.p.Flags = slices.DeleteFunc(m.p.Flags, support.Flag.OfTheContract)
	m.flag(e.Flags...)
	if e.Call != "" && m.attempt(e.Call) < 0 && m.p.Callers[e.Call] == "" {
		m.p.Callers[e.Call] = support.Answering
	}
}

func (m *stepper) flag(flags ...support.Flag) {
	for _, f := range flags {
		if !slices.Contains(m.p.Flags, f) {
			m.p.Flags = append(m.p.Flags, f)
		}
	}
}

// settle does what time and spent phones call for.
func (m *stepper) settle() {
	for i := range m.p.Attempts {
		m.expire(&m.p.Attempts[i])
	}
	switch m.p.State {
	case support.PageRinging:
		m.settleRinging()
	case support.PageAccepted:
		m.settleAccepted()
	}
	m.look()
}

// Same reports whether two callers are one, for all that is known.
func (k Known) Same(as Known) bool { return k.Call == as.Call || k.From.Known() && k.From == as.From }

// handedBack: the accepter by SMS, who is not on the phone, gives it up. Pages of
// earlier versions have one. What a key took, no SMS gives back.
func (m *stepper) handedBack(person string) {
	if m.p.State == support.PageAccepted && m.p.AcceptedBy == person && m.p.AcceptedLeg == "" && !m.p.Present {
		m.p.Skip = person
		m.reopen()
	}
}
