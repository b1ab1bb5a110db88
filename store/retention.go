package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"edown/ivr"
)

// Retention is how long each class of the record is kept (mission, section 6).
// What belongs to a page that runs or to a case that is open is kept longer. Zero
// is the mission's own figure.
type Retention struct {
	Audio       int // days after the case has closed, or after the call when there is none
	Transcripts int // days after the call: what was said, typed and answered
	Calls       int // months: who called when, messages, callbacks
	Pages       int // months after a page has ended: who was tried, and how it went
}

// DefaultRetention is that of the mission.
func DefaultRetention() Retention { return Retention{Audio: 30, Transcripts: 90, Calls: 13, Pages: 24} }

func (r Retention) whole() Retention {
	d := DefaultRetention()
	return Retention{cmp.Or(r.Audio, d.Audio), cmp.Or(r.Transcripts, d.Transcripts), cmp.Or(r.Calls, d.Calls), cmp.Or(r.Pages, d.Pages)}
}

// Retain deletes what has been kept for its time, a little at a time: callers
// are not kept waiting. It says how many rows of which table are gone, even when
// an error comes back. Audio is condemned only: see [Store.Condemned].
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

// noteClosings keeps since when a case is closed, as far as anybody has looked:
// the desk that closes it only says that it is.
func (s *Store) noteClosings(ctx context.Context, now time.Time) error {
	return s.writer.do(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM closings WHERE case_number IN (SELECT number FROM cases WHERE NOT closed)`)
		if err == nil {
			_, err = t.exec(`INSERT INTO closings (case_number, at) SELECT number, $1 FROM cases WHERE closed ON CONFLICT (case_number) DO NOTHING`, ms(now))
		}
		return err
	})
}

// expiry is what becomes of the rows of one kind whose time is up.
type expiry struct {
	class  string
	find   string // the keys of those that are from before a moment
	before time.Time
	held   func(t *tx, key string) (bool, error) // does it belong to what goes on?
	forget func(removal, string) error
}

func expiries(keep Retention, now time.Time) []expiry {
	keep = keep.whole()
	days := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	months := func(n int) time.Time { return now.AddDate(0, -n, 0) }
	free := func(*tx, string) (bool, error) { return false, nil }
	call := func(t *tx, id string) (bool, error) { return t.heldCall(id, now) }
	return []expiry{
		{classAudio, recorded, days(keep.Audio), func(t *tx, id string) (bool, error) { return t.heldCall(id, days(keep.Audio)) }, removal.condemn},
		{classTranscripts, `SELECT id FROM calls WHERE started < $1 AND NOT EXISTS (SELECT 1 FROM silenced WHERE call = id) ORDER BY started`,
			days(keep.Transcripts), call, removal.silence},
		{classTranscripts, spokenNotes, days(keep.Transcripts), (*tx).isOpen, removal.silenceCase},
		{classCalls, `SELECT id FROM calls WHERE started < $1 ORDER BY started`, months(keep.Calls), call, removal.forgetCall},
		{classCalls, `SELECT id FROM messages WHERE at < $1`, months(keep.Calls), func(t *tx, id string) (bool, error) { return t.heldMessage(id, now) }, by("messages", "id")},
		{classCalls, `SELECT id FROM letters WHERE at < $1`, months(keep.Calls), free, by("letters", "id")},
		{classCalls, `SELECT key FROM inbox WHERE at < $1`, months(keep.Calls), free, by("inbox", "key")},
		// Wrong PINs are for nothing once nobody is kept waiting for them.
		{classCalls, `SELECT what FROM tries WHERE until <= $1`, now, func(t *tx, what string) (bool, error) { return t.heldTries(what, now) }, by("tries", "what")},
		// The language that a number chose goes with the last of its calls.
		{classCalls, `SELECT phone FROM callers WHERE $1 > 0 AND NOT EXISTS (SELECT 1 FROM calls WHERE from_number = phone)`, now, (*tx).hasCalls, by("callers", "phone")},
		{classPages, `SELECT id FROM pages WHERE ended < $1 ORDER BY ended`, months(keep.Pages),
			func(t *tx, id string) (bool, error) { return t.heldPage(id, now) }, removal.forgetPage},
		{classPages, `SELECT id FROM duties WHERE done < $1`, months(keep.Pages), func(t *tx, id string) (bool, error) { return t.heldOf("duties", id) }, by("duties", "id")},
		{classPages, settled, months(keep.Pages), func(t *tx, id string) (bool, error) { return t.heldOf("escalations", id) }, by("escalations", "id")},
	}
}

const (
	// recorded are old calls of which audio is known.
	recorded = `SELECT id FROM calls WHERE started < $1 AND (EXISTS (SELECT 1 FROM recordings WHERE call = calls.id)
		OR EXISTS (SELECT 1 FROM answers WHERE call = calls.id AND audio <> '')
		OR EXISTS (SELECT 1 FROM notes WHERE call = calls.id AND audio <> '')
		OR EXISTS (SELECT 1 FROM escalations WHERE call = calls.id AND summary <> '')) ORDER BY started`
	// settled are old escalations that nobody is to decide on any more.
	settled = `SELECT id FROM escalations WHERE decided < $1 OR decided IS NULL AND at < $1
		AND NOT EXISTS (SELECT 1 FROM duties WHERE duties.id = 'answer:' || escalations.id AND done IS NULL)`
	// spokenNotes are the cases whose latest words are old.
	spokenNotes = `SELECT case_number FROM notes WHERE kind IN ('opened', 'comment', 'update', 'contacted', 'analysis', 'report') AND said <> ''
		GROUP BY case_number HAVING MAX(at) < $1`
)

func by(table, key string) func(removal, string) error {
	return func(r removal, value string) error { return r.drop(table, key+` = $1`, value) }
}

// atOnce is how many rows of a kind go in one transaction, with all that hangs
// on them: a turn that comes meanwhile waits for so many.
const atOnce = 10

// expire looks for what is old beside the writer, and deletes it a batch at a
// time.
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

// expired are the keys of what is old, and belongs to nothing that goes on.
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

// expire deletes what is still held by nothing: since it was found, a case may
// have been opened again.
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

const (
	// openCase is a case k that is open, or was closed after a moment ($2).
	openCase = `(NOT k.closed OR (SELECT at FROM closings WHERE case_number = k.number) > $2)`
	// openPage is a page p that runs, or is about such a case.
	openPage = `(p.` + running + ` OR EXISTS (SELECT 1 FROM cases k WHERE k.number = p.case_number AND ` + openCase + `))`
	// openCall is a call that such a page is about, or that was rung for one.
	openCall = `SELECT 1 FROM calls c JOIN pages p ON p.id = c.page WHERE c.id = $1 AND ` + openPage + `
		UNION ALL SELECT 1 FROM page_calls pc JOIN pages p ON p.id = pc.page WHERE pc.call = $1 AND ` + openPage
)

// exists reports whether a query finds anything.
func (t *tx) exists(query string, args ...any) (bool, error) {
	var one int
	return t.one(query, args, &one)
}

func (t *tx) heldPage(id string, since time.Time) (bool, error) {
	return t.exists(`SELECT 1 FROM pages p WHERE p.id = $1 AND `+openPage, id, ms(since))
}

func (t *tx) heldMessage(id string, since time.Time) (bool, error) {
	return t.exists(`SELECT 1 FROM messages m JOIN pages p ON p.id = m.page WHERE m.id = $1 AND `+openPage, id, ms(since))
}

// heldCall: a call may be about cases for which nobody was rung: the one it came
// to, and those of which it has left something. Nothing is left to be done about
// a call that somebody has erased meanwhile.
func (t *tx) heldCall(id string, since time.Time) (bool, error) {
	if held, err := t.exists(openCall, id, ms(since)); held || err != nil {
		return held, err
	}
	s, _, err := t.Session(id)
	if err != nil {
		if errors.Is(err, ivr.ErrNoCall) {
			err = nil
		}
		return true, err
	}
	return t.exists(`SELECT 1 FROM cases k WHERE (k.number = $1 OR k.number IN (SELECT case_number FROM notes WHERE call = $3
		UNION ALL SELECT case_number FROM escalations WHERE call = $3)) AND `+openCase, s.Case, ms(since), id)
}

// heldTries reports whether what was tried still counts.
func (t *tx) heldTries(what string, now time.Time) (bool, error) {
	return t.exists(`SELECT 1 FROM tries WHERE what = $1 AND until > $2`, what, ms(now))
}

// isOpen reports whether a case is open: one that is not on record is not.
func (t *tx) isOpen(number string) (bool, error) {
	return t.exists(`SELECT 1 FROM cases WHERE number = $1 AND NOT closed`, number)
}

// heldOf is [tx.isOpen] of the case that a row is about.
func (t *tx) heldOf(table, id string) (bool, error) {
	return t.exists(`SELECT 1 FROM `+table+` o JOIN cases k ON k.number = o.case_number WHERE o.id = $1 AND NOT k.closed`, id)
}

// hasCalls reports whether a number has called, and the call is on record.
func (t *tx) hasCalls(phone string) (bool, error) {
	return t.exists(`SELECT 1 FROM calls WHERE from_number = $1`, phone)
}
