package main

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// watcher is told what has been put on record, after the store has said that it
// is durable.
type watcher interface {
	turn(ivr.Kept)
	step(step)
}

// watchers stand between the rooms and the store.
type watchers []watcher

func (all watchers) book(b ivr.Book) ivr.Book                   { return watchedBook{b, all} }
func (all watchers) ledger(l operators.Ledger) operators.Ledger { return watchedLedger{l, all} }

func (all watchers) turn(k ivr.Kept) {
	for _, w := range all {
		w.turn(k)
	}
}

func (all watchers) step(s step) {
	for _, w := range all {
		w.step(s)
	}
}

// witness tells, one line at a time, what has been put on record.
type witness struct {
	mu     sync.Mutex
	out    io.Writer
	people map[string]string // names, by person
	pages  map[string]support.PageState
}

func newWitness(out io.Writer) *witness {
	return &witness{out: out, people: map[string]string{}, pages: map[string]support.PageState{}}
}

type watchedBook struct {
	ivr.Book
	told watchers
}

func (b watchedBook) Turn(ctx context.Context, do func(ivr.Entry) error) error {
	var turns []ivr.Kept
	err := b.Book.Turn(ctx, func(e ivr.Entry) error {
		turns = nil
		return do(watchedEntry{e, &turns})
	})
	if err != nil {
		return err
	}
	for _, k := range turns {
		b.told.turn(k)
	}
	return nil
}

type watchedEntry struct {
	ivr.Entry
	turns *[]ivr.Kept
}

func (e watchedEntry) Keep(k ivr.Kept) error {
	*e.turns = append(*e.turns, k)
	return e.Entry.Keep(k)
}

type watchedLedger struct {
	operators.Ledger
	told watchers
}

func (l watchedLedger) Do(ctx context.Context, do func(operators.Tx) error) error {
	var steps []step
	err := l.Ledger.Do(ctx, func(tx operators.Tx) error {
		steps = nil
		return do(watchedTx{tx, &steps})
	})
	if err != nil {
		return err
	}
	for _, s := range steps {
		l.told.step(s)
	}
	return nil
}

// step is one change of a page.
type step struct {
	page     paging.Page
	was      paging.Page // before; known only where the page began, was taken or ended in this millisecond
	event    support.Event
	at       time.Time
	commands []paging.Command
}

func (s step) began() bool {
	return s.page.Started.Equal(s.at) && s.was.ID == "" && s.event.Call != "" && opens[s.event.Kind]
}

// accepted reports whether somebody has taken the page just now.
func (s step) accepted() bool {
	return s.page.State == support.PageAccepted && s.page.AcceptedAt.Equal(s.at) && s.was.State != support.PageAccepted && takes[s.event.Kind]
}

func (s step) ended() bool { return s.page.EndedAt.Equal(s.at) && s.was.EndedAt.IsZero() }

// recent reports whether something is as of now: one event of several in the same
// millisecond has made it so.
func (s step) recent() bool {
	return s.page.Started.Equal(s.at) || s.page.AcceptedAt.Equal(s.at) || s.page.EndedAt.Equal(s.at)
}

var (
	opens = map[support.EventKind]bool{support.Declared: true, support.OperatorWanted: true}
	takes = map[support.EventKind]bool{support.Accepted: true, support.Texted: true}
)

type watchedTx struct {
	operators.Tx
	steps *[]step
}

func (t watchedTx) Save(p paging.Page, e support.Event, at time.Time, c []paging.Command) error {
	s := step{page: p, event: e, at: at, commands: c}
	if s.recent() {
		was, err := t.Page(p.ID)
		if err != nil && !errors.Is(err, operators.ErrNoPage) {
			return err
		}
		s.was = was
	}
	*t.steps = append(*t.steps, s)
	return t.Tx.Save(p, e, at, c)
}
