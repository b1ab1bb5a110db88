package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"edown/support"
)

func escalate(t testing.TB, s *Store, e support.Escalation) {
	t.Helper()
	do(t, s, func(tx *tx) error { return tx.Escalate(e) })
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
