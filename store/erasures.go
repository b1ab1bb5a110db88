package store

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"time"
)

// Why something was deleted: a class of the record whose time was up (mission, section 6),
// or a person's request.
const (
	classAudio       = "audio"
	classTranscripts = "transcripts"
	classCalls       = "calls"
	classPages       = "pages"
	byRequest        = "request"
)

// Erasure is the record of a deletion.
type Erasure struct {
	At     time.Time
	Why    string // "audio", "transcripts", "calls" or "pages": its time was up; "request": a person asked for it
	Number string // of a request: a keyed digest of the person's number
	What   string // a table of the record; "audio" is at the carrier
	Pieces int
}

// Erasures lists the deletions since a moment, the oldest first.
func (s *Store) Erasures(ctx context.Context, since time.Time) (all []Erasure, err error) {
	err = s.read(ctx, func(t *tx) error {
		all, err = list(t, scanErasure, `SELECT at, why, number, what, pieces FROM erasures
			WHERE at >= $1 ORDER BY at, what, id`, since.UnixMilli())
		return err
	})
	return all, err
}

func scanErasure(scan func(...any) error) (e Erasure, err error) {
	err = scan(moment{&e.At}, &e.Why, text[string]{&e.Number}, &e.What, &e.Pieces)
	return e, err
}

// removal deletes within one transaction, and counts the rows by table.
type removal struct {
	*tx
	at     time.Time
	why    string
	number string // a digest
	gone   map[string]int64
}

// remove runs a transaction that deletes. It records the deletion in the same transaction,
// and adds the rows to gone.
func (s *Store) remove(ctx context.Context, r removal, gone map[string]int64, do func(removal) error) error {
	err := s.writer.do(ctx, func(t *tx) error {
		r.tx, r.gone = t, map[string]int64{}
		if err := do(r); err != nil {
			return err
		}
		return r.note()
	})
	for what, n := range r.gone {
		if err == nil && n > 0 {
			gone[what] += n
		}
	}
	return err
}

func (r removal) note() error {
	for _, what := range slices.Sorted(maps.Keys(r.gone)) {
		if r.gone[what] == 0 {
			continue
		}
		_, err := r.exec(`INSERT INTO erasures (id, at, why, number, what, pieces) VALUES ($1, $2, $3, $4, $5, $6)`,
			rand.Text(), ms(r.at), r.why, null(r.number), what, r.gone[what])
		if err != nil {
			return err
		}
	}
	return nil
}

// drop deletes the rows of a table.
func (r removal) drop(table, where string, args ...any) error {
	n, err := r.exec(`DELETE FROM `+table+` WHERE `+where, args...)
	r.gone[table] += n
	return err
}

// spoken finds what was recorded on a call, by the carrier's name of the recording or by its
// address: news of a recording may have been lost.
const spoken = `SELECT sid FROM recordings WHERE call = $1
	UNION SELECT audio FROM answers WHERE call = $1 AND audio <> ''
	UNION SELECT audio FROM notes WHERE call = $1 AND audio <> ''
	UNION SELECT summary FROM escalations WHERE call = $1 AND summary <> ''`

// condemn plans the deletion, at the carrier, of what was recorded on a call. It removes the
// recordings' addresses from the record at once.
func (r removal) condemn(call string) error {
	names, err := list(r.tx, scanText, spoken, call)
	for _, name := range names {
		if err == nil {
			_, err = r.exec(`INSERT INTO condemned (sid, at, why, number) VALUES ($1, $2, $3, $4)
				ON CONFLICT (sid) DO NOTHING`,
				recordingName(name), ms(r.at), r.why, null(r.number))
		}
	}
	if err == nil {
		err = r.drop("recordings", `call = $1`, call)
	}
	if err == nil {
		_, err = r.exec(`UPDATE escalations SET summary = '' WHERE call = $1`, call)
	}
	if err == nil {
		err = r.rewriteAnswers(call)
	}
	if err == nil {
		err = r.rewriteNotes(nil, `call = $1 AND audio <> ''`, call)
	}
	return err
}

// recordingName is the carrier's name of a recording, taken from its address if need be.
func recordingName(s string) string {
	name, _, _ := strings.Cut(s[strings.LastIndex(s, "/")+1:], ".")
	return name
}

func scanText(scan func(...any) error) (s string, err error) {
	err = scan(&s)
	return s, err
}

// Condemned lists the recordings that the carrier has to delete, by the carrier's names, the
// oldest first.
func (s *Store) Condemned(ctx context.Context) (sids []string, err error) {
	err = s.read(ctx, func(t *tx) error {
		sids, err = list(t, scanText, `SELECT sid FROM condemned ORDER BY at, sid`)
		return err
	})
	return sids, err
}

// AudioErased records that the carrier has deleted a recording: only then does it count as
// erased. A recording that was not condemned changes nothing.
func (s *Store) AudioErased(ctx context.Context, sid string, at time.Time) error {
	return s.writer.do(ctx, func(t *tx) error {
		r := removal{tx: t, at: at, gone: map[string]int64{classAudio: 1}}
		found, err := t.one(`SELECT why, number FROM condemned WHERE sid = $1`,
			[]any{sid}, &r.why, text[string]{&r.number})
		if err != nil || !found {
			return err
		}
		if _, err := t.exec(`DELETE FROM condemned WHERE sid = $1`, sid); err != nil {
			return err
		}
		return r.note()
	})
}
