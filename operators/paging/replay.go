package paging

import (
	"time"

	"edown/support"
)

// Happening is one line of a page's journal: what happened, and when the page
// heard of it.
type Happening struct {
	At time.Time
	support.Event
	Who People // who was on duty then, where a rung rang and they were others than before
}

// Event is what is known, as the first line of a page's journal. Its Where is
// where the caller is.
func (k Known) Event(kind support.EventKind, at time.Time) support.Event {
	return support.Event{
		Kind: kind, At: at, Call: k.Call, Case: k.Case, Contract: k.Contract, Company: k.Company,
		Language: k.Language, From: k.From, Flags: k.Flags, Where: k.Where,
	}
}

func knownFrom(e support.Event) Known {
	return Known{
		Call: e.Call, Case: e.Case, Contract: e.Contract, Company: e.Company,
		Language: e.Language, From: e.From, Flags: e.Flags, Where: e.Where,
	}
}

// again is the page before its beginning.
func (p Page) again() Page {
	return Page{Subject: Subject{ID: p.ID, Kind: p.Kind, Urgent: p.Urgent}, Plan: p.Plan,
		Progress: Progress{Started: p.Started}}
}

// Replay makes a page again from its journal and from what it was started with
// and never changes (law 11): p is the page at any time of its life. The
// result is what each line of the journal did.
func Replay(p Page, journal []Happening) []Moved {
	var all []Moved
	for i, h := range journal {
		var moved Moved
		if i == 0 {
			moved = p.again().Begin(knownFrom(h.Event), h.Kind)
		} else {
			moved = StepAgain(p, h)
		}
		p = moved.Page
		all = append(all, moved)
	}
	return all
}
