package desktest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// ledger is a record in memory for an [operators.Desk]. It gives out one piece of
// work at a time, so that a story is told in the same order each time.
type ledger struct {
	mu    sync.Mutex
	rec   *record
	hands string      // the command that is being performed
	told  func(lines) // what a transaction that was kept has done
}

// lines are a part of the transcript.
type lines []string

func (l *lines) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

// Claim implements [operators.Ledger]: events before commands.
func (l *ledger) Claim(
	_ context.Context, now time.Time, _ time.Duration, can operators.Can,
) (one []operators.Work, next time.Time, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hands != "" {
		return nil, next, nil
	}
	var first *piece
	for _, p := range l.rec.work {
		switch {
		case p.claimed, p.kind == command && (!able(can, p) || l.engaged(p)):
		case p.due.After(now):
			if next.IsZero() || p.due.Before(next) {
				next = p.due
			}
		case first == nil || p.before(*first):
			first = &p
		}
	}
	if first == nil {
		return nil, next, nil
	}
	return []operators.Work{l.take(*first)}, time.Time{}, nil
}

// engaged reports whether a dial must wait: the line itself has a call on the
// phone.
func (l *ledger) engaged(p piece) bool {
	leg := p.Command.Leg
	return p.Command.Do == paging.Dial && slices.ContainsFunc(l.rec.live(leg.To), func(a paging.Attempt) bool {
		return a.Leg != leg.ID && !a.Placed.IsZero()
	})
}

func able(can operators.Can, p piece) bool {
	c := p.Command
	return can.Perform > 0 && (c.Do != paging.Dial || can.Dial > 0) && c.Urgency <= can.Least()
}

// before reports whether one piece of work that is due comes before another.
func (p piece) before(q piece) bool {
	switch {
	case p.kind != q.kind:
		return p.kind == event
	case p.kind == event && !p.due.Equal(q.due):
		return p.due.Before(q.due)
	case p.kind == command && p.Command.Urgency != q.Command.Urgency:
		return p.Command.Urgency < q.Command.Urgency
	}
	return p.seq < q.seq
}

func (l *ledger) take(p piece) operators.Work {
	p.claimed = true
	p.Token++
	w := p.Work
	p.Tries++
	l.rec.work[p.ID] = p
	if p.kind == event {
		e := decode[support.Event](p.payload)
		w.Event, w.Page, w.Command = &e, e.Page, nil
		return w
	}
	c := decode[paging.Command](p.payload)
	w.Command, l.hands = &c, p.ID
	return w
}

// Do implements [operators.Ledger].
func (l *ledger) Do(_ context.Context, do func(operators.Tx) error) error {
	return l.do(func(t *tx) error { return do(t) })
}

func (l *ledger) do(do func(*tx) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.rec.clone()
	t := &tx{ledger: l, record: l.rec}
	if err := do(t); err != nil {
		l.rec = before
		return err
	}
	l.told(t.said)
	return nil
}

// Backlog implements [operators.Ledger].
func (l *ledger) Backlog(context.Context) (operators.Backlog, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rec.backlog(), nil
}
