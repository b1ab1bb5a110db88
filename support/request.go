package support

import "time"

// Reason is why a case is escalated: one of a menu, before the spoken summary
// (R30). Any of the four is strong enough to pass a closed gate (R31).
type Reason string

const (
	Deadline            Reason = "deadline"              // an expiry, a date, an event
	FunctionImpaired    Reason = "function_impaired"     // a major function, short of an outage
	FirstResponseMissed Reason = "first_response_missed" // the first clock ran out
	NoUpdates           Reason = "no_updates"            // the case gets no answers
)

// Reasons returns the menu, in the order of its keys, 1 to 4.
func Reasons() []Reason { return []Reason{Deadline, FunctionImpaired, FirstResponseMissed, NoUpdates} }

// CustomerPriority is a customer's own ranking of a case. It is offered while
// the gate is closed (R36).
type CustomerPriority string

// The priorities, from the lowest. A high one moves the case up every list
// (R36).
const (
	PriorityLow    CustomerPriority = "low"
	PriorityNormal CustomerPriority = "normal"
	PriorityHigh   CustomerPriority = "high"
)

// Verdict is a manager's decision on an escalation. The zero value is
// undecided.
type Verdict string

// What a manager can decide.
const (
	EscalationAccepted Verdict = "accepted"
	EscalationRefused  Verdict = "refused" // the first person to escalate is told automatically (R34)
)

// Escalation is one request to bring a case to a level.
type Escalation struct {
	ID        string // "ES-" and the call that asked, with its turn
	Case      CaseNumber
	Level     int
	Reason    Reason
	Strong    bool   // the gate was closed: the request goes to the manager all the same (R31)
	Summary   string // where the spoken summary is; empty when there is none
	Call      string // the call on which it was asked
	By        E164   // the caller who asked; unknown when the number is hidden
	Language  string // the language of that caller, a locale tag
	CallBack  bool   // if refused, the caller wants a call and not only a text (R34)
	At        time.Time
	Verdict   Verdict
	Decided   time.Time // zero until then
	DecidedBy string    // a person of the rota
	Contacted time.Time // when the customer was spoken to; zero until then
	// Lifted is when the request was dropped without a verdict, because its
	// case became an Enterprise Down (R32) or was closed. Zero: it was not.
	Lifted time.Time `json:",omitzero"`
}

// Open reports whether the support side still has to act: the request is not
// decided, or it is accepted and no contact with the customer is recorded
// (R37).
func (e Escalation) Open() bool {
	return e.Undecided() || e.Verdict == EscalationAccepted && e.Contacted.IsZero()
}

// Undecided reports whether a manager still has to decide on the request.
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
