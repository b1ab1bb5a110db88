package operators

import (
	"errors"
	"slices"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// tooLate is when the desk gives up on an event whose call is not on record: the carrier's name
// for the call comes within seconds, or never.
const tooLate = 5 * time.Minute

// acts handle the events that concern more than the pages of their call.
var acts = map[support.EventKind]func(*Desk, Tx, support.Event, time.Time) error{
	support.Suspected:      (*Desk).suspected,
	support.Withdrawn:      (*Desk).withdrawn,
	support.Due:            (*Desk).due,
	support.Declared:       (*Desk).declared,
	support.Identified:     (*Desk).identified,
	support.OperatorWanted: (*Desk).wanted,
	support.EngineerWanted: (*Desk).wanted,
	support.AccountWanted:  (*Desk).wanted,
	support.Escalated:      (*Desk).escalated,
	support.Ruled:          (*Desk).ruled,
	support.Contacted:      (*Desk).contacted,
	support.Holding:        (*Desk).holding,

	support.Commented:       (*Desk).advance,
	support.SeverityChanged: (*Desk).advance,
	support.PriorityChanged: (*Desk).advance,
	support.CaseOpened:      (*Desk).advance,
	support.Raised:          (*Desk).raised,
	support.Responded:       (*Desk).advance,
	support.Concluded:       (*Desk).advance,
	support.CallReturned:    (*Desk).returned,
	support.CallbackWanted:  (*Desk).callbackWanted,
	support.Texted:          (*Desk).texted,
	support.Delivered:       (*Desk).delivered,
	support.Undelivered:     (*Desk).delivered,
	support.Parted:          (*Desk).parted,
	support.Hurried:         (*Desk).hurried,
	support.CalledOff:       (*Desk).calledOff,
}

// happened acts on one event. Without an act of its own, it steps the pages that it concerns.
func (d *Desk) happened(tx Tx, e support.Event, now time.Time) error {
	if e.At.IsZero() { // a timer
		e.At = now
	}
	if err := whose(tx, &e); err != nil {
		if now.Sub(e.At) > tooLate {
			d.Log.Error("event of an unknown call", "kind", e.Kind, "sid", e.SID, "err", err)
			return nil
		}
		return err
	}
	if act, ok := acts[e.Kind]; ok {
		return act(d, tx, e, now)
	}
	return d.tell(tx, e, now)
}

// whose fills in the call and the page of an event that has only the carrier's name for the
// call.
func whose(tx Tx, e *support.Event) error {
	if e.SID == "" || e.Call != "" {
		return nil
	}
	call, page, err := tx.Whose(e.SID)
	if err != nil {
		return err
	}
	e.Call = call
	if e.Page == "" {
		e.Page = page
	}
	return nil
}

// tell steps the pages that an event concerns: the page that it names, else all pages of its
// call.
func (d *Desk) tell(tx Tx, e support.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := d.step(tx, p, e, now); err != nil {
			return err
		}
		if e.Kind == support.Accepted && p.Kind == support.EmergencyPage {
			if err := d.supersede(tx, p, now); err != nil {
				return err
			}
		}
	}
	return d.severity(tx, pages, e, now)
}

func (d *Desk) concerned(tx Tx, e support.Event) ([]paging.Page, error) {
	if e.Page == "" {
		return tx.Pages(Which{Call: e.Call})
	}
	p, err := tx.Page(e.Page)
	if errors.Is(err, ErrNoPage) {
		return nil, nil
	}
	return []paging.Page{p}, err
}

// severity ends the emergency when the manager says that it is over, and lowers the case when
// the manager says so (R21).
func (d *Desk) severity(tx Tx, pages []paging.Page, e support.Event, now time.Time) error {
	if e.Kind != support.OutcomeGiven || !e.Outcome.Ends() {
		return nil
	}
	for _, p := range pages {
		if p.Case == "" {
			continue
		}
		over := support.Event{
			Kind: support.Concluded, At: now, Page: p.ID, Call: e.Call, Person: p.Giver(e),
			Case: p.Case, Outcome: e.Outcome, Flags: p.Flags,
		}
		if to, lowered := e.Outcome.Severity(); lowered {
			over.Severity = to
		}
		given := support.Event{Kind: e.Kind, At: now, Case: p.Case, Outcome: e.Outcome}
		if err := d.advance(tx, given, now); err != nil {
			return err
		}
		if err := tx.Schedule("concluded:"+p.ID, now.Add(casework.PhonesFirst), over); err != nil {
			return err
		}
	}
	return nil
}

