package store

import (
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/support"
)

const (
	spokenText = "we restarted the broker twice"
	spokenNote = "please hurry up with the ledger"
	audioAt    = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE"
)

// lived puts on record everything that there can be about a caller: a call about an
// Enterprise Down on a case, what was heard on the phone of the manager who was rung, a
// comment, an escalation, a callback and a message.
func lived(t *testing.T, s *Store, call string, from support.E164, number support.CaseNumber) {
	t.Helper()
	session := ivr.Session{
		Place:  ivr.Place{Call: call, Turn: 1, Lang: "fr"},
		Origin: ivr.Origin{From: from},
		Caller: ivr.Caller{Name: "Ann Lee"},
		Matter: ivr.Matter{Case: number},
		Emergency: ivr.Emergency{Suspected: true, Declared: true, Interview: support.Interview{support.Q4Actions: {
			Question: support.Q4Actions, Raw: spokenText, Value: audioAt + call, Audio: audioAt + call, At: time.Now(),
		}}},
	}
	kept := told(session, "0", support.Event{Kind: support.Suspected, Call: call, From: from})
	kept.Spoke = "fr"
	kept.Input = ivr.Input{Kind: ivr.Recorded, Speech: spokenText, Audio: audioAt + call}
	kept.Said = []ivr.Spoken{{Lang: "fr", Parts: []ivr.Part{{Text: "Thank you, Ann Lee"}}}}
	kept.Answers = []support.Answer{session.Interview[support.Q4Actions]}
	turn(t, s, kept)
	must(t, s.Record(t.Context(), "RE"+call, call, "1", audioAt+call, "completed", time.Second))
	p := paged(t, s, call)
	leg := p.Attempts[0].Leg
	heard := told(with(phone("manager", leg, p.ID, "mei"), func(s *ivr.Session) { s.Turn = 1 }), "0")
	heard.Said = []ivr.Spoken{{Lang: "en", Parts: []ivr.Part{{Text: "Ann Lee, " + string(from) + ", says: " + spokenText}}}}
	turn(t, s, heard)
	must(t, s.Post(t.Context(), "SM"+call, support.Event{Kind: support.Texted, From: from, Text: spokenText}))
	do(t, s, func(tx *tx) error {
		if err := tx.Note(support.Note{Case: number, Kind: support.NoteComment, At: time.Now(), Call: call, Text: spokenNote, Audio: audioAt + "N" + call}); err != nil {
			return err
		}
		if err := tx.Escalate(support.Escalation{ID: "ES-" + call, Case: number, Level: 1, Reason: support.Deadline, Summary: audioAt + "S" + call,
			Call: call, By: from, Language: "fr", At: time.Now(), Verdict: support.EscalationRefused, Decided: time.Now(), DecidedBy: "mei"}); err != nil {
			return err
		}
		if err := tx.Missed(casework.CallBack{Caller: paging.Known{Call: call, Case: number}, Number: string(from), Why: "hung up", At: time.Now()}); err != nil {
			return err
		}
		return tx.Order(paging.Command{Do: paging.Text, Message: paging.Message{ID: "m" + call, To: mei.Phone, Key: "sms_operator", Data: map[string]string{"Phone": string(from)}}})
	})
}

// paged begins a page as the desk does, with what is known of its call.
func paged(t *testing.T, s *Store, call string) (p paging.Page) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		k, err := tx.Known(call)
		if err != nil {
			return err
		}
		roster, err := tx.Rota()
		if err != nil {
			return err
		}
		moved := paging.Start("ED-"+call, support.EmergencyPage, k, roster, paging.DefaultLadder(), time.Now())
		p = moved.Page
		if err := tx.Save(moved); err != nil {
			return err
		}
		return tx.Link(p.ID, call, true)
	})
	return p
}

// over ends a page with an outcome, and all calls.
func over(t *testing.T, s *Store, call string) {
	t.Helper()
	step(t, s, "ED-"+call, support.Event{Kind: support.CalledOff, Call: call, By: "false alarm"})
	_, err := s.db.Exec(`UPDATE calls SET ended = started + 60000, ending = 'completed' WHERE ended IS NULL`)
	must(t, err)
}

