package support

import (
	"encoding/json"
	"time"
)

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
	Knocked        EventKind = "knocked"         // a caller without proof asks to be let in to the emergency of another
	CallReturned   EventKind = "call_returned"   // the same caller rang back; OldCall names the call before
	Parted         EventKind = "parted"          // the caller who rang back has another concern
	LeftAlone      EventKind = "left_alone"      // the caller left the room, where no one spoke
	Fetched        EventKind = "fetched"         // a call that was to be fetched has asked where it stands
	CallEnded      EventKind = "call_ended"      // a leg is over; Ending says how
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
	Reported  EventKind = "reported"  // a person of the rota says that a commitment was kept
	Contacted EventKind = "contacted" // a person of the rota has spoken to the customer (R37)
)

// What happens on the legs to the people we ring.
const (
	Placed         EventKind = "placed"          // the carrier has taken the call
	Refused        EventKind = "refused"         // the carrier will not take it; Why says so
	Ringing        EventKind = "ringing"         // the phone rings
	PickedUp       EventKind = "picked_up"       // off-hook: a human or a machine
	MachineHeard   EventKind = "machine"         // the carrier thinks it is a machine: a hint only (P1)
	KeyPressed     EventKind = "key"             // a human is there, and still deciding
	Accepted       EventKind = "accepted"        // a human took the page, and was the first (P2)
	Declined       EventKind = "declined"        // a human passed the page on
	Intended       EventKind = "intended"        // an SMS says 1: the phone is rung for the key that accepts (P1)
	Waived         EventKind = "waived"          // an SMS says 2: the search moves on, and the phone may be rung again
	Joined         EventKind = "joined"          // a leg entered the page's room
	Left           EventKind = "left"            // a leg left the page's room
	WrappingUp     EventKind = "wrapping"        // the manager who accepted left the room to record the outcome
	OutcomeGiven   EventKind = "outcome"         // how the emergency stands
	EssentialGiven EventKind = "essential"       // is 24-hour support essential? (R24)
	LetIn          EventKind = "let_in"          // a manager who talks lets the call of Visitor in
	TurnedAway     EventKind = "turned_away"     // a manager who talks does not
	WentBack       EventKind = "went_back"       // the manager who accepted returned to the room, to talk now
	HandedOn       EventKind = "handed_on"       // the manager who accepted leaves the page to the next one
	SpokeElsewhere EventKind = "spoke_elsewhere" // the manager who accepted deals with it on another phone
	Hurried        EventKind = "hurried"         // an operator wants the next manager, or the next level, now
	Texted         EventKind = "texted"          // an SMS came in, as Text
	Delivered      EventKind = "delivered"       // an SMS of ours, named in Text, has reached its phone
	Undelivered    EventKind = "undelivered"     // it has not, and will not; Why says so
	Superseded     EventKind = "superseded"      // a page is no longer needed; Why says so
	Due            EventKind = "due"             // the time of a page or a commitment has come
	// nothing happened: the record is looked through, since an import may have changed it
	Swept EventKind = "swept"
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
	Name     string     `json:"name,omitempty"` // the caller's
	Outcome  Outcome    `json:"outcome,omitempty"`
	Flags    []Flag     `json:"flags,omitempty"`

	Severity   Severity         `json:"severity,omitempty"`
	Priority   CustomerPriority `json:"priority,omitempty"`
	Audio      string           `json:"audio,omitempty"`
	Escalation *Escalation      `json:"escalation,omitempty"`
	Verdict    Verdict          `json:"verdict,omitempty"`
	// Due: the time of this commitment, not of a page, has come; Reported: the kind that was kept
	Commitment string `json:"duty,omitempty"`
	Round      int    `json:"round,omitempty"` // Accepted: the page's round that was won, from 1 on; 0: the current one

	Visitor string `json:"visitor,omitempty"`  // LetIn, TurnedAway: the call that knocked
	OldCall string `json:"old_call,omitempty"` // CallReturned: the caller's call before this one
	Ending  string `json:"ending,omitempty"`   // CallEnded: how, see [EndCompleted]
	Key     string `json:"key,omitempty"`      // KeyPressed: the key
	// Texted: the message; Commented: the words, if any are known; Delivered, Undelivered: our name of
	// the message
	Text string `json:"text,omitempty"`
	Why  string `json:"why,omitempty"` // Refused, Superseded, OperatorWanted: the reason, for the record
	// CalledOff: the role that ended it, see [ByCaller]; MachineHeard: the carrier's word for the
	// machine
	By     string      `json:"by,omitempty"`
	Climb  string      `json:"climb,omitempty"`  // Hurried: how far up, see [ClimbNext]
	Number string      `json:"number,omitempty"` // CallbackWanted: the number that the caller keyed; empty: the call's own
	Where  Whereabouts `json:"where,omitempty"`  // the first line of a page's journal: where its caller was

	Suspected bool `json:"suspected,omitempty"` // OperatorWanted: production is said to be down
	Talked    bool `json:"talked,omitempty"`    // WrappingUp: the manager was in the room with a caller
	Essential bool `json:"essential,omitempty"` // EssentialGiven: 24-hour support is essential (R24)
	Report    bool `json:"report,omitempty"`    // Ruled: the software performance report is escalated too (R27)
}

// How a leg ended, as the Ending of a [CallEnded].
const (
	EndCompleted = "completed"
	EndBusy      = "busy"
	EndNoAnswer  = "no_answer"
	EndFailed    = "failed"
	EndCanceled  = "canceled"
	EndNoKey     = "no_key" // picked up, but no key pressed in time (P3)
)

// The role that ended an emergency, as the By of a [CalledOff].
const (
	ByCaller   = "caller"
	ByOperator = "operator"
	ByReview   = "concluded" // the managers, in a review, or another conclusion
)

// How far up an operator wants a page to ring, as the Climb of a [Hurried].
const (
	ClimbFirst  = "first"  // no further: only start the page
	ClimbNext   = "next"   // the next rung
	ClimbLevel2 = "level2" // second-level management
)

// UnmarshalJSON also reads the events of earlier versions, which kept the fields
// that depend on the kind in two, "reason" and "yes".
func (e *Event) UnmarshalJSON(text []byte) error {
	type plain Event
	old := struct {
		*plain
		Reason string `json:"reason"`
		Yes    bool   `json:"yes"`
	}{plain: (*plain)(e)}
	if err := json.Unmarshal(text, &old); err != nil {
		return err
	}
	if old.Reason != "" {
		*e.named(old.Reason) = old.Reason
	}
	if old.Yes {
		e.Suspected, e.Essential, e.Report = e.Kind == OperatorWanted, e.Kind == EssentialGiven, e.Kind == Ruled
	}
	return nil
}

// named returns the field for what earlier versions called the event's reason.
func (e *Event) named(reason string) *string {
	switch e.Kind {
	case CallReturned:
		return &e.OldCall
	case CallEnded:
		return &e.Ending
	case KeyPressed:
		return &e.Key
	case Texted, Commented:
		return &e.Text
	case CalledOff, MachineHeard:
		return &e.By
	case Hurried:
		return &e.Climb
	case CallbackWanted:
		return &e.Number
	}
	switch where := Whereabouts(reason); where {
	case Answering, OnHold, InRoom, Gone: // the first line of a journal, whatever its kind
		return (*string)(&e.Where)
	}
	return &e.Why
}
