package store

import (
	"slices"

	"edown/support"
)

// Answers and notes are append-only. To take something out of a row, it is deleted and
// written anew.

// rewriteAnswers takes the addresses of audio out of a call's answers.
func (r removal) rewriteAnswers(call string) error {
	all, err := list(r.tx, scanAnswered, `SELECT n, question, CASE value WHEN audio THEN '' ELSE value END, raw, at
		FROM answers WHERE call = $1 AND audio <> ''`, call)
	if err == nil && len(all) > 0 {
		_, err = r.exec(`DELETE FROM answers WHERE call = $1 AND audio <> ''`, call)
	}
	for _, a := range all {
		if err == nil {
			_, err = r.exec(`INSERT INTO answers (call, n, question, value, raw, at, audio)
					VALUES ($1, $2, $3, $4, $5, $6, '')`,
				call, a.n, a.Question, a.Value, a.Raw, ms(a.At))
		}
	}
	return err
}

// answered is an answer, and the turn in which it was given.
type answered struct {
	support.Answer
	n int
}

func scanAnswered(scan func(...any) error) (a answered, err error) {
	err = scan(&a.n, &a.Question, &a.Value, &a.Raw, moment{&a.At})
	return a, err
}

// spokenFreely are the notes whose text is a person's own words. The text of other notes is a
// value, and stays.
var spokenFreely = []support.NoteKind{
	support.NoteOpened, support.NoteComment, support.NoteUpdate,
	support.NoteContacted, support.NoteAnalysis, support.NoteReport,
}

// rewriteNotes takes the addresses of audio out of notes, and the words out of the kinds to
// mute.
func (r removal) rewriteNotes(mute []support.NoteKind, where string, args ...any) error {
	all, err := list(r.tx, scanNoted,
		`SELECT case_number, kind, at, given_by, call, said, seq FROM notes WHERE `+where, args...)
	if err == nil && len(all) > 0 {
		_, err = r.exec(`DELETE FROM notes WHERE `+where, args...)
	}
	for _, n := range all {
		if slices.Contains(mute, n.Kind) {
			n.Text = ""
			r.gone["notes"]++
		}
		if err == nil {
			_, err = r.exec(`INSERT INTO notes (case_number, kind, at, given_by, call, said, audio, seq)
					VALUES ($1, $2, $3, $4, $5, $6, '', $7)
				ON CONFLICT (case_number, kind, at, given_by, call, said, audio) DO NOTHING`,
				n.Case, n.Kind, ms(n.At), n.By, n.Call, n.Text, n.seq)
		}
	}
	return err
}

// noted is a note, and its place among all.
type noted struct {
	support.Note
	seq int64
}

func scanNoted(scan func(...any) error) (n noted, err error) {
	err = scan(&n.Case, &n.Kind, moment{&n.At}, &n.By, &n.Call, &n.Text, &n.seq)
	return n, err
}
