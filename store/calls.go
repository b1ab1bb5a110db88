package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// reply is what is kept of a turn's answer, to give the same again.
type reply struct {
	Key  string       `json:"key"`
	Said []ivr.Spoken `json:"said"`
	Wait ivr.Wait     `json:"wait"`
	At   time.Time    `json:"at"`
}

// Session implements [ivr.Entry].
func (t *tx) Session(call string) (s ivr.Session, last *ivr.Kept, err error) {
	var latest *reply
	var sid string
	found, err := t.one(`SELECT sid, session, reply FROM calls WHERE id = $1`,
		[]any{call}, text[string]{&sid}, document{&s}, document{&latest})
	s.SID = sid
	if err == nil && !found {
		err = ivr.ErrNoCall
	}
	if latest != nil {
		last = &ivr.Kept{Session: s, Key: latest.Key, Said: latest.Said, Wait: latest.Wait, At: latest.At}
	}
	return s, last, err
}

// Heard implements [ivr.Entry].
func (t *tx) Heard(call, key string) (bool, error) {
	var n int
	return t.one(`SELECT n FROM turns WHERE call = $1 AND key = $2`, []any{call, key}, &n)
}

// Open implements [ivr.Entry]. A call that comes in goes by the carrier's name.
func (t *tx) Open(s ivr.Session, line support.E164) error {
	session, err := encode(s)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO calls
			(id, sid, direction, purpose, from_number, to_number, lang, node, session, started)
		VALUES ($1, $1, 'inbound', 'caller', $2, $3, $4, $5, $6, $7)`,
		s.Call, s.From, line, s.Lang, s.Node, session, ms(time.Now()))
	return err
}

// openLeg puts a phone that is about to be rung on record, with the session
// in which it will begin.
func (t *tx) openLeg(leg paging.Leg) error {
	s, err := t.legSession(leg)
	if err != nil {
		return err
	}
	session, err := encode(s)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO calls
			(id, direction, purpose, page, person, from_number, to_number, lang, node, session, started)
		VALUES ($1, 'outbound', $2, $3, $4, '', $5, $6, '', $7, $8) ON CONFLICT (id) DO NOTHING`,
		leg.ID, leg.Purpose, leg.Page, null(leg.Person), leg.To, s.Lang, session, ms(time.Now()))
	if err != nil || leg.Purpose != support.ForCaller {
		return err
	}
	return t.Link(leg.Page, leg.ID, true)
}

const defaultLanguage = "en"

// legSession is where a rung phone's dialogue begins. A caller who is called back is not
// asked again for what was told.
func (t *tx) legSession(leg paging.Leg) (ivr.Session, error) {
	s := ivr.Ring(leg.ID, leg.Purpose, leg.Language, ivr.Rung{Page: leg.Page, Person: leg.Person})
	if by := tellers[leg.Purpose]; by != nil {
		told, err := by(t, leg.Page, leg.To)
		if err != nil {
			return s, err
		}
		s = s.Retold(told)
		s.From = leg.To
	}
	if s.Lang == "" {
		s.Lang = defaultLanguage
	}
	return s, nil
}

// tellers find the session that told what a phone goes on with.
var tellers = map[support.Purpose]func(t *tx, page string, number support.E164) (ivr.Session, error){
	support.ForCaller:  (*tx).toldBy,
	support.ForRefusal: (*tx).askedBy,
}

// askedBy is the caller of a number that first escalated the case of a request, which has
// the page's name (R34): who it is, and nothing else that the call was about.
func (t *tx) askedBy(request string, number support.E164) (ivr.Session, error) {
	e, _, err := first(list(t, scanEscalation, escalations+`WHERE case_number = (SELECT case_number FROM escalations
		WHERE id = $1) AND by_number = $2 ORDER BY at, id LIMIT 1`, request, number))
	if err != nil {
		return ivr.Session{}, err
	}
	var told ivr.Session
	_, err = t.one(`SELECT session FROM calls WHERE id = $1`, []any{e.Call}, document{&told})
	about := told.Introduced()
	about.Case, about.Lang = e.Case, cmp.Or(about.Lang, e.Language)
	return about, err
}

