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

// A caller who has proved nothing, and names the wrong case at first, ends no
// emergency that the managers work on.
func TestACaseNamedByMistakeEndsNoOthersEmergency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working) // goes on: reviewed every day
		h.goes("CA1")
		h.after(time.Hour)
		before := h.open(down)
		h.hushes()
		h.calls("CA9", buyer) // another customer's phone, no PIN
		k := h.turn["CA9"]
		k.Session.Case, k.Session.Suspected, k.Key = down, true, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Declared, Call: "CA9", Case: down})
		h.after(2 * time.Second)
		k.Session.Case, k.Key = slow, "corrects"
		k.Session.Turn++
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Identified, Call: "CA9", Case: slow})
		h.after(3 * time.Second)
		if after := h.open(down); len(after) != len(before) {
			t.Errorf("owed before %v, after a stranger's slip %v; noted as ended: %q", before, after, h.lines(down, support.NoteEnded))
		}
	})
}

// Nor does one who declares it again, and calls that off.
func TestCallingOffASecondPageEndsNoEmergency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working)
		h.goes("CA1")
		h.after(time.Hour)
		before := h.open(down)
		h.calls("CA9", buyer)
		k := h.turn["CA9"]
		k.Session.Case, k.Session.Suspected, k.Key = down, true, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Declared, Call: "CA9", Case: down})
		h.after(2 * time.Second)
		h.happens(support.Event{Kind: support.CalledOff, Call: "CA9", Outcome: support.FalseAlarm, By: "caller"})
		h.after(3 * time.Second)
		if after := h.open(down); len(after) != len(before) {
			t.Errorf("owed before %v, after %v; ended: %q", before, after, h.lines(down, support.NoteEnded))
		}
	})
}

// A case that is no Enterprise Down any more is as severe as before, and can be
// escalated again (R32).
func TestACaseIsAsSevereAsBefore(t *testing.T) {
	for _, o := range []support.Outcome{support.FalseAlarm, support.NoProgress} {
		synctest.Test(t, func(t *testing.T) {
			h := guarded(t)
			leg := h.declares("CA1")
			h.takes(leg)
			h.finds(leg, o)
			h.goes("CA1")
			h.until(tens(3))
			s := standing(t, h.store, down)
			if s.Case.Severity == support.EnterpriseDown {
				t.Errorf("%s: was severity 1, is %d, declared %v, although it is no Enterprise Down", o, s.Case.Severity, s.Declared)
			}
			h.hushes()
			h.calls("CA7", ann)
			h.happens(support.Event{Kind: support.Escalated, Call: "CA7", Escalation: &support.Escalation{
				ID: "ES-CA7-4", Case: down, Level: 1, Reason: support.Deadline, Call: "CA7", By: ann, Language: "en", At: time.Now()}})
			h.after(time.Hour)
			if s := standing(t, h.store, down); len(s.Escalations) == 0 {
				t.Errorf("%s: the escalation is dropped without a trace", o)
			}
			if rung := h.hushes(); len(rung) == 0 {
				t.Errorf("%s: nobody is rung", o)
			}
		})
	}
}

// So is one that was named by mistake.
func TestACaseNamedByMistakeIsAsSevereAsBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.declares("CA1")
		k := h.turn["CA1"]
		k.Session.Case, k.Key = slow, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Identified, Call: "CA1", Case: slow})
		h.after(3 * time.Second)
		a := standing(t, h.store, down)
		if a.Case.Severity == support.EnterpriseDown {
			t.Error("the case that was named by mistake stays at severity 0")
		}
	})
}

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
		time.Sleep(65 * time.Minute) // two sweeps
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

