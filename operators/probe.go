package operators

import (
	"context"

	"edown/support"
)

// look probes whether a call is over at the carrier. If it is, its dialogue gets the news that
// was lost, and so does the page that asked: the caller may have joined that page after the
// first news.
func (d *Desk) look(ctx context.Context, page, sid, call string) error {
	ending, err := d.Phone.Look(ctx, sid)
	if err != nil || ending == "" {
		return err
	}
	if err := d.Over(ctx, call, sid, ending); err != nil {
		return err
	}
	return d.Ledger.Do(ctx, func(tx Tx) error {
		if named, err := tx.SID(call); err != nil || named != sid {
			return err
		}
		ended := support.Event{Kind: support.CallEnded, At: now(), Page: page, Call: call, Ending: ending}
		return d.happened(tx, ended, now())
	})
}
