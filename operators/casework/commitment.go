package casework

import (
	"fmt"
	"time"

	"edown/operators/rota"
	"edown/support"
)

// Commitment is something owed to a case by a time. It is on record before a
// human is told of it, and stays there when it is kept.
type Commitment struct {
	ID       string // made of what it came of: a repeated event makes no second one
	Kind     Kind
	Case     support.CaseNumber
	Contract string
	For      string // the id of the escalation or page that it came of; empty: the case itself
	Owner    string // the person of the rota who owes it, by id; empty: the people on duty
	Begun    time.Time
	Due      time.Time // zero: open until it is kept, with no promised time
	Internal time.Time // the time that the line holds itself to; zero is Due (R41)
	Raised   int       // how often it was overdue and raised to the next level
	Done     time.Time // zero until then
	By       string    // who kept it, a person's id; "tsam:" and a name for an account manager
	Outcome  string    // what came of it: a verdict, an outcome
}

// Kind is what is owed.
type Kind string

const (
	OwesResponse    Kind = "first_response" // a human on a new case or on an Enterprise Down
	OwesUpdate      Kind = "update"         // news to the customer (R39)
	OwesRestoration Kind = "restoration"    // production runs again (R25)
	OwesReview      Kind = "review"         // the managers' review of an Enterprise Down (R23)
	OwesAnswer      Kind = "answer"         // a decision on an escalation (R33)
	OwesContact     Kind = "contact"        // a talk with the customer (R37)
	OwesAnalysis    Kind = "analysis"       // why a case was escalated so far (R28)
)

// Open reports whether it is still owed.
func (c Commitment) Open() bool { return c.Done.IsZero() }

// LateAt reports whether it is owed and its time has come.
func (c Commitment) LateAt(now time.Time) bool {
	return c.Open() && !c.Due.IsZero() && !now.Before(c.Due)
}

// ofEmergency reports whether it is a commitment of severity 0.
func (c Commitment) ofEmergency() bool {
	return c.Kind == OwesReview || c.Kind == OwesRestoration || c.Kind == OwesResponse && c.For != ""
}

// heldTo is the time that the line holds itself to: for an Enterprise Down
// outside the coverage, earlier than the contract does (R41).
func (c Commitment) heldTo() time.Time {
	if c.Internal.IsZero() {
		return c.Due
	}
	return c.Internal
}

// promised is the commitment that a clock makes.
func promised(kind Kind, k support.Case, page string, begun time.Time, t support.Target) Commitment {
	return Commitment{
		ID: fmt.Sprintf("%s:%s:%d", kind, k.Number, begun.UnixMilli()), Kind: kind, Case: k.Number, Contract: k.Contract,
		For: page, Begun: begun, Due: t.Due, Internal: t.Internal,
	}
}

// course is how a kind of commitment is followed up until it is kept.
type course struct {
	remind notice        // before its time, to the people who owe it; nil is none
	ring   bool          // at its time, the managers are rung (R23)
	grace  time.Duration // so long after its time it is overdue
	late   notice        // to a level that it is raised to
	levels []rota.Role   // those levels, one after the other
	again  time.Duration // between two of them
	urgent bool          // at any hour; and the last level is told again and again
}

// upwards are the levels that an Enterprise Down is raised to.
var upwards = []rota.Role{rota.Level2, rota.Director, rota.SeniorDirector, rota.VicePresident}

// course of the commitments that clocks make; those of an escalation have none.
func (c Commitment) course() course {
	switch {
	case c.Kind == OwesReview:
		return course{
			remind: reviewSoon, ring: true, grace: time.Hour, late: reviewOverdue, levels: upwards, again: time.Hour,
			urgent: true,
		}
	case c.Kind == OwesRestoration:
		return course{late: restorationOverdue, levels: upwards, again: time.Hour, urgent: true}
	case c.Kind == OwesResponse && c.ofEmergency():
		return course{late: responseOverdue, levels: upwards, again: time.Hour, urgent: true}
	case c.Kind == OwesResponse:
		return course{late: responseOverdue, levels: []rota.Role{rota.Manager, rota.Level2}, again: time.Hour}
	case c.Kind == OwesUpdate:
		return course{remind: updateDue, late: updateOverdue, levels: []rota.Role{rota.Manager}}
	}
	return course{}
}

// warning is how long before it a review is announced.
const warning = time.Hour

// firstLook is when a commitment is looked at first.
func (c Commitment) firstLook() time.Time {
	if c.Kind == OwesReview {
		return c.Due.Add(-warning)
	}
	return c.heldTo()
}

// look is what a commitment calls for at a moment.
type look struct {
	remind bool
	ring   bool
	raise  bool      // it is overdue: tell the level that it is raised to now
	next   time.Time // when to look again; zero is never
}

// look is a commitment as it is after a look at it, and what that calls for. One
// that was not looked at for a long time is raised once.
func (c Commitment) look(now time.Time) (Commitment, look) {
	way, due := c.course(), c.heldTo()
	switch {
	case !c.Open(), due.IsZero():
		return c, look{}
	case now.Before(due):
		return c, look{remind: way.remind != nil, next: due}
	case now.Before(due.Add(way.grace)):
		return c, look{ring: way.ring, next: due.Add(way.grace)}
	}
	return c.raise(now)
}

// raise puts a commitment before the next level.
func (c Commitment) raise(now time.Time) (Commitment, look) {
	way := c.course()
	c.Raised++
	l := look{raise: true, ring: way.ring}
	if way.urgent || c.Raised < len(way.levels) {
		l.next = now.Add(way.again)
	}
	return c, l
}

// level is the role that an overdue commitment is before; the last one stays.
func (c Commitment) level() rota.Role {
	levels := c.course().levels
	return levels[min(max(c.Raised, 1), len(levels))-1]
}
