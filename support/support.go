// Package support holds the words and the rules of production support: case
// numbers, severities, contracts, the Enterprise Down protocol with its five
// questions, and the [Policy] with everything that is promised. It is pure: it
// reads no clock, does no I/O but the zone database, and needs only the
// standard library. After the support guides, read this package next.
//
// Rule numbers such as R17 name the product's requirements, which quote the
// guides.
package support

import "strings"

// E164 is a telephone number in international form, "+14155550123". The zero
// value is a caller who withheld the number.
type E164 string

// Known reports whether the number could be called back.
func (n E164) Known() bool { return strings.HasPrefix(string(n), "+") && len(n) > 4 }

// Severity is how badly a case hurts, 0 the worst (R12). It is one less than in
// guides that count from 1.
type Severity int

const (
	EnterpriseDown Severity = iota // production stopped
	Critical                       // main functions dead, no workaround
	Moderate                       // needs a fast answer
	General                        // a question, or a workaround exists
)

// Outcome is how an Enterprise Down stands, in the words of the manager who
// accepted it, or why its page was called off.
type Outcome string

const (
	Working    Outcome = "working"     // being worked on; the case stays at severity 0
	Solved     Outcome = "solved"      // production runs again
	Lowered    Outcome = "lowered"     // lowered to severity 1
	FalseAlarm Outcome = "false_alarm" // there was no emergency: stand down
	NoProgress Outcome = "no_progress" // no useful progress can be made, recorded by a manager in a review (R21)
	NoOutcome  Outcome = "none_given"  // manager and caller talked, but the result was not recorded
)

// OutcomeOf returns the outcome behind a key of the outcome menu, "1" to "4".
// ok is false for any other key.
func OutcomeOf(key string) (Outcome, bool) {
	outcome, ok := map[string]Outcome{"1": Working, "2": Solved, "3": Lowered, "4": FalseAlarm}[key]
	return outcome, ok
}

// Severity returns the severity that the case gets with this outcome (R21). ok
// is false when the outcome leaves it unchanged.
func (o Outcome) Severity() (s Severity, ok bool) {
	return Critical, o == Lowered
}

// Ends reports whether the case is no longer an Enterprise Down with this
// outcome (R21).
func (o Outcome) Ends() bool {
	switch o {
	case Solved, Lowered, FalseAlarm, NoProgress:
		return true
	}
	return false
}
