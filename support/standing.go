package support

import (
	"time"

	"edown/support/civil"
)

// Standing is a case with everything on record about it: what its caller may be
// told, and what its clocks count from. Names are as they are spoken; an
// unknown one is empty.
type Standing struct {
	Case        Case
	Contract    *Contract    // nil: unknown
	Engineer    string       // the assigned engineer's name
	Supervisor  string       // the name of the engineer's supervisor, who decides at level 1 (R27)
	Updated     time.Time    // when the customer last had news of it; zero is never
	Progress    []civil.Span // when it was in progress (R39)
	Escalations []Escalation
	Declared    time.Time // since when it is an open Enterprise Down; zero: it is not one
	Reviewed    time.Time // when the managers last reviewed the Enterprise Down; zero is never
	Before      Severity  // the last severity on record other than 0; 0: there was none
}

// LastUpdate returns the moment from which the update clock counts: the last
// update, or the opening if there was none since.
func (s Standing) LastUpdate() time.Time {
	if s.Updated.After(s.Case.Opened) {
		return s.Updated
	}
	return s.Case.Opened
}

// Reached returns the highest level that requests to escalate have come to: the
// level of the case, or one at which a request was decided, even refused. A
// customer who is not satisfied goes on to the next (R27).
func (s Standing) Reached() int {
	level := s.Case.Level
	for _, e := range s.Escalations {
		if e.Verdict != "" {
			level = max(level, e.Level)
		}
	}
	return level
}

// Note is one line of a case's own record. It is never changed later.
type Note struct {
	Case  CaseNumber
	Kind  NoteKind
	At    time.Time
	By    string // a person of the rota, by id; empty: the customer, or the line itself
	Call  string // the call on which it came; empty: none
	Text  string // a value such as the new severity or status, or free text
	Audio string // where it can be heard; empty: it was not spoken
}

// NoteKind says what a [Note] is about.
type NoteKind string

const (
	NoteOpened    NoteKind = "opened"    // by telephone, with what was said about the problem
	NoteComment   NoteKind = "comment"   // from the customer
	NoteUpdate    NoteKind = "update"    // to the customer, who has news of the case
	NoteStatus    NoteKind = "status"    // Text is the new [Status]
	NoteSeverity  NoteKind = "severity"  // Text is the new severity, "0" to "3"
	NotePriority  NoteKind = "priority"  // Text is the new [CustomerPriority]
	NoteEscalated NoteKind = "escalated" // Text is the level
	NoteDecided   NoteKind = "decided"   // Text is the [Verdict]
	NoteContacted NoteKind = "contacted" // the customer was spoken to (R37)
	NoteReview    NoteKind = "review"    // of an Enterprise Down; Text is the [Outcome] (R23)
	NoteEnded     NoteKind = "ended"     // it is no longer an Enterprise Down; Text is the [Outcome] (R21)
	NoteAnalysis  NoteKind = "analysis"  // the full analysis of the reasons is done (R28)
	NoteReport    NoteKind = "report"    // the software performance report is escalated too (R27)
)
