package store

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/support"
)

func schedule(t *testing.T, s *Store, key string, at time.Time, e support.Event) {
	t.Helper()
	do(t, s, func(tx *tx) error { return tx.Schedule(key, at, e) })
}

// A timer rings when it is due, not earlier, and once, however often it is moved.
func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		at := time.Now().Add(40*time.Second + 300*time.Microsecond) // rounded up: never too early
		schedule(t, s, "due:P", time.Now().Add(time.Hour), support.Event{Kind: support.Due, Page: "P"})
		schedule(t, s, "due:P", at, support.Event{Kind: support.Due, Page: "P"})
		schedule(t, s, "due:Q", at, support.Event{Kind: support.Due, Page: "Q"})
		do(t, s, func(tx *tx) error {
			return errors.Join(tx.Schedule("due:Q", time.Time{}, support.Event{}), tx.Schedule("due:R", time.Time{}, support.Event{}))
		})
		w, next, err := claim1(t, s, time.Now(), everything)
		must(t, err)
		if w != nil || next.Before(at) || next.Sub(at) > time.Millisecond {
			t.Fatalf("claimed %s, next %v", name(w), next)
		}
		time.Sleep(time.Until(next))
		w = claimed(t, s, true)
		if w == nil || w.Event.Page != "P" || w.Page != "P" || time.Now().Before(at) {
			t.Fatalf("at %v claimed %+v", time.Now(), w)
		}
		if _, next, err = claim1(t, s, time.Now(), everything); err != nil || !next.Equal(time.Now().Add(lease)) {
			t.Errorf("next %v, %v", next, err)
		}
	})
}

// Moving a timer that is claimed takes it away from the desk that has it. A timer that is
// finished and planned again is a new one.
func TestATimerThatIsMovedWhileItIsClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		e := support.Event{Kind: support.Due, Page: "P"}
		schedule(t, s, "due:P", time.Now(), e)
		old := claimed(t, s, true)
		schedule(t, s, "due:P", time.Now(), e)
		if err := finish(t, s, *old); !errors.Is(err, operators.ErrLost) {
			t.Errorf("a moved timer was finished: %v", err)
		}
		now := claimed(t, s, true)
		do(t, s, func(tx *tx) error {
			return errors.Join(tx.Finish(*now), tx.Schedule("due:P", time.Now().Add(lease), e))
		})
		time.Sleep(lease)
		fresh := claimed(t, s, true)
		for _, w := range []*operators.Work{old, now} {
			if err := finish(t, s, *w); !errors.Is(err, operators.ErrLost) {
				t.Errorf("an old claim finished a new timer: %v", err)
			}
		}
		if fresh.Tries != 0 {
			t.Errorf("a new timer was tried %d times before", fresh.Tries)
		}
	})
}
