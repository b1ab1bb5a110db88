package casework

import (
	"maps"
	"slices"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// Effect is something to be kept or done: a [Note], [Commit], [Decide],
// [SetSeverity], [Order], [Ring], [Step], [Later] or [CallBack]. All effects of an event
// are applied in one transaction, in their order.
type Effect interface{ effect() }

// Note adds a line to the record of a case, and does to the case what the line
// says: a status, a severity, a priority. The same note twice is one.
type Note struct{ support.Note }

// Commit keeps a commitment as it is now.
type Commit struct {
	Commitment
	Look time.Time // when to look at it; zero is never
	New  bool      // not if it is on record, open or kept
}

// Decide keeps an escalation as it is now. One that is accepted raises its case.
type Decide struct{ support.Escalation }

// SetSeverity changes the severity of a case without a note.
type SetSeverity struct {
	Case support.CaseNumber
	To   support.Severity
}

// Order has a message sent.
type Order struct{ paging.Command }

// Ring begins a page.
type Ring struct{ paging.Moved }

// Step moves a page.
type Step struct {
	Page  string
	Event support.Event
}

// Suspect records that production is said to be down on a caller's call, by
// another than the caller.
type Suspect struct{ Call string }

// Later keeps an event for a moment; an event of the same key is moved.
type Later struct {
	Key   string
	At    time.Time
	Event support.Event
}

// CallBack records a call that is owed to a caller, and tells the people who can
// return it.
type CallBack struct {
	Caller paging.Known
	Number string // empty: hidden; the case is known
	Why    string
	At     time.Time // when it was promised; zero until it is applied
}

func (Note) effect()        {}
func (Commit) effect()      {}
func (Decide) effect()      {}
func (SetSeverity) effect() {}
func (Order) effect()       {}
func (Ring) effect()        {}
func (Step) effect()        {}
func (CallBack) effect()    {}
func (Later) effect()       {}
func (Suspect) effect()     {}

func (w *worker) does(e Effect) { w.effects = append(w.effects, e) }

// clone copies what a worker may change.
func (f File) clone() File {
	f.Commitments, f.Escalations = slices.Clone(f.Commitments), slices.Clone(f.Escalations)
	f.Pages, f.Callers = slices.Clone(f.Pages), maps.Clone(f.Callers)
	return f
}

// note keeps a line of the case's record, and has the file know it.
func (w *worker) note(n support.Note) {
	w.does(Note{n})
	switch n.Kind {
	case support.NoteUpdate, support.NoteDecided, support.NoteContacted:
		w.Updated = later(w.Updated, n.At)
	case support.NoteReview:
		w.Reviewed = later(w.Reviewed, n.At)
	case support.NoteEnded:
		w.Declared = time.Time{}
	case support.NoteSeverity:
		to := severity(n.Text)
		if w.severityIs(to); to != support.EnterpriseDown {
			w.Before = to
		}
	case support.NotePriority:
		w.Case.Priority = support.CustomerPriority(n.Text)
	}
}

// severityIs has the file know a severity. A closed case that is raised to an
// Enterprise Down is open again.
func (w *worker) severityIs(to support.Severity) {
	if !w.Known {
		return
	}
	w.Case.Severity = to
	if to == support.EnterpriseDown {
		w.Case.Closed = false
	}
}

func severity(text string) support.Severity {
	for s := support.EnterpriseDown; s <= support.General; s++ {
		if text == digit(s) {
			return s
		}
	}
	return support.General
}

func digit(s support.Severity) string { return string('0' + rune(s)) }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// commitment finds an open one.
func (w *worker) commitment(id string) (Commitment, bool) {
	i := slices.IndexFunc(w.Commitments, func(c Commitment) bool { return c.ID == id })
	if i < 0 {
		return Commitment{}, false
	}
	return w.Commitments[i], true
}

// open are the open commitments that meet a condition.
func (w *worker) open(is func(Commitment) bool) (some []Commitment) {
	for _, c := range w.Commitments {
		if is(c) {
			some = append(some, c)
		}
	}
	return some
}

// commits keeps a commitment, and when to look at it; zero is never.
func (w *worker) commits(c Commitment, look time.Time) {
	w.does(Commit{Commitment: c, Look: look})
	w.put(c)
}

// put has the file know a commitment.
func (w *worker) put(c Commitment) {
	w.Commitments = slices.DeleteFunc(w.Commitments, func(old Commitment) bool { return old.ID == c.ID })
	if c.Open() {
		w.Commitments = append(w.Commitments, c)
	}
}

// promise keeps a commitment if a clock promises it, unless it is on record.
func (w *worker) promise(c Commitment, t support.Target) {
	if _, open := w.commitment(c.ID); open || t.Promise != support.Promised {
		return
	}
	var look time.Time
	if c.Open() {
		look = c.firstLook()
	}
	w.does(Commit{Commitment: c, Look: look, New: true})
	w.put(c)
}

// fulfil ends a commitment, if it is still owed.
func (w *worker) fulfil(id, by, outcome string, at time.Time) {
	c, open := w.commitment(id)
	if !open {
		return
	}
	c.Done, c.By, c.Outcome = at, by, outcome
	w.commits(c, time.Time{})
}

// page finds a page of the file.
func (w *worker) page(id string) (paging.Page, bool) {
	i := slices.IndexFunc(w.Pages, func(p paging.Page) bool { return p.ID == id })
	if i < 0 {
		return paging.Page{}, false
	}
	return w.Pages[i], true
}

// end ends a page that has become needless. Its people are not told to stand
// down: the emergency, if there is one, is rung for elsewhere.
func (w *worker) end(page, why string) {
	if _, known := w.page(page); known {
		w.does(Step{page, support.Event{Kind: support.Superseded, At: w.now, Page: page, Why: why}})
	}
}
