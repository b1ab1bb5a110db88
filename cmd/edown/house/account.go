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

// account watches our account at the carrier, so that wrong credentials are noticed
// before the first emergency. It asks at the start and every few minutes, and at
// once when the carrier refuses a request because of the account.
type account struct {
	next  http.RoundTripper // to the carrier; its answers are watched
	ask   func(context.Context) (voice.Account, error)
	every time.Duration // between questions; 0: it is never asked for, and never in trouble
	log   *slog.Logger
	doubt chan struct{} // full: ask now

	mu       sync.Mutex // guards what follows
	heard    time.Time  // when the carrier last answered; before that, when we began
	known    bool       // the carrier has answered at least once
	refusals int        // in a row
	why      error      // the answer to the latest question; nil: all is well
}

const (
	AskEvery     = 3 * time.Minute
	askAgain     = 10 * time.Second // after a bad answer; questions are never closer together
	askTakes     = 10 * time.Second
	refusedAfter = 3               // in a row: a single refusal may be the carrier's fault
	silentFor    = 5 * time.Minute // how long the carrier may fail
	unknownFor   = time.Minute     // how long it may fail before its first answer
)

var (
	errAccount = errors.New("the carrier does not let us in")
	errCarrier = errors.New("the carrier does not answer")
)

func newAccount(next http.RoundTripper, every time.Duration, log *slog.Logger) *account {
	return &account{next: next, every: every, log: log, doubt: make(chan struct{}, 1), heard: time.Now()}
}

// RoundTrip implements [http.RoundTripper]. A refused request may itself be wrong,
// so it only raises the question whether the account is.
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

// watch asks for the account until ctx ends.
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

// learn takes in an answer; nil means that the carrier lets us in.
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

// tell logs trouble when it begins and when it is over.
func (a *account) tell(err error) {
	switch {
	case err != nil && a.why == nil:
		a.log.Error("the carrier did not confirm our account", "err", err)
	case err == nil && a.why != nil:
		a.log.Info("the carrier confirms our account again")
	}
}

// trouble is why the carrier would place no call; nil when it would.
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

// because adds the cause to a trouble, if it is known.
func because(trouble, cause error) error {
	if cause == nil {
		return trouble
	}
	return fmt.Errorf("%w: %w", trouble, cause)
}
