package store

import (
	"cmp"
	"slices"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

// view is what may be said of a page while it runs. Who has pressed 1 first
// has it, even before the desk has acted on it: so that the second to press
// hears the truth (P2).
func (t *tx) view(p paging.Page) (*ivr.Page, error) {
	if p.State == support.PageRinging {
		person, leg, err := t.accepter(p)
		if err != nil {
			return nil, err
		}
		if person != "" {
			p.State, p.AcceptedBy, p.Present = support.PageAccepted, person, leg != ""
		}
	}
	sessions, err := t.callersOf(p.ID)
	if err != nil {
		return nil, err
	}
	return seen(p, interviewed(sessions)), nil
}

// seen is a page in the words of the dialogues; told is the session of its
// caller. Whoever is rung for a caller who waits answers for the case that he
// was rung for, whatever is typed meanwhile.
func seen(p paging.Page, told ivr.Session) *ivr.Page {
	if !p.Kind.Hunts() {
		p.Case = cmp.Or(p.Case, told.Case)
	}
	return &ivr.Page{
		ID: p.ID, Kind: p.Kind, State: p.State, Company: cmp.Or(p.Company, told.Company), Case: p.Case,
		Presumed: slices.Contains(p.Flags, support.FlagCaseUnconfirmed), Language: cmp.Or(p.Language, told.Lang),
		Interview: told.Interview, Flags: p.Flags, Since: p.Started,
		AcceptedBy: p.AcceptedBy, Accepter: p.PersonName(), Here: p.Present, CallerHere: p.CallerHere(), Callback: p.Callback,
		Ringing: p.RingingNow(), Tried: p.Tried(), Round: p.Round + 1, Vouched: p.Vouched, Outcome: p.Outcome, Reason: p.Reason,
	}
}
