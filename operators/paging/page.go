// Package paging is the search for a human: who is rung when, who has
// accepted, who talks with the caller. A [Page] is a value, and [Step] the machine that
// makes the next one. It is pure.
package paging

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Page is one search for a human. It is a value: [Step] makes the next one. Its
// groups are embedded, so that its JSON is flat.
type Page struct {
	Subject
	Plan
	Progress
	Acceptance
	Presence
	Ending
}

// Subject is what a page is about.
type Subject struct {
	ID       string
	Kind     support.PageKind
	Case     support.CaseNumber
	Contract string
	Company  string
	Language string         // the caller's
	Flags    []support.Flag // remarks for humans
	From     support.E164   // where the caller is called back; unknown when that is not allowed
	Urgent   bool           // of a hunt: the caller says that production is down
}

// Plan is what a page was started with. It never changes (law 11).
type Plan struct {
	Ladder Ladder
	Who    People      // at the start: the rungs ask again
	Hours  *rota.Hours `json:",omitempty"` // people are rung only then (P10); nil: at any time
	Relief []Relief    `json:",omitempty"` // who is rung besides those of the ladder, from when on
}

// Progress is how far the search is.
type Progress struct {
	State    support.PageState
	Started  time.Time
	Round    int       // how often it was accepted and lost again
	RoundAt  time.Time // when this round began
	Rung     int       // the next rung
	RungAt   time.Time // when the last one began
	Attempts []Attempt

	Asked People `json:",omitempty"` // who was on duty when a rung rang last; nil: as at the start

	Intents []Intent `json:",omitempty"` // who has answered by SMS, each person once
}

// Acceptance is who has taken the page; zero while it rings.
type Acceptance struct {
	AcceptedBy  string // a person
	AcceptedLeg string // the phone of the accept; empty for an SMS
	AcceptedAt  time.Time
	Present     bool   // the accepter is on the phone for the caller
	Skip        string // a person who has handed it on: not rung in this round
	Talked      bool   // accepter and caller have talked, in this round
	CheckAt     time.Time
	Wanted      bool `json:",omitempty"` // the accepter wants to talk now: the caller is not asked first
	Alone       bool `json:",omitempty"` // a caller has left the room, because the accepter did not speak
}

// Presence is who is on the line, and how the caller is called back.
type Presence struct {
	Callers    map[string]support.Whereabouts // by call
	LookAt     time.Time                      // when to ask the carrier who is still there
	Inside     map[string]bool                // legs in the room
	Visitors   []Visitor                      `json:",omitempty"` // callers who came later
	Fetching   map[string]Fetch               `json:",omitempty"` // callers who are being fetched into the room
	Callback   support.Callback
	CallbackAt time.Time // when to try next
	Callbacks  int
	// the person to tell by telephone that an escalation was refused (R34); nil: none, or told
	Refusal *rota.Person `json:",omitempty"`
}

// Ending is what came of the page.
type Ending struct {
	Vouched   bool            `json:",omitempty"` // the operator answers for the caller's right to the case
	Verdict   support.Verdict `json:",omitempty"` // of a decision: empty until it is made
	Outcome   support.Outcome
	Essential *bool  // 24-hour support is essential (R24); nil: not answered
	Reason    string // why it ended, where an outcome does not say so
	EndedAt   time.Time
}

const (
	mostCallbacks = 3
	callbackPause = time.Minute
	lostCallback  = 20 * time.Second // the carrier never told how a ring ended
)

// Attempt is one phone rung for the page (P12). Times are zero until they happen.
type Attempt struct {
	Leg      string // page and number, "ED-CA1.3"
	Purpose  support.Purpose
	Person   rota.Person
	Round    int
	Rung     int
	SID      string
	Planned  time.Time
	Placed   time.Time
	Rang     time.Time
	PickedUp time.Time
	Ended    time.Time
	End      string    // how; empty while it lives
	Over     bool      // the carrier has said so
	Key      string    // the last key
	KeyBy    time.Time // until when a key is waited for
	Declined bool
	Machine  bool // the carrier's guess
	Waived   bool `json:",omitempty"` // an SMS said 2: the search moves on, though the phone may ring
}

// Live reports whether the phone rings or is off-hook.
func (a Attempt) Live() bool { return a.End == "" }

// spent reports whether nothing more is expected of the attempt.
func (a Attempt) spent() bool { return !a.Live() || a.Declined || a.Machine || a.Waived }

