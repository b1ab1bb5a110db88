package support

import (
	"time"

	"edown/support/civil"
)

// Clock is one of the times that a case is held to.
type Clock string

const (
	FirstResponse    Clock = "first_response"
	NextUpdate       Clock = "update"
	Restoration      Clock = "restoration"
	NextReview       Clock = "review"
	EscalationAnswer Clock = "escalation_answer"
)

// Promise says how much a [Target] binds.
type Promise string

const (
	NotPromised Promise = "none"
	BestEffort  Promise = "best_effort"
	Promised    Promise = "promised" // before Due, or at it when Inclusive
	Paused      Promise = "paused"   // promised, but the clock stands still, with Left on it (R39)
)

// Target is what one clock says. The times are in the zone of the moment that
// the clock was asked about.
type Target struct {
	Clock     Clock
	Promise   Promise
	Counts    time.Time     // when the clock begins to count; zero unless Promised
	Due       time.Time     // zero unless Promised
	Internal  time.Time     // what we hold ourselves to: Due, but for an Enterprise Down counted from the call (R41)
	Inclusive bool          // exactly at Due is still in time: "within", or "every"; else it is late: "<" (R38)
	Left      time.Duration // what a Paused clock has left to run
}

// InTime reports whether what was done at a moment keeps the promise. "<" is
// strict: where less than an hour is promised, an hour is too late, by
// nothing (R38). What was not promised is always in time.
func (t Target) InTime(done time.Time) bool { return t.before(t.Due, done) }

// InternallyInTime is [Target.InTime] for what we hold ourselves to (R41).
func (t Target) InternallyInTime(done time.Time) bool { return t.before(t.Internal, done) }

func (t Target) before(due, done time.Time) bool {
	return due.IsZero() || done.Before(due) || t.Inclusive && done.Equal(due)
}

// FirstResponse is when a caller must have been answered by an engineer, from
// the moment he called: the limit of his package and severity, in the time in
// which his phone desk is there (R38, R40). An unknown or expired contract is
// promised nothing.
func (p Policy) FirstResponse(c *Contract, s Severity, called time.Time) Target {
	limit := p.termsAt(c, called).Response.Of(s)
	t := running(FirstResponse, p.Desk(c).Timeline(), called, limit)
	if s == EnterpriseDown && t.Promise == Promised {
		t.Internal = called.Add(limit)
	}
	return t
}

// NextUpdate is when the customer must have heard of his case again, from the
// last update, or else its opening. It counts business days in the contract's
// zone, 24 hours each, and only while the case was in progress (R39): a span
// that has not ended is a case in progress now.
func (p Policy) NextUpdate(c *Contract, s Severity, last time.Time, progress []civil.Span) Target {
	interval := p.termsAt(c, last).Updates.Of(s)
	if interval.BestEffort {
		return Target{Clock: NextUpdate, Promise: BestEffort}
	}
	worked := civil.Both(p.BusinessDays(c.place()).Timeline(), civil.During(progress))
	return running(NextUpdate, worked, last, time.Duration(interval.BusinessDays)*civil.Day)
}

// Restoration is when production must run again, from the moment that an
// Enterprise Down was declared: on the wall clock, from the first moment that
// the contract covers (R25, R41).
func (p Policy) Restoration(c *Contract, declared time.Time) Target {
	limit := p.termsAt(c, declared).Restored
	covered, ever := p.Desk(c).Opens(declared)
	if limit <= 0 || !ever {
		return Target{Clock: Restoration, Promise: NotPromised}
	}
	return Target{
		Clock: Restoration, Promise: Promised, Counts: covered,
		Due: covered.Add(limit), Internal: declared.Add(limit),
	}
}

// NextReview is when the support managers must next review an Enterprise Down
// that is open: so long after the last review, and zero is that there was
// none, or else after its declaration (R23).
func (p Policy) NextReview(declared, last time.Time) Target {
	from := declared
	if last.After(declared) {
		from = last
	}
	t := running(NextReview, always, from, p.Review)
	t.Inclusive = true
	return t
}

// EscalationAnswer is when a manager must have decided on an escalation, in
// business hours where the contract lives (R33).
func (p Policy) EscalationAnswer(c *Contract, asked time.Time) Target {
	t := running(EscalationAnswer, p.BusinessHours(c.place()).Timeline(), asked, p.Escalation.Answer)
	t.Inclusive = true
	return t
}

// always is the wall clock.
func always(time.Time) (open bool, until time.Time) { return true, time.Time{} }

// running is a clock that counts open time from a moment up to a limit; 0 is
// no promise.
func running(clock Clock, open civil.Timeline, from time.Time, limit time.Duration) Target {
	if limit <= 0 {
		return Target{Clock: clock, Promise: NotPromised}
	}
	due, left := open.Add(from, limit)
	if left > 0 {
		return Target{Clock: clock, Promise: Paused, Left: left}
	}
	counts, _ := open.Opens(from)
	return Target{Clock: clock, Promise: Promised, Counts: counts, Due: due, Internal: due}
}
