package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"edown/ivr"
)

// Retention is how long each class of the record is kept (mission, section 6). What
// belongs to a running page or an open case is kept longer. Zero is the mission's own
// figure.
type Retention struct {
	Audio       int // days after the case has closed, or after the call when there is no case
	Transcripts int // days after the call: what was said, typed and answered
	Calls       int // months: which number called when, messages, callbacks
	Pages       int // months after a page has ended: the attempts and the outcome
}

// DefaultRetention returns the mission's figures.
func DefaultRetention() Retention { return Retention{Audio: 30, Transcripts: 90, Calls: 13, Pages: 24} }

func (r Retention) whole() Retention {
	d := DefaultRetention()
	return Retention{
		cmp.Or(r.Audio, d.Audio), cmp.Or(r.Transcripts, d.Transcripts),
		cmp.Or(r.Calls, d.Calls), cmp.Or(r.Pages, d.Pages),
	}
}

// Retain deletes what has been kept for its time, a few rows at a time, so that callers
// are not kept waiting. It returns how many rows of each table are gone, also with an
// error. Audio is only condemned: see [Store.Condemned].
func (s *Store) Retain(ctx context.Context, keep Retention, now time.Time) (gone map[string]int64, err error) {
	gone = map[string]int64{}
	if err := s.noteClosings(ctx, now); err != nil {
		return gone, err
	}
	for _, e := range expiries(keep, now) {
		if err := s.expire(ctx, e, now, gone); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// noteClosings records when a case was first seen closed: an import only says that it is.
func (s *Store) noteClosings(ctx context.Context, now time.Time) error {
	return s.writer.do(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM closings WHERE case_number IN (SELECT number FROM cases WHERE NOT closed)`)
		if err == nil {
			_, err = t.exec(`INSERT INTO closings (case_number, at) SELECT number, $1 FROM cases WHERE closed
				ON CONFLICT (case_number) DO NOTHING`, ms(now))
		}
		return err
	})
}

// expiry is what happens to the rows of one kind when their time is up.
type expiry struct {
	class  string
	find   string // the keys of the rows from before a moment
	before time.Time
	held   isHeld
	forget func(removal, string) error
}

// isHeld reports whether a row must stay, because it belongs to something that is still open.
type isHeld func(t *tx, key string) (bool, error)

// free is for rows that are never held.
func free(*tx, string) (bool, error) { return false, nil }

// heldBy is a query that finds something when a row is held: $1 is the row's key, further
// arguments follow it.
func heldBy(query string, args ...any) isHeld {
	return func(t *tx, key string) (bool, error) { return t.exists(query, append([]any{key}, args...)...) }
}

// heldCallSince is [tx.heldCall] for a moment.
func heldCallSince(since time.Time) isHeld {
	return func(t *tx, call string) (bool, error) { return t.heldCall(call, since) }
}

// by deletes the rows of a table with a key.
func by(table, key string) func(removal, string) error {
	return func(r removal, value string) error { return r.drop(table, key+` = $1`, value) }
}

func expiries(keep Retention, now time.Time) []expiry {
	keep = keep.whole()
	days := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	months := func(n int) time.Time { return now.AddDate(0, -n, 0) }
	return []expiry{
		{classAudio, recorded, days(keep.Audio), heldCallSince(days(keep.Audio)), removal.condemn},
		{
			classTranscripts, `SELECT id FROM calls WHERE started < $1
				AND NOT EXISTS (SELECT 1 FROM silenced WHERE call = id) ORDER BY started`,
			days(keep.Transcripts), heldCallSince(now), removal.silence,
		},
		{
			classTranscripts, spokenNotes, days(keep.Transcripts),
			heldBy(`SELECT 1 FROM cases WHERE number = $1 AND NOT closed`), removal.silenceCase,
		},
		{
			classCalls, `SELECT id FROM calls WHERE started < $1 ORDER BY started`,
			months(keep.Calls), heldCallSince(now), removal.forgetCall,
		},
		{
			classCalls, `SELECT id FROM messages WHERE at < $1`,
			months(keep.Calls), heldBy(openPageOfMessage, ms(now)), by("messages", "id"),
		},
		{classCalls, `SELECT id FROM letters WHERE at < $1`, months(keep.Calls), free, by("letters", "id")},
		{classCalls, `SELECT key FROM inbox WHERE at < $1`, months(keep.Calls), free, by("inbox", "key")},
		{ // wrong PINs, once they lock nothing any longer
			classCalls, `SELECT what FROM tries WHERE until <= $1`,
			now, heldBy(`SELECT 1 FROM tries WHERE what = $1 AND until > $2`, ms(now)), by("tries", "what"),
		},
		{ // the language that a number chose, with the last of its calls
			classCalls, `SELECT phone FROM callers
				WHERE $1 > 0 AND NOT EXISTS (SELECT 1 FROM calls WHERE from_number = phone)`,
			now, heldBy(`SELECT 1 FROM calls WHERE from_number = $1`), by("callers", "phone"),
		},
		{
			classPages, `SELECT id FROM pages WHERE ended < $1 ORDER BY ended`,
			months(keep.Pages), heldBy(openPage, ms(now)), removal.forgetPage,
		},
		{
			classPages, `SELECT id FROM duties WHERE done < $1`, months(keep.Pages),
			heldBy(`SELECT 1 FROM duties d JOIN cases k ON k.number = d.case_number
				WHERE d.id = $1 AND NOT k.closed`),
			by("duties", "id"),
		},
		{
			classPages, settled, months(keep.Pages),
			heldBy(`SELECT 1 FROM escalations e JOIN cases k ON k.number = e.case_number
				WHERE e.id = $1 AND NOT k.closed`),
			by("escalations", "id"),
		},
	}
}

const (
	// recorded finds old calls with audio.
	recorded = `SELECT id FROM calls WHERE started < $1 AND (EXISTS (SELECT 1 FROM recordings WHERE call = calls.id)
		OR EXISTS (SELECT 1 FROM answers WHERE call = calls.id AND audio <> '')
		OR EXISTS (SELECT 1 FROM notes WHERE call = calls.id AND audio <> '')
		OR EXISTS (SELECT 1 FROM escalations WHERE call = calls.id AND summary <> '')) ORDER BY started`
	// settled finds old escalations on which no decision is owed.
	settled = `SELECT id FROM escalations WHERE decided < $1 OR decided IS NULL AND at < $1
		AND NOT EXISTS (SELECT 1 FROM duties WHERE duties.id = 'answer:' || escalations.id AND done IS NULL)`
	// spokenNotes finds cases whose latest words are old.
	spokenNotes = `SELECT case_number FROM notes
		WHERE kind IN ('opened', 'comment', 'update', 'contacted', 'analysis', 'report') AND said <> ''
		GROUP BY case_number HAVING MAX(at) < $1`
)

// The same rule stands in each of these. A page counts as open while it runs, or while the
// case that it is about counts as open. A case that was closed after $2 still counts as open.
const (
	openPage = `SELECT 1 FROM pages p WHERE p.id = $1 AND (p.state IN ('ringing', 'accepted')
		OR EXISTS (SELECT 1 FROM cases k WHERE k.number = p.case_number
			AND (NOT k.closed OR (SELECT at FROM closings WHERE case_number = k.number) > $2)))`
	openPageOfMessage = `SELECT 1 FROM messages m JOIN pages p ON p.id = m.page
		WHERE m.id = $1 AND (p.state IN ('ringing', 'accepted')
			OR EXISTS (SELECT 1 FROM cases k WHERE k.number = p.case_number
				AND (NOT k.closed OR (SELECT at FROM closings WHERE case_number = k.number) > $2)))`
	// openPageOfCall finds a page that the call was for: as its caller's, or as a leg of it.
	openPageOfCall = `SELECT 1 FROM pages p
		WHERE p.id IN (SELECT page FROM calls WHERE id = $1 UNION ALL SELECT page FROM page_calls WHERE call = $1)
			AND (p.state IN ('ringing', 'accepted')
				OR EXISTS (SELECT 1 FROM cases k WHERE k.number = p.case_number
					AND (NOT k.closed OR (SELECT at FROM closings WHERE case_number = k.number) > $2)))`
	// openCaseOfCall finds a case that the call ended with ($3), or left a note or a request on.
	openCaseOfCall = `SELECT 1 FROM cases k WHERE (k.number = $3
			OR k.number IN (SELECT case_number FROM notes WHERE call = $1
				UNION ALL SELECT case_number FROM escalations WHERE call = $1))
		AND (NOT k.closed OR (SELECT at FROM closings WHERE case_number = k.number) > $2)`
)

// heldCall reports whether a call is about an open page or an open case: a case may be open
// without a page. A call that has been erased since it was found counts as held, as nothing
// is left to delete.
func (t *tx) heldCall(id string, since time.Time) (bool, error) {
	if held, err := t.exists(openPageOfCall, id, ms(since)); held || err != nil {
		return held, err
	}
	s, _, err := t.Session(id)
	if err != nil {
		if errors.Is(err, ivr.ErrNoCall) {
			err = nil
		}
		return true, err
	}
	return t.exists(openCaseOfCall, id, ms(since), s.Case)
}

// atOnce is how many rows of a kind go in one transaction, with everything that hangs on
// them: a turn that comes then waits for so many.
const atOnce = 10

// expire finds the old rows beside the writer, and deletes them a batch at a time.
func (s *Store) expire(ctx context.Context, e expiry, now time.Time, gone map[string]int64) error {
	var keys []string
	err := s.read(ctx, func(t *tx) (err error) {
		keys, err = t.expired(e)
		return err
	})
	for batch := range slices.Chunk(keys, atOnce) {
		if err != nil {
			break
		}
		err = s.remove(ctx, removal{at: now, why: e.class}, gone, func(r removal) error { return r.expire(e, batch) })
	}
	return err
}

// expired lists the keys of rows that are old and not held.
func (t *tx) expired(e expiry) (keys []string, err error) {
	old, err := list(t, scanText, e.find, ms(e.before))
	for _, key := range old {
		if err != nil {
			break
		}
		var held bool
		if held, err = e.held(t, key); !held {
			keys = append(keys, key)
		}
	}
	return keys, err
}

// expire deletes the rows that are still not held: a case may have been opened again since
// they were found.
func (r removal) expire(e expiry, keys []string) error {
	for _, key := range keys {
		held, err := e.held(r.tx, key)
		if err == nil && !held {
			err = e.forget(r, key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
