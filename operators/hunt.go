package operators

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// hunted is what a caller asks for on the phone, and whom that rings.
var hunted = map[support.EventKind]support.PageKind{
	support.OperatorWanted: support.OperatorPage,
	support.EngineerWanted: support.EngineerPage,
	support.AccountWanted:  support.AccountPage,
}

// prefixes name the pages of each kind of hunt.
var prefixes = map[support.PageKind]string{support.OperatorPage: "OP", support.EngineerPage: "EN", support.AccountPage: "AM"}

// wanted: a caller wants a human, of the kind that he has asked for.
func (d *Desk) wanted(tx Tx, e support.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	return d.hunt(tx, known, e.Kind, now)
}

// hunt rings people for a caller who waits: one search at a time, the one that
// he has asked for last.
func (d *Desk) hunt(tx Tx, k paging.Known, wanted support.EventKind, now time.Time) error {
	kind := hunted[wanted]
	if running, err := d.huntsAlready(tx, k.Call, kind, now); err != nil || running {
		return err
	}
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	who, err := d.ownPeople(tx, k, kind, roster, now)
	if err != nil {
		return err
	}
	if k.Where != support.Gone {
		k.Where = support.OnHold
	}
	id := fmt.Sprintf("%s-%s-%d", prefixes[kind], k.Call, now.UnixMilli())
	return d.begin(tx, paging.Planned(id, kind, k, roster, d.ladderOf(kind), now).With(who).Begin(k, wanted))
}

// huntsAlready reports whether the caller has what he asks for, or a human has
// taken him already. Phones that ring for something else of his are let go.
func (d *Desk) huntsAlready(tx Tx, call string, kind support.PageKind, now time.Time) (bool, error) {
	running, err := tx.PagesOf(call)
	if err != nil {
		return false, err
	}
	for _, p := range running {
		switch {
		case !p.Kind.Hunts():
		case p.Kind == kind || p.State == support.PageAccepted:
			return true, nil
		default:
			if err := d.end(tx, p, "the caller has asked for somebody else", now); err != nil {
				return false, err
			}
		}
	}
	return false, nil
}

func (d *Desk) ladderOf(hunt support.PageKind) paging.Ladder {
	switch hunt {
	case support.EngineerPage:
		return paging.EngineerLadder()
	case support.AccountPage:
		return paging.AccountLadder()
	}
	return d.Hunt
}

// ownPeople are the customer's own, who are not found by a role. Of a case that
// nobody knows there are none.
func (d *Desk) ownPeople(tx Tx, k paging.Known, kind support.PageKind, r rota.Rota, now time.Time) (map[paging.Whom][]rota.Person, error) {
	if kind == support.OperatorPage || k.Case == "" {
		return nil, nil
	}
	s, err := tx.Standing(k.Case)
	if errors.Is(err, ErrNoCase) {
		return nil, nil
	}
	if kind == support.AccountPage {
		return accountManagers(d.Policy, s, k.Language, now), err
	}
	return d.ownEngineers(r, s, now), err
}

// ownEngineers are the engineer whom the customer has booked for now, else the
// one whose case it is, while he is at work (R44, R6, P10).
func (d *Desk) ownEngineers(r rota.Rota, s support.Standing, now time.Time) map[paging.Whom][]rota.Person {
	if booked, ok := s.Contract.EngineerAt(now); ok {
		return map[paging.Whom][]rota.Person{paging.DedicatedEngineer: {{ID: "engineer:" + booked.Engineer, Name: booked.Engineer, Phone: booked.Phone}}}
	}
	if p, ok := r.Person(s.Case.Engineer); ok && d.atWork(r, p, now) {
		return map[paging.Whom][]rota.Person{paging.AssignedEngineer: {p}}
	}
	return nil
}

// atWork reports whether a person is on duty, as whatever, or in business hours
// where he lives.
func (d *Desk) atWork(r rota.Rota, p rota.Person, now time.Time) bool {
	on := func(s rota.Shift) bool { return s.Person == p.ID && s.Covers(now) }
	return slices.ContainsFunc(r.Shifts, on) || !rota.HoursOf(d.Policy, nil).Open(p, now).After(now)
}

// accountManagers are the customer's for the application of the case, if it is
// within his hours (R45, R46).
func accountManagers(p support.Policy, s support.Standing, language string, now time.Time) map[paging.Whom][]rota.Person {
	t, presence := p.AccountManager(s.Contract, s.Case.Product, now)
	if presence != support.TSAMPresent {
		return nil
	}
	return map[paging.Whom][]rota.Person{paging.AccountManagers: {accountManager(p, t, language)}}
}

// accountManager is one as a person with a phone. He talks to the customer in a
// language that both speak, or in the first of the list (R47).
func accountManager(p support.Policy, t support.TSAM, language string) rota.Person {
	person := rota.Person{ID: "tsam:" + t.Name, Name: t.Name, Phone: t.Phone, Language: p.TSAM.Language(language)}
	if t.Zone != nil {
		person.Zone = t.Zone.String()
	}
	return person
}
