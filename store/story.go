package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

// Story is everything on record about a page. Its attempts are in the page; its calls are
// those of its callers and its legs.
type Story struct {
	Page     paging.Page
	Journal  []paging.Happening // what happened to it, in order
	Accepts  []Accept
	Messages []Sent
	Arrived  []Delivery // what became of them, as far as the carrier has reported
	Calls    []Call
}

// Delivery is what the carrier has reported of a message.
type Delivery struct {
	Message string // its ID
	How     support.EventKind
	Why     string // of an undelivered one
	At      time.Time
}

// Accept is a round of a page that a person took.
type Accept struct {
	Round  int
	Person string
	Leg    string // empty: by SMS
	At     time.Time
}

// Sent is an SMS that was to be sent, and when that was decided.
type Sent struct {
	paging.Message
	At time.Time
}

// Posted is an e-mail, as [Sent] is an SMS.
type Posted struct {
	paging.Letter
	At time.Time
}

// Call is one call as it is on record.
type Call struct {
	ID       string
	SID      string // the carrier's name; empty while there is none
	Purpose  string // "caller", or the purpose of the leg
	Person   string // whose phone was rung; empty for a caller
	From, To support.E164
	Started  time.Time
	Ended    time.Time   // zero while it goes on
	Ending   string      // how it ended
	Session  ivr.Session // where it stands
	Turns    []Turn
	Answers  []support.Answer // each time one was given
}

// Turn is what was heard and said at one place of a call.
type Turn struct {
	N     int
	Key   string // of what was heard; a repeated webhook has the same key
	At    time.Time
	Node  string // where it was heard
	Input ivr.Input
	Said  string // a message a line
	Took  time.Duration
}

// Pages lists the newest pages of any kind, the newest first.
func (s *Store) Pages(ctx context.Context, limit int) (pages []paging.Page, err error) {
	err = s.read(ctx, func(t *tx) error {
		pages, err = t.pages(`SELECT page FROM pages ORDER BY started DESC, id DESC LIMIT $1`, limit)
		return err
	})
	return pages, err
}

// Story reads what is on record about a page. It wraps [operators.ErrNoPage].
func (s *Store) Story(ctx context.Context, page string) (story Story, err error) {
	err = s.read(ctx, func(t *tx) error {
		story, err = t.story(page)
		return err
	})
	return story, err
}

func (t *tx) story(page string) (s Story, err error) {
	if s.Page, err = t.Page(page); err != nil {
		return s, err
	}
	if s.Journal, err = list(t, scanHappening,
		`SELECT at, event FROM page_events WHERE page = $1 ORDER BY n`, page); err != nil {
		return s, err
	}
	if s.Accepts, err = list(t, scanAccept,
		`SELECT round, person, leg, at FROM accepts WHERE page = $1 ORDER BY round`, page); err != nil {
		return s, err
	}
	if s.Messages, err = list(t, scanSent, sent+`WHERE page = $1 ORDER BY at, id`, page); err != nil {
		return s, err
	}
	if s.Arrived, err = list(t, scanDelivery, `SELECT d.message, d.how, d.why, d.at
		FROM deliveries d JOIN messages m ON m.id = d.message WHERE m.page = $1 ORDER BY d.at`, page); err != nil {
		return s, err
	}
	s.Calls, err = t.calls(`SELECT id, sid, purpose, person, from_number, to_number, started, ended, ending, session
		FROM calls WHERE page = $1 OR id IN (SELECT call FROM page_calls WHERE page = $1) ORDER BY started, id`, page)
	return s, err
}

// Calls lists the calls that began since a moment, the oldest first.
func (s *Store) Calls(ctx context.Context, since time.Time) (calls []Call, err error) {
	err = s.read(ctx, func(t *tx) error {
		calls, err = t.calls(`SELECT id, sid, purpose, person, from_number, to_number, started, ended, ending, session
			FROM calls WHERE started >= $1 ORDER BY started, id`, since.UnixMilli())
		return err
	})
	return calls, err
}

func (t *tx) calls(query string, args ...any) ([]Call, error) {
	calls, err := list(t, scanCall, query, args...)
	for i := range calls {
		err = errors.Join(err, t.tell(&calls[i]))
	}
	return calls, err
}

func scanHappening(scan func(...any) error) (h paging.Happening, err error) {
	err = scan(moment{&h.At}, happening{&h})
	return h, err
}

func scanAccept(scan func(...any) error) (a Accept, err error) {
	err = scan(&a.Round, &a.Person, &a.Leg, moment{&a.At})
	return a, err
}

const sent = `SELECT id, to_number, key, language, data, at FROM messages `

func scanSent(scan func(...any) error) (m Sent, err error) {
	err = scan(&m.ID, &m.To, &m.Key, &m.Language, document{&m.Data}, moment{&m.At})
	return m, err
}

func scanPosted(scan func(...any) error) (l Posted, err error) {
	err = scan(&l.ID, &l.To, &l.Key, &l.Language, document{&l.Data}, moment{&l.At})
	return l, err
}

func scanDelivery(scan func(...any) error) (d Delivery, err error) {
	err = scan(&d.Message, &d.How, &d.Why, moment{&d.At})
	return d, err
}

func scanCall(scan func(...any) error) (c Call, err error) {
	err = scan(&c.ID, text[string]{&c.SID}, &c.Purpose, text[string]{&c.Person}, &c.From, &c.To, moment{&c.Started},
		moment{&c.Ended}, text[string]{&c.Ending}, document{&c.Session})
	return c, err
}

// tell adds a call's turns and answers.
func (t *tx) tell(c *Call) (err error) {
	if c.Turns, err = list(t, scanTurn, `SELECT n, key, at, node, input, said, took_us FROM turns
		WHERE call = $1 ORDER BY n, at, key`, c.ID); err != nil {
		return err
	}
	c.Answers, err = list(t, scanAnswer,
		`SELECT question, value, raw, at, audio FROM answers WHERE call = $1 ORDER BY n, question`, c.ID)
	return err
}

func scanTurn(scan func(...any) error) (turn Turn, err error) {
	var took int64
	err = scan(&turn.N, &turn.Key, moment{&turn.At}, &turn.Node, document{&turn.Input}, &turn.Said, &took)
	turn.Took = time.Duration(took) * time.Microsecond
	return turn, err
}

func scanAnswer(scan func(...any) error) (a support.Answer, err error) {
	err = scan(&a.Question, &a.Value, &a.Raw, moment{&a.At}, &a.Audio)
	return a, err
}

// Record keeps what the carrier says of a recording. sid is the carrier's name for it, turn
// the turn in which it was spoken; status is "completed" when url can be fetched. Later news
// of the same recording replaces the earlier. It wraps [ivr.ErrNoCall].
func (s *Store) Record(ctx context.Context, sid, call, turn, url, status string, length time.Duration) error {
	return s.writer.do(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO recordings (sid, call, turn, url, status, length_ms, at)
				VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (sid) DO UPDATE SET url = excluded.url, status = excluded.status,
				length_ms = excluded.length_ms, at = excluded.at`,
			sid, call, turn, url, status, max(length, 0).Milliseconds(), ms(time.Now()))
		if isForeign(err) {
			return fmt.Errorf("recording %s of call %s: %w", sid, call, ivr.ErrNoCall)
		}
		return err
	})
}
