package desktest

import (
	"context"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// carrier rings phones and sends messages at once, and never fails. A phone that is
// not picked up stops ringing when its time is over.
type carrier struct{ *ledger }

// Call implements [operators.Phone].
func (c carrier) Call(_ context.Context, leg paging.Leg) (string, error) {
	return "SID-" + leg.ID, c.do(func(t *tx) error {
		t.said.add("%s", t.ringing(leg))
		silence := support.Event{Kind: support.CallEnded, Call: leg.ID, Page: leg.Page, Ending: support.EndNoAnswer}
		return t.Schedule(ring(leg.ID), time.Now().Add(leg.Ring), silence)
	})
}

// ring names the moment at which a phone stops ringing.
func ring(leg string) string { return "ring:" + leg }

// Find implements [operators.Phone].
func (c carrier) Find(context.Context, paging.Leg, time.Time) ([]string, error) { return nil, nil }

// Text implements [operators.Phone].
func (c carrier) Text(_ context.Context, m paging.Message) (string, error) {
	return "SM", c.say(func(t *tx) string { return t.sms(m) })
}

// Summon implements [operators.Phone].
func (c carrier) Summon(_ context.Context, _, call, _ string) error {
	return c.say(func(t *tx) string { return "fetches " + t.whose(call) })
}

// Look implements [operators.Phone].
func (c carrier) Look(_ context.Context, sid string) (ending string, err error) {
	err = c.do(func(t *tx) error {
		if call, _, err := t.Whose(sid); err == nil && t.calls[call].ended {
			ending = support.EndCompleted
		}
		return nil
	})
	return ending, err
}

// HangUp implements [operators.Phone].
func (c carrier) HangUp(_ context.Context, sid string) error {
	return c.do(func(t *tx) error {
		call, _, err := t.Whose(sid)
		if err != nil {
			return err
		}
		t.said.add("hangs up on %s", t.whose(call))
		return t.Schedule(ring(call), time.Time{}, support.Event{})
	})
}

// Send implements [operators.Mailer].
func (c carrier) Send(_ context.Context, l paging.Letter) error {
	return c.say(func(t *tx) string { return t.letter(l) })
}

// say adds a line to the transcript.
func (l *ledger) say(words func(*tx) string) error {
	return l.do(func(t *tx) error {
		t.said.add("%s", words(t))
		return nil
	})
}

var (
	_ operators.Phone  = carrier{}
	_ operators.Mailer = carrier{}
	_ operators.Ledger = (*ledger)(nil)
	_ operators.Tx     = (*tx)(nil)
)
