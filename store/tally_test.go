package store

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/support"
)

func TestATallyCountsWhatTheCallItselfDoesNotRun(t *testing.T) { synctest.Test(t, testTally) }

func testTally(t *testing.T) {
	s := open(t)
	tally := func(session ivr.Session) support.Tally {
		return look(t, s, session, ivr.Lookup{Kind: ivr.LookTally}).Tally
	}
	asked := ivr.Session{
		Place:    ivr.Place{Call: "CA9"},
		Origin:   ivr.Origin{From: ann},
		Customer: ivr.Customer{Contract: "100200"},
	}
	if got := tally(asked); got != (support.Tally{}) {
		t.Errorf("before anything: %+v", got)
	}
	for _, call := range []string{"CA1", "CA2"} { // one on a case, one on none
		session := ivr.Session{
			Place:     ivr.Place{Call: call},
			Origin:    ivr.Origin{From: ann},
			Customer:  ivr.Customer{Contract: "100200"},
			Emergency: ivr.Emergency{Suspected: true},
		}
		if call == "CA1" {
			session.Case = "C1234567"
		}
		turn(t, s, told(session, "0"))
		page(t, s, "ED-"+call, support.EmergencyPage, call)
	}
	turn(t, s, told(called("CA3", ann), "0"))
	page(t, s, "OP-CA3", support.OperatorPage, "CA3")
	if got := tally(asked); got != (support.Tally{Number: 2, Contract: 2, Calls: 3}) {
		t.Errorf("after two emergencies in three calls: %+v", got)
	}
	if got := tally(called("CA2", ann)); got != (support.Tally{Number: 1, Calls: 2}) {
		t.Errorf("of the second call itself: %+v", got)
	}
	step(t, s, "ED-CA2", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm})
	if got := tally(called("CA2", ann)); got.Number != 2 {
		t.Errorf("of the second call, whose first emergency was called off: %+v", got)
	}
	time.Sleep(time.Second)
	turn(t, s, told(called("CA4", "+14155550999"), "0"))
	do(t, s, func(tx *tx) error { return tx.Link("ED-CA1", "CA4", true) })
	if got := tally(called("CA9", "+14155550999")); got != (support.Tally{Calls: 1}) {
		t.Errorf("of who has joined: %+v", got)
	}
}

// The cases that a number has opened within the hour count, also those of the call itself.
// Other notes on its calls do not.
func TestATallyCountsNewProblems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		for _, n := range []support.Note{
			{Case: "C9000001", Kind: support.NoteOpened, Call: "CA1"}, {Case: "C9000002", Kind: support.NoteOpened, Call: "CA2"},
			{Case: "C9000003", Kind: support.NoteOpened, Call: "CA2"}, {Case: "C1234567", Kind: support.NoteComment, Call: "CA2"},
		} {
			n.At = time.Now()
			note(t, s, n)
		}
		turn(t, s, told(called("CA1", bob), "0"))
		turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA2"}}, "0")) // who hides his number
		problems := func(session ivr.Session) int {
			return look(t, s, session, ivr.Lookup{Kind: ivr.LookTally}).Tally.Problems
		}
		if n := problems(called("CA9", bob)); n != 1 {
			t.Errorf("%d of one who has opened one", n)
		}
		if n := problems(ivr.Session{Place: ivr.Place{Call: "CA2"}}); n != 2 {
			t.Errorf("%d of those who hide their numbers", n)
		}
		time.Sleep(support.LimitsCount)
		if n := problems(called("CA9", bob)); n != 0 {
			t.Errorf("%d after an hour", n)
		}
	})
}

// A tally is read from indexes, however much is on record.
func TestATallyReadsNoWholeTable(t *testing.T) {
	s := open(t)
	for _, one := range tallies {
		rows, err := s.db.Query("EXPLAIN QUERY PLAN "+one.query, "x", 0, "CA1")
		must(t, err)
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused int
			var plan string
			must(t, rows.Scan(&id, &parent, &unused, &plan))
			if strings.HasPrefix(plan, "SCAN") {
				t.Errorf("%s\n%s", plan, one.query)
			}
		}
	}
}
