package house

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"edown/voice"
)

// account is what is known of our account at the carrier. It is asked for at
// the start and every few minutes, so that wrong credentials are not found out
// by the first emergency; and at once when an order is refused for their sake.
type account struct {
	next  http.RoundTripper // to the carrier; what passes is watched
	ask   func(context.Context) (voice.Account, error)
	every time.Duration // how often it is asked for; 0 is never, and nothing is wrong with it then
	log   *slog.Logger
	doubt chan struct{} // full: ask now

	mu       sync.Mutex // guards what follows
	heard    time.Time  // when the carrier last answered; before it has, when we began
	known    bool       // it has answered
	refusals int        // in a row
	why      error      // of the latest question; nil: all is well
}

const (
	AskEvery     = 3 * time.Minute
	askAgain     = 10 * time.Second // when the answer was not good; no question follows another sooner
	askTakes     = 10 * time.Second
	refusedAfter = 3               // in a row: once may be a fault of the carrier's
	silentFor    = 5 * time.Minute // the carrier may fail for so long
	unknownFor   = time.Minute     // and for so long when it has never answered
)

var (
	errAccount = errors.New("the carrier does not let us in")
	errCarrier = errors.New("the carrier does not answer")
)

func newAccount(next http.RoundTripper, every time.Duration, log *slog.Logger) *account {
	return &account{next: next, every: every, log: log, doubt: make(chan struct{}, 1), heard: time.Now()}
}

// RoundTrip implements [http.RoundTripper]. What is refused may be a fault of
// the order's: whether it is one of the account's, the account says.
func (a *account) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := a.next.RoundTrip(r)
	switch {
	case err != nil:
	case resp.StatusCode == http.StatusUnauthorized, resp.StatusCode == http.StatusForbidden:
		select {
		case a.doubt <- struct{}{}:
		default:
		}
	case resp.StatusCode/100 == 2:
		a.learn(nil)
	}
	return resp, err
}

// watch asks until ctx ends.
func (a *account) watch(ctx context.Context) {
	if a.every == 0 {
		return
	}
	for ctx.Err() == nil {
		good := a.inquire(ctx)
		a.rest(ctx, askAgain, nil)
		if good {
			a.rest(ctx, a.every-askAgain, a.doubt)
		}
	}
}

func (a *account) rest(ctx context.Context, most time.Duration, until <-chan struct{}) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-until:
	case <-ctx.Done():
	}
}

// inquire asks once.
func (a *account) inquire(ctx context.Context) (good bool) {
	within, cancel := context.WithTimeout(ctx, askTakes)
	defer cancel()
	is, err := a.ask(within)
	if err == nil && is.Status != "active" {
		err = fmt.Errorf("%w: the account is %q; ask Twilio why, in the console", voice.ErrDenied, is.Status)
	}
	if ctx.Err() == nil {
		a.learn(err)
	}
	return err == nil
}

// learn takes what the carrier has said; nil is that it lets us in.
func (a *account) learn(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tell(err)
	denied := errors.Is(err, voice.ErrDenied)
	if a.why = err; err == nil || denied {
		a.heard, a.known = time.Now(), true
	}
	switch {
	case denied:
		a.refusals++
	case err == nil:
		a.refusals = 0
	}
}

// tell logs a trouble when it begins, and when it is over.
func (a *account) tell(err error) {
	switch {
	case err != nil && a.why == nil:
		a.log.Error("the carrier was asked for our account", "err", err)
	case err == nil && a.why != nil:
		a.log.Info("the carrier lets us in again")
	}
}

// trouble is why nobody can be rung, when that is so.
func (a *account) trouble() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	patience := unknownFor
	if a.known {
		patience = silentFor
	}
	switch {
	case a.every == 0:
		return nil
	case a.refusals >= refusedAfter:
		return because(errAccount, a.why)
	case a.why != nil && time.Since(a.heard) >= patience:
		return because(errCarrier, a.why)
	}
	return nil
}

// because is a trouble with its cause, where that is known.
func because(trouble, cause error) error {
	if cause == nil {
		return trouble
	}
	return fmt.Errorf("%w: %w", trouble, cause)
}
