package operators

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// reckon brings the status updates that a case is owed up to date with its
// record (R39): the clock begins anew with every update, stands still while
// nobody works on the case, and does not exist without an engineer. An
// Enterprise Down has reviews instead.
func (d *Desk) reckon(tx Tx, number support.CaseNumber, now time.Time) error {
	s, known, err := d.standing(tx, number)
	if err != nil || !known {
		return err
	}
	t := d.Policy.NextUpdate(s.Contract, s.Case.Severity, s.LastUpdate(), s.Progress)
	if s.Case.Closed || s.Case.Engineer == "" || s.Case.Severity == support.EnterpriseDown || s.LastUpdate().IsZero() {
		t = support.Target{}
	}
	owed := dutyOf(OwesUpdate, s.Case, "", s.LastUpdate(), t)
	owed.Owner = s.Case.Engineer
	if err := d.answered(tx, s); err != nil {
		return err
	}
	if err := d.updated(tx, owed, s, now); err != nil {
		return err
	}
	return d.owesUpdate(tx, owed, s, t, now)
}

// answered: a customer who has heard of his new case, on whatever way, has his
// first response.
func (d *Desk) answered(tx Tx, s support.Standing) error {
	open, err := tx.Duties(s.Case.Number)
	if err != nil {
		return err
	}
	for _, owed := range open {
		if owed.Kind == OwesResponse && owed.For == "" && s.Updated.After(owed.Begun) {
			if err := d.fulfilled(tx, owed.ID, "", "updated", s.Updated); err != nil {
				return err
			}
		}
	}
	return nil
}

// updated ends what was owed before the last update, and all when the case is
// closed.
func (d *Desk) updated(tx Tx, owed Duty, s support.Standing, now time.Time) error {
	open, err := tx.Duties(owed.Case)
	if err != nil {
		return err
	}
	for _, one := range open {
		if one.Kind != OwesUpdate || one.ID == owed.ID && !s.Case.Closed {
			continue
		}
		outcome, at := "updated", s.LastUpdate()
		if s.Case.Closed {
			outcome, at = closedCase, now
		}
		if err := d.fulfilled(tx, one.ID, "", outcome, at); err != nil {
			return err
		}
	}
	return nil
}

// owesUpdate keeps the update that is owed as it is now: with its time, or
// without one while the clock stands still.
func (d *Desk) owesUpdate(tx Tx, owed Duty, s support.Standing, t support.Target, now time.Time) error {
	was, known, err := tx.Duty(owed.ID)
	runs := t.Promise == support.Promised
	switch {
	case err != nil, !known && !runs, known && !was.Open():
		return err
	case known && was.Due.Equal(owed.Due) && was.Owner == owed.Owner:
		return nil
	}
	owed.Raised = was.Raised
	if !runs {
		return errors.Join(tx.Owe(owed), tx.Unschedule("duty:"+owed.ID))
	}
	return d.owes(tx, owed, d.remindsAt(owed, s, now))
}

// remindsAt is when the engineer is told that an update is due: a business day
// before it; zero is never.
func (d *Desk) remindsAt(owed Duty, s support.Standing, now time.Time) time.Time {
	if now.Sub(owed.Due) > paging.LongAgo {
		return time.Time{}
	}
	var zone *time.Location
	if s.Contract != nil {
		zone = s.Contract.Zone
	}
	days := d.Policy.BusinessDays(zone)
	at := owed.Due
	for at.After(owed.Begun) && days.Elapsed(at, owed.Due) < 24*time.Hour {
		at = at.Add(-24 * time.Hour)
	}
	return paging.Latest(at, now)
}

// newsDue reckons first: the customer may have heard since. Then the engineer is
// reminded of an update, and what is overdue is raised.
func (d *Desk) newsDue(tx Tx, owed Duty, now time.Time) error {
	if err := d.reckon(tx, owed.Case, now); err != nil {
		return err
	}
	is, _, err := tx.Duty(owed.ID)
	if err != nil || !is.Open() || !is.Due.Equal(owed.Due) {
		return err
	}
	seen, l := is.look(now)
	return d.see(tx, seen, l, now)
}

// sweepEvery is how long it may take until what an import says of a case is
// reckoned with.
const sweepEvery = time.Hour

// sweep reckons all cases that are owed updates, each in a transaction of its
// own. Phones come first: it begins a minute after the start.
func (d *Desk) sweep(ctx context.Context) {
	if reflect.ValueOf(d.Policy).IsZero() { // nothing is promised
		return
	}
	wait := time.NewTimer(time.Minute)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		if err := d.sweepOnce(ctx); err != nil && ctx.Err() == nil {
			d.Log.Error("the updates that are due could not be reckoned", "err", err)
		}
		wait.Reset(sweepEvery)
	}
}

func (d *Desk) sweepOnce(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	var open []support.CaseNumber
	if err := d.Ledger.Do(ctx, func(tx Tx) (err error) { open, err = tx.OpenCases(); return err }); err != nil {
		return err
	}
	for _, number := range open {
		err := d.Ledger.Do(ctx, func(tx Tx) error { return d.reckon(tx, number, now()) })
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			d.Log.Error("the updates of a case could not be reckoned", "case", number, "err", err)
		}
	}
	d.Poke()
	return d.wind(ctx)
}
