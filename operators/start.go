package operators

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/operators/paging"
	"edown/support"
)

// inside performs a command that needs no carrier.
func (d *Desk) inside(tx Tx, p paging.Page, c paging.Command, now time.Time) error {
	for _, call := range p.Calls(paging.Anywhere) {
		known, err := tx.Known(call)
		if err != nil {
			return err
		}
		if c.Do == paging.NoteMissed {
			if call == c.Call {
				return d.owe(tx, known, string(known.From), "hung up while waiting for "+waitedFor[p.Kind], now)
			}
			continue
		}
		if !known.Pages() { // called off, dealt with, or the caller is promised a callback
			continue
		}
		known.Flags = append(known.Flags, c.Event.Flags...)
		known.Where = support.OnHold
		if p.Callers[call] == support.Gone { // the caller has confirmed nothing since
			known.Where, known.Flags = support.Gone, append(known.Flags, watched(p.Flags)...)
		}
		return d.page(tx, known, now)
	}
	return nil
}

// waitedFor is the human that a caller waited for, in the words of the record.
var waitedFor = map[support.PageKind]string{
	support.OperatorPage: "an operator",
	support.EngineerPage: "an engineer",
	support.AccountPage:  "the account manager",
}

// watched is the watchdog's flag, if it is among these.
func watched(flags []support.Flag) []support.Flag {
	return slices.DeleteFunc(slices.Clone(flags), func(f support.Flag) bool { return f != support.FlagWatchdog })
}

// page starts the Enterprise Down page of a call, or joins the call to the page that its case
// has already (P11, R-dup).
func (d *Desk) page(tx Tx, k paging.Known, now time.Time) error {
	running, err := tx.Pages(Which{Call: k.Call})
	if err != nil {
		return err
	}
	for _, p := range running {
		if p.Kind == support.EmergencyPage {
			return d.recase(tx, p, k.Event(support.Declared, now), now)
		}
	}
	return d.pageAnew(tx, k, now)
}

// pageAnew does so for a call that has no page yet.
func (d *Desk) pageAnew(tx Tx, k paging.Known, now time.Time) error {
	if p, running, err := emergencyOf(tx, k.Case); err != nil {
		return err
	} else if running {
		return d.join(tx, p, k, now)
	}
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	id, err := d.newID(tx, k.Call, now)
	if err != nil {
		return err
	}
	began := paging.Start(id, support.EmergencyPage, k, roster, d.Ladder, now)
	if err := d.raise(tx, k, began.Page, now); err != nil {
		return err
	}
	return d.begin(tx, began)
}

// emergencyOf finds the running Enterprise Down page of a case (P11).
func emergencyOf(tx Tx, number support.CaseNumber) (p paging.Page, running bool, err error) {
	if number == "" {
		return p, false, nil
	}
	pages, err := tx.Pages(Which{Kind: support.EmergencyPage, Case: number})
	if err != nil || len(pages) == 0 {
		return p, false, err
	}
	return pages[0], true, nil
}

// newID names a page after its call. A second emergency of the same call gets another page.
func (d *Desk) newID(tx Tx, call string, now time.Time) (string, error) {
	id := "ED-" + call
	_, err := tx.Page(id)
	if errors.Is(err, ErrNoPage) {
		return id, nil
	}
	return fmt.Sprintf("%s-%d", id, now.UnixMilli()), err
}

func (d *Desk) begin(tx Tx, began paging.Moved) error {
	if err := d.keep(tx, began); err != nil {
		return err
	}
	for _, call := range began.Page.Calls(paging.Anywhere) {
		if err := tx.Link(began.Page.ID, call, true); err != nil {
			return err
		}
	}
	return nil
}

// join brings one more caller to a running page, also one who has hung up since.
func (d *Desk) join(tx Tx, p paging.Page, k paging.Known, now time.Time) error {
	if err := tx.Link(p.ID, k.Call, true); err != nil {
		return err
	}
	err := d.step(tx, p, support.Event{Kind: support.CallReturned, At: now, Call: k.Call}, now)
	if err != nil || k.Where != support.Gone {
		return err
	}
	return d.tell(tx, support.Event{Kind: support.CallEnded, At: now, Page: p.ID, Call: k.Call}, now)
}

func (d *Desk) declared(tx Tx, e support.Event, now time.Time) error {
	if err := unwatch(tx, e.Call); err != nil {
		return err
	}
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	return d.page(tx, known, now)
}
