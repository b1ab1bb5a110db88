package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/ivr"
	"edown/support"
)

// Struck takes the place of an erased number in records that mention it. It is no real
// number, as none begins with 0, and does not count as withheld either, so that a page's
// journal still makes the page.
const Struck = support.E164("+00000")

// ErrInUse means that a number cannot be erased now.
var ErrInUse = errors.New("cannot be erased yet")

// Erased is the result of an erasure.
type Erased struct {
	Gone  map[string]int64 // rows, by table
	Audio int              // recordings that the carrier still has to delete
	// Rest means that the journal beside the record could not be emptied, because a
	// program was reading it. It holds the deleted rows until the server overwrites them,
	// or the number is erased again.
	Rest bool
}

// Erase deletes everything on record about a caller's number: the contact, its calls with
// all that was said, the messages sent to it, and what people of the rota were told on the
// phone about its calls. Where other records mention the number, [Struck] takes its place.
// Of the number, only its digest stays, in [Store.Erasures]. A server may go on meanwhile.
//
// It wraps [ErrInUse] while the number belongs to the rota, a page that involves it runs, or
// a call with it goes on or has just ended.
func (s *Store) Erase(ctx context.Context, number support.E164, digest string, now time.Time) (e Erased, err error) {
	e.Gone = map[string]int64{}
	request := removal{at: now, why: byRequest, number: digest}
	for _, do := range []func(context.Context, support.E164, removal, map[string]int64) error{
		s.eraseCalls, s.eraseRows, s.eraseMentions,
	} {
		if err := do(ctx, number, request, e.Gone); err != nil {
			return e, err
		}
	}
	sids, err := s.Condemned(ctx)
	if err != nil {
		return e, err
	}
	e.Audio = len(sids)
	e.Rest, err = s.shred(ctx)
	return e, err
}

// longest is how long a call can last (Twilio, <Dial>, timeLimit). An older call is over, even
// if news of its end was lost.
const longest = 24 * time.Hour

// uses are the reasons why a number cannot be erased: a query that finds one, and the error.
// $1 is the number. Only a call that began after $2 can still go on; one that ended after $3
// has just ended.
var uses = []struct{ query, says string }{
	{`SELECT name FROM people WHERE phone = $1
		UNION SELECT name FROM tsams WHERE phone = $1 UNION SELECT name FROM bookings WHERE phone = $1`,
		"it is the phone of %s, who is rung here: import another number for this person first"},
	{`SELECT id FROM pages WHERE state IN ('ringing', 'accepted')
		AND (mentions(page, $1) OR id IN (SELECT page FROM attempts WHERE phone = $1)
			OR id IN (SELECT page FROM page_calls WHERE call IN (SELECT id FROM calls
				WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)))`,
		"page %s runs, which has to do with it: erase it when that has ended"},
	{`SELECT id FROM calls
		WHERE (direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)
			AND started > $2 AND (ended IS NULL OR ended > $3)`,
		"it is on the line, or was a moment ago, in call %s: erase it ten minutes after the call"},
}

// inUse refuses a number that cannot be erased now.
func (t *tx) inUse(number support.E164, now time.Time) error {
	for _, use := range uses {
		var by string
		found, err := t.one(use.query, []any{number, ms(now.Add(-longest)), ms(now.Add(-ivr.RecentFor))}, &by)
		if err != nil {
			return err
		}
		if found {
			return fmt.Errorf("%w: "+use.says, ErrInUse, by)
		}
	}
	return nil
}

// eraseCalls deletes the calls of a number. What people of the rota heard about them goes
// first, as it is found by these calls.
func (s *Store) eraseCalls(ctx context.Context, number support.E164, r removal, gone map[string]int64) error {
	var calls, legs []string
	err := s.read(ctx, func(t *tx) (err error) {
		calls, err = list(t, scanText, `SELECT id FROM calls
			WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1`, number)
		if err != nil {
			return err
		}
		legs, err = list(t, scanText, `SELECT DISTINCT l.id FROM calls l JOIN page_calls pc ON pc.page = l.page
			WHERE l.purpose <> 'callback' AND pc.call IN (SELECT id FROM calls
				WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)`, number)
		return err
	})
	if err == nil {
		err = s.eraseEach(ctx, number, r, gone, legs, removal.silence)
	}
	if err == nil {
		err = s.eraseEach(ctx, number, r, gone, calls, removal.forgetCall)
	}
	return err
}

// eraseEach deletes rows a batch at a time, as long as the number may be erased.
func (s *Store) eraseEach(
	ctx context.Context, number support.E164, r removal, gone map[string]int64, keys []string,
	forget func(removal, string) error,
) error {
	for batch := range slices.Chunk(keys, atOnce) {
		err := s.remove(ctx, r, gone, func(r removal) error {
			err := r.inUse(number, r.at)
			for _, key := range batch {
				if err == nil {
					err = forget(r, key)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseRows deletes the rows that are about the number alone.
func (s *Store) eraseRows(ctx context.Context, number support.E164, r removal, gone map[string]int64) error {
	return s.remove(ctx, r, gone, func(r removal) error {
		err := r.inUse(number, r.at)
		for _, row := range []struct{ table, where string }{
			{"contacts", `phone = $1`}, {"callers", `phone = $1`},
			{"messages", `to_number = $1`}, {"callbacks", `number = $1`},
		} {
			if err == nil {
				err = r.drop(row.table, row.where, number)
			}
		}
		if err == nil {
			err = r.drop("work", `mentions(lane, $1) OR mentions(payload, $1)`, number)
		}
		if err == nil {
			err = r.drop("tries", `mentions(what, $1)`, number)
		}
		if err == nil {
			_, err = r.exec(`UPDATE escalations SET by_number = '' WHERE by_number = $1`, number)
		}
		return err
	})
}

// shred empties the journal, which still holds deleted rows. rest is true when a program was
// reading it all the time.
func (s *Store) shred(ctx context.Context) (rest bool, err error) {
	const tries = 5 // each waits for busy_timeout
	for range tries {
		var busy, log, done int
		if err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &done); err != nil {
			return true, err
		}
		if busy == 0 {
			return false, nil
		}
	}
	return true, nil
}
