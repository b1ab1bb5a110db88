package operators

import (
	"maps"
	"slices"
	"time"

	"edown/support"
)

// Kind is what people are rung for.
type Kind string

const (
	EnterpriseDown Kind = "edown"           // production is down: until somebody accepts
	DeskCall       Kind = "operator"        // a caller wants an operator
	EngineerCall   Kind = "engineer"        // a caller wants the engineer of his case; at last, an operator
	AccountCall    Kind = "account_manager" // a caller wants his account manager (R45)
	Decision       Kind = "decision"        // a manager is to decide on an escalation (R33)
	Review         Kind = "review"          // the managers are to review an Enterprise Down (R23)
)

// Kinds are all there are.
func Kinds() []Kind {
	return []Kind{EnterpriseDown, DeskCall, EngineerCall, AccountCall, Decision, Review}
}

// Hunts reports whether a caller waits on the line for whoever is rung: such a
// page ends with him.
func (k Kind) Hunts() bool { return k == DeskCall || k == EngineerCall || k == AccountCall }

// State is how far a page is.
type State string

const (
	Ringing    State = "ringing"
	Accepted   State = "accepted"
	Closed     State = "closed"     // ended, with an outcome
	Unanswered State = "unanswered" // gave up; only where the ladder allows it
)

// Page is one search for a human. It is a value: [Step] makes the next one.
// What it was started with (ladder, people) never changes (law 11).
type Page struct {
	ID       string
	Kind     Kind
	Case     support.CaseNumber
	Contract string
	Company  string
	Language string         // the caller's
	Flags    []support.Flag // remarks for humans
	From     support.E164   // where the caller is called back; unknown when he may not be
	Urgent   bool           // of one that hunts: the caller says that production is down

	Ladder Ladder
	Who    map[Whom][]Person
	Hours  *Hours   `json:",omitempty"` // only then is anybody rung (P10); nil: at any time
	Relief []Relief `json:",omitempty"` // who is rung besides those of the ladder, from when on

	State    State
	Started  time.Time
	Round    int       // how often it was accepted and lost again
	RoundAt  time.Time // when this round began
	Rung     int       // the next rung
	RungAt   time.Time // when the last one began
	Attempts []Attempt

	AcceptedBy  string // a person
	AcceptedLeg string // the phone he accepted on; empty for an SMS
	AcceptedAt  time.Time
	Present     bool   // the accepter is on the phone for the caller
	Skip        string // a person who has handed it on: not rung in this round
	Talked      bool   // they have talked, in this round
	CheckAt     time.Time

	Callers map[string]Whereabouts // by call
	LookAt  time.Time              // when to ask the carrier who is still there
	Inside  map[string]bool        // legs in the room

	Callback   Callback
	CallbackAt time.Time // when to try next
	Callbacks  int

	Vouched bool            `json:",omitempty"` // the operator answers for the caller's right to his case
	Verdict support.Verdict `json:",omitempty"` // Decision: empty until it is decided
	Refusal *Person         `json:",omitempty"` // whom to tell by telephone that it was refused; nil: nobody, or no more (R34)

	Outcome   support.Outcome
	Essential *bool
	Reason    string
	EndedAt   time.Time
}

// Whereabouts is where a caller is.
type Whereabouts string

const (
	Answering Whereabouts = "answering" // in his dialogue
	OnHold    Whereabouts = "on_hold"
	InRoom    Whereabouts = "in_room"
	Gone      Whereabouts = "gone"
)

// Callback is how calling the caller back stands.
type Callback string

const (
	CallbackRinging    Callback = "ringing"
	CallbackFailed     Callback = "failed"
	CallbackImpossible Callback = "impossible" // no number, or not an allowed country
)

const (
	mostCallbacks = 3
	callbackPause = time.Minute
	lostCallback  = 20 * time.Second // the carrier never told how a ring ended
)

// Attempt is one phone rung for the page (P12). Times are zero until they happen.
type Attempt struct {
	Leg      string // page and number, "ED-CA1.3"
	Purpose  Purpose
	Person   Person
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
}

// Live reports whether the phone rings or is off-hook.
func (a Attempt) Live() bool { return a.End == "" }

// spent reports whether nothing more is expected of the attempt.
func (a Attempt) spent() bool { return !a.Live() || a.Declined || a.Machine }

