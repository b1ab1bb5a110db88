package operators

import (
	"errors"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// hurried transfers the callers of a hunt to a manager, at the wish of the person who has them
// on the phone: the Enterprise Down page climbs, or one begins (R2, R3).
func (d *Desk) hurried(tx Tx, e support.Event, now time.Time) error {
	hunts, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, h := range hunts {
		for _, call := range h.Calls(paging.Anywhere) {
			if err := d.transfer(tx, h, call, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// transfer brings a caller to a manager. If production is said to be down, the case is raised
// also for a page that began before that was said.
func (d *Desk) transfer(tx Tx, from paging.Page, call string, e support.Event, now time.Time) error {
	known, err := d.transferred(tx, from, call)
	if err != nil {
		return err
	}
	if err := d.page(tx, known, now); err != nil {
		return err
	}
	pages, err := tx.Pages(Which{Call: call})
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != support.EmergencyPage {
			continue
		}
		if p.Case == known.Case {
			err = d.raise(tx, known, p, now)
		}
		return errors.Join(err, d.handOver(tx, p.ID, call, known.Where, e, now))
	}
	return nil
}

// transferred is what is known of a caller who is transferred. An operator asks for a manager,
// whatever the call is about. On the phone of an engineer or an account manager, the key means
// that all production has stopped: that person's word makes it an Enterprise Down (R15, R48).
func (d *Desk) transferred(tx Tx, from paging.Page, call string) (paging.Known, error) {
	if from.Kind != support.OperatorPage {
		if _, err := tx.Put(casework.Suspect{Call: call}); err != nil {
			return paging.Known{}, err
		}
	}
	known, err := tx.Known(call)
	known.Where = support.OnHold
	if from.Callers[call] == support.Gone {
		known.Where = support.Gone
	}
	if from.Kind == support.OperatorPage {
		known.Flags = append(known.Flags, support.FlagTransferred)
	}
	return known, err
}

// handOver tells the page where its caller was left, and makes it climb.
func (d *Desk) handOver(tx Tx, page, call string, where support.Whereabouts, e support.Event, now time.Time) error {
	left := support.Event{Kind: support.Holding, At: now, Page: page, Call: call}
	if where == support.Gone {
		left.Kind = support.CallEnded
	}
	for _, e := range []support.Event{left, {Kind: support.Hurried, At: now, Page: page, Climb: e.Climb}} {
		p, err := tx.Page(page)
		if err == nil {
			err = d.step(tx, p, e, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
