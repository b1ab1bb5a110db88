package store

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

func TestAPageComesBackAsItWas(t *testing.T) {
	s := open(t)
	emergency(t, s)
	want := step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.1"})
	do(t, s, func(tx *tx) error {
		got, err := tx.Page("ED-CA1")
		if diff := cmp.Diff(stored(t, want), stored(t, got)); diff != "" {
			t.Error(diff)
		}
		_, missing := tx.Page("ED-404")
		if !errors.Is(missing, operators.ErrNoPage) {
			t.Errorf("a page that is not there: %v", missing)
		}
		return err
	})
}

func stored(t *testing.T, p paging.Page) string {
	text, err := json.MarshalIndent(p, "", " ")
	must(t, err)
	return string(text)
}

func TestPagesAreFound(t *testing.T) {
	s := open(t)
	emergency(t, s)
	page(t, s, "OP-CA1-1", support.OperatorPage, "CA1")
	ids := func(pages []paging.Page, err error) (ids []string) {
		must(t, err)
		for _, p := range pages {
			ids = append(ids, p.ID)
		}
		return ids
	}
	check := func(what string, want, got []string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	found := func(tx *tx, running bool) {
		var ed, both []string
		if running {
			ed, both = []string{"ED-CA1"}, []string{"ED-CA1", "OP-CA1-1"}
		} else {
			both = []string{"OP-CA1-1"}
		}
		check("of the caller", both, ids(tx.pagesOf("CA1")))
		check("of a rung phone", ed, ids(tx.pagesOf("ED-CA1.1")))
		check("of a stranger", nil, ids(tx.pagesOf("CA404")))
		check("ringing mei", ed, ids(tx.pagesRinging(mei.Phone)))
		check("ringing olga: her desk is no emergency", nil, ids(tx.pagesRinging(olga.Phone)))
		p, ok, err := tx.pageFor("C1234567")
		if err != nil || ok != running || running && p.ID != "ED-CA1" {
			t.Errorf("PageFor: %s, %v, %v", p.ID, ok, err)
		}
		if _, ok, err := tx.pageFor(""); ok || err != nil {
			t.Errorf("the page of no case: %v, %v", ok, err)
		}
	}
	do(t, s, func(tx *tx) error { found(tx, true); return nil })
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Solved})
	do(t, s, func(tx *tx) error { found(tx, false); return nil })
}

// The table allows one running Enterprise Down page a case (P11).
func TestOnePageACase(t *testing.T) {
	s := open(t)
	emergency(t, s)
	second := func() error {
		return s.inTx(t.Context(), func(tx *tx) error {
			k, err := tx.Known("CA1")
			if err != nil {
				return err
			}
			return tx.Save(paging.Start("ED-CA2", support.EmergencyPage, k, rota.Rota{}, paging.DefaultLadder(), time.Now()))
		})
	}
	if err := second(); err == nil {
		t.Error("two pages run for one case")
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Solved})
	must(t, second())
}

// The tables have what each step changed: attempts, journal, messages, outcome, policy (P12).
func TestSaveKeepsTheRecord(t *testing.T) {
	s := open(t)
	emergency(t, s)
	for _, e := range []support.Event{
		{Kind: support.Placed, Call: "ED-CA1.1", SID: "CA71"},
		{Kind: support.Ringing, Call: "ED-CA1.1"},
		{Kind: support.PickedUp, Call: "ED-CA1.1"},
		{Kind: support.KeyPressed, Call: "ED-CA1.1", Key: "3"},
		{Kind: support.Accepted, Call: "ED-CA1.1"},
		{Kind: support.OutcomeGiven, Call: "ED-CA1.1", Outcome: support.Working},
		{Kind: support.EssentialGiven, Call: "ED-CA1.1", Essential: true},
		{Kind: support.CallEnded, Call: "ED-CA1.1", Ending: support.EndCompleted},
	} {
		step(t, s, "ED-CA1", e)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM page_events WHERE page = 'ED-CA1'`: 9,
		`SELECT COUNT(*) FROM attempts WHERE leg = 'ED-CA1.1' AND person = 'mei' AND phone = '+14155550171' AND key = '3'
			AND placed IS NOT NULL AND rang IS NOT NULL AND picked_up IS NOT NULL AND ended IS NOT NULL AND ending = 'completed'`: 1,
		`SELECT COUNT(*) FROM calls WHERE id = 'ED-CA1.1' AND sid = 'CA71' AND direction = 'outbound' AND to_number = '+14155550171'
			AND ended IS NOT NULL AND ending = 'completed'`: 1,
		`SELECT COUNT(*) FROM outcomes WHERE outcome = 'working' AND essential IS NULL AND given_by = 'mei'`:  1,
		`SELECT COUNT(*) FROM outcomes WHERE outcome = 'working' AND essential AND given_by = 'mei'`:          1,
		`SELECT COUNT(*) FROM messages WHERE page = 'ED-CA1' AND key = 'sms_page' AND data LIKE '%C1234567%'`: 1,
		`SELECT COUNT(*) FROM pages p JOIN policies l ON l.version = p.policy_version
			WHERE p.state = 'closed' AND p.outcome = 'working' AND p.essential AND p.accepted_by = 'mei' AND p.ended IS NOT NULL`: 1,
	} {
		if n := count(t, s, query); n != want {
			t.Errorf("%d, want %d: %s", n, want, query)
		}
	}
}

func TestRaise(t *testing.T) {
	s := open(t)
	do(t, s, func(tx *tx) error {
		return errors.Join(tx.SetSeverity("C1234567", support.EnterpriseDown), tx.SetSeverity("C0000000", support.Critical))
	})
	if f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookCase, Case: "C1234567"}); f.Case.Severity != support.EnterpriseDown {
		t.Errorf("severity %d", f.Case.Severity)
	}
}

// A closed case that becomes an Enterprise Down is opened again, with a note.
func TestAnEnterpriseDownOpensAClosedCase(t *testing.T) {
	s := open(t)
	const done = support.CaseNumber("C7777777")
	do(t, s, func(tx *tx) error { return tx.SetSeverity(done, support.Critical) })
	if c := standing(t, s, done).Case; !c.Closed || c.Severity != support.Critical {
		t.Errorf("at severity 1: %+v", c)
	}
	do(t, s, func(tx *tx) error {
		return errors.Join(tx.SetSeverity(done, support.EnterpriseDown), tx.SetSeverity(done, support.EnterpriseDown))
	})
	if stands := standing(t, s, done); stands.Case.Closed || stands.Case.Status != support.InProgress || stands.Case.Severity != support.EnterpriseDown || len(stands.Progress) != 1 {
		t.Errorf("at severity 0: %+v", stands)
	}
	if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE case_number = $1 AND kind = 'status' AND said = 'in_progress'`, done); n != 1 {
		t.Errorf("%d notes say so", n)
	}
}

func TestMissed(t *testing.T) {
	s := open(t)
	emergency(t, s)
	do(t, s, func(tx *tx) error {
		k, err := tx.Known("CA1")
		return errors.Join(err, tx.Missed(casework.CallBack{Caller: k, Number: "+14155550123", Why: "hung up", At: time.Now()}))
	})
	if n := count(t, s, `SELECT COUNT(*) FROM callbacks WHERE call = 'CA1' AND case_number = 'C1234567' AND done IS NULL`); n != 1 {
		t.Errorf("%d callbacks", n)
	}
}
