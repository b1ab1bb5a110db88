package operators

import (
	"errors"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// now is the time of a decision, in the record's unit, so that a replay of the record decides
// the same (see [paging.Replay]).
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// step moves a page and keeps the result. It begins where the page stands now: a step of
// another page of the same caller may have moved it.
func (d *Desk) step(tx Tx, p paging.Page, e support.Event, now time.Time) error {
	was, err := tx.Page(p.ID)
	if err != nil {
		return err
	}
	moved := paging.Step(was, e, now)
	if moved.Rings(was) {
		roster, err := tx.Rota()
		if err != nil {
			return err
		}
		moved = paging.StepAsking(was, e, now, roster)
	}
	if e.Kind != support.Due && moved.Nothing(was) {
		return nil // the event is on record already
	}
	return errors.Join(d.keep(tx, moved), d.follow(tx, moved))
}

func (d *Desk) keep(tx Tx, moved paging.Moved) error {
	all := moved.Commands
	moved.Commands = nil
	for _, c := range all {
		if c.Do == paging.StartPage || c.Do == paging.NoteMissed {
			if err := d.inside(tx, moved.Page, c, moved.At); err != nil {
				return err
			}
			continue
		}
		moved.Commands = append(moved.Commands, c)
	}
	if err := errors.Join(tx.Save(moved), giveWay(tx, moved)); err != nil {
		return err
	}
	p := moved.Page
	return tx.Schedule("due:"+p.ID, p.Due(), support.Event{Kind: support.Due, Page: p.ID})
}

// giveWay hangs up what rings on a phone for less, when the phone is wanted for an emergency:
// a stand-down, a decision and a review give way.
func giveWay(tx Tx, moved paging.Moved) error {
	if moved.Page.Kind != support.EmergencyPage {
		return nil
	}
	for _, c := range moved.Commands {
		if c.Do != paging.Dial || c.Leg.Purpose != support.ForManager {
			continue
		}
		legs, err := tx.Yielding(c.Leg.To)
		for _, leg := range legs {
			err = errors.Join(err, tx.Order(paging.Command{Do: paging.HangUp, Call: leg, Urgency: paging.UrgentPage}))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// follow plans what a step of a page means to its case. The first words between the customer
// and the manager who decides count for the case at once.
func (d *Desk) follow(tx Tx, moved paging.Moved) error {
	p, e := moved.Page, moved.Event
	then := support.Event{At: moved.At, Page: p.ID, Call: e.Call, Case: p.Case, Flags: p.Flags}
	if p.Case != "" && answered(moved) {
		then.Kind, then.Person = support.Responded, p.AcceptedBy
		if err := tx.Schedule("responded:"+p.ID, moved.At.Add(casework.PhonesFirst), then); err != nil {
			return err
		}
	}
	ends := p.Kind == support.ReviewPage || p.Kind == support.EmergencyPage && p.Outcome.Ends()
	if moved.Has(paging.PageEnded) && ends {
		then.Kind, then.Person, then.Outcome = support.Concluded, p.Giver(e), p.Outcome
		if err := tx.Schedule("concluded:"+p.ID, moved.At.Add(casework.PhonesFirst), then); err != nil {
			return err
		}
	}
	if p.Kind == support.DecisionPage && moved.Has(paging.Talked) {
		spoken := support.Event{Kind: support.Contacted, At: moved.At, Page: p.ID, Person: p.AcceptedBy}
		return d.contacted(tx, spoken, moved.At)
	}
	return nil
}

// answered reports whether a step is the first response to a case: a manager has accepted its
// emergency, or a human talks to the customer.
func answered(moved paging.Moved) bool {
	p := moved.Page
	taken := moved.Has(paging.Taken) && p.Kind == support.EmergencyPage && p.State == support.PageAccepted
	return taken || moved.Has(paging.Talked) && p.Talked
}