// PersonName is how the accepter is called; empty until the accept.
func (p Page) PersonName() string { return p.name(p.AcceptedBy) }

func (p Page) name(id string) string {
	person, _ := p.person(id)
	return person.Name
}

// person finds a person who is or was rung for the page, or may be.
func (p Page) person(id string) (rota.Person, bool) {
	for _, a := range slices.Backward(p.Attempts) {
		if a.Person.ID == id {
			return a.Person, true
		}
	}
	for _, who := range []People{p.Asked, p.Who} {
		if person, known := who.find(id); known {
			return person, true
		}
	}
	return rota.Person{}, false
}

// RingingNow lists the names whose phones ring, or who listen and have not decided.
func (p Page) RingingNow() []string {
	var names []string
	for _, a := range p.Attempts {
		if a.Live() && a.Rings() && !a.Declined && !a.Placed.IsZero() && !slices.Contains(names, a.Person.Name) {
			names = append(names, a.Person.Name)
		}
	}
	return names
}

// Tried counts the people who were rung in this round without success.
func (p Page) Tried() int {
	tried := map[string]bool{}
	for _, a := range p.Attempts {
		if a.Rings() && a.Round == p.Round && a.spent() && (!a.Waived || !a.Live()) {
			tried[a.Person.ID] = true
		}
	}
	return len(tried)
}

// CallerHere reports whether a caller is on the line, anywhere.
func (p Page) CallerHere() bool {
	return len(p.Calls(present)) > 0
}

// Calls lists the calls of callers who are somewhere, in a fixed order.
func (p Page) Calls(at func(support.Whereabouts) bool) []string {
	var calls []string
	for _, call := range slices.Sorted(maps.Keys(p.Callers)) {
		if at(p.Callers[call]) {
			calls = append(calls, call)
		}
	}
	return calls
}

func Anywhere(support.Whereabouts) bool  { return true }
func present(w support.Whereabouts) bool { return w != support.Gone }
func inRoom(w support.Whereabouts) bool  { return w == support.InRoom }
func onHold(w support.Whereabouts) bool  { return w == support.OnHold }

// Rings reports whether the attempt asks for an accept.
func (a Attempt) Rings() bool {
	switch a.Purpose {
	case support.ForManager, support.ForOperator, support.ForDecision, support.ForReview:
		return true
	}
	return false
}

// Due is when the page must be looked at again; zero is never.
func (p Page) Due() time.Time {
	var due time.Time
	soonest := func(at time.Time) {
		if !at.IsZero() && (due.IsZero() || at.Before(due)) {
			due = at
		}
	}
	for _, a := range p.Attempts {
		soonest(p.guard(a))
	}
	soonest(p.LookAt)
	switch p.State {
	case support.PageRinging:
		soonest(p.nextRung())
		if p.Ladder.GiveUp > 0 {
			soonest(p.RoundAt.Add(p.Ladder.GiveUp))
		}
	case support.PageAccepted:
		soonest(p.CheckAt)
		soonest(p.CallbackAt)
	}
	return due
}

// guard is when an attempt is given up on: no key (P3), or a carrier that
// never told how the ring ended.
func (p Page) guard(a Attempt) time.Time {
	switch {
	case !a.Live() || a.Leg == p.AcceptedLeg:
		return time.Time{}
	case !a.PickedUp.IsZero():
		return a.KeyBy
	case !a.Placed.IsZero():
		return a.Placed.Add(p.Ladder.Ring + lostCallback)
	}
	return time.Time{}
}

// longestListen is the details of a case, and the customer's own summary after
// them: he may speak as long as he may answer.
const longestListen = 3 * time.Minute

// hears is how long a phone that was picked up may be silent. What it is told comes
// first: no sentence is cut off (P3). The dialogue knows when its words have
// ended, and hangs up then; this is for one that hangs.
func (p Page) hears() time.Duration { return p.Ladder.NoKey + p.Ladder.Words }

// listens is the same after a key, which may have asked for details.
func (p Page) listens() time.Duration {
	if p.Kind == support.DecisionPage || p.Kind == support.ReviewPage {
		return max(p.hears(), p.Ladder.NoKey+longestListen)
	}
	return p.hears()
}

// nextRung is when the ladder climbs by time alone.
func (p Page) nextRung() time.Time {
	if p.Hours != nil {
		return p.nextInHours()
	}
	next := p.nextOnLadder()
	if next.IsZero() {
		return next
	}
	return Latest(next, p.heldUntil())
}

