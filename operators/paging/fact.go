package paging

import (
	"time"

	"edown/support"
)

// Moved is what one event did to a page: the page as it is then, what is to be
// done once that is kept, and what happened. It is saved as a whole.
type Moved struct {
	Page     Page
	Event    support.Event
	At       time.Time // when the page heard of the event
	Commands []Command
	Facts    []Fact // in the order in which they came about
	Who      People // who was asked for and found, where that is not as before
}

// Fact is one thing that happened to a page, in the past tense. Metrics, the log
// and the live board listen to facts: they never infer one from how a page was
// and how it is. Equal events make equal facts, so the journal holds them too.
type Fact struct {
	Kind   FactKind
	Person string // by id: whose phone, or who did it; empty for a caller or the page itself
	Leg    string // on which phone; empty: by SMS, or on none
}

// FactKind says what happened.
type FactKind string

const (
	PageBegan  FactKind = "began"
	Ordered    FactKind = "ordered"     // a phone is to be rung
	Rang       FactKind = "rang"        // a phone rings
	Answered   FactKind = "answered"    // a phone is off-hook
	Passed     FactKind = "passed"      // a person has declined
	Meant      FactKind = "meant"       // a person has answered by SMS, which accepts nothing
	PhoneDown  FactKind = "phone_down"  // a phone that was rung is down again
	Taken      FactKind = "taken"       // a person has accepted a page that was ringing
	HandedOver FactKind = "handed_over" // a colleague has it now, without a new search
	// the person who accepted and a caller are in the room, for the first time in this round
	Talked    FactKind = "talked"
	Lost      FactKind = "lost"  // the person who accepted is lost to the page: it rings again
	PageEnded FactKind = "ended" // with an outcome, or because no person came in time
)

// Has reports whether such a fact came about.
func (m Moved) Has(kind FactKind) bool {
	for _, f := range m.Facts {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

// Rings reports whether a step has rung a rung: who is on duty must be asked then.
func (m Moved) Rings(was Page) bool {
	return !m.Page.RungAt.Equal(was.RungAt) || m.Page.Round != was.Round || m.Has(Ordered)
}

// Nothing reports whether the page is as it was and nothing is to be done: the
// event is on record already.
func (m Moved) Nothing(was Page) bool {
	return len(m.Commands) == 0 && same(was, m.Page)
}

func (m *stepper) fact(kind FactKind, person, leg string) {
	m.facts = append(m.facts, Fact{Kind: kind, Person: person, Leg: leg})
}

// on is a fact about a phone.
func (m *stepper) on(a *Attempt, kind FactKind) { m.fact(kind, a.Person.ID, a.Leg) }

// moved is the step when it is made.
func (m *stepper) moved(e support.Event) Moved {
	return Moved{Page: m.p, Event: e, At: m.now, Commands: m.out, Facts: m.facts}
}
