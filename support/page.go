package support

// Purpose is what a leg is for: the dialogue that it hears.
type Purpose string

const (
	ForManager   Purpose = "manager"
	ForOperator  Purpose = "operator"
	ForCaller    Purpose = "callback"
	ForStandDown Purpose = "stand_down"
	ForDecision  Purpose = "decision" // a manager who is to decide on an escalation
	ForReview    Purpose = "review"   // a manager who is to review an Enterprise Down
	ForRefusal   Purpose = "refusal"  // whoever first escalated, to be told that it was refused (R34)
)

// PageKind is what people are rung for.
type PageKind string

const (
	EmergencyPage PageKind = "edown"           // production is down: until somebody accepts
	OperatorPage  PageKind = "operator"        // a caller wants an operator
	EngineerPage  PageKind = "engineer"        // a caller wants the engineer of his case; at last, an operator
	AccountPage   PageKind = "account_manager" // a caller wants his account manager (R45)
	DecisionPage  PageKind = "decision"        // a manager is to decide on an escalation (R33)
	ReviewPage    PageKind = "review"          // the managers are to review an Enterprise Down (R23)
)

// PageKinds are all there are.
func PageKinds() []PageKind {
	return []PageKind{EmergencyPage, OperatorPage, EngineerPage, AccountPage, DecisionPage, ReviewPage}
}

// Hunts reports whether a caller waits on the line for whoever is rung: such a
// page ends with him.
func (k PageKind) Hunts() bool { return k == OperatorPage || k == EngineerPage || k == AccountPage }

// PageState is how far a page is.
type PageState string

const (
	PageRinging    PageState = "ringing"
	PageAccepted   PageState = "accepted"
	PageClosed     PageState = "closed"     // ended, with an outcome
	PageUnanswered PageState = "unanswered" // gave up; only where the ladder allows it
)

// Callback is how calling the caller back stands.
type Callback string

const (
	CallbackRinging    Callback = "ringing"
	CallbackFailed     Callback = "failed"
	CallbackImpossible Callback = "impossible" // no number, or not an allowed country
)

// Whereabouts is where a caller is.
type Whereabouts string

const (
	Answering Whereabouts = "answering" // in his dialogue
	OnHold    Whereabouts = "on_hold"
	InRoom    Whereabouts = "in_room"
	Gone      Whereabouts = "gone"
)
