// Package support holds the words and the rules of production support: case
// numbers, severities, contracts, the Enterprise Down protocol with its five
// questions, and the [Policy] with all that is promised. It is pure: no clock,
// no I/O but the zone database, the standard library alone.
// Someone who has read the support guides reads this package next.
//
// Rule numbers such as R17 name the product's requirements, which quote the
// guides.
package support

import "strings"

// E164 is a telephone number in international form, "+14155550123". The zero
// value is a caller who withheld his number.
type E164 string

// Known reports whether the number is one that could be called back.
func (n E164) Known() bool { return strings.HasPrefix(string(n), "+") && len(n) > 4 }

// Severity is how badly a case hurts, 0 the worst (R12). Guides that count
// from 1 are this number plus one.
type Severity int

const (
	EnterpriseDown Severity = iota // production stopped
	Critical                       // main functions dead, no workaround
	Moderate                       // needs a fast answer
	General                        // a question, or a workaround exists
)

// Outcome is what the accepting manager says of an Enterprise Down after the
// conversation, or why a page was called off.
type Outcome string

const (
	Working    Outcome = "working"     // being worked on; the case stays at severity 0
	Solved     Outcome = "solved"      // production runs again
	Lowered    Outcome = "lowered"     // lowered to severity 1
	FalseAlarm Outcome = "false_alarm" // there was no emergency: stand down
	NoProgress Outcome = "no_progress" // no useful progress can be made: a manager's word in a review (R21)
	NoOutcome  Outcome = "none_given"  // they talked, and nobody said how it went
)

// OutcomeOf is the outcome behind a key of the outcome menu, "1" to "4".
func OutcomeOf(key string) (Outcome, bool) {
	outcome, ok := map[string]Outcome{"1": Working, "2": Solved, "3": Lowered, "4": FalseAlarm}[key]
	return outcome, ok
}

// Severity is what the case becomes with this outcome (R21); ok is false when
// the outcome leaves it as it is.
func (o Outcome) Severity() (s Severity, ok bool) {
	return Critical, o == Lowered
}

// Ends reports whether a case is no Enterprise Down any more with this outcome
// (R21).
func (o Outcome) Ends() bool {
	switch o {
	case Solved, Lowered, FalseAlarm, NoProgress:
		return true
	}
	return false
}
