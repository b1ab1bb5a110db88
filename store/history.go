package store

import (
	"context"

	"edown/operators/casework"
	"edown/support"
)

// History is all that is on record about a case: how it stands, its own record,
// and what is or was owed it.
type History struct {
	support.Standing
	Notes  []support.Note // in order
	Duties []casework.Commitment
}

// Histories lists all cases by their numbers, whatever became of them.
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
	if h.Notes, err = list(t, scanNote, `SELECT case_number, kind, at, given_by, call, said, audio FROM notes WHERE case_number = $1 ORDER BY at, seq`, number); err != nil {
		return h, err
	}
	h.Duties, err = list(t, scanDuty, duties+`WHERE case_number = $1 ORDER BY begun, id`, number)
	return h, err
}

func scanNumber(scan func(...any) error) (number support.CaseNumber, err error) {
	err = scan(&number)
	return number, err
}

func scanNote(scan func(...any) error) (n support.Note, err error) {
	err = scan(&n.Case, &n.Kind, moment{&n.At}, &n.By, &n.Call, &n.Text, &n.Audio)
	return n, err
}
