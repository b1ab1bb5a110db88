package store

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// running is the condition of a page that has not ended.
const running = `state IN ('ringing', 'accepted')`

// Page implements [operators.Tx].
func (t *tx) Page(id string) (paging.Page, error) {
	if p, known := t.loaded[id]; known { // there is only one writer
		return p, nil
	}
	pages, err := t.pages(`SELECT page FROM pages WHERE id = $1`, id)
	if err == nil && len(pages) == 0 {
		err = fmt.Errorf("page %s: %w", id, operators.ErrNoPage)
	}
	if err != nil {
		return paging.Page{}, err
	}
	return pages[0], nil
}

// Pages implements [operators.Tx].
func (t *tx) Pages(w operators.Which) ([]paging.Page, error) {
	switch {
	case w.Call != "":
		return t.pagesOf(w.Call)
	case w.Phone != "":
		return t.pagesRinging(w.Phone)
	case w.Case != "":
		return t.pages(`SELECT page FROM pages
			WHERE case_number = $1 AND ($2 = '' OR kind = $2) AND state IN ('ringing', 'accepted')
			ORDER BY started, id`,
			w.Case, string(w.Kind))
	}
	return t.pages(`SELECT page FROM pages WHERE kind = $1 AND state IN ('ringing', 'accepted') ORDER BY started, id`,
		string(w.Kind))
}

// pagesOf lists the pages of a call: of a caller, or of the page that a leg was placed for. A
// caller who is called back counts as a caller.
func (t *tx) pagesOf(call string) ([]paging.Page, error) {
	return t.pages(`SELECT page FROM pages WHERE state IN ('ringing', 'accepted')
		AND (id IN (SELECT page FROM page_calls WHERE call = $1)
			OR id = (SELECT page FROM calls WHERE id = $1 AND purpose <> 'callback')) ORDER BY started, id`, call)
}

func (t *tx) pagesRinging(number support.E164) ([]paging.Page, error) {
	return t.pages(`SELECT page FROM pages WHERE kind = 'edown' AND state IN ('ringing', 'accepted')
		AND id IN (SELECT page FROM attempts WHERE phone = $1 AND purpose IN ('manager', 'operator'))
		ORDER BY started, id`, number)
}

// pageFor finds the running Enterprise Down page of a case (P11).
func (t *tx) pageFor(number support.CaseNumber) (paging.Page, bool, error) {
	return first(t.pages(`SELECT page FROM pages
		WHERE case_number = $1 AND kind = 'edown' AND state IN ('ringing', 'accepted')`, number))
}

func (t *tx) pages(query string, args ...any) ([]paging.Page, error) {
	pages, err := list(t, scanPage, query, args...)
	for _, p := range pages {
		t.remembers(p)
	}
	return pages, err
}

func scanPage(scan func(...any) error) (p paging.Page, err error) {
	err = scan(document{&p})
	return p, err
}

func (t *tx) remembers(p paging.Page) {
	if t.loaded == nil {
		t.loaded = map[string]paging.Page{}
	}
	t.loaded[p.ID] = p
}

// Save implements [operators.Tx].
func (t *tx) Save(m paging.Moved) error {
	p, e := m.Page, m.Event
	was, known := t.loaded[p.ID]
	if err := t.savePage(p, known); err != nil {
		return err
	}
	n, err := t.journal(m)
	if err != nil {
		return err
	}
	for i, c := range m.Commands {
		if err := t.order(fmt.Sprintf("%s:%d:%d", p.ID, n, i), p.ID, c); err != nil {
			return err
		}
	}
	if err := t.saveAttempts(p, was); err != nil {
		return err
	}
	if err := t.saveOutcome(p, was, e, n); err != nil {
		return err
	}
	t.remembers(p)
	return nil
}

// savePage writes the page as it stands. What it began with never changes (law 11).
func (t *tx) savePage(p paging.Page, known bool) error {
	page, err := encode(p)
	if err != nil {
		return err
	}
	state := []any{
		p.ID, null(p.Case), null(p.Contract), string(p.State), null(p.AcceptedBy), ms(p.EndedAt), null(p.Outcome),
		yes(p.Essential), page,
	}
	if known {
		_, err = t.exec(`UPDATE pages SET case_number = $2, contract = $3, state = $4, accepted_by = $5, ended = $6,
			outcome = $7, essential = $8, page = $9 WHERE id = $1`, state...)
		return err
	}
	version, err := t.policy(p.Ladder)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO pages (id, case_number, contract, state, accepted_by, ended, outcome, essential, page,
			kind, policy_version, started)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		append(state, string(p.Kind), version, ms(p.Started))...)
	return err
}

