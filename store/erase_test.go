package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/operators/paging"
	"edown/support"
)

const bob = support.E164("+14155550144") // Ann's colleague

// fileOf is the path of a store.
func fileOf(t *testing.T, s *Store) (path string) {
	t.Helper()
	must(t, s.db.QueryRow(`SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&path))
	return path
}

// remains lists the files of a record that still contain a text.
func remains(t *testing.T, path, text string) (in []string) {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	must(t, err)
	for _, file := range files {
		held, err := os.ReadFile(file)
		must(t, err)
		if bytes.Contains(held, []byte(text)) {
			in = append(in, filepath.Base(file))
		}
	}
	return in
}

// No byte is left of an erased caller, in the record or beside it: not the number, not the
// name, not a word. What was done about the case stays on record.
func TestNoByteIsLeftOfAnErasedCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		path := fileOf(t, s)
		lived(t, s, "CA1", ann, "C1234567")
		over(t, s, "CA1")
		time.Sleep(time.Hour)
		for _, text := range []string{string(ann), "Ann Lee", spokenText, spokenNote} {
			if remains(t, path, text) == nil {
				t.Fatalf("%q was never on record: the test proves nothing", text)
			}
		}
		e, err := s.Erase(t.Context(), ann, "digest", time.Now())
		must(t, err)
		if e.Rest || e.Gone["calls"] != 1 || e.Gone["contacts"] != 1 || e.Audio != 3 {
			t.Errorf("%+v", e)
		}
		for _, text := range []string{string(ann), digitsOf(ann), "Ann Lee", spokenText, spokenNote} {
			if in := remains(t, path, text); in != nil {
				t.Errorf("%q is still in %v", text, in)
			}
		}
		story, err := s.Story(t.Context(), "ED-CA1")
		must(t, err)
		if len(story.Journal) == 0 || story.Page.Case != "C1234567" {
			t.Errorf("of the page is left %+v", story)
		}
		replays(t, story)
		if c := look(t, s, called("CA9", ann), ivr.Lookup{Kind: ivr.LookCaller}); c.Contact != nil || c.Language != "" || c.Recent != nil {
			t.Errorf("she is known: %+v", c)
		}
		var told []string
		all, err := s.Erasures(t.Context(), time.Time{})
		must(t, err)
		for _, e := range all {
			if e.Why != "request" || e.Number != "digest" {
				t.Errorf("%+v", e)
			}
			told = append(told, e.What)
		}
		if !slices.Contains(told, "calls") || !slices.Contains(told, "turns") || !slices.Contains(told, "contacts") {
			t.Errorf("on record as erased: %v", told)
		}
		must(t, locked(s))
	})
}

// replays checks that a page can be made again from its journal, also without the caller.
func replays(t *testing.T, story Story) {
	t.Helper()
	was := paging.Replay(story.Page, story.Journal)
	again, err := encode(was[len(was)-1].Page)
	must(t, err)
	now, err := encode(story.Page)
	must(t, err)
	if again != now {
		t.Errorf("the journal makes another page:\n%s\n%s", again, now)
	}
}

// locked reports a table that can be changed although it must only grow.
func locked(s *Store) error {
	for _, table := range appendOnly {
		var n int
		if err := s.db.QueryRow(`SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name = $1`, table+"_append_only").Scan(&n); err != nil || n != 1 {
			return fmt.Errorf("%s can be changed: %w", table, errors.Join(err, errors.New("it has no trigger")))
		}
	}
	return nil
}

// The records of other people stay: only the number is struck out of them.
func TestOthersStayOnRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567")
		lived(t, s, "CA2", bob, "C3333333")
		k := told(with(called("CA2", bob), func(s *ivr.Session) { s.Turn, s.Callback = 2, ann }), "1")
		k.Answers = []support.Answer{{Question: support.QTechnicalContact, Value: string(ann), Raw: digitsOf(ann) + "#", At: time.Now()}}
		turn(t, s, k)
		over(t, s, "CA1")
		over(t, s, "CA2")
		time.Sleep(time.Hour)
		mine := func() (n int) {
			return count(t, s, `SELECT (SELECT COUNT(*) FROM turns WHERE call = 'CA2') + (SELECT COUNT(*) FROM answers WHERE call = 'CA2')
				+ (SELECT COUNT(*) FROM recordings WHERE call = 'CA2') + (SELECT COUNT(*) FROM callbacks WHERE call = 'CA2') + (SELECT COUNT(*) FROM notes WHERE call = 'CA2' AND said <> '')`)
		}
		before := mine()
		_, err := s.Erase(t.Context(), ann, "", time.Now())
		must(t, err)
		if now := mine(); now != before {
			t.Errorf("of Bob there was %d, there is %d", before, now)
		}
		if in := remains(t, fileOf(t, s), digitsOf(ann)); in != nil {
			t.Errorf("Bob's record still has Ann's number: %v", in)
		}
		if n := count(t, s, `SELECT COUNT(*) FROM answers WHERE call = 'CA2' AND value = $1`, Struck); n != 1 {
			t.Errorf("the contact that Bob named was struck %d times", n)
		}
	})
}

// The number of a switchboard is the beginning of its extensions' numbers. Erasing it leaves
// theirs, and their calls do not prevent it.
func TestAnExtensionStaysOnRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		const head, extension = support.E164("+4930901820"), support.E164("+49309018200123")
		lived(t, s, "CA1", head, "C1234567")
		lived(t, s, "CA2", extension, "C3333333")
		over(t, s, "CA1")
		look(t, s, called("CA2", extension), ivr.Lookup{Kind: ivr.CheckPIN, Contract: "100200", PIN: "0000"})
		time.Sleep(time.Hour)
		_, err := s.db.Exec(`UPDATE calls SET ended = started + 60000, ending = 'completed' WHERE ended IS NULL`)
		must(t, err)
		all, err := s.Export(t.Context(), extension)
		must(t, err)
		before, err := json.Marshal(all)
		must(t, err)
		heads, err := s.Export(t.Context(), head)
		must(t, err)
		if told, _ := json.Marshal(heads); len(heads["work"]) == 0 || strings.Contains(string(told), digitsOf(extension)) {
			t.Errorf("of the switchboard it is told: %s", told)
		}
		_, err = s.Erase(t.Context(), head, "", time.Now())
		must(t, err)
		all, err = s.Export(t.Context(), extension)
		must(t, err)
		if after, _ := json.Marshal(all); string(after) != string(before) || len(all["work"]) == 0 || len(all["tries"]) == 0 {
			t.Errorf("of the extension is left\n%s\nof\n%s", after, before)
		}
	})
}

// A number in use is not erased, and the error says what to do.
func TestANumberInUseIsNotErased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567")
		before := rowsOf(t, s)
		refused := func(number support.E164, want string) {
			t.Helper()
			_, err := s.Erase(t.Context(), number, "", time.Now())
			if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), string(number)) {
				t.Errorf("%v, want %q", err, want)
			}
		}
		refused(mei.Phone, "Mei Chen")
		refused(ann, "page ED-CA1 runs, which has to do with it: erase it when that has ended")
		over(t, s, "CA1")
		refused(ann, "was a moment ago, in call CA1: erase it ten minutes after the call")
		after := rowsOf(t, s)
		for table, n := range before {
			if after[table] < n {
				t.Errorf("%s: of %d rows %d are left", table, n, after[table])
			}
		}
		time.Sleep(time.Hour)
		_, err := s.Erase(t.Context(), ann, "", time.Now())
		must(t, err)
		_, err = s.Erase(t.Context(), "+4930123456", "", time.Now()) // an unknown number
		must(t, err)
	})
}

// An export tells everything that an erasure deletes.
func TestExportTellsAllThatIsErased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C1234567")
		over(t, s, "CA1")
		time.Sleep(time.Hour)
		all, err := s.Export(t.Context(), ann)
		must(t, err)
		text, err := json.Marshal(all)
		must(t, err)
		for _, want := range []string{"Ann Lee", spokenText, spokenNote, `"language":"fr"`, "RECA1", `"started":"2000-01-01T00:00:00Z"`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%q is not told", want)
			}
		}
		for _, phone := range []support.E164{raj.Phone, olga.Phone} {
			if strings.Contains(string(text), string(phone)) {
				t.Errorf("%s is told, which belongs to another person", phone)
			}
		}
		e, err := s.Erase(t.Context(), ann, "", time.Now())
		must(t, err)
		for table := range e.Gone {
			if table != "page_calls" && all[table] == nil {
				t.Errorf("%s: %d rows were erased, and none was told", table, e.Gone[table])
			}
		}
		if again, err := s.Export(t.Context(), ann); err != nil || len(again) > 0 {
			t.Errorf("there is still %v, %v", again, err)
		}
	})
}

// A record of an earlier form still has bytes of deleted rows. The upgrade removes them.
func TestAnUpgradeLeavesNoRests(t *testing.T) {
	path, _ := loaded(t, 1)
	const rest = "deleted by the program before"
	db, err := openSQLite(t.Context(), path)
	must(t, err)
	_, err = db.Exec(`PRAGMA secure_delete = 0`)
	must(t, err)
	_, err = db.Exec(`INSERT INTO inbox (key, at) VALUES ($1, 1)`, rest)
	must(t, err)
	_, err = db.Exec(`DELETE FROM inbox WHERE key = $1`, rest)
	must(t, err)
	must(t, db.Close())
	s := reopen(t, path)
	if _, err := s.shred(t.Context()); err != nil {
		t.Fatal(err)
	}
	if in := remains(t, path, rest); in != nil {
		t.Errorf("%q is still in %v", rest, in)
	}
}
