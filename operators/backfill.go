package operators

import (
	"context"
	"errors"
	"slices"
	"time"

	"edown/operators/paging"
)

// wind gives every Enterprise Down its clocks that has none: its case was not
// certain when its page began, or not on record, or there were no clocks yet.
func (d *Desk) wind(ctx context.Context) error {
	var pages []string
	if err := d.Ledger.Do(ctx, func(tx Tx) (err error) { pages, err = tx.Lasting(); return err }); err != nil {
		return err
	}
	for _, id := range pages {
		err := d.Ledger.Do(ctx, func(tx Tx) error { return d.windOne(tx, id, now()) })
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			d.Log.Error("an Enterprise Down could not be given its clocks", "page", id, "err", err)
		}
	}
	d.Poke()
	return nil
}

func (d *Desk) windOne(tx Tx, id string, now time.Time) error {
	p, err := tx.Page(id)
	if err != nil {
		return err
	}
	s, known, err := d.standing(tx, p.Case)
	if err != nil || !known || s.Case.Closed {
		return err
	}
	open, err := tx.Duties(p.Case)
	switch {
	case err != nil || slices.ContainsFunc(open, Duty.ofEmergency):
		return err
	case !s.Declared.IsZero(), p.LeftUnconfirmed(now):
		return errors.Join(d.outranked(tx, open, now), d.clocks(tx, p, s))
	case p.Running() && p.Urgent && !paging.Unconfirmed(p.Flags): // its case has come on record since
		return d.raise(tx, paging.Known{Case: p.Case, Suspected: true, Flags: p.Flags}, p, now)
	}
	return nil
}
