package support

import "time"

// EventKind says what happened, always in the past: nobody can refuse it.
type EventKind string

// What callers do.
const (
	Suspected      EventKind = "suspected"       // said that production is down; the watchdog starts
	Declared       EventKind = "declared"        // and that all work has stopped: page now
	Withdrawn      EventKind = "withdrawn"       // not all work has stopped after all
	Identified     EventKind = "identified"      // the case is known, or another than was thought
	OperatorWanted EventKind = "operator_wanted" // asked for a human
	Holding        EventKind = "holding"         // has answered everything and waits
	CallbackWanted EventKind = "callback_wanted" // nobody came: call back
	CalledOff      EventKind = "called_off"      // a human ended the emergency, with a reason
	CallReturned   EventKind = "call_returned"   // the same caller rang back; Reason names his old call
	Parted         EventKind = "parted"          // who rang back is about something else
	CallEnded      EventKind = "call_ended"      // a leg is over; Reason says how
)

// What callers do about a case that is no Enterprise Down.
const (
	EngineerWanted  EventKind = "engineer_wanted"        // wants the engineer of his case (R6)
	AccountWanted   EventKind = "account_manager_wanted" // escalates straight to his account manager (R45)
	Commented       EventKind = "commented"              // left a comment; Audio is where it is
	SeverityChanged EventKind = "severity_changed"       // to Severity, never to 0: that is Declared (R14)
	PriorityChanged EventKind = "priority_changed"       // to Priority (R36)
	Escalated       EventKind = "escalated"              // asks for what Escalation says (R30)
	CaseOpened      EventKind = "case_opened"            // a new problem is on record, as Case (R8)
)

// What comes of a page for its case.
const (
	Raised    EventKind = "raised"    // it is an Enterprise Down from now on (R22)
	Responded EventKind = "responded" // a human has taken it, or has talked to the customer
	Concluded EventKind = "concluded" // the page is over; with an Outcome or without
)

// What people of the rota do about a case.
const (
	Vouched   EventKind = "vouched"   // an operator answers for the caller's right to his case
	Ruled     EventKind = "ruled"     // a manager has decided on an escalation: Verdict (R33)
	Contacted EventKind = "contacted" // somebody has spoken to the customer (R37)
)

// What the phones do that we ring, and the people who hold them.
const (
	Placed         EventKind = "placed"     // the carrier has taken the call
	Refused        EventKind = "refused"    // the carrier will not take it; Reason says why
	Ringing        EventKind = "ringing"    // the phone rings
	PickedUp       EventKind = "picked_up"  // off-hook: a human or a machine
	MachineHeard   EventKind = "machine"    // the carrier thinks it is a machine: a hint only (P1)
	KeyPressed     EventKind = "key"        // somebody is there, and still deciding
	Accepted       EventKind = "accepted"   // a human took it, and was the first (P2)
	Declined       EventKind = "declined"   // a human passed it on
	Joined         EventKind = "joined"     // a leg is in the page's room
	Left           EventKind = "left"       // a leg is out of it
	WrappingUp     EventKind = "wrapping"   // the accepter left the room to record the outcome
	OutcomeGiven   EventKind = "outcome"    // how it went
	EssentialGiven EventKind = "essential"  // is 24-hour support essential? (R24)
	WentBack       EventKind = "went_back"  // the accepter returned to the room
	Hurried        EventKind = "hurried"    // an operator wants the next manager, or the next level
	Texted         EventKind = "texted"     // an SMS came in; Reason is its text
	Superseded     EventKind = "superseded" // a page has become needless; Reason says why
	Due            EventKind = "due"        // a page's time has come
)

// Event is one thing that happened on a call, a leg or a page. It is durable
// before anything is done about it, and applying it twice changes nothing.
type Event struct {
	Kind     EventKind  `json:"kind"`
	At       time.Time  `json:"at"`
	Call     string     `json:"call,omitempty"`   // the call or leg it happened on
	SID      string     `json:"sid,omitempty"`    // the carrier's name for the call, where only that is known
	Page     string     `json:"page,omitempty"`   // empty: the pages of the call
	Person   string     `json:"person,omitempty"` // who did it, when it was not done on a leg (an SMS)
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
	Duty       string           `json:"duty,omitempty"`  // Due: it is this duty's time, not a page's
	Round      int              `json:"round,omitempty"` // Accepted: which round of its page was won, from 1 on; 0: whichever runs
}

// How a leg ended, as the Reason of a [CallEnded].
const (
	EndCompleted = "completed"
	EndBusy      = "busy"
	EndNoAnswer  = "no_answer"
	EndFailed    = "failed"
	EndCanceled  = "canceled"
	EndNoKey     = "no_key" // picked up, and nobody pressed a key in time (P3)
)
