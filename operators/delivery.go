package operators

import (
	"context"
	"errors"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// delivered keeps what became of an SMS. A person that one about an emergency has
// not reached is rung at once.
func (d *Desk) delivered(tx Tx, e support.Event, now time.Time) error {
	page, to, err := tx.Delivery(e)
	if err != nil || e.Kind == support.Delivered {
		return err
	}
	d.Log.Warn("a message has not arrived", "message", e.Text, "page", page, "why", e.Why)
	if page == "" {
		return nil
	}
	p, err := tx.Page(page)
	if errors.Is(err, ErrNoPage) {
		return nil
	}
	if err != nil {
		return err
	}
	e.Page, e.Person = page, p.PersonAt(to).ID
	return d.step(tx, p, e, now)
}

// lost gives up an SMS that the carrier has refused, or whose fate is unknown after
// all tries: it has not arrived.
func (d *Desk) lost(ctx context.Context, w Work, m paging.Message, why error) error {
	now := now()
	e := support.Event{Kind: support.Undelivered, At: now, Text: m.ID, Why: why.Error()}
	return errors.Join(why, d.Ledger.Do(ctx, func(tx Tx) error {
		if err := tx.Finish(w); err != nil {
			return err
		}
		return d.happened(tx, e, now)
	}))
}
