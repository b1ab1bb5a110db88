package store

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

func (h *house) page(id string) (p paging.Page) {
	h.t.Helper()
	do(h.t, h.store, func(tx *tx) (err error) { p, err = tx.Page(id); return err })
	return p
}

// A call with the caller's number that the network does not vouch for presses all keys that
// end an emergency, and all that declare one: it rings on.
func TestAForgedRedialEndsNothing(t *testing.T) {
	for _, keys := range [][]string{
		{"1", "1", "1", "1", "2", "3", ""}, {"1", "1", "1234567#", "2", "3", ""}, {"1", "1", "1234567#", "2", "4", ""},
		{"1", "2", "2", "3", "3"}, {"2", "1234567#", "3", "1"},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := build(t)
			h.declares("CA1")
			h.goes("CA1")
			h.callsAs(ivr.Incoming{Call: "CA2", From: ann, Doubted: true})
			h.hears("CA2", "main")
			for _, key := range keys {
				h.presses("CA2", key)
			}
			h.after(30 * time.Second)
			h.goes("CA2")
			h.after(time.Minute)
			if p := h.page("ED-CA1"); p.State != support.PageRinging || p.Callers["CA2"] != "" {
				t.Errorf("%q: the page is %s, with %v", keys, p.State, p.Callers)
			}
		})
	}
}

// The same number, attested, returns to the place of the call before, and may end it.
func TestAnAttestedRedialMayEndIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		h.declares("CA1")
		h.goes("CA1")
		h.calls("CA2", ann)
		h.hears("CA2", "resume")
		h.presses("CA2", "1")
		h.after(time.Second)
		if p := h.page("ED-CA1"); p.Callers["CA2"] == "" {
			t.Errorf("is not back: %v", p.Callers)
		}
	})
}

// A stranger with the number of a case in an emergency is told nothing, and is let in by a
// key of the manager.
func TestAStrangerWaitsAtTheDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		leg := h.declares("CA1")
		h.happens(support.Event{Kind: support.PickedUp, Call: leg.ID, SID: "SID-" + leg.ID})
		h.does(leg.ID, "0", ivr.Input{Kind: ivr.Began})
		h.presses(leg.ID, "1")
		h.after(time.Second)
		h.callsAs(ivr.Incoming{Call: "CA2", From: "+14155550144"})
		for _, key := range []string{"1", "1", "1234567#"} {
			h.presses("CA2", key)
		}
		h.hears("CA2", "on_record")
		if p := h.page("ED-CA1"); p.Callers["CA2"] != "" || !p.Outside("CA2") {
			t.Errorf("callers %v, visitors %v", p.Callers, p.Visitors)
		}
		h.does(leg.ID, "back", ivr.Input{Kind: ivr.Returned})
		h.hears(leg.ID, "visitor_asks")
		h.presses(leg.ID, "1")
		h.does("CA2", "summon-1", ivr.Input{Kind: ivr.Summoned})
		if w := h.turn["CA2"].Wait; w.For != ivr.Talk || w.Room != "ED-CA1" || !w.Guest || w.Ends {
			t.Errorf("waits for %+v", w)
		}
	})
}

// One forged SMS from each manager delays the ladder by one ring each, and no more; the
// caller is never told that a manager has accepted.
func TestForgedTextsTakeNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		h.declares("CA1")
		for range 60 {
			h.sends(mei.Phone, "1")
			h.sends(mei.Phone, "2")
			h.after(10 * time.Second)
		}
		p := h.page("ED-CA1")
		rung := map[string]int{}
		for _, a := range p.Attempts {
			rung[a.Person.ID]++
		}
		if p.State != support.PageRinging || p.AcceptedBy != "" || len(rung) < 3 || len(p.Intents) != 1 {
			t.Errorf("%s, by %q; rung %v", p.State, p.AcceptedBy, rung)
		}
		if n := count(t, h.store, `SELECT COUNT(*) FROM accepts`); n != 0 {
			t.Errorf("%d accepts", n)
		}
		last := p.Attempts[len(p.Attempts)-1]
		if since := p.Started.Add(10 * time.Minute).Sub(last.Planned); since > time.Minute {
			t.Errorf("the last phone was rung %s ago", since)
		}
		if !slices.ContainsFunc(p.Attempts, func(a paging.Attempt) bool { return a.Person.ID == "mei" && a.Rung > 3 }) {
			t.Error("a pass by SMS took her off the ladder")
		}
	})
}
