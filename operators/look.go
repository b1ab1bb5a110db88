package operators

import (
	"context"
	"time"

	"edown/support"
)

// lookEvery is how long the end of a call may go unnoticed when the carrier's
// news of it got lost. Its callbacks are best effort; Twilio, status callbacks.
const lookEvery = time.Minute

// look has the carrier asked, again and again, about everybody who is thought
// to be on the line. Phones that only ring have their own guard.
func (m *mover) look() {
	there := m.there()
	switch {
	case len(there) == 0:
		m.p.LookAt = time.Time{}
	case m.p.LookAt.IsZero():
		m.p.LookAt = m.now.Add(lookEvery)
	case due(m.p.LookAt, m.now):
		m.p.LookAt = m.now.Add(lookEvery)
		for _, call := range there {
			m.do(Command{Do: Look, Call: call, Urgency: urgentCheck})
		}
	}
}

// there lists the calls that are thought to go on: callers, and phones that
// were picked up.
func (m *mover) there() []string {
	calls := m.p.callers(present)
	for _, a := range m.p.Attempts {
		if _, caller := m.p.Callers[a.Leg]; a.Live() && !a.PickedUp.IsZero() && !caller {
			calls = append(calls, a.Leg)
		}
	}
	return calls
}

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
		return d.happened(tx, support.Event{Kind: support.CallEnded, At: now(), Page: page, Call: call, Reason: ending}, now())
	})
}
