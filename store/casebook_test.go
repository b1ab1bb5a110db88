package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
)

const suppliers = support.CaseNumber("C1234567") // the sample's, opened on day 1

func note(t testing.TB, s *Store, notes ...support.Note) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		for _, n := range notes {
			if err := tx.Note(n); err != nil {
				return err
			}
		}
		return nil
	})
}

func escalate(t testing.TB, s *Store, e support.Escalation) {
	t.Helper()
	do(t, s, func(tx *tx) error { return tx.Escalate(e) })
}

func owe(t testing.TB, s *Store, commitments ...casework.Commitment) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		for _, c := range commitments {
			if err := tx.Owe(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func standing(t testing.TB, s *Store, number support.CaseNumber) (stands support.Standing) {
	t.Helper()
	do(t, s, func(tx *tx) (err error) {
		stands, err = tx.Standing(number)
		return err
	})
	return stands
}

// status is a note that gives the case a status.
func status(to support.Status, at time.Time) support.Note {
	return support.Note{Case: suppliers, Kind: support.NoteStatus, At: at, Text: string(to)}
}

// A standing has everything on record about a case.
func TestStanding(t *testing.T) {
	s := open(t)
	must(t, s.Put(t.Context(), Directory{
		People: []rota.Person{{ID: "eva", Name: "Eva Lind", Phone: "+14155550183", Supervisor: "mei"}},
		Cases: []support.Case{{
			Number: suppliers, Contract: "100200", Title: "Suppliers cannot log in", Severity: support.Critical, Opened: day(1),
			Status: support.InProgress, Engineer: "eva", Product: "Atlas", Priority: support.PriorityHigh,
		}},
		At: day(2),
	}))
	asked := support.Escalation{
		ID: "ES-CA1-4", Case: suppliers, Level: 1, Reason: support.NoUpdates, Strong: true, Summary: "https://example.com/RE1", Call: "CA1",
		By: ann, Language: "fr", CallBack: true, At: day(4),
	}
	escalate(t, s, asked)
	note(t, s, support.Note{Case: suppliers, Kind: support.NoteUpdate, At: day(3)}, support.Note{Case: suppliers, Kind: support.NoteComment, At: day(5)})
	got := standing(t, s, suppliers)
	want := support.Standing{
		Case: support.Case{
			Number: suppliers, Contract: "100200", Title: "Suppliers cannot log in", Severity: support.Critical, Opened: day(1),
			Status: support.InProgress, Engineer: "eva", Product: "Atlas", Priority: support.PriorityHigh,
		},
		Contract: &support.Contract{Number: "100200", Company: "Acme", Package: support.Goldplus},
		Engineer: "Eva Lind", Supervisor: "Mei Chen", Updated: day(3), Progress: []civil.Span{{From: day(2)}}, Escalations: []support.Escalation{asked},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookStanding, Case: suppliers})
	if diff := cmp.Diff(ivr.Found{Case: &want.Case, Contract: want.Contract, Standing: &want}, f); diff != "" {
		t.Error(diff)
	}
	if f := look(t, s, ivr.Session{}, ivr.Lookup{Kind: ivr.LookStanding, Case: "C0000000"}); f.Standing != nil || f.Case != nil {
		t.Errorf("of a case that is not there: %+v", f)
	}
	err := s.inTx(t.Context(), func(tx *tx) error { _, err := tx.Standing("C0000000"); return err })
	if !errors.Is(err, ErrNoCase) {
		t.Errorf("got %v", err)
	}
}

// R39: the update clock runs only while a case is in progress.
func TestWhenACaseWasInProgress(t *testing.T) {
	for name, c := range map[string]struct {
		notes []support.Note
		want  []civil.Span
	}{
		"no note says so":       {nil, nil},
		"once":                  {[]support.Note{status(support.InProgress, day(2))}, []civil.Span{{From: day(2)}}},
		"with a pause":          {[]support.Note{status(support.InProgress, day(2)), status(support.WaitsForCustomer, day(3)), status(support.InProgress, day(5))}, []civil.Span{{From: day(2), To: day(3)}, {From: day(5)}}},
		"said twice":            {[]support.Note{status(support.InProgress, day(2)), status(support.InProgress, day(3)), status(support.StatusClosed, day(4))}, []civil.Span{{From: day(2), To: day(4)}}},
		"told in a wrong order": {[]support.Note{status(support.WaitsForCustomer, day(4)), status(support.InProgress, day(2)), status(support.WaitsForCustomer, day(4))}, []civil.Span{{From: day(2), To: day(4)}}},
	} {
		s := open(t)
		note(t, s, c.notes...)
		got := standing(t, s, suppliers)
		if name == "told in a wrong order" { // the latest that was told is how it stands
			note(t, s, support.Note{Case: suppliers, Kind: support.NoteStatus, At: day(5), Text: string(support.WaitsForCustomer)})
			got = standing(t, s, suppliers)
		}
		if diff := cmp.Diff(c.want, got.Progress); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A case that was imported in progress counts as in progress since it was opened.
func TestInProgressSinceItWasOpened(t *testing.T) {
	s := open(t)
	_, err := s.db.Exec(`UPDATE cases SET status = 'in_progress' WHERE number = $1`, suppliers)
	must(t, err)
	if diff := cmp.Diff([]civil.Span{{From: day(1)}}, standing(t, s, suppliers).Progress); diff != "" {
		t.Error(diff)
	}
}

// A note changes its case once: the same note again, later, changes nothing.
func TestANoteChangesItsCaseOnce(t *testing.T) {
	s := open(t)
	first := []support.Note{
		status(support.InProgress, day(2)),
		{Case: suppliers, Kind: support.NoteSeverity, At: day(2), By: "mei", Text: "2"},
		{Case: suppliers, Kind: support.NotePriority, At: day(2), Call: "CA1", Text: "low"},
	}
	note(t, s, first...)
	if c := standing(t, s, suppliers).Case; c.Status != support.InProgress || c.Severity != support.Moderate || c.Priority != support.PriorityLow || c.Closed {
		t.Errorf("%+v", c)
	}
	note(t, s, status(support.StatusClosed, day(3)), support.Note{Case: suppliers, Kind: support.NoteSeverity, At: day(3), Text: "3"})
	note(t, s, first...)
	if c := standing(t, s, suppliers).Case; c.Stands() != support.StatusClosed || !c.Closed || c.Severity != support.General {
		t.Errorf("after the same again: %+v", c)
	}
	note(t, s, status(support.InProgress, day(4)))
	if c := standing(t, s, suppliers).Case; c.Closed {
		t.Errorf("reopened: %+v", c)
	}
	if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE case_number = $1`, suppliers); n != 6 {
		t.Errorf("%d notes, want 6", n)
	}
}

// A wrong note is refused, and the error names the case. A case that is not on record yet may
// have notes.
func TestNotesThatCannotBe(t *testing.T) {
	s := open(t)
	for _, wrong := range []support.Note{
		{Kind: support.NoteComment, At: day(1)},
		{Case: suppliers, Kind: "gossip", At: day(1)},
		status("lost", day(1)),
		{Case: suppliers, Kind: support.NoteSeverity, At: day(1), Text: "bad"},
		{Case: suppliers, Kind: support.NoteSeverity, At: day(1), Text: "4"},
		{Case: suppliers, Kind: support.NotePriority, At: day(1), Text: "most"},
	} {
		if err := s.inTx(t.Context(), func(tx *tx) error { return tx.Note(wrong) }); err == nil {
			t.Errorf("accepted: %+v", wrong)
		}
	}
	if n := count(t, s, `SELECT COUNT(*) FROM notes WHERE kind IN ('status', 'severity', 'priority', 'comment')`); n != 0 {
		t.Errorf("%d of them are on record", n)
	}
	note(t, s, support.Note{Case: "C0000001", Kind: support.NoteUpdate, At: day(2)})
	must(t, s.Put(t.Context(), Directory{Cases: []support.Case{{Number: "C0000001", Title: "Late"}}}))
	if at := standing(t, s, "C0000001").Updated; !at.Equal(day(2)) {
		t.Errorf("updated %v", at)
	}
}

// A verdict is kept. Accepting raises the case to the level, and never lowers it.
func TestEscalations(t *testing.T) {
	s := open(t)
	asked := support.Escalation{ID: "ES-1", Case: suppliers, Level: 2, Reason: support.Deadline, Call: "CA1", At: day(2)}
	escalate(t, s, asked)
	if level := standing(t, s, suppliers).Case.Level; level != 0 {
		t.Errorf("asked for: level %d", level)
	}
	asked.Verdict, asked.Decided, asked.DecidedBy = support.EscalationAccepted, day(3), "mei"
	escalate(t, s, asked)
	lower := support.Escalation{ID: "ES-2", Case: suppliers, Level: 1, At: day(3), Verdict: support.EscalationAccepted, Decided: day(3), DecidedBy: "raj"}
	escalate(t, s, lower)
	refused := support.Escalation{ID: "ES-3", Case: suppliers, Level: 3, Reason: support.NoUpdates, At: day(1), Verdict: support.EscalationRefused, Decided: day(2), DecidedBy: "raj"}
	escalate(t, s, refused)
	got := standing(t, s, suppliers)
	if diff := cmp.Diff([]support.Escalation{refused, asked, lower}, got.Escalations); diff != "" || got.Case.Level != 2 {
		t.Errorf("level %d, %s", got.Case.Level, diff)
	}
	do(t, s, func(tx *tx) error {
		e, found, err := tx.escalation("ES-1")
		if _, none, _ := tx.escalation("ES-404"); !found || none || !cmp.Equal(asked, e) {
			t.Errorf("found %v, %v: %+v", found, none, e)
		}
		return err
	})
}

// Open commitments of a case are listed by their time. Those that are done stay on record.
func TestCommitments(t *testing.T) {
	s := open(t)
	answer := casework.Commitment{ID: "answer:ES-1", Kind: casework.OwesAnswer, Case: suppliers, Contract: "100200", For: "ES-1", Owner: "mei", Begun: day(1), Due: day(3), Internal: day(2)}
	contact := casework.Commitment{ID: "contact:ES-1", Kind: casework.OwesContact, Case: suppliers, Begun: day(1)}
	review := casework.Commitment{ID: "review:1", Kind: casework.OwesReview, Case: suppliers, Begun: day(1), Due: day(2), Raised: 2}
	owe(t, s, contact, answer, review, casework.Commitment{ID: "other", Kind: casework.OwesUpdate, Case: "C3333333", Begun: day(1)})
	listed := func() (all []casework.Commitment) {
		do(t, s, func(tx *tx) (err error) { all, err = tx.commitments(suppliers); return err })
		return all
	}
	if diff := cmp.Diff([]casework.Commitment{review, answer, contact}, listed()); diff != "" {
		t.Error(diff)
	}
	review.Done, review.By, review.Outcome = day(2), "raj", string(support.Working)
	owe(t, s, review)
	if diff := cmp.Diff([]casework.Commitment{answer, contact}, listed()); diff != "" {
		t.Error(diff)
	}
	do(t, s, func(tx *tx) error {
		d, found, err := tx.commitment(review.ID)
		if _, none, _ := tx.commitment("none"); !found || none || d != review {
			t.Errorf("found %v, %v: %+v", found, none, d)
		}
		return err
	})
}

// A case stays an Enterprise Down after its page has ended, until a note ends it (R21).
func TestDeclared(t *testing.T) {
	s := open(t)
	emergency(t, s)
	raised := func(to support.Severity) {
		do(t, s, func(tx *tx) error { return tx.SetSeverity(suppliers, to) })
	}
	if at := standing(t, s, suppliers).Declared; !at.IsZero() {
		t.Errorf("at severity 1: %v", at)
	}
	raised(support.EnterpriseDown)
	began := standing(t, s, suppliers).Declared
	if began.IsZero() {
		t.Error("it is declared")
	}
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.Working})
	if at := standing(t, s, suppliers).Declared; !at.Equal(began) {
		t.Errorf("its page has ended: %v", at)
	}
	note(t, s, support.Note{Case: suppliers, Kind: support.NoteReview, At: began.Add(time.Hour), Text: string(support.Working)})
	if stands := standing(t, s, suppliers); !stands.Reviewed.Equal(began.Add(time.Hour)) || !stands.Declared.Equal(began) {
		t.Errorf("reviewed: %+v", stands)
	}
	note(t, s, support.Note{Case: suppliers, Kind: support.NoteEnded, At: began.Add(2 * time.Hour), Text: string(support.Solved)})
	if at := standing(t, s, suppliers).Declared; !at.IsZero() {
		t.Errorf("ended: %v", at)
	}
}

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
	turn(t, s, told(ivr.Session{Call: "CA1", From: ann, Lang: "fr", Case: suppliers, Contract: "100200", Company: "Acme", Name: "Ann Lee", Suspected: true}, "0"))
	asked := support.Escalation{ID: "ES-CA1-3", Case: suppliers, Level: 1, Reason: support.Deadline, Call: "CA1", By: ann, Language: "fr", At: day(2)}
	escalate(t, s, asked)
	page(t, s, asked.ID, support.DecisionPage, "CA1")
	f := look(t, s, ivr.Session{Call: "x", Tree: "decision", Page: asked.ID, Person: "mei"}, ivr.Lookup{Kind: ivr.LookRequest})
	if f.Page == nil || f.Page.ID != asked.ID || f.Page.Kind != "decision" || f.Standing == nil || f.Contract.Company != "Acme" || f.Decider != "" {
		t.Errorf("%+v", f)
	}
	if diff := cmp.Diff(&asked, f.Request); diff != "" {
		t.Error(diff)
	}
	asked.Verdict, asked.Decided, asked.DecidedBy = support.EscalationRefused, day(3), "raj"
	escalate(t, s, asked)
	for _, tree := range []string{"decision", "refusal"} {
		f = look(t, s, ivr.Session{Call: "x", Tree: tree, Page: asked.ID}, ivr.Lookup{Kind: ivr.LookRequest})
		pages := look(t, s, ivr.Session{Call: "x", Tree: tree, Page: asked.ID}, ivr.Lookup{Kind: ivr.LookPages})
		if f.Decider != "Raj Patel" || f.Page == nil || f.Page.ID != asked.ID {
			t.Errorf("%s: %+v", tree, f)
		}
		if ofManager := tree == "decision"; (pages.Page != nil) != ofManager { // the caller whose request was refused does not wait on its page
			t.Errorf("%s: %+v", tree, pages.Page)
		}
	}
	if f := look(t, s, ivr.Session{Call: "x", Page: "none"}, ivr.Lookup{Kind: ivr.LookRequest}); f.Request != nil || f.Page != nil {
		t.Errorf("of a page that is not there: %+v", f)
	}
}

// A refusal is told to the first person to escalate, by name and in that caller's language.
func TestARefusalIsToldToTheFirstToEscalate(t *testing.T) {
	s := open(t)
	const bob = support.E164("+14155550188")
	turn(t, s, told(ivr.Session{Call: "CA1", From: ann, Lang: "fr", Case: suppliers, Contract: "100200", Company: "Acme", Name: "Ann Lee", Suspected: true}, "0"))
	turn(t, s, told(ivr.Session{Call: "CA2", From: bob, Lang: "zh", Case: suppliers}, "0"))
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
	turn(t, s, told(ivr.Session{Call: "CA1", From: ann, Case: suppliers}, "0"))
	caller := ivr.Session{Call: "CA1", Tree: "caller"}
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
	f := look(t, s, ivr.Session{Call: "EN-CA1.1", Tree: "operator", Page: "EN-CA1", Person: "mei"}, ivr.Lookup{Kind: ivr.LookPages})
	if f.Hunt == nil || f.Hunt.Kind != "engineer" {
		t.Errorf("the engineer sees %+v", f.Hunt)
	}
}
