package operators

import (
	"errors"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// hurried: whoever has a caller on the phone transfers him to a manager: the
// page that runs climbs, or one begins (R2, R3).
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

// transfer brings a caller from whom he has talked to before a manager. If
// production is said to be down, that holds for a page too that has begun
// without it.
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

// transferred is what is known of a caller now that he is transferred. An
// operator asks for a manager, whatever it is about. With the phone of an
// engineer or of an account manager, the key says that all production has
// stopped: it is an Enterprise Down, on his word (R15, R48).
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

// handOver has the page know where its caller was left, and climb.
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
