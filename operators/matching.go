package operators

import (
	"errors"
	"slices"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// identified gives a caller's page the case that is known by now.
func (d *Desk) identified(tx Tx, e support.Event, now time.Time) error {
	own, err := tx.Pages(Which{Call: e.Call})
	if err != nil {
		return err
	}
	for _, p := range own {
		if p.Kind == support.EmergencyPage {
			return d.recase(tx, p, e, now)
		}
	}
	return nil
}

// recase gives a page its case. If the case has a page already, the caller joins that one
// (P11). A page that other callers share, or that a person has accepted, keeps its case.
// So does one whose caller may not join the other: it rings on.
func (d *Desk) recase(tx Tx, p paging.Page, e support.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	switch {
	case err != nil:
		return err
	case p.Outside(e.Call) && (known.Case == p.Case || known.Case == ""):
		return d.knocksAgain(tx, p, known, now)
	case p.Outside(e.Call):
		return d.leave(tx, p, known, now)
	}
	e.Case, e.Contract, e.Company = known.Case, known.Contract, known.Company
	e.Flags = append(slices.DeleteFunc(slices.Clone(e.Flags), support.Flag.OfTheContract), known.Flags...)
	if e.Case == p.Case || e.Case == "" {
		return d.confirmed(tx, p, known, e, now)
	}
	other, running, err := emergencyOf(tx, e.Case)
	switch {
	case err != nil:
		return err
	case p.State == support.PageAccepted, running && !mayJoin(other, known):
		e.Case = p.Case // the accepter hears the right number from the caller
		return d.step(tx, p, e, now)
	case p.Shared(e.Call), !p.Sole(e.Call): // another call may wait at its door
		return d.leave(tx, p, known, now)
	case running:
		return errors.Join(
			d.end(tx, p, "merged into "+other.ID, now), d.mistaken(tx, p, now), d.join(tx, other, known, now))
	}
	return errors.Join(d.step(tx, p, e, now), d.raise(tx, known, p, now), d.mistaken(tx, p, now))
}

// knocksAgain lets a caller in for which a PIN, or an operator's word, has come since.
func (d *Desk) knocksAgain(tx Tx, p paging.Page, k paging.Known, now time.Time) error {
	if !mayJoin(p, k) {
		return nil
	}
	parted := support.Event{Kind: support.Parted, At: now, Page: p.ID, Call: k.Call}
	return errors.Join(d.parted(tx, parted, now), d.join(tx, p, k, now))
}

// mistaken concludes the emergency of the case that a page had by mistake, as a false alarm.
func (d *Desk) mistaken(tx Tx, p paging.Page, now time.Time) error {
	if p.Case == "" {
		return nil
	}
	over := support.Event{
		Kind: support.Concluded, At: now, Page: p.ID, Case: p.Case, Outcome: support.FalseAlarm, Flags: p.Flags,
	}
	return tx.Schedule("concluded:"+p.ID+":"+string(p.Case), now.Add(casework.PhonesFirst), over)
}

// confirmed runs when the caller confirms the case of a page. A case that was only presumed is
// then raised to severity 0.
func (d *Desk) confirmed(tx Tx, p paging.Page, k paging.Known, e support.Event, now time.Time) error {
	if err := d.step(tx, p, e, now); err != nil || paging.Unconfirmed(k.Flags) || !paging.Unconfirmed(p.Flags) {
		return err
	}
	return d.raise(tx, k, p, now)
}

// leave takes a caller off a page that is about another case, and finds or begins the right
// page.
func (d *Desk) leave(tx Tx, p paging.Page, k paging.Known, now time.Time) error {
	if err := d.parted(tx, support.Event{Kind: support.Parted, At: now, Page: p.ID, Call: k.Call}, now); err != nil {
		return err
	}
	return d.pageAnew(tx, k, now)
}

// parted takes a caller off pages that are about another caller's case.
func (d *Desk) parted(tx Tx, e support.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := errors.Join(d.step(tx, p, e, now), tx.Link(p.ID, e.Call, false)); err != nil {
			return err
		}
	}
	return nil
}

// end ends a page that is no longer needed. It tells no one to stand down: if there is an
// emergency, another page rings for it.
func (d *Desk) end(tx Tx, p paging.Page, why string, now time.Time) error {
	return d.step(tx, p, support.Event{Kind: support.Superseded, At: now, Page: p.ID, Why: why}, now)
}

// supersede ends the hunts that still ring for callers who have a manager now.
func (d *Desk) supersede(tx Tx, accepted paging.Page, now time.Time) error {
	for _, call := range accepted.Calls(paging.Anywhere) {
		pages, err := tx.Pages(Which{Call: call})
		if err != nil {
			return err
		}
		for _, p := range pages {
			if p.Kind.Hunts() && p.State == support.PageRinging {
				if err := d.end(tx, p, "a manager has accepted", now); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
