package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// full is a session with everything in it.
func full() ivr.Session {
	return ivr.Session{
		SID:      "CA1",
		Place:    ivr.Place{Call: "CA1", Tree: "caller", Node: "q3", Turn: 7, Lang: "fr"},
		Origin:   ivr.Origin{From: ann},
		Caller:   ivr.Caller{Slow: true, Name: "Ann Lee", Registered: true},
		Customer: ivr.Customer{Contract: "100200", Company: "Acme", Entitlement: support.Covered},
		Matter:   ivr.Matter{Case: "C1234567", Presumed: true},
		Emergency: ivr.Emergency{Suspected: true, Declared: true, EnglishSaid: true, Interview: support.Interview{
			support.Q1Category: {Question: support.Q1Category, Value: "1", Raw: "1", At: time.Now().UTC()},
		}},
		Waiting:  ivr.Waiting{Held: 3, Callback: "+15550100", Wanted: "new_problem"},
		Steering: ivr.Steering{Misses: 1, Errors: 2, Deaf: 1, Trail: []string{"main", "qualify"}, Next: "q3", Offered: true, Room: "ED-CA1"},
	}
}

func TestASessionComesBackAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	s := reopen(t, path)
	kept := ivr.Kept{
		Session: full(), Key: "6", Node: "q2", Input: ivr.Input{Kind: ivr.Keys, Keys: "400"}, At: time.Now().UTC(),
		Said: []ivr.Spoken{{Lang: "fr", Parts: []ivr.Part{{Text: "Combien ? "}, {Text: "12", Digits: true}}}},
		Wait: ivr.Wait{For: ivr.Press, Digits: 7, Finish: "#", Patience: 15 * time.Second, Between: 3 * time.Second, Hints: "q3"},
	}
	turn(t, s, kept)
	must(t, s.Close())
	s = reopen(t, path)
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		session, last, err := e.Session("CA1")
		want := &ivr.Kept{Session: kept.Session, Key: "6", Said: kept.Said, Wait: kept.Wait, At: kept.At}
		if diff := cmp.Diff(kept.Session, session); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, last); diff != "" {
			t.Error(diff)
		}
		return err
	}))
}

func TestACallThatIsNotOnRecord(t *testing.T) {
	s := open(t)
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		if _, _, err := e.Session("CA404"); !errors.Is(err, ivr.ErrNoCall) {
			t.Errorf("Session: %v", err)
		}
		if err := e.Keep(told(ivr.Session{Place: ivr.Place{Call: "CA404"}}, "0")); !errors.Is(err, ivr.ErrNoCall) {
			t.Errorf("Keep: %v", err)
		}
		return nil
	}))
	do(t, s, func(tx *tx) error {
		if _, err := tx.Known("CA404"); !errors.Is(err, ivr.ErrNoCall) {
			t.Errorf("Known: %v", err)
		}
		if _, _, err := tx.Whose("CA404"); !errors.Is(err, operators.ErrNoCall) {
			t.Errorf("Whose: %v", err)
		}
		if _, err := tx.SID("CA404"); !errors.Is(err, ivr.ErrNoCall) {
			t.Errorf("SID: %v", err)
		}
		return nil
	})
	if err := s.Record(t.Context(), "RE1", "CA404", "3", "u", "completed", 0); !errors.Is(err, ivr.ErrNoCall) {
		t.Errorf("Record: %v", err)
	}
}

func TestATurnIsHeardOnce(t *testing.T) {
	s := open(t)
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1"}}, "summon-x"))
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		for key, want := range map[string]bool{"summon-x": true, "summon-y": false} {
			if heard, err := e.Heard("CA1", key); err != nil || heard != want {
				t.Errorf("Heard(%s) = %v, %v", key, heard, err)
			}
		}
		return nil
	}))
	err := s.Turn(t.Context(), func(e ivr.Entry) error { return e.Keep(told(ivr.Session{Place: ivr.Place{Call: "CA1"}}, "summon-x")) })
	if err == nil {
		t.Error("the same turn was kept twice")
	}
}

