package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// Closed cases, and those without engineer, commitment or emergency, are not looked through.
func TestCasesThatAreOwedSomething(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{Cases: []support.Case{
		{Number: "C0000001", Engineer: "mei"}, {Number: "C0000002", Engineer: "mei", Closed: true},
		{Number: "C0000003", Severity: support.EnterpriseDown}, {Number: "C0000004", Severity: support.General},
	}}))
	owe(t, s, casework.Commitment{ID: "a", Kind: casework.OwesContact, Case: suppliers, Begun: day(1)},
		casework.Commitment{ID: "b", Kind: casework.OwesContact, Case: "C0000004", Begun: day(1), Done: day(2)})
	var open []support.CaseNumber
	do(t, s, func(tx *tx) (err error) { open, err = tx.casesToSweep(); return err })
	if diff := cmp.Diff([]support.CaseNumber{"C0000001", "C0000003", suppliers}, open); diff != "" {
		t.Error(diff)
	}
}

// A manager sees the escalation for which the phone rings.
func TestLookRequest(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) {
		s.Lang, s.Case, s.Contract, s.Company, s.Name, s.Suspected = "fr", suppliers, "100200", "Acme", "Ann Lee", true
	}), "0"))
	asked := support.Escalation{ID: "ES-CA1-3", Case: suppliers, Level: 1, Reason: support.Deadline, Call: "CA1", By: ann, Language: "fr", At: day(2)}
	escalate(t, s, asked)
	page(t, s, asked.ID, support.DecisionPage, "CA1")
	f := look(t, s, phone("decision", "x", asked.ID, "mei"), ivr.Lookup{Kind: ivr.LookRequest})
	if f.Page == nil || f.Page.ID != asked.ID || f.Page.Kind != "decision" || f.Standing == nil || f.Contract.Company != "Acme" || f.Decider != "" {
		t.Errorf("%+v", f)
	}
	if diff := cmp.Diff(&asked, f.Request); diff != "" {
		t.Error(diff)
	}
	asked.Verdict, asked.Decided, asked.DecidedBy = support.EscalationRefused, day(3), "raj"
	escalate(t, s, asked)
	for _, tree := range []string{"decision", "refusal"} {
		f = look(t, s, phone(tree, "x", asked.ID, ""), ivr.Lookup{Kind: ivr.LookRequest})
		pages := look(t, s, phone(tree, "x", asked.ID, ""), ivr.Lookup{Kind: ivr.LookPages})
		if f.Decider != "Raj Patel" || f.Page == nil || f.Page.ID != asked.ID {
			t.Errorf("%s: %+v", tree, f)
		}
		if ofManager := tree == "decision"; (pages.Page != nil) != ofManager { // the caller whose request was refused does not wait on its page
			t.Errorf("%s: %+v", tree, pages.Page)
		}
	}
	if f := look(t, s, phone("decision", "x", "none", ""), ivr.Lookup{Kind: ivr.LookRequest}); f.Request != nil || f.Page != nil {
		t.Errorf("of a page that is not there: %+v", f)
	}
}

// A refusal is told to the first person to escalate, by name and in that caller's language.
func TestARefusalIsToldToTheFirstToEscalate(t *testing.T) {
	s := open(t)
	const bob = support.E164("+14155550188")
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) {
		s.Lang, s.Case, s.Contract, s.Company, s.Name, s.Suspected = "fr", suppliers, "100200", "Acme", "Ann Lee", true
	}), "0"))
	turn(t, s, told(with(called("CA2", bob), func(s *ivr.Session) { s.Lang, s.Case = "zh", suppliers }), "0"))
	escalate(t, s, support.Escalation{ID: "ES-CA1-3", Case: suppliers, Level: 1, Call: "CA1", By: ann, Language: "fr", At: day(2)})
	escalate(t, s, support.Escalation{ID: "ES-CA2-3", Case: suppliers, Level: 2, Call: "CA2", By: bob, Language: "zh", At: day(3)})
	page(t, s, "ES-CA2-3", support.DecisionPage, "CA2")
	do(t, s, func(tx *tx) error {
		return tx.Order(paging.Command{Do: paging.Dial, Leg: paging.Leg{ID: "back", To: ann, Purpose: support.ForRefusal, Page: "ES-CA2-3"}})
	})
	var k paging.Known
	do(t, s, func(tx *tx) (err error) { k, err = tx.Known("back"); return err })
	want := paging.Known{Call: "back", Case: suppliers, Contract: "100200", Company: "Acme", Language: "fr", From: ann, Where: support.Answering}
	if diff := cmp.Diff(want, k); diff != "" {
		t.Error(diff)
	}
}

// A caller waits in one hunt at a time: the one that runs, or else the latest.
func TestTheHuntIsTheOneThatRuns(t *testing.T) {
	s := open(t)
	turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Case = suppliers }), "0"))
	caller := onLine("CA1")
	hunt := func() *ivr.Page { return look(t, s, caller, ivr.Lookup{Kind: ivr.LookPages}).Hunt }
	page(t, s, "EN-CA1", support.EngineerPage, "CA1")
	if h := hunt(); h == nil || h.Kind != "engineer" {
		t.Errorf("%+v", h)
	}
	step(t, s, "EN-CA1", support.Event{Kind: support.Superseded})
	page(t, s, "OP-CA1", support.OperatorPage, "CA1")
	if h := hunt(); h.Kind != "operator" {
		t.Errorf("%+v", h)
	}
	f := look(t, s, phone("operator", "EN-CA1.1", "EN-CA1", "mei"), ivr.Lookup{Kind: ivr.LookPages})
	if f.Hunt == nil || f.Hunt.Kind != "engineer" {
		t.Errorf("the engineer sees %+v", f.Hunt)
	}
}
