package support

import "time"

// Reason is why a case is escalated: one of a menu, before the spoken summary
// (R30). The same four are what makes a reason strong enough to pass a gate
// that is closed (R31).
type Reason string

const (
	Deadline            Reason = "deadline"              // an expiry, a date, an event
	FunctionImpaired    Reason = "function_impaired"     // a major one, short of an outage
	FirstResponseMissed Reason = "first_response_missed" // the first clock ran out
	NoUpdates           Reason = "no_updates"            // nobody answers in the case
)

// Reasons are the menu, in the order of its keys, 1 to 4.
func Reasons() []Reason { return []Reason{Deadline, FunctionImpaired, FirstResponseMissed, NoUpdates} }

// CustomerPriority is how a customer ranks his own cases: what is offered him
// while the gate is closed (R36).
type CustomerPriority string

const (
	PriorityLow    CustomerPriority = "low"
	PriorityNormal CustomerPriority = "normal"
	PriorityHigh   CustomerPriority = "high"
)

// Verdict is a manager's decision on an escalation. The zero value is none yet.
type Verdict string

const (
	EscalationAccepted Verdict = "accepted"
	EscalationRefused  Verdict = "refused" // whoever first escalated is told by itself (R34)
)

// Escalation is one request to bring a case to a level.
type Escalation struct {
	ID        string // "ES-" and the call that asked, with its turn
	Case      CaseNumber
	Level     int
	Reason    Reason
	Strong    bool   // the gate was closed: it is put to the manager all the same (R31)
	Summary   string // where the spoken summary is; empty when there is none
	Call      string // on which call it was asked
	By        E164   // who asked; unknown when he hides his number
	Language  string // and which language he speaks, a locale tag
	CallBack  bool   // he wants to be called, and not only texted, if it is refused (R34)
	At        time.Time
	Verdict   Verdict
	Decided   time.Time // zero until then
	DecidedBy string    // a person of the rota
	Contacted time.Time // when the customer was spoken to; zero until then
	Lifted    time.Time `json:",omitzero"` // when it became needless without a verdict: its case is an Enterprise Down (R32), or closed; zero: it did not
}

// Open reports whether somebody still has to act: the request is not decided,
// or it is accepted and nobody has recorded that he contacted the customer
// (R37).
func (e Escalation) Open() bool {
	return e.Undecided() || e.Verdict == EscalationAccepted && e.Contacted.IsZero()
}

// Undecided reports whether somebody has yet to decide on the request.
func (e Escalation) Undecided() bool { return e.Verdict == "" && e.Lifted.IsZero() }

// FirstEscalation is the one of a case that was asked for first: its asker hears
// of a refusal (R34); ok is false when there is none.
func FirstEscalation(of []Escalation) (first Escalation, ok bool) {
	for _, e := range of {
		if !ok || e.At.Before(first.At) {
			first, ok = e, true
		}
	}
	return first, ok
}
