package support

import "time"

// LimitsCount is how far back the [Limits] count.
const LimitsCount = time.Hour

// Limits are how much one number or one contract may ask for within
// [LimitsCount] before a human looks first: the next Enterprise Down is
// neither refused nor silenced, but an operator is rung before the manager, as
// for a contract that is unknown (R43, section 6). A zero field is no limit,
// and so is the zero value.
//
// Callers who hide their number count as one caller. Who joins the page that
// runs for his case declares nothing, and counts for nothing. The next new problem
// of a number that has opened many is taken down by an operator.
type Limits struct {
	Number   int // Enterprise Downs that one caller's number declares, on different cases or on none; and new problems that it opens
	Contract int // Enterprise Downs that are declared for one contract
	Calls    int // calls from one number, whatever they are about
}

// DefaultLimits are generous: whole companies go down, and redial.
func DefaultLimits() Limits { return Limits{Number: 3, Contract: 6, Calls: 20} }

// Tally is what a call's number and contract have had within [LimitsCount],
// before what the call asks for now.
type Tally struct {
	Number, Contract, Calls int
	Problems                int // cases that the number has opened by telephone
}

// Reached reports whether one more Enterprise Down would be one too many.
func (l Limits) Reached(had Tally) bool {
	return reached(l.Number, had.Number) || reached(l.Contract, had.Contract) || reached(l.Calls, had.Calls)
}

// ProblemsReached reports whether one more new problem would be one too many.
func (l Limits) ProblemsReached(had Tally) bool {
	return reached(l.Number, had.Problems) || reached(l.Calls, had.Calls)
}

func reached(limit, had int) bool { return limit > 0 && had >= limit }