func becomes(t *testing.T, s *Store, number support.CaseNumber, status support.Status) {
	t.Helper()
	do(t, s, func(tx *tx) error {
		return tx.Note(support.Note{Case: number, Kind: support.NoteStatus, At: time.Now(), Text: string(status)})
	})
}

// rowsOf counts the rows of each table.
func rowsOf(t *testing.T, s *Store) map[string]int {
	t.Helper()
	n := map[string]int{}
	for _, table := range tables(t, s.db) {
		n[table] = count(t, s, `SELECT COUNT(*) FROM `+table)
	}
	return n
}

func retain(t *testing.T, s *Store) {
	t.Helper()
	_, err := s.Retain(t.Context(), DefaultRetention(), time.Now())
	must(t, err)
}

// Each class is deleted on its day and not before.
func TestEachClassIsKeptForItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567")
		over(t, s, "CA1")
		becomes(t, s, "C1234567", support.StatusClosed)
		began := time.Now()
		retain(t, s) // it notices that the case is closed
		audio := func() int { return count(t, s, `SELECT COUNT(*) FROM recordings`) }
		words := func() int {
			return count(t, s, `SELECT (SELECT COUNT(*) FROM turns) + (SELECT COUNT(*) FROM answers) + (SELECT COUNT(*) FROM notes WHERE said = $1)
				+ (SELECT COUNT(*) FROM calls WHERE session LIKE '%' || $2 || '%')`, spokenNote, spokenText)
		}
		calls := func() int {
			return count(t, s, `SELECT (SELECT COUNT(*) FROM calls) + (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM callbacks) + (SELECT COUNT(*) FROM callers)
				+ (SELECT COUNT(*) FROM inbox) + (SELECT COUNT(*) FROM page_calls)`)
		}
		pages := func() int {
			return count(t, s, `SELECT (SELECT COUNT(*) FROM pages) + (SELECT COUNT(*) FROM page_events) + (SELECT COUNT(*) FROM attempts) + (SELECT COUNT(*) FROM outcomes)
				+ (SELECT COUNT(*) FROM escalations)`)
		}
		for _, c := range []struct {
			class string
			until time.Time
			left  func() int
		}{
			{"audio", began.AddDate(0, 0, 30), audio},
			{"transcripts", began.AddDate(0, 0, 90), words},
			{"calls", began.AddDate(0, 13, 0), calls},
			{"pages", began.AddDate(0, 24, 0), pages},
		} {
			had := c.left()
			time.Sleep(time.Until(c.until) - time.Hour)
			retain(t, s)
			if now := c.left(); now != had || had == 0 {
				t.Errorf("%s, an hour too soon: %d of %d are left", c.class, now, had)
			}
			time.Sleep(2 * time.Hour)
			retain(t, s)
			if now := c.left(); now != 0 {
				t.Errorf("%s, when its time is up: %d of %d are left: %v", c.class, now, had, rowsOf(t, s))
			}
		}
		condemned, err := s.Condemned(t.Context())
		must(t, err)
		if want := []string{"RECA1", "RENCA1", "RESCA1"}; !slices.Equal(condemned, want) {
			t.Errorf("to be deleted at the carrier: %v, want %v", condemned, want)
		}
	})
}

// What belongs to a running page or an open case is not deleted, however old it is.
func TestWhatGoesOnIsNeverTouched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567") // the page runs, though its case is closed
		becomes(t, s, "C1234567", support.StatusClosed)
		lived(t, s, "CA2", ann, "C3333333")
		over(t, s, "CA2") // its case is open
		retain(t, s)
		before := rowsOf(t, s)
		time.Sleep(3 * 365 * 24 * time.Hour)
		retain(t, s)
		after := rowsOf(t, s)
		for _, table := range []string{"inbox", "messages", "escalations", "erasures"} { // of no page, and of the case that is closed
			delete(before, table)
			delete(after, table)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Error(diff)
		}
	})
}