// So does one whose caller hung up before his case was certain.
func TestAnUnconfirmedEmergencyIsReviewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		began := time.Now()
		h.calls("CA1", ann)
		h.presses("CA1", "1")
		h.presses("CA1", "1")
		leg := h.rings("mei")
		h.goes("CA1") // R-gone
		h.takes(leg)
		h.happens(support.Event{Kind: support.Joined, Call: leg.ID})
		back := h.rings("")
		h.happens(support.Event{Kind: support.CallReturned, Call: back.ID})
		h.happens(support.Event{Kind: support.Joined, Call: back.ID})
		h.after(time.Minute)
		h.happens(support.Event{Kind: support.Left, Call: leg.ID})
		h.happens(support.Event{Kind: support.OutcomeGiven, Call: leg.ID, Outcome: support.Working})
		h.happens(support.Event{Kind: support.CallEnded, Call: leg.ID, Ending: support.EndCompleted})
		h.happens(support.Event{Kind: support.CallEnded, Call: back.ID, Ending: support.EndCompleted})
		h.hushes()
		h.until(began.Add(aDay + 2*time.Hour))
		p, _ := h.store.Pages(t.Context(), 1)
		if rung := h.hushes(); len(rung) == 0 {
			t.Errorf("page %s (%s, talked %t, outcome %s, flags %v): no review; %d duties", p[0].ID, p[0].Case, p[0].Talked, p[0].Outcome, p[0].Flags, count(t, h.store, `SELECT COUNT(*) FROM duties`))
		}
	})
}

// And one whose case comes on record later.
func TestACaseThatComesLaterIsReviewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		began := time.Now()
		h.calls("CA1", ann)
		h.presses("CA1", "1")
		h.presses("CA1", "1")
		leg := h.rings("mei")
		k := h.turn["CA1"]
		k.Session.Case, k.Session.Presumed, k.Key = "C4444444", false, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Identified, Call: "CA1", Case: "C4444444"})
		h.takes(leg)
		h.after(time.Minute)
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{{Number: "C4444444", Contract: "100200", Title: "Dead", Severity: support.Critical, Opened: began, Engineer: "eng"}}}))
		h.hushes()
		h.until(began.Add(aDay + 2*time.Hour))
		if rung := h.hushes(); len(rung) == 0 {
			t.Error("26 h on, its page still accepted: no review was announced or rung")
		}
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

// An Enterprise Down is the highest level: an open request for another ends (R32).
func TestAnEmergencyEndsOpenRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		h.hushes()
		h.calls("CA9", buyer)
		k := h.turn["CA9"]
		k.Session.Case, k.Session.Suspected, k.Key = slow, true, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.Declared, Call: "CA9", Case: slow})
		h.after(2 * time.Second)
		if s := standing(t, h.store, slow); s.Case.Severity != support.EnterpriseDown {
			t.Fatal("not down")
		}
		h.isTexted("sms_escalation_lifted " + string(buyer))
		h.happens(support.Event{Kind: support.Escalated, Call: "CA5", Escalation: &support.Escalation{
			ID: "ES-CA5-9", Case: slow, Level: 1, Reason: support.Deadline, Call: "CA5", By: buyer, Language: "fr", At: time.Now()}}) // asked before he could know
		s := standing(t, h.store, slow)
		if n := len(s.Escalations); n != 2 || s.Escalations[0].Undecided() || s.Escalations[1].Undecided() {
			t.Errorf("somebody is to decide in the middle of an emergency: %+v", s.Escalations)
		}
		if n := h.texts("sms_escalation_lifted"); n != 2 {
			t.Errorf("told %d times of two requests", n)
		}
		h.hushes()
		h.until(tens(3).Add(31 * time.Minute))
		if leg, rung := h.conference()["ingo2"]; rung {
			h.decides(leg, support.EscalationAccepted, false)
			if s := standing(t, h.store, slow); s.Case.Level > 0 {
				t.Errorf("severity 0, and level %d is added (R32); he was rung for it in the middle of the emergency", s.Case.Level)
			}
		}
	})
}

// Whoever has talked about his Enterprise Down has heard of his case.
func TestATalkAboutAnEmergencyIsNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		leg := h.declares("CA1")
		h.takes(leg)
		h.happens(support.Event{Kind: support.Joined, Call: leg.ID})
		h.happens(support.Event{Kind: support.Joined, Call: "CA1"})
		h.after(20 * time.Minute)
		h.finds(leg, support.Lowered)
		h.reads(down, support.NoteContacted, " mei")
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
