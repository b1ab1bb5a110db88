package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// Kinds of work. Dials are a kind of their own, as the carrier's pace holds them back.
const (
	workEvent   = "event"
	workDial    = "dial"
	workCommand = "command"
)

// eventUrgency comes before the urgency of every command.
const eventUrgency = -1

// claim takes one row: an event before any command, events in the order in which they are
// due, commands by urgency and then by age. An event waits while another event of its page or
// call is claimed. A phone has one call of ours at a time, whatever page it is for: a dial
// waits until its phone is free, and the most urgent is the next.
const claim = `UPDATE work SET state = 'claimed', token = $4, tries = tries + 1, due_at = $2
	WHERE id = (SELECT id FROM (
		SELECT * FROM (SELECT id, urgency, seq FROM work AS w WHERE kind = 'event' AND due_at <= $1
			AND NOT EXISTS (SELECT 1 FROM work AS held
				WHERE held.lane = w.lane AND held.state = 'claimed' AND held.kind = 'event' AND held.due_at > $1)
			ORDER BY due_at, seq LIMIT 1) AS events
		UNION ALL
		SELECT * FROM (SELECT id, urgency, seq FROM work
			WHERE kind = 'command' AND due_at <= $1 AND $5 AND urgency <= $6
			ORDER BY urgency, seq LIMIT 1) AS commands
		UNION ALL
		SELECT * FROM (SELECT id, urgency, seq FROM work AS w WHERE kind = 'dial' AND due_at <= $1 AND $3
			AND NOT EXISTS (SELECT 1 FROM attempts AS own JOIN attempts AS other ON other.phone = own.phone AND other.leg <> own.leg
				WHERE own.leg = w.lane AND other.ending IS NULL AND (other.placed IS NOT NULL
					OR EXISTS (SELECT 1 FROM work AS taken WHERE taken.lane = other.leg AND taken.state = 'claimed' AND taken.kind = 'dial')))
			ORDER BY urgency, seq LIMIT 1) AS dials
	) AS firsts ORDER BY urgency, seq LIMIT 1)
	RETURNING id, kind, lane, payload, planned, tries, token`

// Claim implements [operators.Ledger].
func (s *Store) Claim(
	ctx context.Context, now time.Time, lease time.Duration, can operators.Can,
) (all []operators.Work, next time.Time, err error) {
	err = s.writer.do(ctx, func(t *tx) error {
		if all, err = t.claimAll(now, lease, can); err != nil || len(all) > 0 {
			return err
		}
		_, err = t.one(`SELECT due_at FROM work
			WHERE due_at > $1 AND ($2 OR kind <> 'dial') AND ($3 OR kind <> 'command') AND urgency <= $4
			ORDER BY due_at LIMIT 1`,
			[]any{now.UnixMilli(), can.Dial > 0, can.Perform > 0, can.Least()}, moment{&next})
		return err
	})
	if err != nil {
		return nil, time.Time{}, err
	}
	return all, next, nil
}

func (t *tx) claimAll(now time.Time, lease time.Duration, can operators.Can) (all []operators.Work, err error) {
	for can.All > 0 {
		w, err := t.claim(now, lease, can)
		if err != nil || w == nil {
			return all, err
		}
		all, can = append(all, *w), can.Less(*w)
	}
	return all, nil
}

func (t *tx) claim(now time.Time, lease time.Duration, can operators.Can) (*operators.Work, error) {
	var w row
	var kind, lane, payload string
	args := []any{
		now.UnixMilli(), dueMs(now.Add(lease)), can.Dial > 0 && can.Perform > 0, t.st.writer.sequence(),
		can.Perform > 0, can.Least(),
	}
	found, err := t.one(claim, args, &w.ID, &kind, &lane, &payload, moment{&w.Due}, &w.Tries, &w.Token)
	if err != nil || !found {
		return nil, err
	}
	w.Tries-- // the claims before this one
	if err := w.read(kind, lane, payload); err != nil {
		t.st.Log.Error("work that cannot be read is put aside for an hour", "work", w.ID, "err", err)
		if err := t.Retry(w.Work, now.Add(time.Hour), err.Error()); err != nil {
			return nil, err
		}
		return t.claim(now, lease, can)
	}
	return &w.Work, nil
}

// row is work as it comes out of the table.
type row struct{ operators.Work }

func (w *row) read(kind, lane, payload string) error {
	if kind == workEvent {
		w.Event = &support.Event{}
		err := document{w.Event}.Scan(payload)
		w.Page = w.Event.Page
		return err
	}
	w.Page, w.Command = lane, &paging.Command{}
	err := document{w.Command}.Scan(payload)
	if kind == workDial { // whose lane is the leg
		w.Page = w.Command.Leg.Page
	}
	return err
}

// Recover gives back the work that a program had claimed before it ended, and returns how
// much it was. Only the one server of a record may call it, at its start. Without it, the
// work is taken up when the leases end.
func (s *Store) Recover(ctx context.Context) (n int, err error) {
	err = s.writer.do(ctx, func(t *tx) error {
		given, err := t.exec(`UPDATE work SET state = 'pending', due_at = $1 WHERE state = 'claimed'`,
			time.Now().UnixMilli())
		n = int(given)
		return err
	})
	return n, err
}

