package support

import (
	"time"

	"edown/support/civil"
)

// Clock is one of the deadlines that a case is held to.
type Clock string

// The deadlines of the guides (R23, R25, R33, R38, R39).
const (
	FirstResponse    Clock = "first_response"
	NextUpdate       Clock = "update"
	Restoration      Clock = "restoration"
	NextReview       Clock = "review"
	EscalationAnswer Clock = "escalation_answer"
)

// Promise says how binding a [Target] is.
type Promise string

const (
	NotPromised Promise = "none"        // the package does not promise it
	BestEffort  Promise = "best_effort" // the package promises no figure
	Promised    Promise = "promised"    // before Due, or at it when Inclusive
	Paused      Promise = "paused"      // promised, but the clock is stopped with Left to run (R39)
)

// Target is what one clock shows. Its times are in the zone of the moment that
// the clock was asked about.
type Target struct {
	Clock     Clock
	Promise   Promise
	Counts    time.Time     // when the clock begins to count; zero unless Promised
	Due       time.Time     // zero unless Promised
	Internal  time.Time     // what we hold ourselves to: Due, but counted from the call for an Enterprise Down (R41)
	Inclusive bool          // true: exactly at Due is still in time ("within", "every"); false: it is late ("<", R38)
	Left      time.Duration // what a Paused clock has left to run
}

// InTime reports whether what was done at a moment keeps the promise. "<" is
// strict: where less than an hour is promised, exactly an hour is too late
// (R38). Without a promise everything is in time.
func (t Target) InTime(done time.Time) bool { return t.before(t.Due, done) }

// InternallyInTime is [Target.InTime] for the deadline that we hold ourselves
// to (R41).
func (t Target) InternallyInTime(done time.Time) bool { return t.before(t.Internal, done) }

func (t Target) before(due, done time.Time) bool {
	return due.IsZero() || done.Before(due) || t.Inclusive && done.Equal(due)
}

// FirstResponse is the deadline for an engineer's answer to a caller. It counts
// the limit of the contract's package and severity from the call, in the time
// in which the contract's phone desk is open (R38, R40). An unknown or expired
// contract is promised nothing.
func (p Policy) FirstResponse(c *Contract, s Severity, called time.Time) Target {
	limit := p.termsAt(c, called).Response.Of(s)
	t := running(FirstResponse, p.Desk(c).Timeline(), called, limit)
	if s == EnterpriseDown && t.Promise == Promised {
		t.Internal = called.Add(limit)
	}
	return t
}

// NextUpdate is the deadline for the next news to the customer, counted from
// the last update or, before the first, from the opening of the case. It counts
// business days of 24 hours in the contract's zone, and only while the case was
// in progress (R39). A progress span without an end means that the case is in
// progress now.
func (p Policy) NextUpdate(c *Contract, s Severity, last time.Time, progress []civil.Span) Target {
	interval := p.termsAt(c, last).Updates.Of(s)
	if interval.BestEffort {
		return Target{Clock: NextUpdate, Promise: BestEffort}
	}
	worked := civil.Both(p.BusinessDays(c.place()).Timeline(), civil.During(progress))
	return running(NextUpdate, worked, last, time.Duration(interval.BusinessDays)*civil.Day)
}

// Restoration is the deadline for production to run again after an Enterprise
// Down was declared. It counts on the wall clock, from the first moment that
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

// NextReview is the deadline for the managers' next review of an open
// Enterprise Down. It counts from the last review, or from the declaration if
// last is zero (R23).
func (p Policy) NextReview(declared, last time.Time) Target {
	from := declared
	if last.After(declared) {
		from = last
	}
	t := running(NextReview, always, from, p.Review)
	t.Inclusive = true
	return t
}

// EscalationAnswer is the deadline for a manager's decision on an escalation,
// in business hours where the contract lives (R33).
func (p Policy) EscalationAnswer(c *Contract, asked time.Time) Target {
	t := running(EscalationAnswer, p.BusinessHours(c.place()).Timeline(), asked, p.Escalation.Answer)
	t.Inclusive = true
	return t
}

// always is the wall clock, which never stops.
func always(time.Time) (open bool, until time.Time) { return true, time.Time{} }

// running is a clock that counts open time from a moment up to a limit. A limit
// of 0 is no promise.
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
