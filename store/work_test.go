package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

const lease = 30 * time.Second

var everything = operators.Can{All: 1, Perform: 1, Dial: 1}

// claimed claims the next work. It is nil when none is due.
func claimed(t *testing.T, s *Store, dial bool) *operators.Work {
	t.Helper()
	can := everything
	if !dial {
		can.Dial = 0
	}
	w, _, err := claim1(t, s, time.Now(), can)
	must(t, err)
	return w
}

// claim1 claims one piece of work. It is nil when none is due.
func claim1(t *testing.T, s *Store, now time.Time, can operators.Can) (*operators.Work, time.Time, error) {
	t.Helper()
	all, next, err := s.Claim(t.Context(), now, lease, can)
	if len(all) == 0 {
		return nil, next, err
	}
	return &all[0], next, err
}

func finish(t *testing.T, s *Store, w operators.Work) error {
	t.Helper()
	return s.inTx(t.Context(), func(tx *tx) error { return tx.Finish(w) })
}

// name says which work it is.
func name(w *operators.Work) string {
	switch {
	case w == nil:
		return ""
	case w.Event != nil:
		return string(w.Event.Kind) + " " + w.Event.Why
	}
	return string(w.Command.Do) + " " + w.Command.Call + w.Command.Leg.Person + w.Command.Message.Key
}

