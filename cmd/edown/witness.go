package main

import (
	"context"
	"io"
	"sync"

	"edown"
	"edown/ivr"
	"edown/operators"
)

// witness tells, one line at a time, what has been put on record. It stands
// between the rooms and the store, and speaks only after the store has said
// that it is durable. A nil witness tells nobody.
type witness struct {
	mu     sync.Mutex
	out    io.Writer
	people map[string]string // names, by person
	pages  map[string]operators.State
}

func newWitness(out io.Writer) *witness {
	return &witness{out: out, people: map[string]string{}, pages: map[string]operators.State{}}
}

func (w *witness) book(b ivr.Book) ivr.Book {
	if w == nil {
		return b
	}
	return watchedBook{b, w}
}

func (w *witness) ledger(l operators.Ledger) operators.Ledger {
	if w == nil {
		return l
	}
	return watchedLedger{l, w}
}

type watchedBook struct {
	ivr.Book
	w *witness
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
		b.w.turn(k)
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
	w *witness
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
		l.w.step(s)
	}
	return nil
}

// step is one change of a page.
type step struct {
	page     operators.Page
	event    edown.Event
	commands []operators.Command
}

type watchedTx struct {
	operators.Tx
	steps *[]step
}

func (t watchedTx) Save(p operators.Page, e edown.Event, c []operators.Command) error {
	*t.steps = append(*t.steps, step{p, e, c})
	return t.Tx.Save(p, e, c)
}
