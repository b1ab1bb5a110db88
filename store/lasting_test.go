package store

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/operators/casework"
	"edown/support"
)

// An emergency that ran before there were clocks gets its own.
func TestAnOldEmergencyGetsItsClocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path, _ := loaded(t, 2)
		s := reopen(t, path)
		p := newPhones()
		desk := &operators.Desk{Ledger: s, Phone: p, Policy: support.DefaultPolicy()}
		done := make(chan error)
		ctx, stop := context.WithCancel(t.Context())
		go func() { done <- desk.Run(ctx) }()
		time.Sleep(2 * time.Minute) // a sweep
		synctest.Wait()
		var running string
		_ = s.db.QueryRow(`SELECT id || ' ' || case_number || ' ' || state || ' severity ' || (SELECT severity FROM cases WHERE number = case_number) FROM pages WHERE kind='edown' AND state IN ('ringing','accepted')`).Scan(&running)
		if n := count(t, s, `SELECT (SELECT COUNT(*) FROM duties) + (SELECT COUNT(*) FROM work WHERE id LIKE 'raised:%' OR id LIKE 'duty:%')`); n == 0 {
			t.Errorf("%s: no review, restoration or response is owed, and nothing is planned that would make it so", running)
		}
		stop()
		<-done
	})
}

// News to the customer is a first response, however he had it.
func TestNewsIsAFirstResponse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3))
		h.calls("CA5", buyer)
		opened := support.Case{Number: "C5550001", Contract: "100300", Title: "Sometimes", Severity: support.Critical, Opened: time.Now()}
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{opened}}))
		h.happens(support.Event{Kind: support.CaseOpened, Call: "CA5", Case: opened.Number, Contract: "100300"})
		h.after(20 * time.Minute)
		opened.Status, opened.Engineer = support.InProgress, "eng"
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{opened}, Updated: map[support.CaseNumber]time.Time{opened.Number: time.Now()}}))
		h.after(2 * time.Hour)
		h.isNotTexted("sms_response_overdue")
		if _, open := h.open(opened.Number)[casework.OwesResponse]; open {
			t.Error("the customer was answered after 20 minutes (import), and the first response is owed and overdue")
		}
	})
}

// A case that comes closed was closed when it came, for all that is known.
func TestACaseThatComesClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		opened := time.Now()
		h.after(3 * 24 * time.Hour)
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{{Number: "C6666666", Contract: "100200", Title: "x", Severity: support.Moderate, Opened: opened, Status: support.StatusClosed}}}))
		a, err := h.store.Activity(t.Context(), Asked{From: opened, To: opened.Add(24 * time.Hour), Contract: "100200"})
		must(t, err)
		if n := a.Deeds["100200"].Closed; n > 0 {
			t.Errorf("the report of the day on which it was opened counts it as closed that day: %d", n)
		}
	})
}

// A list that is imported ends no Enterprise Down.
func TestAnImportEndsNoEnterpriseDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working)
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{{Number: down, Contract: "100200", Title: "Dead", Severity: support.Critical, Opened: day(1), Engineer: "eng"}}}))
		if s := standing(t, h.store, down); s.Declared.IsZero() || s.Case.Severity != support.EnterpriseDown {
			t.Errorf("severity %d, declared %s", s.Case.Severity, s.Declared)
		}
	})
}
