package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

func TestDurable(t *testing.T) {
	s := open(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		must(t, s.db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s = %s, want %s", pragma, got, want)
		}
	}
}

// Every turn that was answered is on record after the program has ended, however many came at
// once.
func TestManyTurnsAtOnceAreAllKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	s := reopen(t, path)
	var wg sync.WaitGroup
	const calls = 200
	for i := range calls {
		wg.Go(func() {
			call := "CA" + string(rune('a'+i%26)) + string(rune('a'+i/26))
			err := s.Turn(context.Background(), func(e ivr.Entry) error {
				if err := e.Open(with(ivr.Session{Place: ivr.Place{Call: call}}, func(s *ivr.Session) {
					s.Tree, s.Lang = "caller", "en"
				}), line); err != nil {
					return err
				}
				return e.Keep(told(with(ivr.Session{Place: ivr.Place{Call: call}}, func(s *ivr.Session) {
					s.Turn = 1
				}), "0", support.Event{Kind: support.Suspected, Call: call}))
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	must(t, s.Close())
	s = reopen(t, path)
	for table, want := range map[string]int{"calls": calls, "turns": calls, "work": calls} {
		if n := count(t, s, "SELECT COUNT(*) FROM "+table); n != want {
			t.Errorf("%d %s after reopening, want %d", n, table, want)
		}
	}
}

// together runs functions in one commit: one more function holds the writer until all are
// queued.
func together(t *testing.T, s *Store, dos ...func(*tx) error) []error {
	t.Helper()
	errs := make([]error, len(dos))
	var wg sync.WaitGroup
	begun, gate := make(chan struct{}), make(chan struct{})
	wg.Go(func() {
		s.writer.do(context.Background(), func(*tx) error { close(begun); <-gate; return nil })
	})
	<-begun
	for i, do := range dos {
		wg.Go(func() { errs[i] = s.writer.do(context.Background(), do) })
	}
	synctest.Wait()
	close(gate)
	wg.Wait()
	return errs
}

func TestAFailureDoesNotAffectOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		write := func(name string) func(*tx) error {
			return func(t *tx) error {
				_, err := t.exec(`INSERT INTO counters (name, value) VALUES ($1, 1)`, name)
				return err
			}
		}
		broken := errors.New("broken")
		errs := together(t, s,
			write("a"),
			func(tx *tx) error { return errors.Join(write("b")(tx), broken) },
			write("c"),
			func(tx *tx) error { must(t, write("d")(tx)); panic("at the worst moment") },
			func(tx *tx) error { _, err := tx.exec(`INSERT INTO counters (name) VALUES ('e')`); return err },
			write("f"),
		)
		for i, wrong := range []bool{false, true, false, true, true, false} {
			if (errs[i] != nil) != wrong {
				t.Errorf("function %d: %v", i, errs[i])
			}
		}
		if !errors.Is(errs[1], broken) || !strings.Contains(errs[3].Error(), "at the worst moment") {
			t.Errorf("the errors do not say what went wrong: %v; %v", errs[1], errs[3])
		}
		if n := count(t, s, `SELECT COUNT(*) FROM counters WHERE name IN ('a', 'c', 'f')`); n != 3 {
			t.Errorf("%d of 3 were kept", n)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM counters WHERE name IN ('b', 'd', 'e')`); n != 0 {
			t.Errorf("%d that failed were kept", n)
		}
		must(t, s.Close())
	})
}

// A commit that fails has failed for everyone in it, and the next one works.
func TestALostTransactionIsLostForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		errs := together(t, s,
			func(t *tx) error { _, err := t.exec(`INSERT INTO counters VALUES ('a', 1)`); return err },
			func(t *tx) error { _, err := t.exec(`ROLLBACK`); return err },
			func(t *tx) error { return nil },
		)
		if errs[0] == nil && errs[1] == nil {
			t.Errorf("no function was told: %v", errs)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM counters WHERE name = 'a'`); (n == 1) != (errs[0] == nil) {
			t.Errorf("kept %d, told %v", n, errs[0])
		}
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
	})
}

func TestACommitThatFailsHasFailedForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		errs := together(t, s,
			func(t *tx) error { _, err := t.exec(`INSERT INTO counters VALUES ('a', 1)`); return err },
			func(t *tx) error { // found wrong at the commit
				if _, err := t.exec(`PRAGMA defer_foreign_keys = ON`); err != nil {
					return err
				}
				_, err := t.exec(`INSERT INTO page_calls VALUES ('none', 'none')`)
				return err
			},
		)
		for i, err := range errs {
			if err == nil || !strings.Contains(err.Error(), "the record was not kept") {
				t.Errorf("function %d was told %v", i, err)
			}
		}
		if n := count(t, s, `SELECT COUNT(*) FROM counters WHERE name = 'a'`); n != 0 {
			t.Error("it was kept")
		}
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
	})
}

func TestAJobWhoseCallerHasLeftIsSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		ctx, leave := context.WithCancel(t.Context())
		ran, begun, gate := false, make(chan struct{}), make(chan struct{})
		go s.writer.do(t.Context(), func(*tx) error { close(begun); <-gate; return nil })
		<-begun
		left := make(chan error, 1)
		go func() { left <- s.writer.do(ctx, func(*tx) error { ran = true; return nil }) }()
		synctest.Wait()
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		close(gate)
		must(t, s.Close())
		if ran {
			t.Error("it was run all the same")
		}
		if err := s.Ready(context.Background()); !errors.Is(err, ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	})
}

