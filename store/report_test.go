package store

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/casework"
	"edown/support"
)

// The activity of a period is what happened in it, for one customer or for all.
func TestActivity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		began := time.Now().UTC()
		turn(t, s, told(called("CA0", ann), "0")) // tells nothing
		turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Contract, s.Case = "100200", "C1234567" }), "0"))
		time.Sleep(12 * time.Second)
		page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
		step(t, s, "ED-CA1", support.Event{Kind: support.Placed, Call: "ED-CA1.1", SID: "CA11"})
		time.Sleep(20 * time.Second)
		step(t, s, "ED-CA1", support.Event{Kind: support.Declined, Call: "ED-CA1.1"})
		step(t, s, "ED-CA1", support.Event{Kind: support.Placed, Call: "ED-CA1.2", SID: "CA12"})
		do(t, s, func(tx *tx) error {
			p, err := tx.Page("ED-CA1")
			if err == nil {
				_, err = tx.Claim(p, "raj", "ED-CA1.2", time.Now())
			}
			return err
		})
		step(t, s, "ED-CA1", support.Event{Kind: support.Accepted, Call: "ED-CA1.2"})
		time.Sleep(time.Minute)
		step(t, s, "ED-CA1", support.Event{Kind: support.OutcomeGiven, Outcome: support.Solved, Call: "ED-CA1.2"})
		solved := time.Now()
		answer := casework.Commitment{ID: "D1", Kind: casework.OwesAnswer, Case: "C1234567", Contract: "100200", Begun: began, Due: began.Add(time.Hour)}
		review := casework.Commitment{ID: "D2", Kind: casework.OwesReview, Case: "C3333333", Contract: "100300", Begun: began, Due: began.Add(time.Hour), Done: solved.UTC(), Outcome: "working"}
		over := review
		over.ID, over.Done = "D3", solved.UTC().Add(-time.Second)
		later := answer
		later.ID, later.Due = "D4", began.Add(25*time.Hour)
		do(t, s, func(tx *tx) error {
			for _, n := range []support.Note{
				{Case: "C1234567", Kind: support.NoteEnded, At: solved, Text: string(support.Solved)}, // says of the page's emergency what the page says
				{Case: "C1234567", Kind: support.NoteComment, At: solved, Audio: "RE1"},
				{Case: "C1111111", Kind: support.NoteStatus, At: solved, Text: string(support.StatusClosed)},
				{Case: "C3333333", Kind: support.NoteReview, At: solved, Text: string(support.Working)},
			} {
				if err := tx.Note(n); err != nil {
					return err
				}
			}
			for _, e := range []support.Escalation{
				{ID: "ES-1", Case: "C1234567", Level: 1, Reason: support.Deadline, At: began},
				{ID: "ES-2", Case: "C1234567", Level: 1, Reason: support.Deadline, At: solved, Verdict: support.EscalationRefused, Decided: solved, DecidedBy: "mei"},
			} {
				if err := tx.Escalate(e); err != nil {
					return err
				}
			}
			for _, d := range []casework.Commitment{answer, review, over, later} {
				if err := tx.Owe(d); err != nil {
					return err
				}
			}
			return nil
		})
		_, err := s.db.Exec(`UPDATE cases SET opened = $1`, began.UnixMilli())
		must(t, err)

		all, err := s.Activity(t.Context(), Asked{From: began, To: began.Add(24 * time.Hour)})
		must(t, err)
		for contract, want := range map[string]Deeds{
			"":       {Calls: 1},
			"100200": {Calls: 1, EnterpriseDowns: 1, Opened: 3, Comments: 1, Closed: 1, Solved: 1},
			"100300": {Opened: 1},
		} {
			if diff := cmp.Diff(want, all.Deeds[contract]); diff != "" {
				t.Errorf("contract %q: %s", contract, diff)
			}
		}
		if diff := cmp.Diff(map[string]string{"100200": "Acme", "100300": "Bolt"}, all.Companies); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]Escalations{{"100200", 1, "", 1}, {"100200", 1, support.EscalationRefused, 1}}, all.Escalations); diff != "" {
			t.Error(diff)
		}
		paged := began.Add(12 * time.Second)
		accepted := paged.Add(20 * time.Second)
		wantSearch := Search{
			Page: "ED-CA1", Kind: support.EmergencyPage, State: support.PageClosed, Case: "C1234567", Contract: "100200", Call: "CA1",
			PickedUp: began, Asked: paged, Placed: paged, Accepted: accepted, Ended: accepted.Add(time.Minute),
		}
		if diff := cmp.Diff([]Search{wantSearch}, all.Searches); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]Owed{{Commitment: answer}, {Commitment: review, Held: true}, {Commitment: over}}, all.Commitments); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]Taken{{"raj", "ED-CA1", accepted}}, all.Accepts); diff != "" {
			t.Error(diff)
		}
		if len(all.Rings) != 2 || !all.Rings[0].Declined || all.Rings[1].Person != "raj" || !all.Rings[1].Placed.Equal(accepted) {
			t.Errorf("rings: %+v", all.Rings)
		}
		if len(all.Rota.People) != 3 {
			t.Errorf("rota: %+v", all.Rota)
		}

		bolts, err := s.Activity(t.Context(), Asked{From: began, To: began.Add(24 * time.Hour), Contract: "100300"})
		must(t, err)
		if len(bolts.Deeds) != 1 || bolts.Deeds["100300"].Opened != 1 || len(bolts.Searches)+len(bolts.Rings)+len(bolts.Accepts)+len(bolts.Escalations) > 0 || len(bolts.Commitments) != 2 || len(bolts.Open) != 1 {
			t.Errorf("of Bolt: %+v", bolts)
		}
		before, err := s.Activity(t.Context(), Asked{From: began.Add(-time.Hour), To: began})
		must(t, err)
		if len(before.Deeds)+len(before.Escalations)+len(before.Searches)+len(before.Commitments)+len(before.Rings)+len(before.Open) > 0 {
			t.Errorf("before: %+v", before)
		}
	})
}

