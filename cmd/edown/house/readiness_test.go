package house

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/store"
)

// The disk is written once a second, however often it is asked.
func TestReadinessIsAskedOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, broken := 0, error(nil)
		r := &readiness{ask: func(context.Context) error { asked++; return broken }}
		for i := range 20 { // two seconds
			if err := r.now(); (err != nil) != (i >= 10) {
				t.Errorf("no. %d: %v", i, err)
			}
			broken = errors.New("the disk is full")
			time.Sleep(100 * time.Millisecond)
		}
		if asked != 2 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// No monitor waits for ever.
func TestReadinessOfAStuckDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := &readiness{ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
		if r.now() == nil || time.Since(began) != readyTakes {
			t.Errorf("told after %v", time.Since(began))
		}
	})
}

// isReady reports what a monitor would read.
func isReady(h *House) bool {
	w := httptest.NewRecorder()
	h.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	return w.Code == http.StatusOK
}

// When the desk does not look for work any more, the line is not ready, though it
// still answers and keeps turns.
func TestNotReadyWithoutADesk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := built(t)
		defer h.Close()
		ctx, end := context.WithCancel(t.Context())
		over := make(chan struct{})
		go func() { defer close(over); h.Run(ctx) }()
		synctest.Wait()
		end()
		<-over
		time.Sleep(stillAfter + readyFor)
		if isReady(h.House) {
			t.Error("ready, and nobody would be rung")
		}
		if err := h.ready(t.Context()); !errors.Is(err, errNoDesk) {
			t.Error(err)
		}
	})
}

func TestNotReadyWithoutTheRota(t *testing.T) {
	h := built(t)
	defer h.Close()
	h.onDuty.Store(nil)
	if err := h.ready(t.Context()); !errors.Is(err, errNoRota) {
		t.Error(err)
	}
	h.readRota(t.Context())
	if err := h.ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// A line that is ending is not ready at once, whatever it answered a moment ago.
func TestNotReadyWhileEnding(t *testing.T) {
	first := built(t)
	first.Close()
	ctx, end := context.WithCancel(t.Context())
	h, err := Assemble(ctx, first.config, Equipment{Words: first.words, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if !isReady(h) {
		t.Error("not ready before")
	}
	end()
	if isReady(h) {
		t.Error("ready after")
	}
}

// The log says why, once, and when it is over.
func TestTheLogSaysWhyItIsNotReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		broken := errNoDesk
		r := &readiness{ask: func(context.Context) error { return broken }, log: slog.New(slog.NewTextHandler(&log, nil))}
		for i := range 6 {
			if i == 3 {
				broken = nil
			}
			r.now()
			time.Sleep(readyFor)
		}
		if said := log.String(); strings.Count(said, "\n") != 2 || !strings.Contains(said, "nobody is being rung") || !strings.Contains(said, "ready again") {
			t.Error(said)
		}
	})
}

// A lost commit makes the line not ready at once, even if the disk still takes small
// writes, and for as long as commits are lost.
func TestNotReadyWhileCommitsAreLost(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		var full error
		first := built(t)
		first.Close()
		config := first.config
		config.DB = filepath.Join(dir, "edown.db")
		h, err := Assemble(t.Context(), config, Equipment{Words: first.words, Log: slog.New(slog.DiscardHandler), Commit: func(commit func() error) error {
			return cmp.Or(full, commit())
		}})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		if !isReady(h) {
			t.Fatal("not ready before")
		}
		full = errors.New("the disk is full")
		if err := h.Store.Mark(t.Context(), store.Drill, time.Now()); err == nil {
			t.Fatal("it was kept")
		}
		full = nil // for small writes
		for range 5 {
			if isReady(h) {
				t.Error("ready, and a turn was lost a moment ago")
			}
			time.Sleep(shakenFor / 5)
		}
		time.Sleep(readyFor)
		if !isReady(h) {
			t.Error("not ready, though all is kept again")
		}
	})
}
