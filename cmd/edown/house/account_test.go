package house

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/voice"
)

// reception is a carrier that answers about our account as set here.
type reception struct {
	*account
	mu    sync.Mutex
	said  error
	is    string
	asked int
	log   ledgerOfLines
	begin func() // asks the first question; called when time first passes
}

// says sets the answer from now on.
func (r *reception) says(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = err
}

func (r *reception) times() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked
}

// ledgerOfLines is a log that is written and read concurrently.
type ledgerOfLines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *ledgerOfLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *ledgerOfLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var errDenied = fmt.Errorf("account: %w (status 403); check them", voice.ErrDenied)

// received watches an account until the end of the story.
func received(t *testing.T, story func(*reception)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &reception{is: "active"}
		r.account = newAccount(nil, AskEvery, slog.New(slog.NewTextHandler(&r.log, nil)))
		r.ask = func(context.Context) (voice.Account, error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.asked++
			return voice.Account{Status: r.is}, r.said
		}
		ctx, end := context.WithCancel(t.Context())
		over := make(chan struct{})
		r.begin = sync.OnceFunc(func() { go func() { defer close(over); r.watch(ctx) }() })
		story(r)
		end()
		<-over
	})
}

// after lets time pass, and waits until questions due by then are answered.
func (r *reception) after(d time.Duration) error {
	r.begin()
	time.Sleep(d)
	synctest.Wait()
	return r.trouble()
}

// Wrong credentials are noticed within half a minute of the start, before any
// emergency; and so is their correction.
func TestWrongCredentialsAreFoundOutAtTheStart(t *testing.T) {
	received(t, func(r *reception) {
		r.says(errDenied)
		if err := r.after(askAgain); err != nil {
			t.Errorf("it may have been a fault of the carrier's: %v", err)
		}
		if err := r.after(askAgain); !errors.Is(err, errAccount) || !strings.Contains(err.Error(), "check them") {
			t.Errorf("after three refusals: %v", err)
		}
		r.says(nil)
		if err := r.after(askAgain); err != nil {
			t.Errorf("they are taken: %v", err)
		}
		if said := r.log.String(); strings.Count(said, "level=ERROR") != 1 || strings.Count(said, "again") != 1 {
			t.Errorf("the log says\n%s", said)
		}
	})
}

// One or two refusals, or a missing answer, make no alarm.
func TestReadinessDoesNotFlap(t *testing.T) {
	received(t, func(r *reception) {
		for i, says := range []error{nil, errDenied, errDenied, nil, errors.New("status 503"), errDenied, nil, errors.New("no answer")} {
			if r.says(says); i > 0 {
				r.doubt <- struct{}{}
			}
			for until := r.times() + 1; r.times() < until; {
				if err := r.after(time.Second); err != nil {
					t.Fatalf("no. %d: %v", i, err)
				}
			}
		}
	})
}

// A missing answer between refusals does not reset their count.
func TestRefusalsCountThroughSilence(t *testing.T) {
	received(t, func(r *reception) {
		for _, says := range []error{errDenied, errors.New("no answer"), errDenied, errors.New("status 500"), errDenied} {
			r.says(says)
			r.after(askAgain)
		}
		if err := r.trouble(); !errors.Is(err, errAccount) {
			t.Error(err)
		}
	})
}

// A carrier may be silent for five minutes, or for one if it has never answered. The
// next answer ends the trouble.
func TestADeadCarrierIsFoundOut(t *testing.T) {
	for answered, patience := range map[bool]time.Duration{true: silentFor, false: unknownFor} {
		received(t, func(r *reception) {
			if answered {
				r.after(AskEvery)
			}
			r.says(errors.New("account: no answer from carrier.test; check the network"))
			if err := r.after(patience - askAgain); err != nil {
				t.Errorf("answered %v: not ready too soon: %v", answered, err)
			}
			if err := r.after(AskEvery + askAgain); !errors.Is(err, errCarrier) || !strings.Contains(err.Error(), "check the network") {
				t.Errorf("answered %v: %v", answered, err)
			}
			r.says(nil)
			if err := r.after(askAgain); err != nil {
				t.Errorf("answered %v: it answers again: %v", answered, err)
			}
		})
	}
}

// A suspended account accepts its credentials, and places no call.
func TestASuspendedAccountIsFoundOut(t *testing.T) {
	received(t, func(r *reception) {
		r.is = "suspended"
		if err := r.after(time.Minute); !errors.Is(err, errAccount) || !strings.Contains(err.Error(), "suspended") {
			t.Error(err)
		}
	})
}

// A refused request has the account asked for at once, but at most every ten
// seconds. An accepted request proves as much as a good answer.
func TestARefusedOrderHasTheAccountAskedFor(t *testing.T) {
	received(t, func(r *reception) {
		r.after(time.Minute)
		order := func(status int) {
			r.next = statuses{status}
			r.RoundTrip(httptest.NewRequest(http.MethodPost, "/", nil))
			synctest.Wait()
		}
		r.says(errDenied)
		for range 100 {
			order(http.StatusForbidden)
		}
		if r.times() != 2 {
			t.Errorf("asked %d times", r.times())
		}
		if err := r.after(2 * askAgain); !errors.Is(err, errAccount) {
			t.Error(err)
		}
		order(http.StatusServiceUnavailable)
		if err := r.trouble(); !errors.Is(err, errAccount) {
			t.Errorf("that proves nothing: %v", err)
		}
		if order(http.StatusCreated); r.trouble() != nil {
			t.Error(r.trouble())
		}
	})
}

// statuses is a carrier that answers every request with a status.
type statuses struct{ status int }

func (s statuses) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: s.status, Body: http.NoBody}, nil
}
