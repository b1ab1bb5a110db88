package store

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// connected is a house in which somebody talks to a customer who has not said
// that production is down, and the phone that he holds. The keys are what the
// customer presses for him in the menu of his case.
func connected(t *testing.T, person string, keys ...string) (*house, paging.Leg) {
	h := guarded(t)
	must(t, h.store.Put(t.Context(), Directory{
		PINs: map[string]PIN{"100200": "4711"},
		Contracts: []support.Contract{{Number: "100200", Company: "Acme", Package: support.Goldplus, TSAMs: []support.TSAM{
			{Name: "Lena Berg", Phone: "+14155550299", Zone: paris},
		}}},
	}))
	h.until(tens(3))
	h.calls("CA1", buyer)
	for _, keys := range append([]string{"2", "1234567#", "100200#", "4711#"}, keys...) {
		h.presses("CA1", keys)
	}
	leg := h.rings(person)
	h.takes(leg)
	h.hushes()
	return h, leg
}

// The engineer, and the account manager, hear that all production has stopped:
// on their word it is an Enterprise Down, with all that follows (R15, R22, R23, R25).
func TestWhoTransfersProductionThatIsDown(t *testing.T) {
	for person, keys := range map[string][]string{"eng": {"3"}, "tsam:Lena Berg": {"4", "3"}} {
		synctest.Test(t, func(t *testing.T) {
			h, leg := connected(t, person, keys...)
			h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "first"})
			h.rings("mei")
			h.after(2 * time.Second)
			h.isTexted("sms_emergency"+devs, "sms_emergency"+engs)
			h.reads(down, support.NoteSeverity, "1 ", "0 ")
			for _, kind := range []casework.Kind{casework.OwesResponse, casework.OwesRestoration, casework.OwesReview} {
				if h.open(down)[kind].IsZero() {
					t.Errorf("%s: %s is not owed", person, kind)
				}
			}
			if s := standing(t, h.store, down); s.Case.Severity != support.EnterpriseDown {
				t.Errorf("%s: severity %d", person, s.Case.Severity)
			}
			if p := h.emergency(); slices.Contains(p.Flags, support.FlagTransferred) {
				t.Errorf("%s: an operator is said to have asked", person)
			}
		})
	}
}

// He rings back, and waits for the manager; nobody asks him for a PIN first.
func TestWhoWasTransferredRingsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, leg := connected(t, "eng", "3")
		h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "first"})
		h.goes("CA1")
		h.calls("CA2", buyer)
		h.hears("CA2", "resume")
		h.presses("CA2", "1")
		h.hears("CA2", "waiting")
	})
}

// An operator transfers for what it may be: that production is down, the caller
// says, or the manager finds.
func TestAnOperatorsTransferMakesNoEnterpriseDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, leg := connected(t, "olga", "0")
		h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "first"})
		h.rings("mei")
		h.after(2 * time.Second)
		h.isNotTexted("sms_emergency")
		if s := standing(t, h.store, down); s.Case.Severity != support.Critical {
			t.Errorf("severity %d", s.Case.Severity)
		}
		if p := h.emergency(); !slices.Contains(p.Flags, support.FlagTransferred) {
			t.Errorf("the manager is told %q", p.Flags)
		}
	})
}

// An operator has a manager rung for a caller who asks for one. While that page
// runs, his engineer hears that all production has stopped.
func TestAPageBecomesAnEnterpriseDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, leg := connected(t, "olga", "0")
		h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "first"})
		h.happens(support.Event{Kind: support.CallEnded, Call: leg.ID, Ending: support.EndCompleted})
		h.happens(support.Event{Kind: support.EngineerWanted, Call: "CA1"})
		leg = h.conference()["eng"]
		h.takes(leg)
		h.happens(support.Event{Kind: support.Hurried, Call: leg.ID, Climb: "next"})
		h.after(2 * time.Second)
		h.isTexted("sms_emergency" + devs)
		if s := standing(t, h.store, down); s.Case.Severity != support.EnterpriseDown {
			t.Errorf("severity %d", s.Case.Severity)
		}
	})
}

// emergency is the page that runs for the case that is down.
func (h *house) emergency() (p paging.Page) {
	h.t.Helper()
	do(h.t, h.store, func(tx *tx) (err error) {
		p, _, err = tx.pageFor(down)
		return err
	})
	return p
}