func TestWhatACallKeeps(t *testing.T) {
	s := open(t)
	k := told(full(), "6")
	k.Answers = []support.Answer{{Question: support.Q2TotalUsers, Value: "400", Raw: "400#", At: time.Now(), Audio: ""}}
	k.Spoke = "fr"
	k.Events = []support.Event{{Kind: support.Suspected, Call: "CA1"}, {Kind: support.Declared, Call: "CA1"}}
	turn(t, s, k)
	over := full()
	over.Over, over.Turn = true, 8
	turn(t, s, ivr.Kept{Session: over, Key: "ended", Input: ivr.Input{Kind: ivr.HungUp, Ending: support.EndCompleted}, At: time.Now()})
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM answers WHERE question = 'q2_total_users' AND value = '400' AND raw = '400#'`: 1,
		`SELECT COUNT(*) FROM callers WHERE phone = '+14155550123' AND language = 'fr'`:                     1,
		`SELECT COUNT(*) FROM work WHERE kind = 'event'`:                                                    2,
		`SELECT COUNT(*) FROM calls WHERE sid = 'CA1' AND ended IS NOT NULL AND ending = 'completed'`:       1,
		`SELECT COUNT(*) FROM turns WHERE call = 'CA1'`:                                                     2,
	} {
		if n := count(t, s, query); n != want {
			t.Errorf("%s: %d, want %d", query, n, want)
		}
	}
	do(t, s, func(tx *tx) error {
		k, err := tx.Known("CA1")
		want := paging.Known{Call: "CA1", Case: "C1234567", Contract: "100200", Company: "Acme", Language: "fr", From: ann, Suspected: true,
			Entitlement: support.Covered, Flags: []support.Flag{support.FlagCaseUnconfirmed}, Where: support.Gone}
		if diff := cmp.Diff(want, k); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

// Nobody is called back whom the configuration does not allow.
func TestWhoMayBeCalledBack(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "edown.db"), Options{})
	must(t, err)
	defer s.Close()
	turn(t, s, told(called("CA1", ann), "0"))
	do(t, s, func(tx *tx) error {
		k, err := tx.Known("CA1")
		if k.From != "" {
			t.Errorf("may be called back: %s", k.From)
		}
		return err
	})
}

func TestRecordings(t *testing.T) {
	s := open(t)
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1"}}, "0"))
	must(t, s.Record(t.Context(), "RE1", "CA1", "9", "https://x/RE1", "in-progress", 0))
	must(t, s.Record(t.Context(), "RE1", "CA1", "9", "https://x/RE1", "completed", 12500*time.Millisecond))
	if n := count(t, s, `SELECT COUNT(*) FROM recordings WHERE status = 'completed' AND length_ms = 12500`); n != 1 {
		t.Errorf("%d recordings", n)
	}
}

// A leg has its call on record before it rings.
func TestARungPhoneHasASession(t *testing.T) {
	s := open(t)
	turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1", Lang: "en"}, Origin: ivr.Origin{From: ann}}, "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		session, last, err := e.Session("ED-CA1.1")
		want := ivr.Session{
			Place: ivr.Place{Call: "ED-CA1.1", Tree: "manager", Lang: "en"},
			Rung:  ivr.Rung{Page: "ED-CA1", Person: "mei"},
		}
		if diff := cmp.Diff(want, session); diff != "" || last != nil {
			t.Errorf("%s %v", diff, last)
		}
		return err
	}))
	step(t, s, "ED-CA1", support.Event{Kind: support.Placed, Call: "ED-CA1.1", SID: "CA77"})
	do(t, s, func(tx *tx) error {
		call, page, err := tx.Whose("CA77")
		if call != "ED-CA1.1" || page != "ED-CA1" {
			t.Errorf("CA77 is %s of %s", call, page)
		}
		if sid, err := tx.SID("ED-CA1.1"); sid != "CA77" || err != nil {
			t.Errorf("SID = %s, %v", sid, err)
		}
		return err
	})
}

// A caller who is called back goes on at the same place: no question is asked twice.
func TestACallbackKnowsTheStory(t *testing.T) {
	s := open(t)
	mine := full()
	mine.Presumed = false
	turn(t, s, told(mine, "0"))
	turn(t, s, told(with(called("CA2", "+14155550199"), func(s *ivr.Session) { s.Lang = "de" }), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	do(t, s, func(tx *tx) error { return tx.Link("ED-CA1", "CA2", true) })
	step(t, s, "ED-CA1", support.Event{Kind: support.CallEnded, Call: "CA1", Ending: support.EndCompleted})
	p := step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.1"})
	leg := p.Attempts[len(p.Attempts)-1].Leg
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		session, _, err := e.Session(leg)
		want := ivr.Session{
			Place:     ivr.Place{Call: leg, Tree: "callback", Lang: "fr"},
			Origin:    ivr.Origin{From: ann},
			Caller:    ivr.Caller{Name: "Ann Lee", Registered: true, Slow: true},
			Customer:  ivr.Customer{Contract: "100200", Company: "Acme", Entitlement: support.Covered},
			Matter:    ivr.Matter{Case: "C1234567"},
			Emergency: ivr.Emergency{Suspected: true, Declared: true, EnglishSaid: true, Interview: mine.Interview},
			Rung:      ivr.Rung{Page: "ED-CA1"},
		}
		if diff := cmp.Diff(want, session); diff != "" {
			t.Error(diff)
		}
		return err
	}))
	do(t, s, func(tx *tx) error {
		pages, err := tx.pagesOf(leg)
		if len(pages) != 1 || pages[0].ID != "ED-CA1" {
			t.Errorf("its pages: %v", pages)
		}
		return err
	})
	if f := look(t, s, phone("callback", leg, "ED-CA1", ""), ivr.Lookup{Kind: ivr.LookPages}); f.Page == nil || f.Page.ID != "ED-CA1" {
		t.Errorf("it looks at %v", f.Page)
	}
}
