package store

import (
	"errors"
	"fmt"
	"time"

	"edown/support"
	"edown/support/civil"
)

// ErrNoCase means that no case of that number is on record.
var ErrNoCase = errors.New("no such case on record")

// Standing is a case with everything on record about it. It wraps [ErrNoCase].
func (t *tx) Standing(number support.CaseNumber) (support.Standing, error) {
	s, err := t.standing(number)
	if err == nil && s == nil {
		err = fmt.Errorf("case %s: %w", number, ErrNoCase)
	}
	if err != nil {
		return support.Standing{}, err
	}
	return *s, nil
}

// standing is nil for a case that is not on record.
func (t *tx) standing(number support.CaseNumber) (*support.Standing, error) {
	c, err := t.aCase(`number = $1`, number)
	if err != nil || c == nil {
		return nil, err
	}
	s := &support.Standing{Case: *c}
	for _, fill := range []func(*support.Standing) error{
		t.standingContract, t.standingPeople, t.standingNotes, t.standingEscalations, t.standingDeclared,
	} {
		if err := fill(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (t *tx) standingContract(s *support.Standing) (err error) {
	if s.Case.Contract != "" {
		s.Contract, err = t.contract(s.Case.Contract)
	}
	return err
}

func (t *tx) standingPeople(s *support.Standing) error {
	_, err := t.one(`SELECT e.name, COALESCE(b.name, '') FROM people e LEFT JOIN people b ON b.id = e.supervisor
		WHERE e.id = $1`, []any{s.Case.Engineer}, &s.Engineer, &s.Supervisor)
	return err
}

func (t *tx) standingEscalations(s *support.Standing) (err error) {
	s.Escalations, err = list(t, scanEscalation, escalations+`WHERE case_number = $1 ORDER BY at, id`, s.Case.Number)
	return err
}

// standingNotes reads from the notes of a case when the customer last had news, when the
// case was in progress, when it was last reviewed, and its severity before it became an
// Enterprise Down.
func (t *tx) standingNotes(s *support.Standing) error {
	if _, err := t.one(`SELECT MAX(at) FILTER (WHERE kind IN ('update', 'decided', 'contacted')),
			MAX(at) FILTER (WHERE kind = 'review')
		FROM notes WHERE case_number = $1`, []any{s.Case.Number}, moment{&s.Updated}, moment{&s.Reviewed}); err != nil {
		return err
	}
	if _, err := t.one(`SELECT CAST(said AS INTEGER) FROM notes
		WHERE case_number = $1 AND kind = 'severity' AND said <> '0' ORDER BY at DESC, seq DESC LIMIT 1`,
		[]any{s.Case.Number}, &s.Before); err != nil {
		return err
	}
	said, err := list(t, scanStatus,
		`SELECT at, said FROM notes WHERE case_number = $1 AND kind = 'status' ORDER BY at, seq`, s.Case.Number)
	s.Progress = progress(s.Case, said)
	return err
}

// said is a status that a case was given, and when.
type said struct {
	at     time.Time
	status support.Status
}

func scanStatus(scan func(...any) error) (s said, err error) {
	err = scan(moment{&s.at}, &s.status)
	return s, err
}

// progress lists the spans in which a case was in progress: from a status that says so to
// the next one that does not. A case that is in progress now, without a note of it, has
// been since it was opened.
func progress(c support.Case, all []said) (spans []civil.Span) {
	var since time.Time
	for _, s := range all {
		switch works := s.status == support.InProgress; {
		case works && since.IsZero():
			since = s.at
		case !works && !since.IsZero():
			spans, since = append(spans, civil.Span{From: since, To: s.at}), time.Time{}
		}
	}
	if c.Stands() != support.InProgress {
		return spans
	}
	if since.IsZero() {
		since = c.Opened
	}
	return append(spans, civil.Span{From: since})
}

// standingDeclared reads when the Enterprise Down of a case was declared, if it goes on: its
// page runs, or the page has ended with a manager at work on it, and no note says that the
// emergency has ended since (R21).
func (t *tx) standingDeclared(s *support.Standing) error {
	if s.Case.Closed || s.Case.Severity != support.EnterpriseDown {
		return nil
	}
	_, err := t.one(`SELECT started FROM pages WHERE case_number = $1 AND kind = 'edown'
		AND (state IN ('ringing', 'accepted') OR outcome = 'working'
			OR outcome = 'none_given' AND accepted_by IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM notes
			WHERE notes.case_number = pages.case_number AND notes.kind = 'ended' AND notes.at >= pages.started)
		ORDER BY started DESC LIMIT 1`, []any{s.Case.Number}, moment{&s.Declared})
	return err
}
