// Package casework is what happens to a case besides ringing: escalations and
// the decisions on them, the commitments that clocks make, the managers'
// reviews, and the people who are told. [Rules.Advance] is all there is: a case
// file, what happened and what time it is go in; what is to be kept and done
// comes out. It is pure.
package casework

import (
	"slices"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// Rules are what cases are worked by.
type Rules struct {
	Policy  support.Policy
	Company string // how the line names itself in messages
}

// File is a case with all that a decision about it may need, loaded at one go.
type File struct {
	support.Standing               // of a case that is not on record, its number alone
	Known            bool          // the case is on record
	Commitments      []Commitment  // those that are open, the first due first
	Pages            []paging.Page // those that run for the case, those that open commitments came of, and the event's
	Callers          map[string]paging.Known
	Rota             rota.Rota
	Won              Won
}

// Won is the decision that the event has won in SQL, before it is acted on: the
// first verdict wins, as the first accept does (law 5).
type Won struct {
	Person string   // who decides, by id
	Pages  []string // on which requests, by the ids of their pages
}

// Owes reports whether a commitment of a kind is open.
func (f File) Owes(kind Kind) bool {
	return slices.ContainsFunc(f.Commitments, func(c Commitment) bool { return c.Kind == kind })
}

// worker is an event being worked on: a file in the making, and what follows.
type worker struct {
	Rules
	File
	now     time.Time
	effects []Effect
}

// Advance works on a case: its file, what happened and what time it is lead to
// the file as it is then, and to what is to be kept and done, in this order. An
// event that comes twice, or late, does no harm. The facts that come of it are
// the notes among the effects: they are the journal of the case.
func (r Rules) Advance(f File, e support.Event, now time.Time) (File, []Effect) {
	w := &worker{Rules: r, File: f.clone(), now: now}
	if act, known := acts[e.Kind]; known {
		act(w, e)
	}
	return w.File, w.effects
}

// acts are what events lead to.
var acts = map[support.EventKind]func(*worker, support.Event){
	support.Declared:        (*worker).declared,
	support.Raised:          (*worker).raised,
	support.Responded:       (*worker).responded,
	support.OutcomeGiven:    (*worker).outcomeGiven,
	support.Concluded:       (*worker).concluded,
	support.Escalated:       (*worker).escalated,
	support.Ruled:           (*worker).ruled,
	support.Contacted:       (*worker).contacted,
	support.Reported:        (*worker).reported,
	support.Commented:       (*worker).commented,
	support.SeverityChanged: (*worker).severityChanged,
	support.PriorityChanged: (*worker).priorityChanged,
	support.CaseOpened:      (*worker).caseOpened,
	support.Due:             (*worker).due,
	support.Swept:           (*worker).swept,
}

// due is the time of a commitment, or of a page on which a manager is to decide.
func (w *worker) due(e support.Event) {
	if e.Page != "" {
		w.needless(e)
		return
	}
	c, open := w.commitment(e.Commitment)
	if !open {
		return
	}
	switch c.Kind {
	case OwesAnswer:
		w.answerDue(c)
	case OwesContact:
		w.contactDue(c)
	case OwesReview:
		w.reviewDue(c)
	case OwesUpdate, OwesResponse:
		w.newsDue(c)
	default:
		w.followUp(c.look(w.now))
	}
}

// swept brings a case up to date with a record that may have changed by import:
// the updates that it is owed, and the clocks of its page, if one is named.
func (w *worker) swept(e support.Event) {
	if e.Page != "" {
		w.backfill(e.Page)
		return
	}
	w.reckon()
}