// The record's tables can be added to, and not changed.
func TestTheRecordIsAppendOnly(t *testing.T) {
	s := open(t)
	turn(t, s, ivr.Kept{Session: ivr.Session{
		Place:  ivr.Place{Call: "CA1", Tree: "caller", Turn: 1},
		Origin: ivr.Origin{From: ann},
	}, Key: "0", At: time.Now(),
		Answers: []support.Answer{{Question: support.Q1Category, Value: "1", At: time.Now()}}})
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error {
		_, err := e.Look(phone("manager", "ED-CA1.1", "ED-CA1", "mei"), ivr.Lookup{Kind: ivr.Claim}, time.Now())
		return err
	}))
	step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm})
	note(t, s, support.Note{Case: "C1234567", Kind: support.NoteComment, At: day(3)})
	do(t, s, func(tx *tx) error {
		return tx.Order(paging.Command{Do: paging.Post, Letter: paging.Letter{ID: "letter:1", To: "mei@example.com"}})
	})
	must(t, s.remove(t.Context(), removal{at: time.Now(), why: byRequest}, map[string]int64{}, func(r removal) error {
		return r.drop("contacts", `phone = $1`, ann)
	}))
	for _, table := range appendOnly {
		var column string
		must(t, s.db.QueryRow(`SELECT name FROM pragma_table_info($1) LIMIT 1`, table).Scan(&column))
		if n := count(t, s, "SELECT COUNT(*) FROM "+table); n == 0 {
			t.Errorf("%s is empty: the test tests nothing", table)
		}
		_, err := s.db.Exec("UPDATE " + table + " SET " + column + " = " + column)
		if err == nil || !strings.Contains(err.Error(), table+" is a record") {
			t.Errorf("%s can be changed: %v", table, err)
		}
	}
}

// The tables hold the state machines: no row can be in an impossible state.
func TestWrongStatesAreRefused(t *testing.T) {
	s := open(t)
	turn(t, s, told(called("CA1", ann), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	escalate(t, s, support.Escalation{ID: "ES-1", Case: "C1234567", Level: 1, Reason: support.Deadline, At: day(3)})
	owe(t, s, casework.Commitment{ID: "answer:ES-1", Kind: casework.OwesAnswer, Case: "C1234567", Begun: day(3)})
	for _, wrong := range []string{
		`UPDATE pages SET state = 'lost'`,
		`UPDATE pages SET state = 'closed'`,   // without a time
		`UPDATE pages SET ended = 1`,          // it rings
		`UPDATE pages SET state = 'accepted'`, // without a person
		`UPDATE pages SET kind = 'party'`,
		`UPDATE pages SET policy_version = 'none'`,
		`UPDATE cases SET severity = 4`,
		`UPDATE cases SET contract = 'none'`,
		`UPDATE contracts SET package = 'bronze'`,
		`UPDATE calls SET ended = 1`,                     // without an ending
		`UPDATE calls SET direction = 'outbound'`,        // of a caller
		`UPDATE calls SET page = NULL WHERE id <> 'CA1'`, // rung for nothing
		`UPDATE attempts SET ending = 'busy'`,            // without a time
		`UPDATE attempts SET purpose = 'caller'`,
		`UPDATE work SET state = 'claimed'`, // without a try
		`UPDATE work SET urgency = -1`,      // a command before the events
		`UPDATE work SET kind = 'event'`,
		`UPDATE shifts SET role = 'king'`,
		`UPDATE shifts SET from_minute = 1441`,
		`UPDATE cases SET status = 'lost'`,
		`UPDATE cases SET status = 'closed' WHERE NOT closed`, // and open
		`UPDATE cases SET level = -1`,
		`UPDATE cases SET priority = 'highest'`,
		`UPDATE escalations SET verdict = 'maybe', decided = 1, decided_by = 'mei'`,
		`UPDATE escalations SET verdict = 'refused'`, // without a person and a time
		`UPDATE escalations SET decided = 1, decided_by = 'mei'`,
		`UPDATE escalations SET level = 0`,
		`UPDATE escalations SET reason = 'mood'`,
		`UPDATE duties SET done_by = 'mei'`, // without a time
		`UPDATE duties SET kind = 'dance'`,
		`INSERT INTO notes VALUES ('C1234567', 'gossip', 1, '', '', '', '', 1)`,
		`INSERT INTO notes VALUES ('', 'comment', 1, '', '', '', '', 1)`,
		`INSERT INTO bookings VALUES ('100200', 0, 'weekend', 2, 2, '', '')`, // no time at all
		`INSERT INTO bookings VALUES ('100200', 0, 'engineer', 1, 2, 'Eva', '')`,
		`INSERT INTO bookings VALUES ('404', 0, 'weekend', 1, 2, '', '')`,
		`INSERT INTO tsams VALUES ('404', 0, 'Tom', '+14155550190', '', '', '')`,
		`INSERT INTO pins VALUES ('100200', '1234')`, // in clear
		`INSERT INTO page_calls VALUES ('ED-CA1', 'CA404')`,
		`INSERT INTO turns SELECT call, key, n, at, node, input, said, took_us FROM turns`,
		`INSERT INTO turns SELECT 'CA404', key, n, at, node, input, said, took_us FROM turns`,
	} {
		if _, err := s.db.Exec(wrong); err == nil {
			t.Errorf("accepted: %s", wrong)
		}
	}
}
