package house

import (
	"context"
	"errors"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// Watcher is told what has been put on record, after the store has said that it
// is durable.
type Watcher interface {
	Turn(ivr.Kept)
	Step(Step)
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

func (all watchers) Step(s Step) {
	for _, w := range all {
		w.Step(s)
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
	var steps []Step
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

// Step is one change of a page.
type Step struct {
	Page     paging.Page
	was      paging.Page // before; known only where the page began, was taken or ended in this millisecond
	Event    support.Event
	at       time.Time
	Commands []paging.Command
}

func (s Step) began() bool {
	return s.Page.Started.Equal(s.at) && s.was.ID == "" && s.Event.Call != "" && opens[s.Event.Kind]
}

// accepted reports whether somebody has taken the page just now.
func (s Step) accepted() bool {
	return s.Page.State == support.PageAccepted && s.Page.AcceptedAt.Equal(s.at) && s.was.State != support.PageAccepted && takes[s.Event.Kind]
}

func (s Step) ended() bool { return s.Page.EndedAt.Equal(s.at) && s.was.EndedAt.IsZero() }

// recent reports whether something is as of now: one event of several in the same
// millisecond has made it so.
func (s Step) recent() bool {
	return s.Page.Started.Equal(s.at) || s.Page.AcceptedAt.Equal(s.at) || s.Page.EndedAt.Equal(s.at)
}

var (
	opens = map[support.EventKind]bool{support.Declared: true, support.OperatorWanted: true}
	takes = map[support.EventKind]bool{support.Accepted: true, support.Texted: true}
)

type watchedTx struct {
	operators.Tx
	steps *[]Step
}

func (t watchedTx) Save(p paging.Page, e support.Event, at time.Time, c []paging.Command) error {
	s := Step{Page: p, Event: e, at: at, Commands: c}
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
