package support

import "time"

// EventKind says what happened. It is in the past tense because it cannot be
// refused any more.
type EventKind string

// What callers do.
const (
	Suspected      EventKind = "suspected"       // the caller said that production is down; the watchdog starts
	Declared       EventKind = "declared"        // and that all work has stopped: page now
	Withdrawn      EventKind = "withdrawn"       // and, later, that not all work has stopped
	Identified     EventKind = "identified"      // the case is known, or is another than was thought
	OperatorWanted EventKind = "operator_wanted" // the caller asked for a human
	Holding        EventKind = "holding"         // the caller has answered everything and waits
	CallbackWanted EventKind = "callback_wanted" // no human came: call back
	CalledOff      EventKind = "called_off"      // a human ended the emergency, with a reason
	CallReturned   EventKind = "call_returned"   // the same caller rang back; Reason names the old call
	Parted         EventKind = "parted"          // the caller who rang back has another concern
	CallEnded      EventKind = "call_ended"      // a leg is over; Reason says how
)

// What callers do about a case that is not an Enterprise Down.
const (
	EngineerWanted  EventKind = "engineer_wanted"        // the caller wants the engineer of the case (R6)
	AccountWanted   EventKind = "account_manager_wanted" // the caller escalates straight to the account manager (R45)
	Commented       EventKind = "commented"              // the caller left a comment; Audio is where it is
	SeverityChanged EventKind = "severity_changed"       // to Severity, never to 0: that is Declared (R14)
	PriorityChanged EventKind = "priority_changed"       // to Priority (R36)
	Escalated       EventKind = "escalated"              // the caller asks for what Escalation says (R30)
	CaseOpened      EventKind = "case_opened"            // a new problem is on record, as Case (R8)
)

// What a page does to its case.
const (
	Raised    EventKind = "raised"    // the case is an Enterprise Down from now on (R22)
	Responded EventKind = "responded" // a human has taken the page, or has talked to the customer
	Concluded EventKind = "concluded" // the page is over; with an Outcome or without
)

// What people of the rota do about a case.
const (
	Vouched   EventKind = "vouched"   // an operator confirmed the caller's right to the case
	Ruled     EventKind = "ruled"     // a manager has decided on an escalation: Verdict (R33)
	Contacted EventKind = "contacted" // a person of the rota has spoken to the customer (R37)
)

// What happens on the legs to the people we ring.
const (
	Placed         EventKind = "placed"     // the carrier has taken the call
	Refused        EventKind = "refused"    // the carrier will not take it; Reason says why
	Ringing        EventKind = "ringing"    // the phone rings
	PickedUp       EventKind = "picked_up"  // off-hook: a human or a machine
	MachineHeard   EventKind = "machine"    // the carrier thinks it is a machine: a hint only (P1)
	KeyPressed     EventKind = "key"        // a human is there, and still deciding
	Accepted       EventKind = "accepted"   // a human took the page, and was the first (P2)
	Declined       EventKind = "declined"   // a human passed the page on
	Joined         EventKind = "joined"     // a leg entered the page's room
	Left           EventKind = "left"       // a leg left the page's room
	WrappingUp     EventKind = "wrapping"   // the manager who accepted left the room to record the outcome
	OutcomeGiven   EventKind = "outcome"    // how the emergency stands
	EssentialGiven EventKind = "essential"  // is 24-hour support essential? (R24)
	WentBack       EventKind = "went_back"  // the manager who accepted returned to the room
	Hurried        EventKind = "hurried"    // an operator wants the next manager, or the next level, now
	Texted         EventKind = "texted"     // an SMS came in; Reason is its text
	Superseded     EventKind = "superseded" // a page is no longer needed; Reason says why
	Due            EventKind = "due"        // a page's or a duty's time has come
)

// Event is one thing that happened on a call, a leg or a page. It is durable
// before anything is done about it, and applying it twice changes nothing.
type Event struct {
	Kind     EventKind  `json:"kind"`
	At       time.Time  `json:"at"`
	Call     string     `json:"call,omitempty"`   // the call or leg it happened on
	SID      string     `json:"sid,omitempty"`    // the carrier's name for the call, when only that is known
	Page     string     `json:"page,omitempty"`   // empty: the pages of the call
	Person   string     `json:"person,omitempty"` // the person who did it, when it was not done on a leg (an SMS)
	Case     CaseNumber `json:"case,omitempty"`
	Contract string     `json:"contract,omitempty"`
	Company  string     `json:"company,omitempty"`
	Language string     `json:"language,omitempty"`
	From     E164       `json:"from,omitempty"` // the caller's own number
	Reason   string     `json:"reason,omitempty"`
	Outcome  Outcome    `json:"outcome,omitempty"`
	Flags    []Flag     `json:"flags,omitempty"`
	Yes      bool       `json:"yes,omitempty"`

	Severity   Severity         `json:"severity,omitempty"`
	Priority   CustomerPriority `json:"priority,omitempty"`
	Audio      string           `json:"audio,omitempty"`
	Escalation *Escalation      `json:"escalation,omitempty"`
	Verdict    Verdict          `json:"verdict,omitempty"`
	Duty       string           `json:"duty,omitempty"` // Due: the time of this duty, not of a page, has come
	// Round is the page's round that was [Accepted], from 1 on; 0 is the one
	// that runs.
	Round int `json:"round,omitempty"`
}

// How a leg ended, as the Reason of a [CallEnded].
const (
	EndCompleted = "completed"
	EndBusy      = "busy"
	EndNoAnswer  = "no_answer"
	EndFailed    = "failed"
	EndCanceled  = "canceled"
	EndNoKey     = "no_key" // picked up, but no key pressed in time (P3)
)
