package operators

import (
	"errors"
	"time"

	"edown/support"
)

// ErrNoCase: no case of that number is on record.
var ErrNoCase = errors.New("no such case on record")

// CaseBook is what a ledger keeps of cases: how they stand, what was said of
// them, and what is owed them.
type CaseBook interface {
	// Standing is a case with all that is on record of it. It wraps [ErrNoCase].
	Standing(support.CaseNumber) (support.Standing, error)
	// Note adds a line to a case's record, and does to the case what the line
	// says: a status, a severity, a priority, a level that was accepted. The same
	// note twice is one.
	Note(support.Note) error
	// Escalation is a request by its id; Escalate keeps it as it is now.
	Escalation(id string) (support.Escalation, bool, error)
	Escalate(support.Escalation) error
	// Duty is one by its id; Owe keeps it as it is now; Duties lists those of a
	// case that are not done, the first due first.
	Duty(id string) (Duty, bool, error)
	Owe(Duty) error
	Duties(support.CaseNumber) ([]Duty, error)
	// OpenCases lists the cases that are owed anything by the clock: those that
	// are not closed and have an engineer, are an Enterprise Down, or of which
	// something is owed by now.
	OpenCases() ([]support.CaseNumber, error)
	// Lasting lists the pages, by id, of the Enterprise Downs with a case that go
	// on: they run, or have ended without an end to the emergency.
	Lasting() ([]string, error)
}

// Duty is something that is owed a case by a time. It is on record before
// anybody is told of it, and stays there when it is done.
type Duty struct {
	ID       string // by what made it: a repeated event makes no second one
	Kind     DutyKind
	Case     support.CaseNumber
	Contract string
	For      string // what it came of: the id of an escalation or a page; empty: the case itself
	Owner    string // a person of the rota who owes it; empty: whoever is on duty
	Begun    time.Time
	Due      time.Time // zero: open until it is done, with no promised time
	Internal time.Time // what we hold ourselves to; zero is Due (R41)
	Raised   int       // how often it was overdue and raised to the next level
	Done     time.Time // zero until then
	By       string    // who did it, a person's id; of an account manager "tsam:" and his name
	Outcome  string    // what came of it: a verdict, an outcome
}

// DutyKind is what is owed.
type DutyKind string

const (
	OwesResponse    DutyKind = "first_response" // a human on a new case or on an Enterprise Down
	OwesUpdate      DutyKind = "update"         // news to the customer (R39)
	OwesRestoration DutyKind = "restoration"    // production runs again (R25)
	OwesReview      DutyKind = "review"         // the managers' review of an Enterprise Down (R23)
	OwesAnswer      DutyKind = "answer"         // a decision on an escalation (R33)
	OwesContact     DutyKind = "contact"        // somebody speaks to the customer (R37)
	OwesAnalysis    DutyKind = "analysis"       // why a case was escalated so far (R28)
)

// Open reports whether it is still owed.
func (d Duty) Open() bool { return d.Done.IsZero() }

// LateAt reports whether it is owed and its time has come.
func (d Duty) LateAt(now time.Time) bool {
	return d.Open() && !d.Due.IsZero() && !now.Before(d.Due)
}
