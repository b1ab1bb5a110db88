package store

import (
	"errors"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
)

// Claim implements [operators.Tx].
func (t *tx) Claim(p paging.Page, person, leg string, at time.Time) (won bool, err error) {
	if p.State == support.PageAccepted && leg != "" && p.AcceptedLeg == leg {
		return true, nil // this leg has it by now, though another took the round
	}
	if _, err = t.exec(`INSERT INTO accepts (page, round, person, leg, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (page, round) DO NOTHING`, p.ID, p.Round, person, leg, ms(at)); err != nil {
		return false, err
	}
	first, _, err := t.accepter(p)
	return first == person, err
}

// Wanted implements [operators.Tx]. It reads the accepts themselves, as the desk may not have
// seen the latest one yet (P2).
func (t *tx) Wanted(w operators.Work) (bool, error) {
	if w.Command.Do == paging.Text {
		return t.unaccepted(w.Page)
	}
	return t.exists(`SELECT 1 FROM attempts a JOIN calls c ON c.id = a.leg
		WHERE a.leg = $1 AND a.ending IS NULL AND c.sid IS NULL
			AND (a.purpose NOT IN ('manager', 'operator', 'decision') OR NOT EXISTS (SELECT 1 FROM accepts x
				WHERE x.page = a.page AND x.round = a.round AND x.person <> a.person))`, w.Command.Leg.ID)
}

// unaccepted reports whether a page rings and no person has accepted it.
func (t *tx) unaccepted(page string) (bool, error) {
	p, err := t.Page(page)
	if errors.Is(err, operators.ErrNoPage) {
		return false, nil
	}
	if err != nil || p.State != support.PageRinging {
		return false, err
	}
	person, _, err := t.accepter(p)
	return person == "", err
}

// accepter reads which person took the page's current round, and on which leg. Both are empty
// while none has.
func (t *tx) accepter(p paging.Page) (person, leg string, err error) {
	_, err = t.one(`SELECT person, leg FROM accepts WHERE page = $1 AND round = $2`,
		[]any{p.ID, p.Round}, &person, &leg)
	return person, leg, err
}

// Yielding implements [operators.Tx].
func (t *tx) Yielding(phone support.E164) ([]string, error) {
	return list(
		t, scanText, `SELECT leg FROM attempts WHERE phone = $1 AND ending IS NULL AND placed IS NOT NULL AND picked_up IS NULL
		AND purpose IN ('stand_down', 'decision', 'review') ORDER BY leg`, phone)
}
