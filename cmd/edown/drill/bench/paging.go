package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"edown/cmd/edown/drill"
	"edown/store"
)

// emergency is a complete running installation, with a trunk for its carrier.
type emergency struct {
	site  drill.Site
	house drill.House
	trunk *trunk
	stop  func() error
}

// emergency starts the installation of a site.
func (b Bench) emergency(ctx context.Context, at drill.Site, d store.Directory) (*emergency, error) {
	trunk := newTrunk()
	at.Carrier = straight{trunk}
	h, err := b.Build(ctx, at)
	if err != nil {
		return nil, err
	}
	if err := h.Record().Put(ctx, d); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	working, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { defer close(done); h.Run(working) }()
	return &emergency{at, h, trunk, func() error { cancel(); <-done; return h.Close() }}, nil
}

// declare makes so many callers say that all production work has stopped, one
// after the other or all in the same instant. It returns when each did, by
// call.
func (e *emergency) declare(ctx context.Context, callers int, apart time.Duration) (map[string]time.Time, error) {
	all, at := make([]*subscriber, callers), make([]time.Time, callers)
	for i := range all {
		all[i] = newSubscriber(e.site, straight{e.house.Handler()}, i)
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

// UntilDialled returns how long each caller waited for the manager's phone to
// be dialled, from the qualifying answer to the create request. The callers
// qualify one after the other, apart from each other by apart. db is a file
// that does not exist yet.
func (b Bench) UntilDialled(ctx context.Context, db string, callers int, apart time.Duration) (waited []time.Duration,
	err error) {
	e, err := b.emergency(ctx, siteOf(db), customers(callers, 2))
	if err != nil {
		return nil, err
	}
	defer e.stop()
	e.trunk.refuses = true
	said, err := e.declare(ctx, callers, apart)
	if err != nil {
		return nil, err
	}
	for len(said) > 0 && err == nil {
		var d dial
		d, err = e.trunk.next(ctx)
		call, _, _ := strings.Cut(strings.TrimPrefix(d.leg, "ED-"), ".")
		if at, first := said[call]; first {
			waited = append(waited, d.at.Sub(at))
			delete(said, call)
		}
	}
	return waited, err
}

// qualification measures how soon the manager's phone is dialled.
func (m *measuring) qualification() error {
	const callers, aim = 200, 50 * time.Millisecond
	for _, apart := range []time.Duration{20 * time.Millisecond, 0} {
		waited, err := m.UntilDialled(m.ctx, m.site().DB, callers, apart)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("%d calls, one qualifies every %v: to the create request", callers, apart)
		if apart == 0 {
			what = fmt.Sprintf("%d calls qualify in the same instant: to the create request", callers)
		}
		m.tell(figure{what: what + ", p50", measured: milliseconds(percentile(waited, 0.5))})
		m.tell(figure{what + ", p99", milliseconds(percentile(waited, 0.99)), "< 50 ms", percentile(waited, 0.99) < aim})
	}
	return nil
}

// everybody measures when the last of 60 people who are rung at once is
// dialled.
func (m *measuring) everybody() error {
	const people, slack = 60, 100 * time.Millisecond
	for _, pace := range []float64{20, 0} {
		took, err := m.untilAllDialled(people, pace)
		if err != nil {
			return err
		}
		var allowed time.Duration
		what := fmt.Sprintf("the last of %d phones at once, at no pace", people)
		if pace > 0 {
			allowed = time.Duration((people - 1) / pace * float64(time.Second))
			what = fmt.Sprintf("the last of %d phones at once, at %.0f calls a second", people, pace)
		}
		m.tell(figure{what, milliseconds(took), "< " + milliseconds(allowed+slack), took < allowed+slack})
	}
	return nil
}

// untilAllDialled has one caller qualify, with all these managers on duty at
// once.
func (m *measuring) untilAllDialled(people int, pace float64) (time.Duration, error) {
	site, d := m.site(), customers(1, people)
	site.Pace = pace
	for i := range d.Shifts {
		d.Shifts[i].Layer = 1
	}
	e, err := m.emergency(m.ctx, site, d)
	if err != nil {
		return 0, err
	}
	defer e.stop()
	said, err := e.declare(m.ctx, 1, 0)
	if err != nil {
		return 0, err
	}
	dials, err := e.dials(m.ctx, people)
	if err != nil {
		return 0, err
	}
	took := time.Duration(0)
	for _, began := range said {
		took = dials[people-1].at.Sub(began)
	}
	return took, nil
}