// nextOnLadder is when it would without an answer by SMS; zero is never.
func (p Page) nextOnLadder() time.Time {
	if p.Rung < len(p.Ladder.Rungs) {
		return p.RoundAt.Add(p.Ladder.Rungs[p.Rung].After)
	}
	switch {
	case p.Ladder.Again == 0:
		return time.Time{}
	case p.Ladder.Staggered:
		return p.nextTurn()
	}
	return p.RungAt.Add(p.Ladder.Again)
}

// clone copies what Step may change.
func (p Page) clone() Page {
	p.Attempts = slices.Clone(p.Attempts)
	p.Flags, p.Intents, p.Visitors = slices.Clone(p.Flags), slices.Clone(p.Intents), slices.Clone(p.Visitors)
	p.Callers, p.Inside, p.Fetching = maps.Clone(p.Callers), maps.Clone(p.Inside), maps.Clone(p.Fetching)
	if len(p.Fetching) == 0 {
		p.Fetching = nil
	}
	if p.Callers == nil {
		p.Callers = map[string]support.Whereabouts{}
	}
	if p.Inside == nil {
		p.Inside = map[string]bool{}
	}
	return p
}

// same reports whether two pages are one, whatever way their empty maps are
// written.
func same(a, b Page) bool { return reflect.DeepEqual(a.clone(), b.clone()) }

// Shared reports whether another caller than this call is on the page.
func (p Page) Shared(call string) bool {
	for other := range p.Callers {
		if other != call {
			return true
		}
	}
	return false
}

// SharedNow reports whether more than one caller is on the line.
func (p Page) SharedNow() bool { return len(p.Calls(present)) > 1 }

func Unconfirmed(flags []support.Flag) bool {
	return slices.Contains(flags, support.FlagCaseUnconfirmed)
}

func (p Page) Running() bool {
	return p.State == support.PageRinging || p.State == support.PageAccepted
}

// Giver is the person on whose phone, or in whose message, an event came.
func (p Page) Giver(e support.Event) string {
	for _, a := range p.Attempts {
		if a.Leg == e.Call && e.Call != "" {
			return a.Person.ID
		}
	}
	return e.Person
}

// LeftUnconfirmed: production is said to be down, and no caller is left who could
// say on the phone which case it is. One that is over since long is for the
// report.
func (p Page) LeftUnconfirmed(now time.Time) bool {
	answering := func(w support.Whereabouts) bool { return w == support.Answering }
	return p.Urgent && Unconfirmed(p.Flags) && len(p.Calls(answering)) == 0 &&
		(p.Running() || now.Sub(p.EndedAt) < LongAgo)
}

// LegOf is which of its attempts a phone is; -1 is none.
func (p Page) LegOf(call string) int {
	return slices.IndexFunc(p.Attempts, func(a Attempt) bool { return a.Leg == call && a.Rings() })
}

// PersonAt finds the person behind a phone number on the page.
func (p Page) PersonAt(number support.E164) rota.Person {
	for _, a := range p.Attempts {
		if a.Person.Phone == number && a.Rings() {
			return a.Person
		}
	}
	return rota.Person{}
}

// DeciderAt is the one of the deciders of a page who has a phone number today, if
// he was rung for it, or told of it when it was raised so often.
func (p Page) DeciderAt(today rota.Rota, number support.E164, raised int) (rota.Person, bool) {
	told := p.Told(raised)
	for _, person := range today.People {
		asked := func(o rota.Person) bool { return o.ID == person.ID }
		rung := func(a Attempt) bool { return a.Rings() && asked(a.Person) }
		if person.Phone == number && (slices.ContainsFunc(told, asked) || slices.ContainsFunc(p.Attempts, rung)) {
			return person, true
		}
	}
	return rota.Person{}, false
}

// Told are those who have been told of a request by the time that it was raised
// so often: the deciders, and one level more each time.
func (p Page) Told(raised int) (people []rota.Person) {
	for _, whom := range DecidingOrder[:min(raised+1, len(DecidingOrder))] {
		people = append(people, p.People()[whom]...)
	}
	return rota.Once(people)
}

// LongAgo is how late an update may be when we first hear of it for a person to
// be told: a list of old cases that is imported is for the report.
const LongAgo = 24 * time.Hour
