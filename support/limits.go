package support

import "time"

// LimitsCount is the period over which the [Limits] count.
const LimitsCount = time.Hour

// Limits are how much one number or one contract may ask for within
// [LimitsCount] before a human looks first. Over the limit, the next Enterprise
// Down is neither refused nor silenced: an operator is rung before the manager,
// as for an unknown contract (R43, section 6). The next new problem is taken
// down by an operator. A zero field is no limit, and so is the zero value.
//
// Callers who hide their number count as one caller. A caller who joins the
// running page of the same case declares nothing, and is not counted.
type Limits struct {
	// Number counts the Enterprise Downs that one number declares, on different
	// cases or on none, and the new problems that it opens.
	Number   int
	Contract int // Enterprise Downs declared for one contract
	Calls    int // calls from one number, on any subject
}

// DefaultLimits returns generous limits: whole companies go down, and redial.
func DefaultLimits() Limits { return Limits{Number: 3, Contract: 6, Calls: 20} }

// Tally is what a call's number and contract have used within [LimitsCount],
// without what the call asks for now.
type Tally struct {
	Number, Contract, Calls int
	Problems                int // cases that the number has opened by telephone
}

// Reached reports whether one more Enterprise Down would exceed a limit.
func (l Limits) Reached(had Tally) bool {
	return reached(l.Number, had.Number) || reached(l.Contract, had.Contract) || reached(l.Calls, had.Calls)
}

// ProblemsReached reports whether one more new problem would exceed a limit.
func (l Limits) ProblemsReached(had Tally) bool {
	return reached(l.Number, had.Problems) || reached(l.Calls, had.Calls)
}

func reached(limit, had int) bool { return limit > 0 && had >= limit }
