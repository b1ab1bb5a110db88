package store

import (
	"testing"
	"time"

	"edown/support"
)

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

// status is a note that gives the case a status.
func status(to support.Status, at time.Time) support.Note {
	return support.Note{Case: suppliers, Kind: support.NoteStatus, At: at, Text: string(to)}
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
