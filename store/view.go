package store

import (
	"cmp"
	"slices"
	"time"

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
	out := seen(p, interviewed(sessions), time.Now())
	with := func(s ivr.Session) bool { return s.With(*out) }
	out.Talked = out.Talked || p.State == support.PageAccepted && slices.ContainsFunc(sessions, with)
	return out, nil
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
func seen(p paging.Page, told ivr.Session, now time.Time) *ivr.Page {
	if !p.Kind.Hunts() {
		p.Case = cmp.Or(p.Case, told.Case)
	}
	return &ivr.Page{
		ID: p.ID, Kind: p.Kind, State: p.State, Company: cmp.Or(p.Company, told.Company), Case: p.Case,
		Interview: told.Interview, Flags: p.Flags, Since: p.Started,
		AcceptedBy: p.AcceptedBy, Accepter: p.PersonName(), Here: p.Present,
		Together: ivr.Together{
			Talked: p.Talked, Wanted: p.Wanted, Alone: p.Alone, Shared: p.SharedNow(), Torn: p.Torn(now),
			Tried: p.Tried(),
		},
		Ringing: p.RingingNow(), Round: p.Round + 1,
		Vouched: p.Vouched, Outcome: p.Outcome, NoKey: p.Ladder.NoKey,
		Reach: ivr.Reach{
			Language: cmp.Or(p.Language, told.Lang), CallerHere: p.CallerHere(), Callback: p.Callback, From: p.From,
		},
		Standing: ivr.Standing{Texted: p.AnsweredByText(), Visitors: visitors(p)},
	}
}

// visitors are the later callers of a page.
func visitors(p paging.Page) (all []ivr.Visitor) {
	for _, v := range p.Visitors {
		asks := v.Door == paging.DoorKnocks
		all = append(all, ivr.Visitor{Call: v.Call, Name: v.Name, Company: v.Company, Phone: v.From, Asks: asks})
	}
	return all
}

// stands is how a page stands to a call.
func (t *tx) stands(page *ivr.Page, call string) error {
	if page == nil {
		return nil
	}
	p, err := t.Page(page.ID)
	if err != nil {
		return err
	}
	page.Mine = p.Callers[call] != ""
	page.Began, page.Sole = page.Mine && p.BegunBy(call), p.Sole(call)
	if v := p.Visitor(call); v != nil {
		page.Asks = v.Door == paging.DoorKnocks && p.Running()
		page.Shut = v.Door != paging.DoorOpen && !page.Asks
	}
	return nil
}