// Events come before commands and in their order. Commands come by urgency, then by age. Dials
// wait for the carrier's pace.
func TestTheOrderOfWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		turn(t, s, told(called("CA1", ann), "0"))
		page(t, s, "ED-CA1", support.EmergencyPage, "CA1") // a dial and an SMS, both urgent
		do(t, s, func(tx *tx) error {
			return errors.Join(
				tx.Order(paging.Command{Do: paging.Summon, Call: "later", Urgency: 3}),
				tx.Order(paging.Command{Do: paging.Summon, Call: "soon", Urgency: 1}),
				tx.Order(paging.Command{Do: paging.Summon, Call: "soon too", Urgency: 1}),
			)
		})
		turn(t, s, told(ivr.Session{Place: ivr.Place{Call: "CA1", Turn: 1}, Origin: ivr.Origin{From: ann}}, "1",
			support.Event{Kind: support.Suspected, Call: "CA1", Why: "a"}, support.Event{Kind: support.Declared, Call: "CA1", Why: "b"}))
		must(t, s.Post(t.Context(), "c", support.Event{Kind: support.Ringing, Call: "CA2", Why: "c"}))
		var order []string
		for _, dial := range []bool{false, true} {
			for w := claimed(t, s, dial); w != nil; w = claimed(t, s, dial) {
				order = append(order, name(w))
				must(t, finish(t, s, *w))
			}
		}
		want := "suspected a, declared b, ringing c, text sms_page, summon soon, summon soon too, summon later, dial mei"
		if got := strings.Join(order, ", "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM work`); n != 0 {
			t.Errorf("%d rows are left", n)
		}
	})
}

// Of a page, one event at a time is claimed. Events of other pages go on.
func TestEventsOfAPageKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		must(t, s.Post(t.Context(), "1", support.Event{Page: "P", Why: "first"}))
		must(t, s.Post(t.Context(), "2", support.Event{Page: "P", Why: "second"}))
		must(t, s.Post(t.Context(), "3", support.Event{Page: "Q", Why: "other"}))
		first := claimed(t, s, true)
		other := claimed(t, s, true)
		w, next, err := claim1(t, s, time.Now(), everything)
		must(t, err)
		if first.Event.Why != "first" || other.Event.Why != "other" || w != nil {
			t.Fatalf("claimed %v, %v, %v", name(first), name(other), name(w))
		}
		if want := time.Now().Add(lease); !next.Equal(want) {
			t.Errorf("next at %v, want when the lease ends, %v", next, want)
		}
		must(t, finish(t, s, *first))
		if w = claimed(t, s, true); name(w) != " second" {
			t.Errorf("claimed %s", name(w))
		}
	})
}

// While a failed event waits to be tried again, others pass it: one bad event does not stop a
// page.
func TestAFailedEventLetsTheOthersPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		began := time.Now()
		must(t, s.Post(t.Context(), "1", support.Event{Page: "P", Why: "bad"}))
		must(t, s.Post(t.Context(), "2", support.Event{Page: "P", Why: "good"}))
		w := claimed(t, s, true)
		do(t, s, func(tx *tx) error { return tx.Retry(*w, time.Now().Add(time.Second), "no luck") })
		w = claimed(t, s, true)
		if name(w) != " good" {
			t.Fatalf("claimed %s", name(w))
		}
		must(t, finish(t, s, *w))
		w, next, err := claim1(t, s, time.Now(), everything)
		must(t, err)
		if w != nil || !next.Equal(began.Add(time.Second)) {
			t.Fatalf("claimed %s, next %v", name(w), next)
		}
		time.Sleep(time.Until(next))
		w = claimed(t, s, true)
		if name(w) != " bad" || w.Tries != 1 || !w.Due.Equal(began) {
			t.Errorf("claimed %s, tries %d, due %v: want the first time it was due, %v", name(w), w.Tries, w.Due, began)
		}
	})
}

// A desk that has lost its lease cannot finish: nothing of its transaction is kept.
func TestTheFence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		must(t, s.Post(t.Context(), "1", support.Event{Kind: support.Due}))
		slow := claimed(t, s, true)
		if w := claimed(t, s, true); w != nil {
			t.Fatalf("claimed twice: %s", name(w))
		}
		time.Sleep(lease)
		quick := claimed(t, s, true)
		if quick == nil || quick.Tries != 1 || quick.ID != slow.ID {
			t.Fatalf("after the lease: %+v", quick)
		}
		err := s.inTx(t.Context(), func(tx *tx) error {
			if err := tx.Schedule("due:P", time.Now(), support.Event{Kind: support.Due, Page: "P"}); err != nil {
				return err
			}
			return tx.Finish(*slow)
		})
		if !errors.Is(err, operators.ErrLost) || count(t, s, `SELECT COUNT(*) FROM work`) != 1 {
			t.Errorf("the slow one finished: %v", err)
		}
		err = s.inTx(t.Context(), func(tx *tx) error { return tx.Retry(*slow, time.Now(), "slow") })
		if !errors.Is(err, operators.ErrLost) {
			t.Errorf("the slow one gave it back: %v", err)
		}
		must(t, finish(t, s, *quick))
		if err := finish(t, s, *quick); !errors.Is(err, operators.ErrLost) {
			t.Errorf("finished twice: %v", err)
		}
	})
}

// While the carrier's pace holds dials back, the desk does not wake up for one.
func TestDialsThatWaitDoNotWakeTheDesk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		turn(t, s, told(called("CA1", ann), "0"))
		page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
		must(t, finish(t, s, *claimed(t, s, false)))
		w, next, err := claim1(t, s, time.Now(), operators.Can{All: 1, Perform: 1})
		if err != nil || w != nil || !next.IsZero() {
			t.Errorf("claimed %s, next %v, %v", name(w), next, err)
		}
	})
}

func TestWhatIsPostedTwiceCountsOnce(t *testing.T) {
	s := open(t)
	e := support.Event{Kind: support.Ringing, Call: "CA1"}
	must(t, s.Post(t.Context(), "CA1/ringing", e))
	must(t, s.Post(t.Context(), "CA1/ringing", e))
	must(t, finish(t, s, *claimed(t, s, true)))
	must(t, s.Post(t.Context(), "CA1/ringing", e))
	if w := claimed(t, s, true); w != nil {
		t.Errorf("it came again: %s", name(w))
	}
}

// An event on a leg belongs to its page, also after the page has ended.
func TestAnEventOnALegNamesItsPage(t *testing.T) {
	s := open(t)
	emergency(t, s)
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm})
	must(t, s.Post(t.Context(), "x", support.Event{Kind: support.Ringing, Call: "ED-CA1.1"}))
	if w := claimed(t, s, true); w.Event.Page != "ED-CA1" {
		t.Errorf("page %q", w.Event.Page)
	}
}

// A program that was killed loses no work: it can be claimed again when its lease ends, or
// when the next server recovers it.
func TestAfterAKill(t *testing.T) {
	for name, recovered := range map[string]bool{"the lease ends": false, "the server recovers": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "edown.db")
				s := reopen(t, path)
				must(t, s.Post(t.Context(), "1", support.Event{Kind: support.Declared, Call: "CA1"}))
				if claimed(t, s, true) == nil {
					t.Fatal("nothing to claim")
				}
				must(t, s.Close()) // without finishing
				s = reopen(t, path)
				defer s.Close()
				if recovered {
					n, err := s.Recover(t.Context())
					if n != 1 || err != nil {
						t.Fatalf("recovered %d, %v", n, err)
					}
				} else {
					w, next, err := claim1(t, s, time.Now(), everything)
					if w != nil || err != nil || !next.Equal(time.Now().Add(lease)) {
						t.Fatalf("claimed %v, next %v, %v", w, next, err)
					}
					time.Sleep(time.Until(next))
				}
				if w := claimed(t, s, true); w == nil || w.Tries != 1 || w.Event.Kind != support.Declared {
					t.Errorf("claimed %+v", w)
				}
			})
		})
	}
}

// A slow carrier must not hold up events.
func TestEventsAreClaimedWhenNothingCanBePerformed(t *testing.T) {
	s := open(t)
	do(t, s, func(tx *tx) error {
		return errors.Join(tx.Order(paging.Command{Do: paging.Text, Message: paging.Message{ID: "m", To: "+14155550101", Key: "k"}}),
			tx.Schedule("due:P", time.Now(), support.Event{Kind: support.Due, Page: "P"}))
	})
	soon := time.Now().Add(time.Second)
	if w, _, err := claim1(t, s, soon, operators.Can{All: 1}); err != nil || w == nil || w.Event == nil {
		t.Fatalf("claimed %+v, %v", w, err)
	}
	if w, _, err := claim1(t, s, soon, operators.Can{All: 1}); err != nil || w != nil {
		t.Fatalf("claimed %+v, %v: a command cannot be done now", w, err)
	}
	if w, _, err := claim1(t, s, soon, everything); err != nil || w == nil || w.Command == nil {
		t.Fatalf("claimed %+v, %v: now it can", w, err)
	}
}

// A row that cannot be read, after a downgrade, does not hold up the others.
func TestUnreadableWorkIsPutAside(t *testing.T) {
	s := open(t)
	do(t, s, func(tx *tx) error {
		return errors.Join(tx.Schedule("bad", time.Now().Add(-time.Minute), support.Event{Kind: support.Due}), tx.Schedule("good", time.Now(), support.Event{Kind: support.Due}))
	})
	must(t, s.writer.do(t.Context(), func(t *tx) error {
		_, err := t.exec(`UPDATE work SET payload = '[]' WHERE id = 'bad'`)
		return err
	}))
	w, _, err := claim1(t, s, time.Now().Add(time.Second), everything)
	if err != nil || w == nil || w.ID != "good" {
		t.Fatalf("claimed %+v, %v", w, err)
	}
}
