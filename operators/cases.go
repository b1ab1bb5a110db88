package operators

import (
	"cmp"
	"errors"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// About names the case of a file: by its number, or by the id of a commitment or an
// escalation. The zero value is no case: its file has the rota and the named pages.
type About struct {
	Case       support.CaseNumber
	Commitment string   // an id
	Pages      []string // further pages, by their ids
}

// advance decides what an event means to its case, and applies the effects.
func (d *Desk) advance(tx Tx, e support.Event, now time.Time) error {
	f, err := d.file(tx, e)
	if err != nil {
		return err
	}
	return d.work(tx, f, e, now)
}

// work advances a file, and applies the effects.
func (d *Desk) work(tx Tx, f casework.File, e support.Event, now time.Time) error {
	_, effects := d.rules().Advance(f, e, now)
	for _, effect := range effects {
		if err := d.apply(tx, effect, now); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) rules() casework.Rules {
	return casework.Rules{Policy: d.Policy, Company: d.Company}
}

// file loads the file of the case that an event is about, with what is known of the calls
// that the event and the case's escalations name.
func (d *Desk) file(tx Tx, e support.Event) (casework.File, error) {
	about, err := about(tx, e)
	if err != nil {
		return casework.File{}, err
	}
	f, err := tx.File(about)
	if err != nil {
		return f, err
	}
	calls := []string{e.Call}
	for _, asked := range f.Escalations {
		calls = append(calls, asked.Call)
	}
	if e.Escalation != nil {
		calls = append(calls, e.Escalation.Call)
	}
	f.Callers, err = knownOf(tx, calls)
	return f, err
}

// about finds the case that an event names, else the case of its call.
func about(tx Tx, e support.Event) (About, error) {
	a := About{Case: e.Case, Commitment: e.Commitment}
	if e.Page != "" {
		a.Pages = []string{e.Page}
	}
	if e.Kind == support.Reported { // its Commitment is a kind, not an id
		a.Commitment = ""
	}
	switch e.Kind {
	case support.Commented, support.SeverityChanged, support.PriorityChanged:
		if a.Case == "" && e.Call != "" {
			known, err := tx.Known(e.Call)
			a.Case = known.Case
			return a, err
		}
	}
	return a, nil
}

// knownOf is what is known of callers, by their calls. Of a call that is no longer on record,
// nothing is known.
func knownOf(tx Tx, calls []string) (map[string]paging.Known, error) {
	all := map[string]paging.Known{}
	for _, call := range calls {
		if _, asked := all[call]; call == "" || asked {
			continue
		}
		known, err := tx.Known(call)
		if err != nil && !errors.Is(err, ErrNoCall) {
			return nil, err
		}
		all[call] = known
	}
	return all, nil
}

// apply keeps or does one effect.
func (d *Desk) apply(tx Tx, effect casework.Effect, now time.Time) error {
	switch e := effect.(type) {
	case casework.Order:
		return tx.Order(e.Command)
	case casework.Ring:
		return d.begin(tx, e.Moved)
	case casework.Step:
		p, err := tx.Page(e.Page)
		if errors.Is(err, ErrNoPage) {
			return nil
		}
		return errors.Join(err, d.step(tx, p, e.Event, now))
	case casework.Later:
		return tx.Schedule(e.Key, e.At, e.Event)
	case casework.CallBack:
		return d.owe(tx, e.Caller, e.Number, e.Why, now)
	case casework.Commit:
		kept, err := tx.Put(e)
		if err != nil || !kept {
			return err
		}
		return tx.Schedule("duty:"+e.ID, e.Look, support.Event{Kind: support.Due, Commitment: e.ID})
	}
	_, err := tx.Put(effect)
	return err
}

// raise puts the case of a page at severity 0, once the case is confirmed and the caller has
// said that production is down (R15).
func (d *Desk) raise(tx Tx, k paging.Known, p paging.Page, now time.Time) error {
	if !k.Suspected {
		return nil
	}
	e := support.Event{Kind: support.Declared, At: now, Page: p.ID, Call: k.Call}
	if !paging.Unconfirmed(k.Flags) {
		e.Case = k.Case
	}
	return d.advance(tx, e, now)
}

// raised advances the case that a page is about by now.
func (d *Desk) raised(tx Tx, e support.Event, now time.Time) error {
	p, err := tx.Page(e.Page)
	if errors.Is(err, ErrNoPage) {
		return nil
	}
	e.Case = p.Case
	return errors.Join(err, d.advance(tx, e, now))
}

// escalated takes a request. When it comes from the phone of an engineer or an account
// manager, the request is the caller's, who waits on that page.
func (d *Desk) escalated(tx Tx, e support.Event, now time.Time) error {
	if e.Escalation == nil {
		return nil
	}
	asked := *e.Escalation
	asked.Case, asked.Call = cmp.Or(asked.Case, e.Case), cmp.Or(asked.Call, e.Call)
	if e.Page != "" {
		p, err := tx.Page(e.Page)
		if err != nil {
			return err
		}
		if callers := p.Calls(paging.Anywhere); p.Kind.Hunts() && len(callers) > 0 {
			asked.Call, asked.Case = callers[0], cmp.Or(asked.Case, p.Case)
			asked.By, asked.Language = cmp.Or(asked.By, p.From), cmp.Or(asked.Language, p.Language)
		}
	}
	e.Case, e.Escalation = asked.Case, &asked
	f, err := d.file(tx, e)
	if err == nil && !f.Known {
		d.Log.Error("an escalation of a case that is not on record", "case", asked.Case, "call", asked.Call)
	}
	return errors.Join(err, d.work(tx, f, e, now))
}

// ruled takes a verdict on an escalation, from the leg that was placed for it.
func (d *Desk) ruled(tx Tx, e support.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if i := p.LegOf(e.Call); p.Kind == support.DecisionPage && i >= 0 {
			_, err := d.rule(tx, p, p.Attempts[i].Person.ID, e, now)
			return err
		}
	}
	return nil
}

// rule decides on the escalation of a page. first is false when another manager has decided
// before: the first verdict wins, as the first accept does (law 5). It is the verdict on every
// open request of the case for the same level.
func (d *Desk) rule(tx Tx, p paging.Page, person string, e support.Event, now time.Time) (first bool, err error) {
	e.Case, e.Page = p.Case, p.ID
	f, err := d.file(tx, e)
	if err != nil {
		return false, err
	}
	f.Won.Person = person
	for i, page := range f.MayDecide(p.ID, e.Verdict) {
		leg := ""
		if i == 0 {
			leg = e.Call
		}
		won, err := tx.Claim(page, person, leg, now)
		if err != nil || i == 0 && !won {
			return false, err
		}
		if won {
			f.Won.Pages = append(f.Won.Pages, page.ID)
		}
	}
	return len(f.Won.Pages) > 0, d.work(tx, f, e, now)
}

// contacted records that the customer was spoken to: on the leg of a decision, or as an SMS
// says.
func (d *Desk) contacted(tx Tx, e support.Event, now time.Time) error {
	pages, err := d.concerned(tx, e)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Kind != support.DecisionPage {
			continue
		}
		if i := p.LegOf(e.Call); i >= 0 {
			e.Person = p.Attempts[i].Person.ID
		}
		e.Page, e.Case = p.ID, cmp.Or(p.Case, e.Case)
		break
	}
	if e.Case == "" {
		return nil
	}
	return d.advance(tx, e, now)
}

// needless ends the search for a manager to decide on a case that has since been closed.
func (d *Desk) needless(tx Tx, p paging.Page, now time.Time) (ended bool, err error) {
	if p.Kind != support.DecisionPage || p.State != support.PageRinging {
		return false, nil
	}
	if err := d.advance(tx, support.Event{Kind: support.Due, At: now, Case: p.Case, Page: p.ID}, now); err != nil {
		return false, err
	}
	is, err := tx.Page(p.ID)
	return !is.Running(), err
}

// notify sends a notice to people of the rota.
func (d *Desk) notify(tx Tx, n casework.Notice, now time.Time) error {
	for _, c := range d.rules().Messages(n, now) {
		if err := tx.Order(c); err != nil {
			return err
		}
	}
	return nil
}