// toldBy is the latest session in which a number told of a page; for a number that never
// called, that of the page's first caller.
func (t *tx) toldBy(page string, number support.E164) (told ivr.Session, err error) {
	sessions, err := t.callersOf(page)
	for _, s := range sessions {
		if told.Call == "" || s.From == number {
			told = s
		}
	}
	if err == nil && told.Call == "" { // an escalation: the one who asked for it is no caller of its page
		return t.askedBy(page, number)
	}
	return told, err
}

// callersOf lists the sessions of a page's callers, the first call first. One at its door
// is none: that call may show any number.
func (t *tx) callersOf(page string) ([]ivr.Session, error) {
	p, err := t.Page(page)
	if err != nil && !errors.Is(err, operators.ErrNoPage) {
		return nil, err
	}
	all, err := list(t, scanSession, `SELECT c.session FROM page_calls pc JOIN calls c ON c.id = pc.call
		WHERE pc.page = $1 ORDER BY c.started, c.id`, page)
	return slices.DeleteFunc(all, func(s ivr.Session) bool { return p.Outside(s.Call) }), err
}

func scanSession(scan func(...any) error) (s ivr.Session, err error) {
	err = scan(document{&s})
	return s, err
}

// Keep implements [ivr.Entry].
func (t *tx) Keep(k ivr.Kept) error {
	if err := t.keepCall(k); err != nil {
		return err
	}
	if err := t.keepTurn(k); err != nil {
		return err
	}
	for _, a := range k.Answers {
		if err := t.keepAnswer(k, a); err != nil {
			return err
		}
	}
	for i, e := range k.Events {
		if err := t.happened(fmt.Sprintf("turn:%s:%s:%d", k.Session.Call, k.Key, i), e); err != nil {
			return err
		}
	}
	return t.remember(k)
}

func (t *tx) keepCall(k ivr.Kept) error {
	session, err := encode(k.Session)
	if err != nil {
		return err
	}
	latest, err := encode(reply{k.Key, k.Said, k.Wait, k.At})
	if err != nil {
		return err
	}
	n, err := t.exec(`UPDATE calls SET session = $2, reply = $3, node = $4, lang = $5 WHERE id = $1`,
		k.Session.Call, session, latest, k.Session.Node, k.Session.Lang)
	if err == nil && n == 0 {
		err = ivr.ErrNoCall
	}
	if err != nil || !k.Session.Over {
		return err
	}
	_, err = t.exec(`UPDATE calls SET ended = $2, ending = $3 WHERE id = $1 AND ended IS NULL`,
		k.Session.Call, ms(k.At), k.Input.Ending)
	return err
}

func (t *tx) keepTurn(k ivr.Kept) error {
	input, err := encode(k.Input)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO turns (call, key, n, at, node, input, said, took_us)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		k.Session.Call, k.Key, k.Session.Turn, ms(k.At), k.Node, input, transcript(k.Said), k.Took.Microseconds())
	return err
}

// transcript is what was said, a message a line.
func transcript(said []ivr.Spoken) string {
	var lines []string
	for _, s := range said {
		lines = append(lines, s.String())
	}
	return strings.Join(lines, "\n")
}

func (t *tx) keepAnswer(k ivr.Kept, a support.Answer) error {
	_, err := t.exec(`INSERT INTO answers (call, n, question, value, raw, at, audio) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		k.Session.Call, k.Session.Turn, a.Question, a.Value, a.Raw, ms(a.At), a.Audio)
	return err
}

// remember keeps the language that a caller chose for the number, unless it is doubted.
func (t *tx) remember(k ivr.Kept) error {
	if k.Spoke == "" || k.Session.Doubted || !k.Session.From.Known() {
		return nil
	}
	_, err := t.exec(`INSERT INTO callers (phone, language) VALUES ($1, $2)
		ON CONFLICT (phone) DO UPDATE SET language = excluded.language`, k.Session.From, k.Spoke)
	return err
}
