package store

import (
	"context"

	"edown/operators/casework"
	"edown/support"
)

// History is everything on record about a case: how it stands, its notes, and what was or
// is owed to it.
type History struct {
	support.Standing
	Notes       []support.Note        // in order
	Commitments []casework.Commitment // open and kept
}

// Histories lists all cases, open and closed, by their numbers.
func (s *Store) Histories(ctx context.Context) (all []History, err error) {
	err = s.read(ctx, func(t *tx) error {
		numbers, err := list(t, scanNumber, `SELECT number FROM cases ORDER BY number`)
		if err != nil {
			return err
		}
		for _, number := range numbers {
			h, err := t.history(number)
			if err != nil {
				return err
			}
			all = append(all, h)
		}
		return nil
	})
	return all, err
}

func (t *tx) history(number support.CaseNumber) (h History, err error) {
	if h.Standing, err = t.Standing(number); err != nil {
		return h, err
	}
	if h.Notes, err = list(t, scanNote, `SELECT case_number, kind, at, given_by, call, said, audio FROM notes
		WHERE case_number = $1 ORDER BY at, seq`, number); err != nil {
		return h, err
	}
	h.Commitments, err = list(t, scanCommitment, `SELECT id, kind, case_number, contract, for_what, owner, begun, due,
			internal, raised, done, done_by, outcome
		FROM duties WHERE case_number = $1 ORDER BY begun, id`, number)
	return h, err
}

func scanNumber(scan func(...any) error) (number support.CaseNumber, err error) {
	err = scan(&number)
	return number, err
}
