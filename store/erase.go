package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/support"
)

// Nobody stands in the place of a number that was erased, wherever a record is
// told without it: no number begins with 0, and it is not withheld either, so
// that a page's journal still makes the page.
const Nobody = support.E164("+00000")

// ErrInUse: a number cannot be erased at the moment.
var ErrInUse = errors.New("cannot be erased yet")

// Erased is what an erasure has done.
type Erased struct {
	Gone  map[string]int64 // rows, by table
	Audio int              // recordings that are still to be deleted at the carrier
	// Rest: the journal beside the record could not be emptied, because somebody
	// was reading it. It still holds what is gone, until the server has written
	// over it or the number is erased once more.
	Rest bool
}

// Erase deletes all that is on record of a caller by his number: that he is a
// contact, his calls with all that was said, what was sent to him. Where others'
// record mentions the number, [Nobody] takes its place; what people of the rota
// were told of him goes too. digest is what stays of the number, in
// [Store.Erasures]. A server may go on meanwhile.
//
// It wraps [ErrInUse] while the number belongs to the rota, an emergency runs
// that has to do with it, or a call with it is not over, or was only just.
func (s *Store) Erase(ctx context.Context, number support.E164, digest string, now time.Time) (e Erased, err error) {
	e.Gone = map[string]int64{}
	request := removal{at: now, why: byRequest, number: digest}
	for _, do := range []func(context.Context, support.E164, removal, map[string]int64) error{s.eraseCalls, s.eraseRows, s.eraseMentions} {
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

// longest is how long a call can last: one that has not ended by then has ended
// unheard. Twilio, <Dial>, timeLimit.
const longest = 24 * time.Hour

// uses are why a number cannot be erased: what is found of each, and what is said.
// $1 is the number, $2 when a call that goes on has begun, $3 when one has ended
// that was a moment ago.
var uses = []struct{ query, says string }{
	{`SELECT name FROM people WHERE phone = $1
		UNION SELECT name FROM tsams WHERE phone = $1 UNION SELECT name FROM bookings WHERE phone = $1`,
		"it is the phone of %s, who is rung here: import another number for this person first"},
	{`SELECT id FROM pages WHERE state IN ('ringing', 'accepted')
		AND (mentions(page, $1) OR id IN (SELECT page FROM attempts WHERE phone = $1)
			OR id IN (SELECT page FROM page_calls WHERE call IN (SELECT id FROM calls
				WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)))`,
		"page %s runs, which has to do with it: erase it when that has ended"},
	{`SELECT id FROM calls WHERE (direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)
		AND started > $2 AND (ended IS NULL OR ended > $3)`,
		"it is on the line, or was a moment ago, in call %s: erase it ten minutes after the call"},
}

// inUse reports why a number cannot be erased.
func (t *tx) inUse(number support.E164, now time.Time) error {
	for _, use := range uses {
		var by string
		found, err := t.one(use.query, []any{number, ms(now.Add(-longest)), ms(now.Add(-recentFor))}, &by)
		if err != nil {
			return err
		}
		if found {
			return fmt.Errorf("%w: "+use.says, ErrInUse, by)
		}
	}
	return nil
}

// eraseCalls deletes a number's calls; first, what people of the rota heard of
// them, which nobody would find without them.
func (s *Store) eraseCalls(ctx context.Context, number support.E164, r removal, gone map[string]int64) error {
	var calls, legs []string
	err := s.read(ctx, func(t *tx) (err error) {
		if calls, err = list(t, scanText, `SELECT id FROM calls
			WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1`, number); err == nil {
			legs, err = list(t, scanText, `SELECT DISTINCT l.id FROM calls l JOIN page_calls pc ON pc.page = l.page
				WHERE l.purpose <> 'callback' AND pc.call IN (SELECT id FROM calls
					WHERE direction = 'inbound' AND from_number = $1 OR direction = 'outbound' AND to_number = $1)`, number)
		}
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

// eraseEach deletes a batch at a time, as long as the number may be erased.
func (s *Store) eraseEach(ctx context.Context, number support.E164, r removal, gone map[string]int64, keys []string, forget func(removal, string) error) error {
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

// eraseRows deletes what is of the number alone.
func (s *Store) eraseRows(ctx context.Context, number support.E164, r removal, gone map[string]int64) error {
	return s.remove(ctx, r, gone, func(r removal) error {
		err := r.inUse(number, r.at)
		for _, row := range []struct{ table, where string }{
			{"contacts", `phone = $1`}, {"callers", `phone = $1`}, {"messages", `to_number = $1`}, {"callbacks", `number = $1`},
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

// shred has what is gone from the record gone from its journal too. rest says
// that somebody was reading it all the while.
func (s *Store) shred(ctx context.Context) (rest bool, err error) {
	const tries = 5 // each waits as long as busy_timeout
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
