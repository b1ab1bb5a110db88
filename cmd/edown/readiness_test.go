package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// However often it is asked, the disk is written once a second.
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

// Nobody waits for ever.
func TestReadinessOfAStuckDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := &readiness{ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
		if r.now() == nil || time.Since(began) != readyTakes {
			t.Errorf("told after %v", time.Since(began))
		}
	})
}

// isReady reports what a monitor is told.
func isReady(h *house) bool {
	w := httptest.NewRecorder()
	h.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	return w.Code == http.StatusOK
}

// A line on which nothing happens is ready, all the time.
func TestAQuietLineIsReady(t *testing.T) {
	inTown(t, nil, func(w *town) {
		for range 10 * 60 {
			if !isReady(w.house) {
				w.Fatal("not ready, though nothing is wrong")
			}
			time.Sleep(time.Second)
		}
	})
}

// When the desk no longer looks for work, the line is not ready, though it
// answers and keeps turns.
func TestNotReadyWithoutADesk(t *testing.T) {
	inTown(t, nil, func(w *town) {
		w.stop()
		<-w.done
		time.Sleep(stillAfter + readyFor)
		if isReady(w.house) {
			w.Error("ready, and nobody would be rung")
		}
		if err := w.house.ready(w.Context()); !errors.Is(err, errNoDesk) {
			w.Error(err)
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

// A line that is being ended says so at once, whatever it said a moment ago.
func TestNotReadyWhileEnding(t *testing.T) {
	first := built(t)
	first.Close()
	ctx, end := context.WithCancel(t.Context())
	h, err := assemble(ctx, first.config, equipment{words: first.words, log: slog.New(slog.DiscardHandler)})
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

// statuses is a carrier that answers with these, one after the other.
type statuses []int

func (s *statuses) RoundTrip(*http.Request) (*http.Response, error) {
	status := (*s)[0]
	*s = (*s)[1:]
	if status == 0 {
		return nil, errors.New("no connection")
	}
	return &http.Response{StatusCode: status, Body: http.NoBody}, nil
}

// Only a carrier that refuses our credentials again and again counts, and one
// answer to them ends it: a monitor is not kept busy.
func TestNotReadyWithoutCredentials(t *testing.T) {
	h := built(t)
	defer h.Close()
	for _, tt := range []struct {
		carrier statuses
		denied  bool
	}{
		{statuses{201, 201}, false},
		{statuses{401}, false},
		{statuses{401, 401, 201, 401}, false},
		{statuses{500, 0, 429, 503}, false},
		{statuses{401, 401, 401}, true},
		{statuses{401, 0, 401, 500, 401}, true},
		{statuses{401, 401, 401, 500, 0}, true},
		{statuses{401, 401, 401, 404}, false},
	} {
		carrier := tt.carrier
		h.account = &account{next: &carrier}
		for range tt.carrier {
			h.account.RoundTrip(httptest.NewRequest(http.MethodPost, "/", nil))
		}
		if err := h.ready(t.Context()); errors.Is(err, errAccount) != tt.denied {
			t.Errorf("%v: %v", tt.carrier, err)
		}
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
