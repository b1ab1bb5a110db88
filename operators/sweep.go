package operators

import (
	"context"
	"fmt"
	"reflect"
	"runtime/debug"
	"time"

	"edown/support"
)

// Backlog is what the desk looks through every hour, because an import may have changed it.
type Backlog struct {
	// Cases are open, and have an engineer, an open commitment or severity 0.
	Cases []support.CaseNumber
	// Pages are of Enterprise Downs with a case that go on: the page runs, or has ended
	// without ending the emergency.
	Pages []string
}

// sweepEvery is the longest time until what an import says about a case takes effect.
const sweepEvery = time.Hour

// sweep looks through the backlog, each case in its own transaction. It begins a minute after
// the start, as phones come first.
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
			d.Log.Error("the backlog of cases could not be looked through", "err", err)
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

// swept brings one case up to date, or the case of one page.
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