// Command is something to be done, once the page is kept.
type Command struct {
	Do      Do
	Leg     Leg     // Dial
	Message Message // Text
	Letter  Letter  // Post
	Call    string  // Summon, HangUp, Look: ours
	Urgency int     // 0 is done first
	Event   support.Event

	Once bool      `json:",omitempty"` // Text, Post: not if what has its ID is on record already
	At   time.Time `json:",omitzero"`  // not before; zero is now
}

// Do is what a command does.
type Do string

const (
	Dial       Do = "dial"
	Text       Do = "text"
	Post       Do = "post" // a letter, by e-mail
	Summon     Do = "summon"
	HangUp     Do = "hang_up"
	Look       Do = "look"        // is the call over? its end may never have been reported
	StartPage  Do = "start_page"  // nobody at the desk: page the managers
	NoteMissed Do = "note_missed" // the caller gave up: a callback is due
)

// Urgencies, most urgent first; the carrier takes one call a second.
const (
	urgentPage = iota
	urgentBack
	urgentLater
	urgentDesk
	urgentCheck
	urgentStandDown
	urgentLetter
)

// PersonName is how the accepter is called; empty while nobody has accepted.
func (p Page) PersonName() string { return p.name(p.AcceptedBy) }

func (p Page) name(id string) string {
	for _, people := range p.Who {
		for _, person := range people {
			if person.ID == id {
				return person.Name
			}
		}
	}
	return ""
}

// RingingNow lists the names whose phones ring, or who listen and have not decided.
func (p Page) RingingNow() []string {
	var names []string
	for _, a := range p.Attempts {
		if a.Live() && a.rings() && !a.Declined && !a.Placed.IsZero() && !slices.Contains(names, a.Person.Name) {
			names = append(names, a.Person.Name)
		}
	}
	return names
}

// Tried counts the people who were rung in this round without success.
func (p Page) Tried() int {
	tried := map[string]bool{}
	for _, a := range p.Attempts {
		if a.rings() && a.Round == p.Round && a.spent() {
			tried[a.Person.ID] = true
		}
	}
	return len(tried)
}

// CallerHere reports whether a caller is on the line, anywhere.
func (p Page) CallerHere() bool {
	return len(p.callers(present)) > 0
}

// callers lists the calls of callers who are somewhere, in a fixed order.
func (p Page) callers(at func(Whereabouts) bool) []string {
	var calls []string
	for _, call := range slices.Sorted(maps.Keys(p.Callers)) {
		if at(p.Callers[call]) {
			calls = append(calls, call)
		}
	}
	return calls
}

func anywhere(Whereabouts) bool  { return true }
func present(w Whereabouts) bool { return w != Gone }
func inRoom(w Whereabouts) bool  { return w == InRoom }
func onHold(w Whereabouts) bool  { return w == OnHold }

// rings reports whether the attempt asks somebody to accept.
func (a Attempt) rings() bool {
	switch a.Purpose {
	case ForManager, ForOperator, ForDecision, ForReview:
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
	case Ringing:
		soonest(p.nextRung())
		if p.Ladder.GiveUp > 0 {
			soonest(p.RoundAt.Add(p.Ladder.GiveUp))
		}
	case Accepted:
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

// listens is how long somebody may listen after a key before he is given up on.
func (p Page) listens() time.Duration {
	if p.Kind == Decision || p.Kind == Review {
		return p.Ladder.NoKey + longestListen
	}
	return p.Ladder.NoKey
}

// nextRung is when the ladder climbs by time alone.
func (p Page) nextRung() time.Time {
	if p.Hours != nil {
		return p.nextInHours()
	}
	if p.Rung < len(p.Ladder.Rungs) {
		return p.RoundAt.Add(p.Ladder.Rungs[p.Rung].After)
	}
	if p.Ladder.Again == 0 {
		return time.Time{}
	}
	return p.RungAt.Add(p.Ladder.Again)
}

// clone copies what Step may change.
func (p Page) clone() Page {
	p.Attempts = slices.Clone(p.Attempts)
	p.Flags = slices.Clone(p.Flags)
	p.Callers, p.Inside = maps.Clone(p.Callers), maps.Clone(p.Inside)
	if p.Callers == nil {
		p.Callers = map[string]Whereabouts{}
	}
	if p.Inside == nil {
		p.Inside = map[string]bool{}
	}
	return p
}
