package support

import (
	"time"

	"edown/support/civil"
)

// Standing is a case with all that is on record of it: what its caller may be
// told, and what its clocks are reckoned from. People are named as they are
// said; who is not known is empty.
type Standing struct {
	Case        Case
	Contract    *Contract    // nil: unknown
	Engineer    string       // the assigned engineer's name
	Supervisor  string       // and his supervisor's, who decides at level 1 (R27)
	Updated     time.Time    // when the customer last heard of it; zero is never
	Progress    []civil.Span // when it was in progress (R39)
	Escalations []Escalation
	Declared    time.Time // since when it is an open Enterprise Down; zero: it is none
	Reviewed    time.Time // when the managers last reviewed that; zero is never
	Before      Severity  // the severity that was noted last, but for 0; 0: none was
}

// LastUpdate is from when the update clock counts: the last update, else the
// opening.
func (s Standing) LastUpdate() time.Time {
	if s.Updated.After(s.Case.Opened) {
		return s.Updated
	}
	return s.Case.Opened
}

// Reached is how far requests to escalate have come: the level of the case, or
// one that was refused there. Whoever is not satisfied goes to the next (R27).
func (s Standing) Reached() int {
	level := s.Case.Level
	for _, e := range s.Escalations {
		if e.Verdict != "" {
			level = max(level, e.Level)
		}
	}
	return level
}

// Note is one line of a case's own record. Nothing in it is changed later.
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
	NoteOpened    NoteKind = "opened"    // by telephone, with what was said of it
	NoteComment   NoteKind = "comment"   // from the customer
	NoteUpdate    NoteKind = "update"    // to the customer: he has heard of his case
	NoteStatus    NoteKind = "status"    // Text is the new [Status]
	NoteSeverity  NoteKind = "severity"  // Text is the new severity, "0" to "3"
	NotePriority  NoteKind = "priority"  // Text is the new [CustomerPriority]
	NoteEscalated NoteKind = "escalated" // Text is the level
	NoteDecided   NoteKind = "decided"   // Text is the [Verdict]
	NoteContacted NoteKind = "contacted" // the customer was spoken to (R37)
	NoteReview    NoteKind = "review"    // of an Enterprise Down; Text is the [Outcome] (R23)
	NoteEnded     NoteKind = "ended"     // it is an Enterprise Down no more; Text is the [Outcome] (R21)
	NoteAnalysis  NoteKind = "analysis"  // the full analysis of why it was escalated so far (R28)
	NoteReport    NoteKind = "report"    // the software performance report is escalated too (R27)
)