// Finish implements [operators.Tx].
func (t *tx) Finish(w operators.Work) error {
	n, err := t.exec(`DELETE FROM work WHERE id = $1 AND token = $2 AND state = 'claimed'`, w.ID, w.Token)
	return held(w, n, err)
}

// Retry implements [operators.Tx]. The work keeps the time at which it was first due.
func (t *tx) Retry(w operators.Work, at time.Time, why string) error {
	n, err := t.exec(`UPDATE work SET state = 'pending', due_at = $3, why = $4
			WHERE id = $1 AND token = $2 AND state = 'claimed'`,
		w.ID, w.Token, dueMs(at), why)
	return held(w, n, err)
}

func held(w operators.Work, n int64, err error) error {
	if err == nil && n == 0 {
		err = fmt.Errorf("work %s: %w", w.ID, operators.ErrLost)
	}
	return err
}

// Schedule implements [operators.Tx]. Moving a timer that is claimed takes it away from the
// desk that has it. Dropping one that is claimed has no effect: a late timer does no harm.
func (t *tx) Schedule(key string, at time.Time, e support.Event) error {
	if at.IsZero() {
		_, err := t.exec(`DELETE FROM work WHERE id = $1 AND state = 'pending'`, key)
		return err
	}
	return t.plan(key, at, e)
}

// happened plans an event for now.
func (t *tx) happened(id string, e support.Event) error {
	now := time.Now()
	return t.plan(id, now.Truncate(time.Millisecond), e)
}

func (t *tx) plan(id string, at time.Time, e support.Event) error {
	payload, err := encode(e)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO work (id, kind, lane, payload, urgency, seq, planned, due_at, state, token, tries, why)
		VALUES ($1, 'event', $2, $3, $4, $5, $6, $6, 'pending', 0, 0, '')
		ON CONFLICT (id) DO UPDATE SET lane = excluded.lane, payload = excluded.payload, seq = excluded.seq,
			planned = excluded.planned, due_at = excluded.due_at, state = 'pending', tries = 0, why = ''`,
		id, lane(id, e), payload, eventUrgency, t.st.writer.sequence(), dueMs(at))
	return err
}

// lane names the events among which an event keeps its order: those of its page, else of its
// call.
func lane(id string, e support.Event) string {
	for _, name := range []string{e.Page, e.Call, e.SID, string(e.From)} {
		if name != "" {
			return name
		}
	}
	return id
}

// Order implements [operators.Tx].
func (t *tx) Order(c paging.Command) error {
	if c.Once {
		known, err := t.sent(c)
		if err != nil || known {
			return err
		}
	}
	return t.order("order:"+rand.Text(), "", c)
}

// sent reports whether a message or a letter is on record.
func (t *tx) sent(c paging.Command) (bool, error) {
	if c.Do == paging.Post {
		return t.exists(`SELECT 1 FROM letters WHERE id = $1`, c.Letter.ID)
	}
	return t.exists(`SELECT 1 FROM messages WHERE id = $1`, c.Message.ID)
}

// order plans a command. Its leg, message or letter is put on record first.
func (t *tx) order(id, page string, c paging.Command) error {
	kind, lane := workCommand, page
	switch c.Do {
	case paging.Dial:
		kind, lane = workDial, c.Leg.ID
		if err := t.openLeg(c.Leg); err != nil {
			return err
		}
	case paging.Text:
		if err := t.keepMessage(page, c.Message); err != nil {
			return err
		}
	case paging.Post:
		if err := t.keepLetter(c.Letter); err != nil {
			return err
		}
	}
	payload, err := encode(c)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO work (id, kind, lane, payload, urgency, seq, planned, due_at, state, token, tries, why)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'pending', 0, 0, '')`,
		id, kind, lane, payload, max(c.Urgency, 0), t.st.writer.sequence(), soonest(c.At))
	return err
}

// soonest is the earliest time at which a command may be performed.
func soonest(at time.Time) int64 {
	if at.IsZero() {
		return time.Now().UnixMilli()
	}
	return dueMs(at)
}

func (t *tx) keepLetter(l paging.Letter) error {
	data, err := encode(l.Data)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO letters (id, to_address, key, language, data, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO NOTHING`, l.ID, l.To, l.Key, l.Language, data, ms(time.Now()))
	return err
}

func (t *tx) keepMessage(page string, m paging.Message) error {
	data, err := encode(m.Data)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO messages (id, page, to_number, key, language, data, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO NOTHING`, m.ID, null(page), m.To, m.Key, m.Language, data, ms(time.Now()))
	return err
}

// Post implements [operators.Inbox]. An event on a leg belongs to the leg's page, also after
// the page has ended.
func (s *Store) Post(ctx context.Context, key string, e support.Event) error {
	return s.writer.do(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO inbox (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`,
			key, ms(time.Now()))
		if err != nil || n == 0 {
			return err
		}
		if e.Page == "" && e.Call != "" {
			_, err := t.one(`SELECT page FROM calls WHERE id = $1`, []any{e.Call}, text[string]{&e.Page})
			if err != nil {
				return err
			}
		}
		return t.happened("post:"+key, e)
	})
}
