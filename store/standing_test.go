package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
)

const suppliers = support.CaseNumber("C1234567") // the sample's, opened on day 1

func standing(t testing.TB, s *Store, number support.CaseNumber) (stands support.Standing) {
	t.Helper()
	do(t, s, func(tx *tx) (err error) {
		stands, err = tx.Standing(number)
		return err
	})
	return stands
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
