package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

// File implements [operators.Tx].
func (t *tx) File(about operators.About) (f casework.File, err error) {
	if f.Rota, err = t.Rota(); err != nil {
		return f, err
	}
	number, err := t.caseOf(about)
	if err != nil {
		return f, err
	}
	f.Case.Number = number
	s, err := t.standing(number)
	if err != nil {
		return f, err
	}
	if s != nil {
		f.Standing, f.Known = *s, true
	}
	if f.Commitments, err = t.commitments(number); err != nil {
		return f, err
	}
	f.Pages, err = t.pagesInFile(number, f.Commitments, about.Pages)
	return f, err
}

func (t *tx) caseOf(about operators.About) (number support.CaseNumber, err error) {
	if about.Case != "" || about.Commitment == "" {
		return about.Case, nil
	}
	_, err = t.one(`SELECT case_number FROM duties WHERE id = $1`, []any{about.Commitment}, &number)
	return number, err
}

// pagesInFile lists, each once, the pages that run for the case, the pages from which its
// commitments come, and the pages that are named.
func (t *tx) pagesInFile(
	number support.CaseNumber, owed []casework.Commitment, named []string,
) (all []paging.Page, err error) {
	if number != "" {
		if all, err = t.Pages(operators.Which{Case: number}); err != nil {
			return nil, err
		}
	}
	for _, c := range owed {
		named = append(named, c.For)
	}
	for _, id := range named {
		if id == "" || slices.ContainsFunc(all, func(p paging.Page) bool { return p.ID == id }) {
			continue
		}
		p, err := t.Page(id)
		switch {
		case err == nil:
			all = append(all, p)
		case !errors.Is(err, operators.ErrNoPage): // an escalation may have no page
			return nil, err
		}
	}
	return all, nil
}

// Put implements [operators.Tx].
func (t *tx) Put(effect casework.Effect) (kept bool, err error) {
	switch e := effect.(type) {
	case casework.Note:
		return true, t.Note(e.Note)
	case casework.Commit:
		return t.commit(e)
	case casework.Decide:
		return true, t.Escalate(e.Escalation)
	case casework.SetSeverity:
		return true, t.SetSeverity(e.Case, e.To)
	case casework.Suspect:
		return true, t.Suspect(e.Call)
	case casework.CallBack:
		return true, t.Missed(e)
	}
	return false, fmt.Errorf("%T is not an effect on the record", effect)
}

// Backlog implements [operators.Ledger].
func (s *Store) Backlog(ctx context.Context) (b operators.Backlog, err error) {
	err = s.read(ctx, func(t *tx) error {
		if b.Cases, err = t.casesToSweep(); err != nil {
			return err
		}
		b.Pages, err = t.ongoing()
		return err
	})
	return b, err
}

func (t *tx) casesToSweep() ([]support.CaseNumber, error) {
	return list(t, scanNumber, `SELECT number FROM cases WHERE NOT closed AND (engineer <> '' OR severity = 0
			OR EXISTS (SELECT 1 FROM duties WHERE duties.case_number = cases.number AND duties.done IS NULL))
		ORDER BY number`)
}

// ongoing lists the pages of the Enterprise Downs that go on, by the rule of
// [tx.standingDeclared].
func (t *tx) ongoing() ([]string, error) {
	return list(t, scanText, `SELECT id FROM pages WHERE case_number <> '' AND kind = 'edown'
		AND (state IN ('ringing', 'accepted') OR outcome = 'working'
			OR outcome = 'none_given' AND accepted_by IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM notes
			WHERE notes.case_number = pages.case_number AND notes.kind = 'ended' AND notes.at >= pages.started)
		ORDER BY started, id`)
}
