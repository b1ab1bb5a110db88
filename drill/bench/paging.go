package bench

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"edown/store"
)

// emergency is a whole house at work, with a trunk for its carrier.
type emergency struct {
	config Config
	house  *house
	trunk  *trunk
	stop   func() error
}

// emergency opens a house whose carrier takes so many calls a second; 0 is any
// number.
func (b *bencher) emergency(d store.Directory, pace float64) (*emergency, error) {
	c, err := b.config()
	if err != nil {
		return nil, err
	}
	c.Pace = pace
	trunk := newTrunk()
	h, err := assemble(b.ctx, c, equipment{words: b.words, transport: straight{trunk}, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if err := h.store.Put(b.ctx, d); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	working, cancel := context.WithCancel(b.ctx)
	done := make(chan struct{})
	go func() { defer close(done); h.Run(working) }()
	return &emergency{c, h, trunk, func() error { cancel(); <-done; return h.Close() }}, nil
}

// declare has as many callers say that all production work has stopped, one
// after the other or all in the same instant, and says when each did, by call.
func (e *emergency) declare(ctx context.Context, callers int, apart time.Duration) (map[string]time.Time, error) {
	all, at := make([]*subscriber, callers), make([]time.Time, callers)
	for i := range all {
		all[i] = newSubscriber(e.config, straight{e.house.Handler}, i)
		for range qualification - 1 {
			if err := all[i].next(ctx); err != nil {
				return nil, err
			}
		}
	}
	began := time.Now()
	err := eachOf(callers, func(i int) error {
		<-time.After(time.Until(began.Add(time.Duration(i) * apart)))
		at[i] = time.Now()
		return all[i].next(ctx)
	})
	said := map[string]time.Time{}
	for i, s := range all {
		said[s.call()] = at[i]
	}
	return said, err
}

// dials waits for so many phones to be dialled.
func (e *emergency) dials(ctx context.Context, n int) (all []dial, err error) {
	for len(all) < n && err == nil {
		var d dial
		d, err = e.trunk.next(ctx)
		all = append(all, d)
	}
	return all, err
}

// untilDialled is how long each of so many callers waited for the manager's
// phone to be dialled, from his qualification to the create request.
func (b *bencher) untilDialled(callers int, apart time.Duration) (waited times, err error) {
	e, err := b.emergency(customers(callers, 2), 0)
	if err != nil {
		return nil, err
	}
	defer e.stop()
	said, err := e.declare(b.ctx, callers, apart)
	if err != nil {
		return nil, err
	}
	dials, err := e.dials(b.ctx, callers)
	for _, d := range dials {
		call, _, _ := strings.Cut(strings.TrimPrefix(d.leg, "ED-"), ".")
		waited = append(waited, d.at.Sub(said[call]))
	}
	return waited, err
}

// qualification measures how soon the manager's phone is dialled.
func (b *bencher) qualification() error {
	const callers, aim = 200, 50 * time.Millisecond
	for _, apart := range []time.Duration{20 * time.Millisecond, 0} {
		waited, err := b.untilDialled(callers, apart)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("%d calls, one qualifies every %v: to the create request", callers, apart)
		if apart == 0 {
			what = fmt.Sprintf("%d calls qualify in the same instant: to the create request", callers)
		}
		b.tell(figure{what: what + ", p50", measured: milliseconds(waited.at(0.5))})
		b.tell(figure{what + ", p99", milliseconds(waited.at(0.99)), "< 50 ms", waited.at(0.99) < aim})
	}
	return nil
}

// everybody measures when the last of 60 people is dialled who are all to be
// rung at once.
func (b *bencher) everybody() error {
	const people, slack = 60, 100 * time.Millisecond
	for _, pace := range []float64{20, 0} {
		took, err := b.untilAllDialled(people, pace)
		if err != nil {
			return err
		}
		var allowed time.Duration
		what := fmt.Sprintf("the last of %d phones at once, at no pace", people)
		if pace > 0 {
			allowed = time.Duration((people - 1) / pace * float64(time.Second))
			what = fmt.Sprintf("the last of %d phones at once, at %.0f calls a second", people, pace)
		}
		b.tell(figure{what, milliseconds(took), "< " + milliseconds(allowed+slack), took < allowed+slack})
	}
	return nil
}

func (b *bencher) untilAllDialled(people int, pace float64) (took time.Duration, err error) {
	d := customers(1, people)
	for i := range d.Shifts {
		d.Shifts[i].Layer = 1
	}
	e, err := b.emergency(d, pace)
	if err != nil {
		return 0, err
	}
	defer e.stop()
	said, err := e.declare(b.ctx, 1, 0)
	if err != nil {
		return 0, err
	}
	dials, err := e.dials(b.ctx, people)
	if err != nil {
		return 0, err
	}
	for _, began := range said {
		took = dials[people-1].at.Sub(began)
	}
	return took, nil
}