// Whether a case was open at a moment depends on its last status before, not on how it stands
// now.
func TestOpenCases(t *testing.T) {
	s := open(t)
	end := day(10)
	do(t, s, func(tx *tx) error {
		for _, n := range []support.Note{
			{Case: "C1234567", Kind: support.NoteStatus, At: end.Add(-time.Hour), Text: string(support.StatusClosed)}, // closed, and taken up again
			{Case: "C1234567", Kind: support.NoteStatus, At: end, Text: string(support.InProgress)},
			{Case: "C1111111", Kind: support.NoteStatus, At: end, Text: string(support.StatusClosed)}, // at the end, not before it
			{Case: "C3333333", Kind: support.NoteStatus, At: end.Add(-time.Hour), Text: string(support.StatusClosed)},
		} {
			if err := tx.Note(n); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		at   time.Time
		want []support.CaseNumber // C7777777 was closed by an import, at an unknown time
	}{
		{day(0), nil}, // C1111111 opens then
		{day(0).Add(time.Millisecond), []support.CaseNumber{"C1111111"}},
		{end.Add(-2 * time.Hour), []support.CaseNumber{"C1234567", "C1111111", "C3333333"}},
		{end, []support.CaseNumber{"C1111111"}},
		{end.Add(time.Millisecond), []support.CaseNumber{"C1234567"}},
	} {
		a, err := s.Activity(t.Context(), Asked{From: day(-1), To: c.at})
		must(t, err)
		var got []support.CaseNumber
		for _, o := range a.Open {
			got = append(got, o.Number)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("at %s: %s", c.at, diff)
		}
	}
}

// An emergency whose page ended as working, and that was solved later, counts once. Two
// emergencies of one case count twice.
func TestSolvedCountsEmergencies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		began := time.Now()
		for _, call := range []string{"CA1", "CA2"} {
			turn(t, s, told(with(called(call, ann), func(s *ivr.Session) { s.Contract, s.Case = "100200", "C1234567" }), "0"))
			page(t, s, "ED-"+call, support.EmergencyPage, call)
			time.Sleep(time.Hour)
			step(t, s, "ED-"+call, support.Event{Kind: support.OutcomeGiven, Outcome: support.Working})
			time.Sleep(time.Hour)
			for range 2 { // the second note does not count
				do(t, s, func(tx *tx) error {
					return tx.Note(support.Note{Case: "C1234567", Kind: support.NoteEnded, At: time.Now(), Text: string(support.Solved)})
				})
				time.Sleep(time.Minute)
			}
		}
		a, err := s.Activity(t.Context(), Asked{From: began, To: time.Now()})
		must(t, err)
		if got := a.Deeds["100200"].Solved; got != 2 {
			t.Errorf("%d solved", got)
		}
	})
}
