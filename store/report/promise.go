package report

import (
	"time"

	"edown/operators/casework"
	"edown/store"
	"edown/support"
)

// Promise counts how one kind of commitment was kept, by one of its clocks. A promise
// belongs to the period in which its time ran out, so that a past period does
// not change any more.
type Promise struct {
	Kind     casework.Kind `json:"kind"`
	Clock    Clock         `json:"clock"`
	Promised int           `json:"promised"`
	Kept     int           `json:"kept"`
	Missed   int           `json:"missed"`
	Open     int           `json:"open"`     // its time has not come yet
	Lifted   int           `json:"lifted"`   // what it was about ended otherwise before its time
	Timeless int           `json:"timeless"` // begun in the period, with no time promised: not among the promised
	Percent  *float64      `json:"kept_percent"`
}

// Clock is one of the two clocks of a promise.
type Clock string

const (
	OfContract Clock = "contract" // what the customer was promised
	Internal   Clock = "internal" // what we hold ourselves to, also outside the contract's hours (R41)
)

// Breach is a promise that was missed.
type Breach struct {
	Contract string             `json:"contract"`
	Company  string             `json:"company"`
	Case     support.CaseNumber `json:"case"`
	Kind     casework.Kind      `json:"kind"`
	Clock    Clock              `json:"clock"`
	Due      time.Time          `json:"due"`
	Done     *time.Time         `json:"done"` // nil: not yet
	Late     Seconds            `json:"late_s"`
}

// kinds are what may be promised, in the order of a report, and by which
// clocks. Inclusive is as in [support.Target]: where "<" is promised, exactly
// the time is too late (R38).
var kinds = []struct {
	kind      casework.Kind
	clocks    []Clock
	inclusive bool
}{
	{casework.OwesResponse, []Clock{OfContract, Internal}, false},
	{casework.OwesUpdate, []Clock{OfContract}, false},
	{casework.OwesRestoration, []Clock{OfContract, Internal}, false},
	{casework.OwesReview, []Clock{OfContract}, true},
	{casework.OwesAnswer, []Clock{OfContract}, true},
	{casework.OwesContact, []Clock{OfContract}, true},
	{casework.OwesAnalysis, []Clock{OfContract}, true},
}

func promises(a store.Activity, p Period, now time.Time) (all []Promise, breaches []Breach) {
	breaches = []Breach{}
	for _, of := range kinds {
		for _, clock := range of.clocks {
			one := Promise{Kind: of.kind, Clock: clock}
			for _, d := range a.Commitments {
				if d.Kind != of.kind || !one.count(d, target(d.Commitment, clock, of.inclusive), p, now) {
					continue
				}
				breaches = append(breaches, breach(d.Commitment, a.Companies[d.Contract], clock, now.In(p.From.Location())))
			}
			one.Percent = percent(one.Kept, one.Kept+one.Missed)
			all = append(all, one)
		}
	}
	return all, breaches
}

// target is what one clock of a commitment demands.
func target(d casework.Commitment, clock Clock, inclusive bool) support.Target {
	return support.Target{Due: dueBy(d, clock), Inclusive: inclusive}
}

func dueBy(d casework.Commitment, clock Clock) time.Time {
	if clock == Internal && !d.Internal.IsZero() {
		return d.Internal
	}
	return d.Due
}

// count adds a commitment to the figure to which it belongs, and reports whether
// it was missed.
func (one *Promise) count(d store.Owed, t support.Target, p Period, now time.Time) (missed bool) {
	switch {
	case t.Due.IsZero() && p.holds(d.Begun):
		one.Timeless++
		return false
	case !p.holds(t.Due):
		return false
	}
	one.Promised++
	switch {
	case !d.Open() && t.InTime(d.Done) && lifted(d):
		one.Lifted++
	case !d.Open() && t.InTime(d.Done):
		one.Kept++
	case d.Open() && t.InTime(now):
		one.Open++
	default:
		one.Missed++
		return true
	}
	return false
}

func (p Period) holds(at time.Time) bool { return !at.Before(p.From) && at.Before(p.To) }

// lifted reports whether a commitment ended because its cause ended, not because
// it was done. An emergency that is over needs no answer and no review; one that
// begins leaves no escalation to decide on; one that is given up is not
// restored; and a closed case is owed nothing.
func lifted(d store.Owed) bool {
	if d.Outcome == string(support.StatusClosed) {
		return true
	}
	how := support.Outcome(d.Outcome)
	switch d.Kind {
	case casework.OwesAnswer:
		return d.Outcome == string(support.EmergencyPage)
	case casework.OwesResponse:
		return how != ""
	case casework.OwesRestoration:
		return how != "" && how != support.Solved
	case casework.OwesReview:
		return !d.Held
	}
	return false
}

// breach has its times in the zone of now.
func breach(d casework.Commitment, company string, clock Clock, now time.Time) Breach {
	due := dueBy(d, clock).In(now.Location())
	b := Breach{Contract: d.Contract, Company: company, Case: d.Case, Kind: d.Kind, Clock: clock, Due: due,
		Late: Seconds(now.Sub(due))}
	if !d.Open() {
		done := d.Done.In(now.Location())
		b.Done, b.Late = &done, Seconds(done.Sub(due))
	}
	return b
}
