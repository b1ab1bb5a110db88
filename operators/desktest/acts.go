package desktest

import (
	"strconv"
	"strings"
	"time"

	"edown/support"
)

// acts are what may happen in a story.
var acts = []saying[*story]{
	says("wait TEXT", (*story).waits),
	says("import: TEXT", func(s *story, said []string) error {
		return s.changes(func(r *record) error { return r.has(said[0]) })
	}),
	says("show CASE", func(s *story, said []string) error {
		return s.say(func(t *tx) string { return t.shows(support.CaseNumber(said[0])) })
	}),
	says("the same again", func(s *story, _ []string) error { return s.happens(s.last) }),
	says(`SMS from TEXT: "TEXT"`, (*story).texts),

	says("NAME calls[ about CASE]", (*story).calls),
	says("NAME calls, presumably about CASE", func(s *story, said []string) error {
		return s.then(s.calls(said), func() error { return s.amends(said[0], func(c *call) { c.presumed = true }) })
	}),
	says("NAME rings back", (*story).ringsBack),
	says("NAME says that production is down", func(s *story, said []string) error {
		err := s.amends(said[0], func(c *call) { c.suspected = true })
		return s.then(err, func() error { return s.caller(said[0], support.Event{Kind: support.Suspected}) })
	}),
	says("NAME says that it is CASE", func(s *story, said []string) error {
		return s.retells(said[0], said[1], support.Event{Kind: support.Identified, Case: support.CaseNumber(said[1])})
	}),
	says("NAME says that it is CASE, and all work has stopped", func(s *story, said []string) error {
		return s.retells(said[0], said[1], support.Event{Kind: support.Declared})
	}),
	says("NAME escalates CASE to level DIGIT: TEXT, and wants a call", func(s *story, said []string) error {
		return s.escalates(said, true)
	}),
	says("NAME escalates CASE to level DIGIT: TEXT", func(s *story, said []string) error {
		return s.escalates(said, false)
	}),
	says("NAME opens CASE at severity DIGIT", (*story).opens),
	says("CASE is opened", func(s *story, said []string) error { // on no call
		return s.happens(support.Event{Kind: support.CaseOpened, Case: support.CaseNumber(said[0])})
	}),

	says("NAME says all work has stopped", onCall(support.Declared)),
	says("NAME says that not all work has stopped", onCall(support.Withdrawn)),
	says("NAME waits", onCall(support.Holding)),
	says("NAME asks for an operator", onCall(support.OperatorWanted)),
	says("NAME asks for the engineer", onCall(support.EngineerWanted)),
	says("NAME asks for the account manager", onCall(support.AccountWanted)),
	says("NAME wants to be called back", func(s *story, said []string) error {
		return s.caller(said[0], support.Event{Kind: support.CallbackWanted, From: s.rec.callers[said[0]].phone})
	}),
	says("NAME calls it off: TEXT", func(s *story, said []string) error {
		return s.caller(said[0], support.Event{Kind: support.CalledOff, Outcome: outcome(said[1]), By: support.ByCaller})
	}),

	says("NAME comments on CASE", func(s *story, said []string) error {
		return s.customer(said, support.Event{Kind: support.Commented, Audio: "https://example.com/" + id(said[0])})
	}),
	says("NAME ranks CASE WORD", func(s *story, said []string) error {
		return s.customer(said, support.Event{Kind: support.PriorityChanged, Priority: support.CustomerPriority(said[2])})
	}),
	says("NAME sets CASE to severity DIGIT", func(s *story, said []string) error {
		return s.customer(said, support.Event{Kind: support.SeverityChanged, Severity: support.Severity(number(said[2]))})
	}),

	says("NAME updates CASE", func(s *story, said []string) error {
		news := support.Note{Case: support.CaseNumber(said[1]), Kind: support.NoteUpdate, At: time.Now(), By: id(said[0])}
		return s.changes(func(r *record) error { r.note(news); return nil })
	}),
	says("NAME escalates the case of the caller to level DIGIT: TEXT", func(s *story, said []string) error {
		asked := support.Escalation{Level: number(said[1]), Reason: support.Reason(underscored(said[2]))}
		return s.phone(said[0], support.Event{Kind: support.Escalated, Escalation: &asked})
	}),
	says("NAME (TEXT)", func(s *story, said []string) error { return s.chooses(said[0], said[1]) }),
	says("NAME TEXT", (*story).does),
}

// deeds are what may be done on a phone.
var deeds = []saying[hand]{
	says("picks up", hand.picksUp),
	says("takes it", hand.takes),
	says("passes", handles(support.Event{Kind: support.Declined})),
	says("presses DIGIT", func(h hand, said []string) error {
		return h.does(support.Event{Kind: support.KeyPressed, Key: said[0]})
	}),
	says("comes back", handles(support.Event{Kind: support.CallReturned})), // a caller who was called
	says("enters the room", handles(support.Event{Kind: support.Joined})),
	says("leaves the room", hand.leaves),
	says("goes back", handles(support.Event{Kind: support.WentBack})),
	says("says: TEXT", func(h hand, said []string) error {
		return h.does(support.Event{Kind: support.OutcomeGiven, Outcome: outcome(said[0])})
	}),
	says("hangs up", hand.hangsUp),
	says("is busy", handles(support.Event{Kind: support.CallEnded, Ending: support.EndBusy})),
	says("has no such number", handles(support.Event{Kind: support.Refused, Why: "no such number"})),
	says("sounds like a machine", handles(support.Event{Kind: support.MachineHeard})),

	says("accepts", handles(support.Event{Kind: support.Ruled, Verdict: support.EscalationAccepted})),
	says("accepts and escalates the report", handles(support.Event{
		Kind: support.Ruled, Verdict: support.EscalationAccepted, Report: true,
	})),
	says("refuses", handles(support.Event{Kind: support.Ruled, Verdict: support.EscalationRefused})),
	says("calls the customer", handles(support.Event{Kind: support.Accepted})),

	says("vouches for the caller", handles(support.Event{Kind: support.Vouched})),
	says("transfers the caller", handles(support.Event{Kind: support.Hurried, Climb: support.ClimbFirst})),
	says("transfers the caller to the next", handles(support.Event{Kind: support.Hurried, Climb: support.ClimbNext})),
	says("transfers the caller to level 2", handles(support.Event{Kind: support.Hurried, Climb: support.ClimbLevel2})),
}

// untouched is what becomes of a phone that is not picked up first.
var untouched = []string{"picks up", "is busy", "has no such number"}

// then does what follows, unless something has failed before.
func (s *story) then(failed error, next func() error) error {
	if failed != nil {
		return failed
	}
	return next()
}

// onCall is an event on the call of a caller that says nothing else.
func onCall(kind support.EventKind) func(*story, []string) error {
	return func(s *story, said []string) error { return s.caller(said[0], support.Event{Kind: kind}) }
}

// handles is an event on a phone.
func handles(e support.Event) func(hand, []string) error {
	return func(h hand, _ []string) error { return h.does(e) }
}

func underscored(words string) string { return strings.ReplaceAll(words, " ", "_") }

func outcome(words string) support.Outcome { return support.Outcome(underscored(words)) }

// number reads what a form has found to be digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
