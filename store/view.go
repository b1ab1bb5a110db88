package store

import (
	"cmp"
	"slices"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

// view is what may be said of a page while it runs. The first person to press 1 has it,
// even before the desk has acted on it: so the second one to press hears the truth (P2).
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

// interviewed is the session of a page's callers that has answered most.
func interviewed(sessions []ivr.Session) (most ivr.Session) {
	for _, s := range sessions {
		if most.Call == "" || len(s.Interview) > len(most.Interview) {
			most = s
		}
	}
	return most
}

// seen is a page in the words of the dialogues; told is the session of its caller. A hunt
// keeps the case that its phones were rung for, whatever its caller types meanwhile: an
// operator answers for that one.
func seen(p paging.Page, told ivr.Session) *ivr.Page {
	if !p.Kind.Hunts() {
		p.Case = cmp.Or(p.Case, told.Case)
	}
	return &ivr.Page{
		ID: p.ID, Kind: p.Kind, State: p.State, Company: cmp.Or(p.Company, told.Company), Case: p.Case,
		Presumed:  slices.Contains(p.Flags, support.FlagCaseUnconfirmed),
		Interview: told.Interview, Flags: p.Flags, Since: p.Started,
		AcceptedBy: p.AcceptedBy, Accepter: p.PersonName(), Here: p.Present,
		Ringing: p.RingingNow(), Tried: p.Tried(), Round: p.Round + 1,
		Vouched: p.Vouched, Outcome: p.Outcome, NoKey: p.Ladder.NoKey,
		Reach: ivr.Reach{
			Language: cmp.Or(p.Language, told.Lang), CallerHere: p.CallerHere(), Callback: p.Callback, From: p.From,
		},
	}
}
