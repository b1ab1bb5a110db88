package operators

import (
	"context"

	"edown/support"
)

// look asks the carrier whether a call is over. If so, its dialogue hears it as
// if it had been told, and so does the page that asked: it may be over, or have
// got the caller after his end was told.
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
		return d.happened(tx, support.Event{Kind: support.CallEnded, At: now(), Page: page, Call: call, Ending: ending}, now())
	})
}
