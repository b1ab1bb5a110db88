package operators

import (
	"context"
	"fmt"
	"reflect"
	"runtime/debug"
	"time"

	"edown/support"
)

// Backlog is what an import may have changed: it is looked through each hour.
type Backlog struct {
	Cases []support.CaseNumber // owed anything by the clock: not closed, with an engineer, or an Enterprise Down, or with a commitment
	Pages []string             // of the Enterprise Downs with a case that go on: they run, or have ended without an end to the emergency
}

// sweepEvery is how long it may take until what an import says of a case is
// reckoned with.
const sweepEvery = time.Hour

// sweep looks through the backlog, each case in a transaction of its own. Phones
// come first: it begins a minute after the start.
func (d *Desk) sweep(ctx context.Context) {
	if reflect.ValueOf(d.Policy).IsZero() { // nothing is promised
		return
	}
	wait := time.NewTimer(time.Minute)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		if err := d.sweepOnce(ctx); err != nil && ctx.Err() == nil {
			d.Log.Error("the updates that are due could not be reckoned", "err", err)
		}
		wait.Reset(sweepEvery)
	}
}

func (d *Desk) sweepOnce(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	behind, err := d.Ledger.Backlog(ctx)
	if err != nil {
		return err
	}
	for _, number := range behind.Cases {
		d.swept(ctx, support.Event{Kind: support.Swept, Case: number})
	}
	for _, page := range behind.Pages {
		d.swept(ctx, support.Event{Kind: support.Swept, Page: page})
	}
	d.Poke()
	return nil
}

// swept brings one case up to date: its updates, or the clocks of its page.
func (d *Desk) swept(ctx context.Context, e support.Event) {
	if ctx.Err() != nil {
		return
	}
	err := d.Ledger.Do(ctx, func(tx Tx) error {
		if e.Page != "" {
			p, err := tx.Page(e.Page)
			if err != nil {
				return err
			}
			e.Case = p.Case
		}
		return d.advance(tx, e, now())
	})
	if err != nil && ctx.Err() == nil {
		d.Log.Error("a case could not be brought up to date", "case", e.Case, "page", e.Page, "err", err)
	}
}
