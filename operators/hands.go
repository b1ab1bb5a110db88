package operators

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"edown/operators/paging"
)

// start does a piece of work without holding up the loop: a slow carrier holds up commands,
// never events. When it is done, the desk looks for more.
func (d *Desk) start(hands chan struct{}, do func()) {
	hands <- struct{}{}
	d.busy.Go(func() {
		defer d.Poke()
		defer func() { <-hands }()
		do()
	})
}

// hands limits how many commands are done at once. Letters have their own limit.
func (d *Desk) hands(c paging.Command) chan struct{} {
	if c.Do == paging.Post {
		return d.letters
	}
	return d.slots
}

func (d *Desk) execute(ctx context.Context, w Work) {
	if err := d.guarded(context.WithoutCancel(ctx), w); err != nil && !errors.Is(err, ErrLost) {
		d.Log.Error("command failed", "page", w.Page, "do", w.Command.Do, "err", err)
	}
}

// guarded performs a command. A command that panics is given back, since it must not end the
// program that rings everyone else.
func (d *Desk) guarded(ctx context.Context, w Work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			d.again(ctx, w, errors.New("panic"))
		}
	}()
	return d.perform(ctx, w)
}

// settle acts on an event. An event that fails is tried again later, and never lost.
func (d *Desk) settle(ctx context.Context, w Work) {
	err := d.Ledger.Do(ctx, func(tx Tx) error {
		if err := tx.Finish(w); err != nil {
			return err
		}
		return d.happened(tx, *w.Event, now())
	})
	if err == nil || errors.Is(err, ErrLost) || ctx.Err() != nil {
		return
	}
	d.Log.Error("event failed", "work", w.ID, "kind", w.Event.Kind, "call", w.Event.Call, "err", err)
	d.again(ctx, w, err)
}

func (d *Desk) again(ctx context.Context, w Work, why error) {
	d.againAfter(ctx, w, min(d.Backoff<<min(w.Tries, 4), 10*time.Second), why)
}

func (d *Desk) againAfter(ctx context.Context, w Work, pause time.Duration, why error) {
	err := d.Ledger.Do(ctx, func(tx Tx) error { return tx.Retry(w, time.Now().Add(pause), why.Error()) })
	if err != nil && !errors.Is(err, ErrLost) {
		d.Log.Error("work could not be given back; its lease will end", "work", w.ID, "err", err)
	}
}
