package desktest

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
	"edown/support/civil"
)

func (r *record) file(number support.CaseNumber) (f casework.File) {
	f.Rota, f.Case.Number = r.rota(), number
	if c, known := r.cases[number]; known {
		f.Standing, f.Known = r.standing(c), true
	}
	f.Commitments = r.owed(number)
	return f
}

func (r *record) standing(c support.Case) support.Standing {
	s := support.Standing{Case: c, Escalations: r.asked(c.Number), Progress: r.progress(c)}
	if contract, known := r.contracts[c.Contract]; known {
		s.Contract = &contract
	}
	engineer, _ := r.rota().Person(c.Engineer)
	above, _ := r.rota().Person(engineer.Supervisor)
	s.Engineer, s.Supervisor = engineer.Name, above.Name
	for _, n := range r.notesOf(c.Number) {
		switch n.Kind {
		case support.NoteUpdate, support.NoteDecided, support.NoteContacted:
			s.Updated = paging.Latest(s.Updated, n.At)
		case support.NoteReview:
			s.Reviewed = paging.Latest(s.Reviewed, n.At)
		case support.NoteSeverity:
			if n.Text != "0" {
				to, _ := strconv.Atoi(n.Text)
				s.Before = support.Severity(to)
			}
		}
	}
	s.Declared = r.declared(c)
	return s
}

// notesOf are the lines of a case by their moment, then as they were kept.
func (r *record) notesOf(number support.CaseNumber) (its []support.Note) {
	for _, n := range r.notes {
		if n.Case == number {
			its = append(its, n)
		}
	}
	slices.SortStableFunc(its, func(a, b support.Note) int { return a.At.Compare(b.At) })
	return its
}

// progress is when a case was in progress. One that is now, without a note of since
// when, has been since it was opened.
func (r *record) progress(c support.Case) (spans []civil.Span) {
	var since time.Time
	for _, n := range r.notesOf(c.Number) {
		if n.Kind != support.NoteStatus {
			continue
		}
		switch works := support.Status(n.Text) == support.InProgress; {
		case works && since.IsZero():
			since = n.At
		case !works && !since.IsZero():
			spans, since = append(spans, civil.Span{From: since, To: n.At}), time.Time{}
		}
	}
	if c.Stands() != support.InProgress {
		return spans
	}
	if since.IsZero() {
		since = c.Opened
	}
	return append(spans, civil.Span{From: since})
}

// lasting reports whether the Enterprise Down of a page goes on: the page runs, or
// has ended with a manager at work on it, and no note says that it is over (R21).
func (r *record) lasting(p paging.Page) bool {
	works := p.Outcome == support.Working || p.Outcome == support.NoOutcome && p.AcceptedBy != ""
	over := func(n support.Note) bool {
		return n.Case == p.Case && n.Kind == support.NoteEnded && !n.At.Before(p.Started)
	}
	return p.Kind == support.EmergencyPage && (p.Running() || works) && !slices.ContainsFunc(r.notes, over)
}

func (r *record) declared(c support.Case) (since time.Time) {
	if c.Closed || c.Severity != support.EnterpriseDown {
		return since
	}
	for _, p := range r.those(r.lasting) {
		if p.Case == c.Number {
			since = paging.Latest(since, p.Started)
		}
	}
	return kept(since)
}

func (r *record) backlog() (b operators.Backlog) {
	for _, number := range slices.Sorted(maps.Keys(r.cases)) {
		c := r.cases[number]
		if !c.Closed && (c.Engineer != "" || c.Severity == support.EnterpriseDown || len(r.owed(number)) > 0) {
			b.Cases = append(b.Cases, number)
		}
	}
	for _, p := range r.those(r.lasting) {
		if p.Case != "" {
			b.Pages = append(b.Pages, p.ID)
		}
	}
	return b
}
