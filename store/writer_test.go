package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
)

// seized takes the write lock from outside, as another program would.
func seized(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec(beginWrite)
	must(t, err)
	return func() { must(t, db.Close()) }
}

// All who wait get the error at once, before the carrier loses its patience: not one after
// the other.
func TestARecordThatIsHeldRefusesAllAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	synctest.Test(t, func(t *testing.T) {
		s := reopened(t, path)
		release := seized(t, path)
		began := time.Now()
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if err := s.Ready(context.Background()); err == nil || !strings.Contains(err.Error(), "the record was not kept: is held by another program: ") {
					t.Errorf("told %v", err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
		release()
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
	})
}

// reopened is a new record, for a test that closes it in its bubble.
func reopened(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	return s
}

// The caller of a function that has run does not wait for a slow commit. The error says that
// its result is not known.
func TestASlowCommitIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	synctest.Test(t, func(t *testing.T) {
		s := reopened(t, path)
		first, gate := make(chan struct{}), make(chan struct{})
		go s.writer.do(context.Background(), func(*tx) error { close(first); <-gate; return nil })
		<-first
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		ran, stalled := false, make(chan struct{})
		left := make(chan error, 1)
		go func() { left <- s.writer.do(ctx, func(*tx) error { ran = true; return nil }) }()
		synctest.Wait()
		go s.writer.do(context.Background(), func(*tx) error { <-stalled; return nil }) // the commit waits for this one
		synctest.Wait()
		close(gate)
		if err := <-left; !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "not known") {
			t.Errorf("told %v", err)
		}
		if !ran {
			t.Error("it has not run")
		}
		close(stalled)
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
	})
}

// A caller stays while the function runs, as it writes into the caller's variables.
func TestACallerStaysWhileTheFunctionRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	synctest.Test(t, func(t *testing.T) {
		s := reopened(t, path)
		ctx, leave := context.WithCancel(t.Context())
		kept := ""
		s.writer.do(ctx, func(*tx) error {
			leave()
			time.Sleep(time.Second)
			kept = "whole"
			return nil
		})
		if kept != "whole" {
			t.Error("the caller left while the function ran")
		}
		must(t, s.Close())
	})
}

// Ready writes as much as a turn, every time, and leaves nothing behind.
func TestReadyWritesAsMuchAsATurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	s := reopened(t, path)
	defer s.Close()
	journal := func() int64 {
		info, err := os.Stat(path + "-wal")
		must(t, err)
		return info.Size()
	}
	session := ivr.Session{
		Place:  ivr.Place{Call: "CA1", Tree: "caller", Lang: "en"},
		Origin: ivr.Origin{From: "+14155550123"},
	}
	must(t, s.Turn(t.Context(), func(e ivr.Entry) error { return e.Open(session, "+18005550100") }))
	before := journal()
	must(t, oneTurn(s, session, 1))
	turn := journal() - before
	for range 3 {
		before = journal()
		must(t, s.Ready(t.Context()))
		if wrote := journal() - before; wrote < turn {
			t.Errorf("it wrote %d bytes, and a turn %d", wrote, turn)
		}
	}
	if n := count(t, s, `SELECT COUNT(*) FROM counters WHERE name LIKE 'ready%'`); n != 1 {
		t.Errorf("%d rows are left", n)
	}
}

// Commits to a record that is held by another program fail. The log says so once, with what to
// do, and once when it is over.
func TestARecordThatIsHeldIsToldOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var lost int
		s, err := Open(t.Context(), path, Options{
			Log: slog.New(slog.NewTextHandler(&log, nil)),
			Commit: func(commit func() error) error {
				err := commit()
				if err != nil {
					lost++
				}
				return err
			},
		})
		must(t, err)
		release := seized(t, path)
		for range 3 {
			if s.Ready(context.Background()) == nil {
				t.Error("it was kept")
			}
		}
		release()
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
		said := log.String()
		if lost != 3 || strings.Count(said, "\n") != 2 || !strings.Contains(said, "another program: ") || !strings.Contains(said, "end that one") || !strings.Contains(said, "is written again") {
			t.Errorf("%d were lost; the log says\n%s", lost, said)
		}
	})
}
