package support

// Purpose is what a leg is for. It selects the dialogue that the leg hears.
type Purpose string

// The purposes of legs, by the person rung.
const (
	ForManager   Purpose = "manager"
	ForOperator  Purpose = "operator"
	ForCaller    Purpose = "callback"
	ForStandDown Purpose = "stand_down"
	ForDecision  Purpose = "decision" // a manager who has to decide on an escalation
	ForReview    Purpose = "review"   // a manager who has to review an Enterprise Down
	ForRefusal   Purpose = "refusal"  // the first person to escalate, to hear of the refusal (R34)
)

// PageKind is the reason why people are rung.
type PageKind string

const (
	EmergencyPage PageKind = "edown"           // production is down: rings until a human accepts
	OperatorPage  PageKind = "operator"        // a caller wants an operator
	EngineerPage  PageKind = "engineer"        // a caller wants the engineer of the case; in the end, an operator
	AccountPage   PageKind = "account_manager" // a caller wants the account manager (R45)
	DecisionPage  PageKind = "decision"        // a manager has to decide on an escalation (R33)
	ReviewPage    PageKind = "review"          // the managers have to review an Enterprise Down (R23)
)

// PageKinds returns every kind.
func PageKinds() []PageKind {
	return []PageKind{EmergencyPage, OperatorPage, EngineerPage, AccountPage, DecisionPage, ReviewPage}
}

// Hunts reports whether a caller waits on the line for the person rung: such a
// page ends with the call.
func (k PageKind) Hunts() bool { return k == OperatorPage || k == EngineerPage || k == AccountPage }

// PageState is how far a page has come.
type PageState string

// The states of a page, in order.
const (
	PageRinging    PageState = "ringing"
	PageAccepted   PageState = "accepted"
	PageClosed     PageState = "closed"     // ended, with an outcome
	PageUnanswered PageState = "unanswered" // gave up; only where the ladder allows it
)

// Callback is the state of calling the caller back. The zero value is not tried.
type Callback string

// The states of a callback.
const (
	CallbackRinging    Callback = "ringing"
	CallbackFailed     Callback = "failed"
	CallbackImpossible Callback = "impossible" // no number, or not an allowed country
)

// InVain reports whether the caller cannot be called back, or could not be reached so often
// that the line has given up.
func (c Callback) InVain() bool { return c == CallbackFailed || c == CallbackImpossible }

// Whereabouts is where a caller is.
type Whereabouts string

// The places of a caller.
const (
	Answering Whereabouts = "answering" // in the dialogue
	OnHold    Whereabouts = "on_hold"
	InRoom    Whereabouts = "in_room"
	Gone      Whereabouts = "gone"
)
