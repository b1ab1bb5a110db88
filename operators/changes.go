package operators

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"

	"edown/support"
)

// commented: a customer has left a comment on his case; his engineer is told.
func (d *Desk) commented(tx Tx, e support.Event, now time.Time) error {
	return d.changed(tx, e, support.Note{Kind: support.NoteComment, Text: e.Text, Audio: e.Audio}, notice{Key: "comment"}, now)
}

// priorityChanged: how the customer ranks his case (R36).
func (d *Desk) priorityChanged(tx Tx, e support.Event, now time.Time) error {
	return d.changed(tx, e, support.Note{Kind: support.NotePriority, Text: string(e.Priority)}, notice{Key: "priority"}, now)
}

// severityChanged: the engineer is told (R14). An Enterprise Down that is
// lowered is over (R21): its page is called off, and nobody owes it anything.
func (d *Desk) severityChanged(tx Tx, e support.Event, now time.Time) error {
	if e.Severity <= support.EnterpriseDown || e.Severity > support.General { // severity 0 is declared, not set
		return nil
	}
	over := support.Event{Kind: support.Concluded, At: e.At, Call: e.Call, Case: e.Case, Outcome: support.Lowered}
	if err := d.ended(tx, over, now); err != nil {
		return err
	}
	return d.changed(tx, e, support.Note{Kind: support.NoteSeverity, Text: strconv.Itoa(int(e.Severity))}, notice{Key: "severity"}, now)
}

// changed puts what happened to a case on its record, and tells its engineer.
func (d *Desk) changed(tx Tx, e support.Event, note support.Note, told notice, now time.Time) error {
	number, err := d.caseOf(tx, e)
	if err != nil || number == "" {
		return err
	}
	note.Case, note.At, note.By, note.Call = number, e.At, e.Person, e.Call
	s, known, err := d.standing(tx, number)
	if err != nil {
		return err
	}
	if !known {
		return tx.Note(note)
	}
	return d.change(tx, s, note, told, now)
}

// change is one note and whoever is told of it.
func (d *Desk) change(tx Tx, s support.Standing, note support.Note, told notice, now time.Time) error {
	roster, err := tx.Rota()
	if err != nil {
		return err
	}
	told.ID, told.To, told.Data = fmt.Sprintf("%s:%s:%d", note.Kind, note.Case, note.At.UnixMilli()), roster.Assigned(s.Case, now), d.data(s)
	switch note.Kind {
	case support.NoteSeverity:
		told.Data["Severity"] = note.Text
	case support.NotePriority:
		told.Data["Priority"] = note.Text
	}
	return errors.Join(tx.Note(note), d.notify(tx, told, now), d.reckon(tx, note.Case, now))
}

// caseOf is the case that an event is about: the one it names, else its call's.
func (d *Desk) caseOf(tx Tx, e support.Event) (support.CaseNumber, error) {
	if e.Case != "" || e.Call == "" {
		return e.Case, nil
	}
	known, err := tx.Known(e.Call)
	return cmp.Or(e.Case, known.Case), err
}
