package casework

import (
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// reckon brings the status updates that a case is owed up to date with its
// record (R39): the clock begins anew with every update, stands still while the
// case is not in progress, and does not exist without an engineer. An Enterprise
// Down has reviews instead.
func (w *worker) reckon() {
	if !w.Known {
		return
	}
	t := w.Policy.NextUpdate(w.Contract, w.Case.Severity, w.LastUpdate(), w.Progress)
	if w.Case.Closed || w.Case.Engineer == "" || w.Case.Severity == support.EnterpriseDown || w.LastUpdate().IsZero() {
		t = support.Target{}
	}
	c := promised(OwesUpdate, w.Case, "", w.LastUpdate(), t)
	c.Owner = w.Case.Engineer
	w.answered()
	w.updated(c)
	w.owesUpdate(c, t)
}

// answered: a customer who has heard of a new case, in whatever way, has its
// first response.
func (w *worker) answered() {
	for _, c := range w.open(func(c Commitment) bool { return c.Kind == OwesResponse && c.For == "" }) {
		if w.Updated.After(c.Begun) {
			w.fulfil(c.ID, "", "updated", w.Updated)
		}
	}
}

// updated ends what was owed before the last update, and all of it when the case
// is closed.
func (w *worker) updated(next Commitment) {
	outcome, at := "updated", w.LastUpdate()
	if w.Case.Closed {
		outcome, at = closedCase, w.now
	}
	for _, c := range w.open(func(c Commitment) bool { return c.Kind == OwesUpdate }) {
		if c.ID != next.ID || w.Case.Closed {
			w.fulfil(c.ID, "", outcome, at)
		}
	}
}

// owesUpdate keeps the update that is owed as it is now: with its time, or
// without one while the clock stands still.
func (w *worker) owesUpdate(c Commitment, t support.Target) {
	was, open := w.commitment(c.ID)
	runs := t.Promise == support.Promised
	if !open && !runs || open && was.Due.Equal(c.Due) && was.Owner == c.Owner {
		return
	}
	c.Raised = was.Raised
	var look time.Time
	if runs {
		look = w.remindsAt(c)
	}
	w.does(Commit{Commitment: c, Look: look, New: !open})
	w.put(c)
}

// remindsAt is when the engineer is told that an update is due: a business day
// before it; zero is never.
func (w *worker) remindsAt(c Commitment) time.Time {
	if w.now.Sub(c.Due) > longAgo {
		return time.Time{}
	}
	var zone *time.Location
	if w.Contract != nil {
		zone = w.Contract.Zone
	}
	days := w.Policy.BusinessDays(zone)
	at := c.Due
	for at.After(c.Begun) && days.Elapsed(at, c.Due) < 24*time.Hour {
		at = at.Add(-24 * time.Hour)
	}
	return later(at, w.now)
}

// newsDue reckons first: the customer may have heard since. Then the engineer is
// reminded of an update, and what is overdue is raised.
func (w *worker) newsDue(c Commitment) {
	w.reckon()
	if is, open := w.commitment(c.ID); open && is.Due.Equal(c.Due) {
		w.followUp(is.look(w.now))
	}
}

// closedCase is the outcome of a commitment that is owed no longer: its case is
// closed, or is no Enterprise Down any longer by a list that was imported.
const closedCase = "closed"

// moot reports whether a commitment is owed no longer. What is owed for a page
// whose case was never certain is owed while that page is not over.
func (w *worker) moot(c Commitment) bool {
	if w.Case.Closed || !c.ofEmergency() || !w.Declared.IsZero() {
		return w.Case.Closed
	}
	p, known := w.page(c.For)
	return !known || !paging.Unconfirmed(p.Flags)
}

// followUp does what a look at a commitment calls for.
func (w *worker) followUp(c Commitment, l look) {
	if !w.Known {
		return
	}
	if w.moot(c) { // an import says so
		w.fulfil(c.ID, "", closedCase, w.now)
		return
	}
	w.commits(c, l.next)
	told, owed := Notice{ID: c.ID, Urgent: c.course().urgent}, ofCommitment{w.named(), c.heldTo()}
	switch {
	case l.remind:
		told.Words, told.To = c.course().remind(owed), w.owing(c)
	case l.raise:
		told.ID += ":" + number(c.Raised)
		told.Words, told.To = c.course().late(owed), above(c, w.Rota, w.Case.Engineer, w.now)
	}
	w.notify(told)
	if l.ring {
		w.convene(c)
	}
}

// owing are the people who are reminded of a commitment.
func (w *worker) owing(c Commitment) []rota.Person {
	if c.Kind == OwesUpdate {
		return w.assigned()
	}
	return rota.Once(append(w.Rota.Reachable(rota.Manager, w.now), w.Rota.Reachable(rota.Level2, w.now)...))
}

// above are the people to which an overdue commitment is raised.
func above(c Commitment, r rota.Rota, engineer string, now time.Time) []rota.Person {
	if line := r.LineOf(engineer); c.Kind == OwesUpdate && len(line) > 0 {
		return line[:1]
	}
	return r.Rank(c.level(), now)
}
