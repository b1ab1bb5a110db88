package operators

import (
	"fmt"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// hunted is what a caller asks for on the phone, and the page that rings for it.
var hunted = map[support.EventKind]support.PageKind{
	support.OperatorWanted: support.OperatorPage,
	support.EngineerWanted: support.EngineerPage,
	support.AccountWanted:  support.AccountPage,
}

// prefixes name the pages of each kind of hunt.
var prefixes = map[support.PageKind]string{
	support.OperatorPage: "OP", support.EngineerPage: "EN", support.AccountPage: "AM",
}

// wanted begins a hunt for the kind of human that a caller has asked for.
func (d *Desk) wanted(tx Tx, e support.Event, now time.Time) error {
	known, err := tx.Known(e.Call)
	if err != nil {
		return err
	}
	return d.hunt(tx, known, e.Kind, now)
}

// hunt rings people for a caller who waits. There is one hunt at a time, for what the caller
// asked for last.
func (d *Desk) hunt(tx Tx, k paging.Known, wanted support.EventKind, now time.Time) error {
	kind := hunted[wanted]
	if running, err := d.huntsAlready(tx, k.Call, kind, now); err != nil || running {
		return err
	}
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	who, err := d.ownPeople(tx, k, kind, now)
	if err != nil {
		return err
	}
	if k.Where != support.Gone {
		k.Where = support.OnHold
	}
	id := fmt.Sprintf("%s-%s-%d", prefixes[kind], k.Call, now.UnixMilli())
	return d.begin(tx, paging.Planned(id, kind, k, roster, d.ladderOf(kind), now).With(who).Begin(k, wanted))
}

// huntsAlready reports whether such a hunt runs already, or a human has accepted another hunt
// of the caller. It ends other hunts that still ring.
func (d *Desk) huntsAlready(tx Tx, call string, kind support.PageKind, now time.Time) (bool, error) {
	running, err := tx.Pages(Which{Call: call})
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

// ownPeople finds the customer's own engineers or account managers, which no role finds. There
// are none for an unknown case.
func (d *Desk) ownPeople(
	tx Tx, k paging.Known, kind support.PageKind, now time.Time,
) (map[paging.Whom][]rota.Person, error) {
	if kind == support.OperatorPage || k.Case == "" {
		return nil, nil
	}
	f, err := tx.File(About{Case: k.Case})
	if err != nil || !f.Known {
		return nil, err
	}
	return d.rules().OwnPeople(f, kind, k.Language, now), nil
}