// A case that is opened again keeps its audio. Its time begins anew when it is closed.
func TestAnOpenedCaseWaitsAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567")
		over(t, s, "CA1")
		becomes(t, s, "C1234567", support.StatusClosed)
		retain(t, s)
		time.Sleep(20 * 24 * time.Hour)
		becomes(t, s, "C1234567", support.InProgress)
		retain(t, s)
		time.Sleep(20 * 24 * time.Hour)
		becomes(t, s, "C1234567", support.StatusClosed)
		retain(t, s)
		time.Sleep(29 * 24 * time.Hour)
		retain(t, s)
		if n := count(t, s, `SELECT COUNT(*) FROM recordings`); n != 1 {
			t.Errorf("%d recordings are left", n)
		}
	})
}

// A call may leave a recording on one case and end with another. The recording is kept while
// either is open.
func TestAudioIsKeptForEachCaseOfACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		turn(t, s, told(with(called("CA1", ann), func(s *ivr.Session) { s.Case, s.Over = "C7777777", true }), "1"))
		turn(t, s, told(with(called("CA2", ann), func(s *ivr.Session) { s.Case, s.Over = "C7777777", true }), "1"))
		note(t, s, support.Note{Case: "C1234567", Kind: support.NoteComment, At: time.Now(), Call: "CA1", Audio: audioAt + "1"})
		do(t, s, func(tx *tx) error {
			return tx.Escalate(support.Escalation{ID: "ES-CA2", Case: "C1234567", Level: 1, Summary: audioAt + "2", Call: "CA2", By: ann, At: time.Now()})
		})
		heard := func() int {
			return count(t, s, `SELECT (SELECT COUNT(*) FROM notes WHERE audio <> '') + (SELECT COUNT(*) FROM escalations WHERE summary <> '')`)
		}
		retain(t, s)
		time.Sleep(40 * 24 * time.Hour)
		retain(t, s)
		if n := heard(); n != 2 {
			t.Errorf("of two recordings about an open case %d can be heard", n)
		}
		becomes(t, s, "C1234567", support.StatusClosed)
		retain(t, s)
		time.Sleep(31 * 24 * time.Hour)
		retain(t, s)
		if n := heard(); n != 0 {
			t.Errorf("a month after the case was closed %d can be heard", n)
		}
	})
}

// The tries of a PIN are deleted when the lock ends, also without another try.
func TestTriesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := secured(t)
		try(t, s, "CA1", ann, "100200", "0000")
		time.Sleep(lockedFor - time.Minute)
		retain(t, s)
		if n := count(t, s, `SELECT COUNT(*) FROM tries`); n == 0 {
			t.Error("forgotten while it counts")
		}
		time.Sleep(time.Minute)
		retain(t, s)
		if n := count(t, s, `SELECT COUNT(*) FROM tries`); n != 0 {
			t.Errorf("%d are on record for ever", n)
		}
	})
}

// Old rows are deleted in small transactions, so that a call does not wait for all of them.
func TestRetentionGoesALittleAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		const calls = 5 * atOnce
		for i := range calls {
			call := "CA" + string(rune('A'+i/26)) + string(rune('A'+i%26))
			turn(t, s, told(with(called(call, ann), func(s *ivr.Session) { s.Turn = 1 }), "0"))
		}
		_, err := s.db.Exec(`UPDATE calls SET ended = started, ending = 'completed'`)
		must(t, err)
		time.Sleep(400 * 24 * time.Hour)
		retain(t, s)
		all, err := s.Erasures(t.Context(), time.Time{})
		must(t, err)
		pieces := map[string]int{}
		for _, e := range all {
			pieces[e.What] += e.Pieces
			if e.Pieces > atOnce {
				t.Errorf("%+v at once", e)
			}
		}
		if want := map[string]int{"turns": calls, "calls": calls}; !maps.Equal(pieces, want) {
			t.Errorf("deleted %v, want %v", pieces, want)
		}
	})
}
