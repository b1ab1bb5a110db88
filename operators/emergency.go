package operators

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// raise puts the case of a page at severity 0, once it is certain that it is
// this one and that production is said to be down (R15). What follows from that
// comes after the phones.
func (d *Desk) raise(tx Tx, k paging.Known, p paging.Page, now time.Time) error {
	if !k.Suspected {
		return nil
	}
	if k.Case != "" && !paging.Unconfirmed(k.Flags) {
		if err := errors.Join(d.noteBefore(tx, k, now), tx.SetSeverity(k.Case, support.EnterpriseDown)); err != nil {
			return err
		}
	}
	return tx.Schedule("raised:"+p.ID, now.Add(phonesFirst), support.Event{Kind: support.Raised, At: now, Page: p.ID, Call: k.Call})
}

// noteBefore keeps the severity that a case has before it is raised: it has that
// again when it is an Enterprise Down no more.
func (d *Desk) noteBefore(tx Tx, k paging.Known, now time.Time) error {
	s, known, err := d.standing(tx, k.Case)
	if err != nil || !known || s.Case.Severity == support.EnterpriseDown || s.Case.Severity == s.Before {
		return err
	}
	return tx.Note(support.Note{Case: k.Case, Kind: support.NoteSeverity, At: now.Add(-time.Millisecond), Call: k.Call, Text: strconv.Itoa(int(s.Case.Severity))})
}

// raised: the development list hears of an Enterprise Down (R22), and the
// engineer of the case (R14). Where the case is certain, the clocks of severity
// 0 begin with the page (R23, R25); one that is down already keeps its own.
func (d *Desk) raised(tx Tx, e support.Event, now time.Time) error {
	p, err := tx.Page(e.Page)
	if errors.Is(err, ErrNoPage) || err == nil && p.State == support.PageClosed {
		return nil
	}
	if err != nil {
		return err
	}
	s, known, err := d.standing(tx, p.Case)
	if err != nil {
		return err
	}
	if err := d.alarm(tx, p, s, now); err != nil || !known || paging.Unconfirmed(p.Flags) || s.Case.Severity != support.EnterpriseDown {
		return err
	}
	open, err := tx.Duties(p.Case)
	if err != nil {
		return err
	}
	if err := d.outranked(tx, open, now); err != nil || slices.ContainsFunc(open, Duty.ofEmergency) {
		return err
	}
	note := support.Note{Case: p.Case, Kind: support.NoteSeverity, At: e.At, Call: e.Call, Text: strconv.Itoa(int(support.EnterpriseDown))}
	return errors.Join(tx.Note(note), d.clocks(tx, p, s))
}

// outranked ends the requests for a higher level that are still open: an
// Enterprise Down is the highest already (R32).
func (d *Desk) outranked(tx Tx, open []Duty, now time.Time) error {
	for _, owed := range open {
		if owed.Kind != OwesAnswer {
			continue
		}
		p, err := tx.Page(owed.For)
		if err == nil {
			err = d.end(tx, p, "it is an Enterprise Down", now)
		}
		if err != nil && !errors.Is(err, ErrNoPage) {
			return err
		}
		if err := d.lift(tx, owed.For, string(support.EmergencyPage), now); err != nil {
			return err
		}
	}
	return nil
}

// standing is a case with all that is on record of it; known is false where
// nothing is.
func (d *Desk) standing(tx Tx, number support.CaseNumber) (s support.Standing, known bool, err error) {
	if number == "" {
		return s, false, nil
	}
	s, err = tx.Standing(number)
	if errors.Is(err, ErrNoCase) {
		return support.Standing{Case: support.Case{Number: number}}, false, nil
	}
	return s, err == nil, err
}

// alarm tells those who are not rung.
func (d *Desk) alarm(tx Tx, p paging.Page, s support.Standing, now time.Time) error {
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	data := d.data(s)
	data["Case"], data["Customer"] = string(p.Case), p.Company
	to := rota.Once(append(roster.Reachable(rota.Development, now), roster.These(s.Case.Engineer)...))
	return d.notify(tx, notice{ID: p.ID + ":" + string(p.Case), Key: "emergency", To: to, Data: data, Urgent: true}, now)
}

// ofEmergency reports whether a duty is one of severity 0.
func (owed Duty) ofEmergency() bool {
	return owed.Kind == OwesReview || owed.Kind == OwesRestoration || owed.Kind == OwesResponse && owed.For != ""
}

// clocks are those of an Enterprise Down: first response, restoration and
// review. Whoever has accepted by now has responded.
func (d *Desk) clocks(tx Tx, p paging.Page, s support.Standing) error {
	for _, c := range []struct {
		kind   DutyKind
		target support.Target
	}{
		{OwesResponse, d.Policy.FirstResponse(s.Contract, support.EnterpriseDown, p.Started)},
		{OwesRestoration, d.Policy.Restoration(s.Contract, p.Started)},
		{OwesReview, d.Policy.NextReview(p.Started, time.Time{})},
	} {
		owed := dutyOf(c.kind, s.Case, p.ID, p.Started, c.target)
		if c.kind == OwesResponse && !p.AcceptedAt.IsZero() {
			owed.Done, owed.By = p.AcceptedAt, p.AcceptedBy
		}
		if err := d.promise(tx, owed, c.target); err != nil {
			return err
		}
	}
	return nil
}

// dutyOf is what a clock makes of a case.
func dutyOf(kind DutyKind, c support.Case, page string, begun time.Time, t support.Target) Duty {
	return Duty{
		ID: fmt.Sprintf("%s:%s:%d", kind, c.Number, begun.UnixMilli()), Kind: kind, Case: c.Number, Contract: c.Contract,
		For: page, Begun: begun, Due: t.Due, Internal: t.Internal,
	}
}

