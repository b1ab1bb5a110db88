package house

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"edown/operators"
)

// readiness is whether the line does what it is for. Asking writes to the disk:
// an answer is kept for a second, and who asks meanwhile waits for the same.
type readiness struct {
	ask  func(context.Context) error
	news func() bool  // whether an answer that all is well has become wrong; nil is never
	log  *slog.Logger // is told when the answer changes; nil is nobody

	one  sync.Mutex
	at   time.Time
	last error
}

const (
	readyFor   = time.Second
	readyTakes = 5 * time.Second // as long as a monitor is likely to wait
)

// now is nil when the line is ready. It does not depend on who asks: the answer
// is everybody's.
func (r *readiness) now() error {
	r.one.Lock()
	defer r.one.Unlock()
	if r.at.IsZero() || time.Since(r.at) >= readyFor || r.last == nil && r.news != nil && r.news() {
		ctx, cancel := context.WithTimeout(context.Background(), readyTakes)
		defer cancel()
		before := r.last
		r.last = r.ask(ctx)
		r.at = time.Now()
		r.tell(before)
	}
	return r.last
}

func (r *readiness) tell(before error) {
	switch {
	case r.log == nil:
	case r.last != nil && before == nil:
		r.log.Error("the line is not ready", "why", r.last)
	case r.last == nil && before != nil:
		r.log.Info("the line is ready again")
	}
}

var (
	errNoRota = errors.New("those on duty could not be read yet")
	errNoDesk = errors.New("the desk has not looked for work for too long: nobody is being rung")
)

// ready reports why the line could not take an emergency now.
func (h *House) ready(ctx context.Context) error {
	switch {
	case h.onDuty.Load() == nil:
		return errNoRota
	case !h.pulse.beats():
		return errNoDesk
	}
	if err := h.account.trouble(); err != nil {
		return err
	}
	err := h.Store.Ready(ctx)
	if err == nil && h.keeping.shaken() {
		err = errLost
	}
	return err
}

// pulse is when the desk last looked for work; it does so once a minute when
// nothing is to be done.
type pulse struct {
	operators.Ledger
	last atomic.Pointer[time.Time]
}

// stillAfter is a minute, and what a slow disk may add.
const stillAfter = 90 * time.Second

// pulseOf begins to beat now: the desk is given its time to begin.
func pulseOf(l operators.Ledger) *pulse {
	p := &pulse{Ledger: l}
	p.beat()
	return p
}

func (p *pulse) Claim(ctx context.Context, now time.Time, lease time.Duration, can operators.Can) ([]operators.Work, time.Time, error) {
	defer p.beat()
	return p.Ledger.Claim(ctx, now, lease, can)
}

func (p *pulse) beat()       { now := time.Now(); p.last.Store(&now) }
func (p *pulse) beats() bool { return time.Since(*p.last.Load()) < stillAfter }
