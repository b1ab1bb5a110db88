package store

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/support"
)

// emergency is a caller with a running page, "ED-CA1".
func emergency(t *testing.T, s *Store) {
	t.Helper()
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) {
		s.Lang, s.Case, s.Presumed = "fr", "C1234567", true
		s.Customer = ivr.Customer{Contract: "100200", Company: "Acme", Entitlement: support.Covered}
		s.Interview = support.Interview{support.Q1Category: {Question: support.Q1Category, Value: "3"}}
	}), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
}

func manager(leg, person string) ivr.Session {
	return phone("manager", leg, "ED-CA1", person)
}

func TestAPageAsTheDialoguesSeeIt(t *testing.T) {
	s := open(t)
	emergency(t, s)
	step(t, s, "ED-CA1", support.Event{Kind: support.Placed, Call: "ED-CA1.1", SID: "CA11"})
	f := look(t, s, manager("ED-CA1.1", "mei"), ivr.Lookup{Kind: ivr.LookPages})
	want := &ivr.Page{
		ID: "ED-CA1", Kind: "edown", State: support.PageRinging, Company: "Acme", Case: "C1234567",
		Interview: support.Interview{support.Q1Category: {Question: support.Q1Category, Value: "3"}},
		Flags:     []support.Flag{support.FlagCaseUnconfirmed}, Since: f.Page.Since, Reach: ivr.Reach{Language: "fr", CallerHere: true, From: "+14155550123"}, NoKey: 20 * time.Second, Ringing: []string{"Mei Chen"}, Round: 1,
	}
	if diff := cmp.Diff(want, f.Page); diff != "" {
		t.Error(diff)
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.Declined, Call: "ED-CA1.1"})
	step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.2"})
	f = look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages})
	if p := f.Page; p.State != support.PageAccepted || p.Accepter != "Raj Patel" || !p.Here || p.Tried != 1 || p.Round != 1 {
		t.Errorf("accepted: %+v", p)
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.CallEnded, Call: "ED-CA1.2", Ending: support.EndCompleted})
	if p := look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages}).Page; p.State != support.PageRinging || p.Round != 2 || p.AcceptedBy != "" {
		t.Errorf("dropped: %+v", p)
	}
	if off := step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm, By: "caller"}); off.Reason != support.ByCaller {
		t.Errorf("ended by %q", off.Reason)
	}
	if p := look(t, s, manager("ED-CA1.1", "mei"), ivr.Lookup{Kind: ivr.LookPages}).Page; p.State != support.PageClosed || p.Outcome != support.FalseAlarm {
		t.Errorf("closed: %+v", p)
	}
}

// A page that began without a case and an interview is shown with those of its caller's call.
func TestTheViewIsFilledFromTheCallers(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Lang, s.Suspected = "en", true }), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	turn(t, s, told(with(called("CA2", "+14155550999"), func(s *ivr.Session) { s.Lang = "en" }), "0"))
	do(t, s, func(tx *tx) error { return tx.Link("ED-CA1", "CA2", true) })
	answers := support.Interview{support.Q1Category: {Value: "1"}, support.Q2TotalUsers: {Value: "40"}}
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) {
		s.Turn, s.Company, s.Case, s.Interview = 3, "Acme", "C1234567", answers
	}), "2"))
	p := look(t, s, manager("ED-CA1.1", "mei"), ivr.Lookup{Kind: ivr.LookPages}).Page
	if p.Company != "Acme" || p.Case != "C1234567" {
		t.Errorf("%s, %s", p.Company, p.Case)
	}
	if diff := cmp.Diff(answers, p.Interview); diff != "" {
		t.Error(diff)
	}
}

// An operator answers for the case of the hunt, not for one that the caller has named since.
func TestAHuntKeepsItsCase(t *testing.T) {
	s := open(t)
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1", Lang: "en"}, Origin: ivr.Origin{From: ann}}, "0"))
	page(t, s, "OP-CA1", support.OperatorPage, "CA1")
	was := look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages}).Hunt.Case
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Turn, s.Case = 3, "C3333333" }), "2"))
	if h := look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages}).Hunt; h.Case != was || h.Case == "C3333333" {
		t.Errorf("rung for %q, and seen as for %q", was, h.Case)
	}
}

