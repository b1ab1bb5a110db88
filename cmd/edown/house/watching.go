package house

import (
	"context"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
)

// Watcher is told what has been put on record, after the store has said that it
// is durable.
type Watcher interface {
	Turn(ivr.Kept)
	Step(paging.Moved)
}

// watchers stand between the rooms and the store.
type watchers []Watcher

func (all watchers) book(b ivr.Book) ivr.Book { return watchedBook{b, all} }

func (all watchers) ledger(l operators.Ledger) operators.Ledger { return watchedLedger{l, all} }

func (all watchers) Turn(k ivr.Kept) {
	for _, w := range all {
		w.Turn(k)
	}
}

func (all watchers) Step(m paging.Moved) {
	for _, w := range all {
		w.Step(m)
	}
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
		b.told.Turn(k)
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
		l.told.Step(s)
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
