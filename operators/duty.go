package operators

import (
	"errors"
	"fmt"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// course is how a kind of duty is seen to until it is done.
type course struct {
	remind string        // the notice before its time, to those who owe it; empty is none
	ring   bool          // at its time, the managers are rung (R23)
	grace  time.Duration // so long after its time it is overdue
	late   string        // the notice to a level that it is raised to
	levels []rota.Role   // those levels, one after the other
	again  time.Duration // between two of them
	urgent bool          // at any hour; and the last level is told again and again
}

// upwards are the levels that an Enterprise Down is raised to.
var upwards = []rota.Role{rota.Level2, rota.Director, rota.SeniorDirector, rota.VicePresident}

// course is how a duty is seen to; those of an escalation have none here.
func (owed Duty) course() course {
	switch owed.Kind {
	case OwesReview:
		return course{remind: "review_soon", ring: true, grace: time.Hour, late: "review_overdue", levels: upwards, again: time.Hour, urgent: true}
	case OwesRestoration:
		return course{late: "restoration_overdue", levels: upwards, again: time.Hour, urgent: true}
	case OwesResponse:
		if owed.For != "" { // an Enterprise Down
			return course{late: "response_overdue", levels: upwards, again: time.Hour, urgent: true}
		}
		return course{late: "response_overdue", levels: []rota.Role{rota.Manager, rota.Level2}, again: time.Hour}
	case OwesUpdate:
		return course{remind: "update_due", late: "update_overdue", levels: []rota.Role{rota.Manager}}
	}
	return course{}
}

// look is what a duty calls for at a moment.
type look struct {
	remind bool
	ring   bool
	raise  bool      // it is overdue: tell the level that it is raised to now
	next   time.Time // when to look again; zero is never
}

// look is a duty as it is after a look at it, and what that calls for. One that
// was not looked at for long is raised once.
func (owed Duty) look(now time.Time) (Duty, look) {
	c, due := owed.course(), owed.heldTo()
	switch {
	case !owed.Open(), due.IsZero():
		return owed, look{}
	case now.Before(due):
		return owed, look{remind: c.remind != "", next: due}
	case now.Before(due.Add(c.grace)):
		return owed, look{ring: c.ring, next: due.Add(c.grace)}
	}
	return owed.raise(now)
}

// raise puts a duty before the next level.
func (owed Duty) raise(now time.Time) (Duty, look) {
	c := owed.course()
	owed.Raised++
	l := look{raise: true, ring: c.ring}
	if c.urgent || owed.Raised < len(c.levels) {
		l.next = now.Add(c.again)
	}
	return owed, l
}

// heldTo is by when we hold ourselves to it: for an Enterprise Down outside the
// coverage, that is before the contract does (R41).
func (owed Duty) heldTo() time.Time {
	if owed.Internal.IsZero() {
		return owed.Due
	}
	return owed.Internal
}

// level is the role that an overdue duty is before; the last one stays.
func (owed Duty) level() rota.Role {
	levels := owed.course().levels
	return levels[min(max(owed.Raised, 1), len(levels))-1]
}

// dutyDue: it is time to look at a duty. One that is done calls for nothing.
func (d *Desk) dutyDue(tx Tx, id string, now time.Time) error {
	owed, known, err := tx.Duty(id)
	if err != nil || !known || !owed.Open() {
		return err
	}
	switch owed.Kind {
	case OwesAnswer:
		return d.answerDue(tx, owed, now)
	case OwesContact:
		return d.contactDue(tx, owed, now)
	case OwesReview:
		return d.reviewDue(tx, owed, now)
	case OwesUpdate, OwesResponse:
		return d.newsDue(tx, owed, now)
	}
	seen, l := owed.look(now)
	return d.see(tx, seen, l, now)
}

// closedCase is the outcome of a duty that is owed no more: its case is closed,
// or it is no Enterprise Down any more by a list that was imported.
const closedCase = "closed"

// moot: nobody owes it any more. What is owed for a page whose case was never
// certain is owed while that page is not over.
func (d *Desk) moot(tx Tx, owed Duty, s support.Standing) (bool, error) {
	if s.Case.Closed || !owed.ofEmergency() || !s.Declared.IsZero() {
		return s.Case.Closed, nil
	}
	p, err := tx.Page(owed.For)
	if errors.Is(err, ErrNoPage) {
		return true, nil
	}
	return !paging.Unconfirmed(p.Flags), err
}

// see does what a look at a duty calls for.
func (d *Desk) see(tx Tx, owed Duty, l look, now time.Time) error {
	s, err := tx.Standing(owed.Case)
	if err != nil {
		return err
	}
	if moot, err := d.moot(tx, owed, s); err != nil || moot { // an import says so
		return errors.Join(err, d.fulfilled(tx, owed.ID, "", closedCase, now))
	}
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	if err := d.owes(tx, owed, l.next); err != nil {
		return err
	}
	c, told := owed.course(), notice{ID: owed.ID, Data: d.data(s), Urgent: owed.course().urgent}
	told.Data["When"] = written(owed.heldTo())
	switch {
	case l.remind:
		told.Key, told.To = c.remind, owing(roster, owed, s, now)
	case l.raise:
		told.ID = fmt.Sprintf("%s:%d", owed.ID, owed.Raised)
		told.Key, told.To = c.late, above(roster, owed, s, now)
	}
	if err := d.notify(tx, told, now); err != nil || !l.ring {
		return err
	}
	return d.convene(tx, owed, s, roster, now)
}

// owing are those who are reminded of a duty.
func owing(r rota.Rota, owed Duty, s support.Standing, now time.Time) []rota.Person {
	if owed.Kind == OwesUpdate {
		return r.Assigned(s.Case, now)
	}
	return rota.Once(append(r.Reachable(rota.Manager, now), r.Reachable(rota.Level2, now)...))
}

// above are those whom an overdue duty is raised to.
func above(r rota.Rota, owed Duty, s support.Standing, now time.Time) []rota.Person {
	if line := r.LineOf(s.Case.Engineer); owed.Kind == OwesUpdate && len(line) > 0 {
		return line[:1]
	}
	return r.Rank(owed.level(), now)
}

// data is what a notice about a case may say; the names that a notice does not
// know are empty.
func (d *Desk) data(s support.Standing) map[string]string {
	data := map[string]string{"Support": d.Company, "Case": string(s.Case.Number), "Customer": "", "When": "", "Severity": "", "Priority": "", "Reason": ""}
	if s.Contract != nil {
		data["Customer"] = s.Contract.Company
	}
	return data
}