// yes is an answer that may not have been given.
func yes(b *bool) any {
	if b == nil {
		return nil
	}
	return *b
}

func (t *tx) policy(l paging.Ladder) (version string, err error) {
	ladder, err := encode(l)
	if err != nil {
		return "", err
	}
	version = l.Version()
	_, err = t.exec(`INSERT INTO policies (version, ladder) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING`,
		version, ladder)
	return version, err
}

// journal adds an event to the page's journal, and returns its number.
func (t *tx) journal(m paging.Moved) (n int, err error) {
	event, err := encode(struct {
		support.Event
		Who paging.People `json:"who,omitempty"`
	}{m.Event, m.Who})
	if err != nil {
		return 0, err
	}
	_, err = t.one(`INSERT INTO page_events (page, n, at, event)
		VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM page_events WHERE page = $1), $2, $3) RETURNING n`,
		[]any{m.Page.ID, ms(m.At), event}, &n)
	return n, err
}

// happening scans what journal has kept.
type happening struct{ into *paging.Happening }

func (h happening) Scan(v any) error {
	found := struct{ Who *paging.People }{&h.into.Who}
	return errors.Join(document{&h.into.Event}.Scan(v), document{&found}.Scan(v))
}

func orNow(at time.Time) time.Time {
	if at.IsZero() {
		return time.Now()
	}
	return at
}

// saveAttempts writes the attempts that are new or have changed.
func (t *tx) saveAttempts(p, was paging.Page) error {
	for i, a := range p.Attempts {
		if i < len(was.Attempts) && was.Attempts[i] == a {
			continue
		}
		if err := t.saveAttempt(p.ID, a); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) saveAttempt(page string, a paging.Attempt) error {
	_, err := t.exec(`INSERT INTO attempts (leg, page, purpose, person, phone, round, rung, planned, placed, rang,
			picked_up, ended, ending, key, declined, machine)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (leg) DO UPDATE SET placed = excluded.placed, rang = excluded.rang, picked_up = excluded.picked_up,
			ended = excluded.ended, ending = excluded.ending, key = excluded.key, declined = excluded.declined,
			machine = excluded.machine`,
		a.Leg, page, string(a.Purpose), null(a.Person.ID), a.Person.Phone, a.Round, a.Rung, ms(a.Planned), ms(a.Placed),
		ms(a.Rang), ms(a.PickedUp), ms(a.Ended), null(a.End), a.Key, a.Declined, a.Machine)
	if err != nil || a.SID == "" && a.Live() {
		return err
	}
	// The carrier's call may have been taken for another leg's.
	if _, err = t.exec(`UPDATE calls SET sid = NULL WHERE sid = $2 AND id <> $1`, a.Leg, null(a.SID)); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE calls
		SET sid = COALESCE($2, sid), ended = COALESCE(ended, $3), ending = COALESCE(ending, $4) WHERE id = $1`,
		a.Leg, null(a.SID), ms(a.Ended), null(a.End))
	return err
}

// saveOutcome records the outcome of a page, when an event has changed it.
func (t *tx) saveOutcome(p, was paging.Page, e support.Event, n int) error {
	if p.Outcome == was.Outcome && yes(p.Essential) == yes(was.Essential) {
		return nil
	}
	_, err := t.exec(`INSERT INTO outcomes (page, n, outcome, essential, given_by, at)
			VALUES ($1, $2, $3, $4, $5, $6)`,
		p.ID, n, null(p.Outcome), yes(p.Essential), cmp.Or(p.Giver(e), e.Call), ms(orNow(e.At)))
	return err
}

// Link implements [operators.Tx].
func (t *tx) Link(page, call string, on bool) error {
	if !on {
		_, err := t.exec(`DELETE FROM page_calls WHERE page = $1 AND call = $2`, page, call)
		return err
	}
	_, err := t.exec(`INSERT INTO page_calls (page, call) VALUES ($1, $2) ON CONFLICT (page, call) DO NOTHING`,
		page, call)
	if isForeign(err) {
		err = fmt.Errorf("page %s and call %s cannot be linked: one of them is not on record: %w", page, call, err)
	}
	return err
}
