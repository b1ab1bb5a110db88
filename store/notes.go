package store

import (
	"errors"
	"fmt"
	"strconv"

	"edown/support"
)

// errNoteless means that a note names no case.
var errNoteless = errors.New("a note must name its case")

// Note adds a line to the record of a case, and changes the case by it. The case itself may
// be imported later.
func (t *tx) Note(n support.Note) error {
	added, err := t.keepNote(n)
	if err != nil || !added {
		return err
	}
	return t.apply(n)
}

// keepNote adds a note, unless it is on record already.
func (t *tx) keepNote(n support.Note) (added bool, err error) {
	if n.Case == "" {
		return false, errNoteless
	}
	rows, err := t.exec(`INSERT INTO notes (case_number, kind, at, given_by, call, said, audio, seq)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (case_number, kind, at, given_by, call, said, audio) DO NOTHING`,
		n.Case, string(n.Kind), n.At.UnixMilli(), n.By, n.Call, n.Text, n.Audio, t.st.writer.sequence())
	return rows > 0, err
}

// apply changes the case as a note says.
func (t *tx) apply(n support.Note) (err error) {
	switch n.Kind {
	case support.NoteStatus:
		_, err = t.exec(`UPDATE cases SET status = $2, closed = $3 WHERE number = $1`,
			n.Case, n.Text, support.Status(n.Text) == support.StatusClosed)
	case support.NotePriority:
		_, err = t.exec(`UPDATE cases SET priority = $2 WHERE number = $1`, n.Case, n.Text)
	case support.NoteSeverity:
		severity, bad := strconv.Atoi(n.Text)
		if bad != nil {
			return fmt.Errorf("case %s: a note of severity %q: must be 0 to 3", n.Case, n.Text)
		}
		err = t.SetSeverity(n.Case, support.Severity(severity))
	}
	return err
}

func scanNote(scan func(...any) error) (n support.Note, err error) {
	err = scan(&n.Case, &n.Kind, moment{&n.At}, &n.By, &n.Call, &n.Text, &n.Audio)
	return n, err
}
