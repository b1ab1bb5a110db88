package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"edown/support"
)

// cases begins every query of cases; the condition follows it.
const cases = `SELECT number, contract, title, severity, opened, closed, status, engineer, level, priority,
		product, version, date_code, type
	FROM cases `

// aCase finds one case. It is nil when there is none.
func (t *tx) aCase(where string, args ...any) (*support.Case, error) {
	c, found, err := first(list(t, scanCase, cases+`WHERE `+where, args...))
	if err != nil || !found {
		return nil, err
	}
	return &c, nil
}

func scanCase(scan func(...any) error) (c support.Case, err error) {
	err = scan(&c.Number, text[string]{&c.Contract}, &c.Title, &c.Severity, moment{&c.Opened}, &c.Closed,
		&c.Status, &c.Engineer, &c.Level, &c.Priority, &c.Product, &c.Version, &c.DateCode, &c.Type)
	return c, err
}

const (
	insertCase = `INSERT INTO cases (number, contract, title, severity, opened, closed, status, engineer, level,
			priority, product, version, date_code, type)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (number) DO NOTHING`
	replaceCase = `INSERT INTO cases (number, contract, title, severity, opened, closed, status, engineer, level,
			priority, product, version, date_code, type)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (number) DO UPDATE SET contract = excluded.contract, title = excluded.title,
			severity = excluded.severity, opened = excluded.opened, closed = excluded.closed, status = excluded.status,
			engineer = excluded.engineer, level = excluded.level, priority = excluded.priority,
			product = excluded.product, version = excluded.version, date_code = excluded.date_code,
			type = excluded.type`
)

// columnsOf are the values of both.
func columnsOf(c support.Case) []any {
	return []any{
		c.Number, null(c.Contract), c.Title, int(c.Severity), ms(c.Opened), c.Closed,
		string(c.Status), c.Engineer, c.Level, string(c.Priority), c.Product, c.Version, c.DateCode, string(c.Type),
	}
}

// putCase keeps a case as a directory has it.
func (t *tx) putCase(c support.Case, d Directory) error {
	if c.Severity < support.EnterpriseDown || c.Severity > support.General {
		return fmt.Errorf("severity %d: must be 0 to 3", c.Severity)
	}
	was, err := t.aCase(`number = $1`, c.Number)
	if err != nil {
		return err
	}
	if was != nil {
		c = kept(c, *was, d.Unsaid[c.Number])
		if c.Severity, err = t.severityOf(c, *was); err != nil {
			return err
		}
	}
	if c, err = agreed(c); err != nil {
		return err
	}
	if _, err = t.exec(replaceCase, columnsOf(c)...); err != nil {
		return missing(err, "contract", c.Contract)
	}
	return t.notePut(c, was, d)
}

// kept fills the columns that an import lacks with what is on record.
func kept(c, was support.Case, unsaid []string) support.Case {
	for column, keep := range map[string]func(){
		"severity":  func() { c.Severity = was.Severity },
		"opened":    func() { c.Opened = was.Opened },
		"closed":    func() { c.Closed = was.Closed },
		"status":    func() { c.Status = was.Status },
		"engineer":  func() { c.Engineer = was.Engineer },
		"level":     func() { c.Level = was.Level },
		"priority":  func() { c.Priority = was.Priority },
		"product":   func() { c.Product = was.Product },
		"version":   func() { c.Version = was.Version },
		"date_code": func() { c.DateCode = was.DateCode },
		"type":      func() { c.Type = was.Type },
	} {
		if slices.Contains(unsaid, column) {
			keep()
		}
	}
	// Two columns say whether the case is closed: the one that the import has counts.
	if slices.Contains(unsaid, "closed") && !slices.Contains(unsaid, "status") && c.Status != "" {
		c.Closed = c.Status == support.StatusClosed
	}
	if slices.Contains(unsaid, "status") && !c.Closed && c.Status == support.StatusClosed {
		c.Status = ""
	}
	return c
}

// severityOf keeps the severity of a case that is an Enterprise Down, or for which a page
// runs: an import does not end an emergency.
func (t *tx) severityOf(c, was support.Case) (support.Severity, error) {
	_, runs, err := t.pageFor(c.Number)
	s := support.Standing{Case: was}
	if err == nil {
		err = t.standingDeclared(&s)
	}
	if runs || !s.Declared.IsZero() {
		return was.Severity, err
	}
	return c.Severity, err
}

// agreed makes a case's two columns about its end agree.
func agreed(c support.Case) (support.Case, error) {
	switch {
	case c.Status == support.StatusClosed:
		c.Closed = true
	case c.Status != "" && !slices.Contains(support.Statuses(), c.Status):
		return c, fmt.Errorf("status %q: must be one of %q", c.Status, support.Statuses())
	}
	return c, nil
}

// notePut notes what an import has changed. A case that is new on record counts as having
// had its status since it was opened, unless it is closed.
func (t *tx) notePut(c support.Case, was *support.Case, d Directory) error {
	at := d.At
	if was == nil && !c.Opened.IsZero() && !c.Closed {
		at = c.Opened
	}
	if was == nil && c.Status != "" || was != nil && was.Stands() != c.Stands() {
		n := support.Note{Case: c.Number, Kind: support.NoteStatus, At: at, Text: string(c.Stands())}
		if _, err := t.keepNote(n); err != nil {
			return err
		}
	}
	return t.noteUpdated(c.Number, d.Updated[c.Number])
}

// noteUpdated notes that the customer had news at a moment, unless later news are noted.
func (t *tx) noteUpdated(number support.CaseNumber, at time.Time) error {
	s := support.Standing{Case: support.Case{Number: number}}
	if at.IsZero() {
		return nil
	}
	if err := t.standingNotes(&s); err != nil || !at.After(s.Updated) {
		return err
	}
	_, err := t.keepNote(support.Note{Case: number, Kind: support.NoteUpdate, At: at})
	return err
}

// openCase opens a case under the next free number. The line counts from 9000001, above
// the numbers that a support desk gives out. A number is never given out twice.
func (t *tx) openCase(c support.Case) (*support.Case, error) {
	for {
		var err error
		if c.Number, err = t.nextCase(); err != nil {
			return nil, err
		}
		n, err := t.exec(insertCase, columnsOf(c)...)
		if isForeign(err) {
			return nil, fmt.Errorf("no case can be opened for contract %s: it is not on record: %w", c.Contract, err)
		}
		if err != nil {
			return nil, err
		}
		if n == 1 {
			return t.aCase(`number = $1`, c.Number)
		}
	}
}

var errNoNumbers = errors.New("no case numbers are left: write longer ones (the case pattern of the configuration)")

func (t *tx) nextCase() (support.CaseNumber, error) {
	format := t.st.Format
	var n int64
	_, err := t.one(`INSERT INTO counters (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`,
		[]any{fmt.Sprintf("case %s%d", format.Prefix, format.Digits)}, &n)
	if err != nil {
		return "", err
	}
	number := fmt.Sprintf("%s9%0*d", format.Prefix, format.Digits-1, n)
	if len(number) > len(format.Prefix)+format.Digits {
		return "", errNoNumbers
	}
	return support.CaseNumber(number), nil
}
