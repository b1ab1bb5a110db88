package main

import (
	"context"
	"io"
	"sync"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
)

// watcher is told what has been put on record, after the store has said that it
// is durable.
type watcher interface {
	turn(ivr.Kept)
	step(paging.Moved)
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

func (all watchers) step(m paging.Moved) {
	for _, w := range all {
		w.step(m)
	}
}

// witness tells, one line at a time, what has been put on record.
type witness struct {
	mu     sync.Mutex
	out    io.Writer
	people map[string]string // names, by person
}

func newWitness(out io.Writer) *witness {
	return &witness{out: out, people: map[string]string{}}
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
	var steps []paging.Moved
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

type watchedTx struct {
	operators.Tx
	steps *[]paging.Moved
}

func (t watchedTx) Save(m paging.Moved) error {
	*t.steps = append(*t.steps, m)
	return t.Tx.Save(m)
}