// The first accept wins, even when the desk has not seen it yet (P2).
func TestTwoPressOneAtOnce(t *testing.T) {
	s := open(t)
	emergency(t, s)
	var wg sync.WaitGroup
	found := make([]ivr.Found, 2)
	people := []string{"mei", "raj"}
	for i, person := range people {
		wg.Go(func() { found[i] = look(t, s, manager("ED-CA1."+person, person), ivr.Lookup{Kind: ivr.Claim}) })
	}
	wg.Wait()
	if found[0].Won == found[1].Won {
		t.Fatalf("won: %v and %v", found[0].Won, found[1].Won)
	}
	first := 0
	if found[1].Won {
		first = 1
	}
	for i, f := range found {
		if f.Page.State != support.PageAccepted || f.Page.AcceptedBy != people[first] || !f.Page.Here || f.Page.Accepter == "" {
			t.Errorf("%s sees %+v", people[i], f.Page)
		}
	}
	again := look(t, s, manager("ED-CA1.x", people[first]), ivr.Lookup{Kind: ivr.Claim})
	loser := look(t, s, manager("ED-CA1.y", people[1-first]), ivr.Lookup{Kind: ivr.Claim})
	if !again.Won || loser.Won {
		t.Errorf("asked again: winner %v, loser %v", again.Won, loser.Won)
	}
	if n := count(t, s, `SELECT COUNT(*) FROM accepts`); n != 1 {
		t.Errorf("%d accepts on record", n)
	}
}

// A manager who accepted by SMS is not on the phone yet.
func TestAnAcceptBySMSIsNotHere(t *testing.T) {
	s := open(t)
	emergency(t, s)
	do(t, s, func(tx *tx) error {
		p, err := tx.Page("ED-CA1")
		if err != nil {
			return err
		}
		won, err := tx.Claim(p, "mei", "", time.Now())
		if !won {
			t.Error("the first has not won")
		}
		return err
	})
	if p := look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages}).Page; p.State != support.PageAccepted || p.Here {
		t.Errorf("%+v", p)
	}
}

// Every round is a new race. A page that has ended cannot be accepted.
func TestClaimFollowsThePage(t *testing.T) {
	s := open(t)
	emergency(t, s)
	claim := ivr.Lookup{Kind: ivr.Claim}
	if !look(t, s, manager("ED-CA1.1", "mei"), claim).Won {
		t.Fatal("mei is the first")
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.1"})
	step(t, s, "ED-CA1", support.Event{Kind: support.CallEnded, Call: "ED-CA1.1", Ending: support.EndCompleted})
	if !look(t, s, manager("ED-CA1.2", "raj"), claim).Won {
		t.Error("raj is the first of the second round")
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Solved})
	if f := look(t, s, manager("ED-CA1.2", "raj"), claim); f.Won || f.Page.State != support.PageClosed {
		t.Errorf("an ended page was accepted: %+v", f)
	}
	if f := look(t, s, phone("manager", "x", "none", "raj"), claim); f.Won || f.Page != nil {
		t.Errorf("a page that is not there: %+v", f)
	}
}

// An operator sees the caller's hunt, and the emergency behind it.
func TestWhatAnOperatorSees(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) {
		s.Lang, s.Case, s.Company = "fr", "C1234567", "Acme"
	}), "0"))
	page(t, s, "OP-CA1-1", support.OperatorPage, "CA1")
	operator := phone("operator", "OP-CA1-1.1", "OP-CA1-1", "olga")
	f := look(t, s, operator, ivr.Lookup{Kind: ivr.LookPages})
	if f.Hunt == nil || f.Hunt.ID != "OP-CA1-1" || f.Hunt.Company != "Acme" || f.Page != nil {
		t.Errorf("hunt %+v, page %+v", f.Hunt, f.Page)
	}
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	if f = look(t, s, operator, ivr.Lookup{Kind: ivr.LookPages}); f.Page == nil || f.Page.ID != "ED-CA1" {
		t.Errorf("page %+v", f.Page)
	}
	if f = look(t, s, operator, ivr.Lookup{Kind: ivr.Claim}); !f.Won || f.Page.ID != "OP-CA1-1" {
		t.Errorf("claim %+v", f)
	}
	f = look(t, s, onLine("CA1"), ivr.Lookup{Kind: ivr.LookPages})
	if f.Hunt == nil || f.Page == nil || f.Hunt.State != support.PageAccepted {
		t.Errorf("the caller sees %+v", f)
	}
}

// A caller whose page was merged with an older one belongs to the older one.
func TestARunningPageCountsBeforeANewerOne(t *testing.T) {
	s := open(t)
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1"}, Matter: ivr.Matter{Case: "C1234567"}}, "0"))
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA2"}}, "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	page(t, s, "ED-CA2", support.EmergencyPage, "CA2")
	step(t, s, "ED-CA2", support.Event{Kind: support.CalledOff, Outcome: support.NoOutcome})
	caller := onLine("CA2")
	if p := look(t, s, caller, ivr.Lookup{Kind: ivr.LookPages}).Page; p.ID != "ED-CA2" || p.State != support.PageClosed {
		t.Errorf("the caller's own page, ended: %+v", p)
	}
	do(t, s, func(tx *tx) error { return tx.Link("ED-CA1", "CA2", true) })
	if p := look(t, s, caller, ivr.Lookup{Kind: ivr.LookPages}).Page; p.ID != "ED-CA1" {
		t.Errorf("the caller is at %s", p.ID)
	}
}