// promise keeps a duty that is promised, unless it is on record already.
func (d *Desk) promise(tx Tx, owed Duty, t support.Target) error {
	_, known, err := tx.Duty(owed.ID)
	switch {
	case err != nil || known || t.Promise != support.Promised:
		return err
	case !owed.Open():
		return tx.Owe(owed)
	}
	return d.owes(tx, owed, owed.firstLook())
}

// warning is how long before it a review is announced.
const warning = time.Hour

// firstLook is when a duty is looked at first.
func (owed Duty) firstLook() time.Time {
	if owed.Kind == OwesReview {
		return owed.Due.Add(-warning)
	}
	return owed.heldTo()
}

// responded: a human has taken the case, or talked to the customer about it.
// Its first response is given. A customer who has talked to his engineer has
// heard of his case; so has one who has talked about his Enterprise Down.
func (d *Desk) responded(tx Tx, e support.Event, now time.Time) error {
	open, err := tx.Duties(e.Case)
	if err != nil {
		return err
	}
	for _, owed := range open {
		if owed.Kind == OwesResponse {
			if err := d.fulfilled(tx, owed.ID, e.Person, "", e.At); err != nil {
				return err
			}
		}
	}
	p, err := tx.Page(e.Page)
	if err != nil || !p.Talked || p.Kind != support.EngineerPage && p.Kind != support.AccountPage && (p.Kind != support.EmergencyPage || paging.Unconfirmed(p.Flags)) {
		return err
	}
	note := support.Note{Case: e.Case, Kind: support.NoteContacted, At: e.At, By: e.Person, Call: e.Call}
	return errors.Join(tx.Note(note), d.reckon(tx, e.Case, now))
}

// concluded: a page is over. A review has its outcome, or has not; an Enterprise
// Down has ended.
func (d *Desk) concluded(tx Tx, e support.Event, now time.Time) error {
	p, err := tx.Page(e.Page)
	switch {
	case err != nil && !errors.Is(err, ErrNoPage):
		return err
	case p.Kind == support.ReviewPage:
		return d.reviewed(tx, p, e, now)
	}
	s, known, err := d.standing(tx, e.Case)
	switch {
	case err != nil || !known:
		return err
	case paging.Unconfirmed(e.Flags), e.Person == "" && (!s.Declared.IsZero() || s.Case.Severity != support.EnterpriseDown):
		return d.endedAlone(tx, e, now)
	}
	return d.ended(tx, e, now)
}

// endedAlone ends what is owed for one page, and nothing else: a caller who has
// proved nothing may call off his own page, not an emergency that stands without
// it.
func (d *Desk) endedAlone(tx Tx, e support.Event, now time.Time) error {
	open, err := tx.Duties(e.Case)
	if err != nil {
		return err
	}
	return d.release(tx, slices.DeleteFunc(open, func(owed Duty) bool { return owed.For != e.Page }), e, now)
}

// release ends duties of severity 0, and the conferences for them.
func (d *Desk) release(tx Tx, open []Duty, e support.Event, now time.Time) error {
	for _, owed := range open {
		if !owed.ofEmergency() {
			continue
		}
		if err := errors.Join(d.fulfilled(tx, owed.ID, e.Person, string(e.Outcome), e.At), d.adjourn(tx, owed, e, now)); err != nil {
			return err
		}
	}
	return nil
}

// ended: a case is no Enterprise Down any more (R21): a manager, a review or the
// customer himself says so, or nothing else has made it one. Nothing of severity
// 0 is owed it from then on.
func (d *Desk) ended(tx Tx, e support.Event, now time.Time) error {
	s, known, err := d.standing(tx, e.Case)
	if err != nil || !known {
		return err
	}
	open, err := tx.Duties(e.Case)
	if err != nil || s.Case.Severity != support.EnterpriseDown && !slices.ContainsFunc(open, Duty.ofEmergency) {
		return err
	}
	note := support.Note{Case: e.Case, Kind: support.NoteEnded, At: e.At, By: e.Person, Call: e.Call, Text: string(e.Outcome)}
	if err := tx.Note(note); err != nil {
		return err
	}
	if err := d.release(tx, open, e, now); err != nil {
		return err
	}
	return errors.Join(d.standDown(tx, e, now), d.lowered(tx, s, e, now), d.reckon(tx, e.Case, now))
}

// standDown ends the page of a case that is down no more, where another has
// said so: a review, or the customer himself.
func (d *Desk) standDown(tx Tx, e support.Event, now time.Time) error {
	p, running, err := tx.PageFor(e.Case)
	if err != nil || !running || p.ID == e.Page {
		return err
	}
	return d.step(tx, p, support.Event{Kind: support.CalledOff, At: now, Page: p.ID, Call: e.Call, Outcome: e.Outcome, By: support.ByReview}, now)
}

// lowered: the case has the severity that was named, else the one that it had
// before; the engineer is told (R14).
func (d *Desk) lowered(tx Tx, s support.Standing, e support.Event, now time.Time) error {
	if e.Severity == support.EnterpriseDown { // nobody has named one
		if s.Case.Severity != support.EnterpriseDown || e.Outcome == support.Lowered {
			return nil
		}
		e.Severity = max(s.Before, support.Critical)
	}
	note := support.Note{Case: e.Case, Kind: support.NoteSeverity, At: e.At, By: e.Person, Call: e.Call, Text: strconv.Itoa(int(e.Severity))}
	return d.change(tx, s, note, notice{Key: "severity"}, now)
}
