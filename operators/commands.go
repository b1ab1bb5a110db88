package operators

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// perform does one command at the carrier. The result is kept in the transaction that
// completes the command. When it is not known whether a call was placed, the call is looked up
// before it is placed again (law 4).
func (d *Desk) perform(ctx context.Context, w Work) error {
	ctx, cancel := context.WithTimeout(ctx, lease-5*time.Second)
	defer cancel()
	switch c := w.Command; c.Do {
	case paging.Dial:
		return d.dial(ctx, w, c.Leg)
	case paging.Text:
		return d.text(ctx, w, c.Message)
	case paging.Post:
		return d.post(ctx, w, c.Letter)
	case paging.Summon, paging.HangUp, paging.Look:
		return d.reach(ctx, w, *c)
	}
	return d.done(ctx, w, fmt.Errorf("%w: no such command %q", ErrRefused, w.Command.Do))
}

func (d *Desk) dial(ctx context.Context, w Work, leg paging.Leg) error {
	wanted, err := d.wantedStill(ctx, w)
	if err != nil || !wanted {
		return err
	}
	sid, err := d.place(ctx, w, leg)
	switch {
	case err == nil:
		return d.placed(ctx, w, support.Event{Kind: support.Placed, Page: leg.Page, Call: leg.ID, SID: sid})
	case errors.Is(err, ErrRefused):
		d.Log.Warn("call refused", "leg", leg.ID, "err", err)
		return d.placed(ctx, w, support.Event{Kind: support.Refused, Page: leg.Page, Call: leg.ID, Why: err.Error()})
	}
	d.Log.Warn("call not placed yet", "leg", leg.ID, "try", w.Tries+1, "err", err)
	d.again(ctx, w, err)
	return nil
}

// place looks the call up before it places it a second time.
func (d *Desk) place(ctx context.Context, w Work, leg paging.Leg) (string, error) {
	if w.Tries > 0 {
		if sid, err := d.placedBefore(ctx, w, leg); err != nil || sid != "" {
			return sid, err
		}
	}
	return d.Phone.Call(ctx, leg)
}

// placedBefore finds a call of the carrier's to this number that belongs to no other leg on
// record: it was placed, and its answer was lost. The same person may be rung for another page
// at the same time.
func (d *Desk) placedBefore(ctx context.Context, w Work, leg paging.Leg) (found string, err error) {
	sids, err := d.Phone.Find(ctx, leg, w.Due)
	if err != nil || len(sids) == 0 {
		return "", err
	}
	err = d.Ledger.Do(ctx, func(tx Tx) (err error) {
		found, err = unclaimed(tx, sids, leg.ID)
		return err
	})
	return found, err
}

// unclaimed finds the carrier's call that is known to be the leg's, else the first that belongs
// to no leg.
func unclaimed(tx Tx, sids []string, leg string) (found string, err error) {
	for _, sid := range sids {
		call, _, err := tx.Whose(sid)
		switch {
		case err == nil && call == leg:
			return sid, nil
		case errors.Is(err, ErrNoCall):
			found = cmp.Or(found, sid)
		case err != nil:
			return "", err
		}
	}
	return found, nil
}

// text sends an SMS. One that pages may be overtaken, when the carrier or the record was slow.
func (d *Desk) text(ctx context.Context, w Work, m paging.Message) error {
	if m.Key == paging.PageText && w.Page != "" { // else it is an answer
		wanted, err := d.wantedStill(ctx, w)
		if err != nil || !wanted {
			return err
		}
	}
	_, err := d.Phone.Text(ctx, m)
	switch {
	case err != nil && !worthRepeating(w, err):
		return d.lost(ctx, w, m, err)
	case err != nil && m.Key != paging.PageText && !errors.Is(err, ErrTryAgain):
		// What hid the answer may last. The SMS of a page does not wait: a minute later it is late.
		d.Log.Warn("nobody knows whether a message was sent", "message", m.ID, "err", err)
		d.againAfter(ctx, w, unknownPause, err)
		return nil
	}
	return d.done(ctx, w, err)
}

// wantedStill drops a call or a text that was overtaken: no one is paged for a page that has
// been accepted (P2).
func (d *Desk) wantedStill(ctx context.Context, w Work) (wanted bool, err error) {
	err = d.Ledger.Do(ctx, func(tx Tx) error {
		if wanted, err = tx.Wanted(w); err != nil || wanted {
			return err
		}
		return tx.Finish(w)
	})
	return wanted, err
}

// placed records that the carrier has taken the call, or never will.
func (d *Desk) placed(ctx context.Context, w Work, e support.Event) error {
	now := now()
	e.At = now
	return d.Ledger.Do(ctx, func(tx Tx) error {
		if err := tx.Finish(w); err != nil {
			return err
		}
		return d.happened(tx, e, now)
	})
}

// done completes a command, or gives it back when it is worth repeating.
func (d *Desk) done(ctx context.Context, w Work, failed error) error {
	if worthRepeating(w, failed) {
		d.Log.Warn("command not done yet", "page", w.Page, "do", w.Command.Do, "try", w.Tries+1, "err", failed)
		d.again(ctx, w, failed)
		return nil
	}
	err := d.Ledger.Do(ctx, func(tx Tx) error { return tx.Finish(w) })
	return errors.Join(failed, err)
}

// How often a command is tried. A dial has no such limit: its page decides. A message whose
// fate is not known is sent once more: two are better than none, nine are not.
const (
	mostTries    = 60 // ten minutes
	mostMessages = 2
	unknownPause = time.Minute
)

func worthRepeating(w Work, failed error) bool {
	switch {
	case failed == nil, errors.Is(failed, ErrRefused):
		return false
	case w.Command.Do == paging.Look, w.Command.Do == paging.Post:
		return false // the next look is planned already; post repeats letters
	case errors.Is(failed, ErrTryAgain), w.Command.Do != paging.Text:
		return w.Tries+1 < mostTries
	}
	return w.Tries+1 < mostMessages
}

// revived reports whether a leg that was to be hung up is in use after all.
func revived(tx Tx, page, leg string) (bool, error) {
	p, err := tx.Page(page)
	if errors.Is(err, ErrNoPage) {
		return false, nil
	}
	live := slices.ContainsFunc(p.Attempts, func(a paging.Attempt) bool { return a.Leg == leg && a.Live() })
	return live, err
}

// reach summons, hangs up or probes a call by the carrier's name for it. A call without a name
// is still being placed: its page hangs it up once it is.
func (d *Desk) reach(ctx context.Context, w Work, c paging.Command) error {
	var sid string
	var inUse bool
	err := d.Ledger.Do(ctx, func(tx Tx) (err error) {
		if sid, err = tx.SID(c.Call); err == nil && c.Do == paging.HangUp {
			inUse, err = revived(tx, w.Page, c.Call)
		}
		return err
	})
	switch {
	case err != nil || sid == "" || inUse:
	case c.Do == paging.Summon:
		err = d.Phone.Summon(ctx, sid, c.Call, w.ID)
	case c.Do == paging.Look:
		err = d.look(ctx, w.Page, sid, c.Call)
	default:
		err = d.Phone.HangUp(ctx, sid)
	}
	return d.done(ctx, w, err)
}
