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

// readiness answers whether the line works. Asking writes to the disk, so an answer
// is kept for a second, and those who ask meanwhile share it.
type readiness struct {
	ask  func(context.Context) error
	news func() bool  // reports that a good answer has become wrong; may be nil
	log  *slog.Logger // notes when the answer changes; may be nil

	one  sync.Mutex
	at   time.Time
	last error
}

const (
	readyFor   = time.Second
	readyTakes = 5 * time.Second // as long as a monitor is likely to wait
)

// now is nil when the line is ready. It uses no caller's context, because the answer
// is shared.
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

// ready is why the line could not take an emergency now; nil when it could.
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

// pulse remembers when the desk last looked for work. The desk does so once a minute
// even when it is idle.
type pulse struct {
	operators.Ledger
	last atomic.Pointer[time.Time]
}

// stillAfter is a minute, and some time for a slow disk.
const stillAfter = 90 * time.Second

// pulseOf starts with a beat, so that the desk has time to begin.
func pulseOf(l operators.Ledger) *pulse {
	p := &pulse{Ledger: l}
	p.beat()
	return p
}

func (p *pulse) Claim(ctx context.Context, now time.Time, lease time.Duration, can operators.Can) ([]operators.Work,
	time.Time, error) {
	defer p.beat()
	return p.Ledger.Claim(ctx, now, lease, can)
}

func (p *pulse) beat()       { now := time.Now(); p.last.Store(&now) }
func (p *pulse) beats() bool { return time.Since(*p.last.Load()) < stillAfter }
