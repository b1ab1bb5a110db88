package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edown/ivr"
	"edown/operators"
)

// copied is a file with a copy of a record.
func copied(t testing.TB, path string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, Copy(t.Context(), path, file, day(1), false))
	return file
}

// A copy holds what is on record, is for the owner's eyes, and leaves no
// drafts; the record knows when it was taken.
func TestCopyIsTheRecord(t *testing.T) {
	s, path := opened(t)
	turn(t, s, told(ivr.Session{Call: "CA1", From: ann}, "0"))
	file := copied(t, path)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if names, err := os.ReadDir(filepath.Dir(file)); err != nil || len(names) != 1 {
		t.Errorf("beside the copy: %v, %v", names, err)
	}
	if at, err := s.Marked(t.Context(), Backup); err != nil || !at.Equal(day(1)) {
		t.Errorf("marked %v, %v", at, err)
	}
	turn(t, s, told(ivr.Session{Call: "CA2", From: ann}, "0")) // after the copy
	if n := count(t, reopen(t, file), `SELECT COUNT(*) FROM calls`); n != 1 {
		t.Errorf("%d calls are in the copy", n)
	}
}

// opened is a record with the sample in it, and where it is.
func opened(t testing.TB) (*Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "edown.db")
	must(t, os.WriteFile(path, template, 0o600))
	return reopen(t, path), path
}

// refused wants an error with these words, and the file as it was.
func refused(t *testing.T, file string, do func() error, words string) {
	t.Helper()
	before, err := os.ReadFile(file)
	missing := os.IsNotExist(err)
	if err := do(); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("%v, want %q", err, words)
	}
	after, err := os.ReadFile(file)
	if string(before) != string(after) || os.IsNotExist(err) != missing {
		t.Errorf("%s was touched", file)
	}
}

func TestCopyOverwritesOnlyWhenTold(t *testing.T) {
	_, path := opened(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(file, []byte("precious"), 0o644))
	copy := func(dsn, file string, replace bool) func() error {
		return func() error { return Copy(t.Context(), dsn, file, day(1), replace) }
	}
	refused(t, file, copy(path, file, false), "copy.db: there is such a file: name another one, or replace it with --force")
	refused(t, path, copy(path, path, true), "the copy and the record are one file")
	refused(t, file, copy(filepath.Join(t.TempDir(), "none.db"), file, true), "name a file that is there")
	refused(t, file, copy(path, filepath.Join(t.TempDir(), "none", "copy.db"), true), "name a file in a folder that exists")
	must(t, copy(path, file, true)())
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// What was on record comes back; what was there instead is kept aside, whole.
func TestRestoreBringsTheRecordBack(t *testing.T) {
	s, path := opened(t)
	turn(t, s, told(ivr.Session{Call: "CA1", From: ann}, "0"))
	page(t, s, "ED-CA1", operators.EnterpriseDown, "CA1")
	file := copied(t, path)
	turn(t, s, told(ivr.Session{Call: "CA2", From: ann}, "0"))
	must(t, s.Close())

	restore := func(replace bool) (string, error) { return Restore(t.Context(), file, path, day(5), replace) }
	refused(t, path, func() error { _, err := restore(false); return err }, "there is such a file")
	aside, err := restore(true)
	must(t, err)
	now, before := reopen(t, path), reopen(t, aside)
	if n := count(t, now, `SELECT COUNT(*) FROM calls WHERE purpose = 'caller'`); n != 1 {
		t.Errorf("%d calls came back", n)
	}
	if n := count(t, before, `SELECT COUNT(*) FROM calls WHERE purpose = 'caller'`); n != 2 {
		t.Errorf("%d calls were kept aside", n)
	}
	if story, err := now.Story(t.Context(), "ED-CA1"); err != nil || story.Page.State != operators.Ringing {
		t.Errorf("the page came back as %q, %v", story.Page.State, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestRestoreWhereNothingWas(t *testing.T) {
	_, path := opened(t)
	to := filepath.Join(t.TempDir(), "edown.db")
	must(t, os.WriteFile(to+"-wal", []byte("of a record that is gone"), 0o600))
	aside, err := Restore(t.Context(), copied(t, path), to, day(5), false)
	must(t, err)
	if left, err := os.ReadFile(aside + "-wal"); err != nil || string(left) != "of a record that is gone" {
		t.Errorf("%q, %v", left, err)
	}
	if _, err := os.Stat(to + "-wal"); !os.IsNotExist(err) {
		t.Error("the journal of another record lies beside the restored one")
	}
	reopen(t, to)
}

// Nothing is put in the place of a record that could not take it.
func TestRestoreRefuses(t *testing.T) {
	s, path := opened(t)
	good := copied(t, path)
	must(t, s.Close())
	other := func(change string) string {
		t.Helper()
		file := copied(t, good)
		db, err := openSQLite(t.Context(), file)
		must(t, err)
		defer db.Close()
		_, err = db.Exec(change)
		must(t, err)
		return file
	}
	restore := func(file string) func() error {
		return func() error { _, err := Restore(t.Context(), file, path, day(5), true); return err }
	}
	text := filepath.Join(t.TempDir(), "notes.txt")
	must(t, os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600))
	for file, words := range map[string]string{
		text: "notes.txt: is not a database: name a file that edown backup has written",
		other(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`):                          "was written by a newer program (form 99",
		other(`DROP TABLE goose_db_version`):                                                                   "is no record of this line",
		other(`PRAGMA foreign_keys = 0; INSERT INTO contacts VALUES ('+14155550199', 'Zoe', 'no such', 'en')`): "is damaged: contacts refers to rows that are not there",
		damaged(t, good):                      "is damaged",
		filepath.Join(t.TempDir(), "none.db"): "none.db: cannot be read",
		path:                                  "are one file",
	} {
		refused(t, path, restore(file), words)
	}
	lock, err := Lock(path)
	must(t, err)
	defer lock.Close()
	refused(t, path, restore(good), "another server answers with it: stop that one")
}

// damaged is a copy in which the pages after the first have lost their content.
func damaged(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	must(t, err)
	for i := 8 << 10; i < len(b)-4<<10; i++ {
		b[i] ^= 0xff
	}
	bad := filepath.Join(t.TempDir(), "damaged.db")
	must(t, os.WriteFile(bad, b, fs.FileMode(0o600)))
	return bad
}