// holding runs when a caller begins to wait on the line. The page may have ended just before:
// then the caller is summoned at once, instead of hearing music until the next news.
func (d *Desk) holding(tx Tx, e support.Event, now time.Time) error {
	pages, err := tx.Pages(Which{Call: e.Call})
	switch {
	case err != nil:
		return err
	case len(pages) == 0:
		return tx.Order(paging.Command{Do: paging.Summon, Call: e.Call, Urgency: paging.UrgentPage})
	}
	return d.tell(tx, e, now)
}

// suspected sets the watchdog: production is said to be down, so that a person is paged even if
// the call breaks off.
func (d *Desk) suspected(tx Tx, e support.Event, now time.Time) error {
	return tx.Schedule("watch:"+e.Call, now.Add(d.Watch), support.Event{Kind: support.Due, Call: e.Call})
}

func (d *Desk) withdrawn(tx Tx, e support.Event, _ time.Time) error {
	return unwatch(tx, e.Call)
}

func unwatch(tx Tx, call string) error {
	return tx.Schedule("watch:"+call, time.Time{}, support.Event{})
}

// due acts when the time of a commitment, of a page or of the watchdog has come.
func (d *Desk) due(tx Tx, e support.Event, now time.Time) error {
	switch {
	case e.Commitment != "":
		return d.advance(tx, e, now)
	case e.Page != "":
		return d.pageDue(tx, e, now)
	}
	pages, err := tx.Pages(Which{Call: e.Call})
	if err != nil || slices.ContainsFunc(pages, humanHasIt) {
		return err
	}
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	if !known.Pages() {
		return d.unpaged(tx, known, pages, now)
	}
	known.Flags = append(known.Flags, support.FlagWatchdog)
	if known.Limited {
		return d.askFirst(tx, known, now)
	}
	return d.page(tx, known, now)
}

// pageDue acts when the time of a page has come. A page that is no longer needed stops ringing.
func (d *Desk) pageDue(tx Tx, e support.Event, now time.Time) error {
	p, err := tx.Page(e.Page)
	if errors.Is(err, ErrNoPage) {
		return nil
	}
	if err != nil {
		return err
	}
	if ended, err := d.needless(tx, p, now); err != nil || ended {
		return err
	}
	return d.tell(tx, e, now)
}

// askFirst rings the operators where the limits are reached. When none comes, the page begins
// (see [Desk.inside]). A caller who is gone is owed a call.
func (d *Desk) askFirst(tx Tx, k paging.Known, now time.Time) error {
	if k.Where == support.Gone {
		if err := d.owe(tx, k, string(k.From), "hung up after saying that production is down", now); err != nil {
			return err
		}
	}
	return d.hunt(tx, k, support.OperatorWanted, now)
}

// humanHasIt reports whether the watchdog is not needed: an Enterprise Down page runs, or a
// person has accepted the caller.
func humanHasIt(p paging.Page) bool {
	return p.Kind == support.EmergencyPage || p.State == support.PageAccepted
}

// returned gives a caller who rang back the Enterprise Down pages of the call before.
func (d *Desk) returned(tx Tx, e support.Event, now time.Time) error {
	pages, err := tx.Pages(Which{Call: e.OldCall})
	if err == nil {
		err = unwatch(tx, e.OldCall)
	}
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != support.EmergencyPage {
			continue
		}
		if err := tx.Link(p.ID, e.Call, true); err != nil {
			return err
		}
	}
	if len(pages) == 0 && e.OldCall != "" {
		return d.watchAgain(tx, e, now)
	}
	return d.tell(tx, e, now)
}

// watchAgain sets the watchdog for a caller who is back before a page began.
func (d *Desk) watchAgain(tx Tx, e support.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil || !known.Suspected {
		return err
	}
	return d.suspected(tx, e, now)
}

// calledOff ends the emergency of a call. From an operator's leg, it ends the emergency of that
// page's callers.
func (d *Desk) calledOff(tx Tx, e support.Event, now time.Time) error {
	if err := unwatch(tx, e.Call); err != nil {
		return err
	}
	concerned, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range concerned {
		if p.Kind == support.EmergencyPage {
			if err := d.step(tx, p, e, now); err != nil {
				return err
			}
			continue
		}
		for _, call := range p.Calls(paging.Anywhere) {
			if err := d.calledOffFor(tx, call, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) calledOffFor(tx Tx, call string, e support.Event, now time.Time) error {
	if err := unwatch(tx, call); err != nil {
		return err
	}
	pages, err := tx.Pages(Which{Call: call})
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind == support.EmergencyPage {
			if err := d.step(tx, p, e, now); err != nil {
				return err
			}
		}
	}
	return nil
}
