package store

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edown/support"
)

// copied is a file with a copy of a record.
func copied(t testing.TB, path string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, Copy(t.Context(), path, file, day(1), false))
	return file
}

// A copy holds what is on record, is readable only by its owner, and leaves no drafts. The
// record knows when it was made.
func TestCopyIsTheRecord(t *testing.T) {
	s, path := opened(t)
	turn(t, s, told(called("CA1", ann), "0"))
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
	turn(t, s, told(called("CA2", ann), "0")) // after the copy
	if n := count(t, reopen(t, file), `SELECT COUNT(*) FROM calls`); n != 1 {
		t.Errorf("%d calls are in the copy", n)
	}
}

// opened is a record with the sample in it, and its path.
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

// A restoration brings the copy's record back, and keeps the replaced one aside, whole.
func TestRestoreBringsTheRecordBack(t *testing.T) {
	s, path := opened(t)
	turn(t, s, told(called("CA1", ann), "0"))
	page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
	file := copied(t, path)
	turn(t, s, told(called("CA2", ann), "0"))
	must(t, s.Close())

	restore := func(replace bool) (Restored, error) { return Restore(t.Context(), file, path, day(5), replace) }
	refused(t, path, func() error { _, err := restore(false); return err }, "there is a record already: put the copy in its place with --force, which keeps the old one beside it")
	left, err := restore(true)
	must(t, err)
	if left.Ringing != 1 || left.Stranger != nil {
		t.Errorf("left: %+v", left)
	}
	now, before := reopen(t, path), reopen(t, left.Aside)
	if n := count(t, now, `SELECT COUNT(*) FROM calls WHERE purpose = 'caller'`); n != 1 {
		t.Errorf("%d calls came back", n)
	}
	if n := count(t, before, `SELECT COUNT(*) FROM calls WHERE purpose = 'caller'`); n != 2 {
		t.Errorf("%d calls were kept aside", n)
	}
	if story, err := now.Story(t.Context(), "ED-CA1"); err != nil || story.Page.State != support.PageRinging {
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
	restored, err := Restore(t.Context(), copied(t, path), to, day(5), false)
	must(t, err)
	if left, err := os.ReadFile(restored.Aside + "-wal"); err != nil || string(left) != "of a record that is gone" {
		t.Errorf("%q, %v", left, err)
	}
	if _, err := os.Stat(to + "-wal"); !os.IsNotExist(err) {
		t.Error("the journal of another record lies beside the restored one")
	}
	reopen(t, to)
}

// A file that cannot serve as a record does not replace one.
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
		other(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`):                          "was written by a newer program: form 99, this one knows",
		other(`DROP TABLE goose_db_version`):                                                                   "is not a record of this line: name a file that edown backup has written",
		other(`PRAGMA foreign_keys = 0; INSERT INTO contacts VALUES ('+14155550199', 'Zoe', 'no such', 'en')`): "is damaged: contacts refers to rows that are not there",
		damaged(t, good):                      "is damaged",
		filepath.Join(t.TempDir(), "none.db"): "none.db: cannot be read",
		path:                                  "are one file",
		t.TempDir():                           "is a folder: name a file that edown backup has written",
	} {
		refused(t, path, restore(file), words)
	}
	lock, err := Lock(path)
	must(t, err)
	defer lock.Close()
	refused(t, path, restore(good), "another server answers with it: stop that one")
}

// A copy that is refused leaves no file where the record would be.
func TestRestoreOfNothingLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if _, err := Restore(t.Context(), filepath.Join(dir, "none.db"), filepath.Join(dir, "edown.db"), day(5), false); err == nil {
		t.Error("nothing was restored")
	}
	if left := names(t, dir); len(left) != 0 {
		t.Errorf("there is %v", left)
	}
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// When the copy cannot be moved into the record's place, the record is moved back.
func TestRestoreThatFailsPutsTheRecordBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	for _, part := range []string{"", "-wal"} {
		must(t, os.WriteFile(path+part, []byte("precious"+part), 0o600))
	}
	if aside, err := exchange(filepath.Join(t.TempDir(), "no draft"), path, day(5)); err == nil || aside != "" || !strings.Contains(err.Error(), "cannot be replaced, and stays") {
		t.Errorf("aside %q, %v", aside, err)
	}
	for _, part := range []string{"", "-wal"} {
		if b, err := os.ReadFile(path + part); string(b) != "precious"+part {
			t.Errorf("%s: %q, %v", part, b, err)
		}
	}
	if left := names(t, filepath.Dir(path)); len(left) != 2 {
		t.Errorf("there is %v", left)
	}
}

// A copy does not replace what is not a file, and a link stays a link.
func TestCopiesFollowLinks(t *testing.T) {
	_, path := opened(t)
	dir := t.TempDir()
	file, link, lost := filepath.Join(dir, "copy.db"), filepath.Join(dir, "link.db"), filepath.Join(dir, "lost.db")
	must(t, os.WriteFile(file, nil, 0o600))
	must(t, os.Symlink(file, link))
	must(t, os.Symlink(filepath.Join(dir, "none"), lost))
	must(t, Copy(t.Context(), path, link, day(1), true))
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	reopen(t, file)
	for target, words := range map[string]string{dir: "is a folder: name a file", os.DevNull: "is no regular file: name another file", lost: "is a link that leads nowhere"} {
		if err := Copy(t.Context(), path, target, day(1), true); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v, want %q", target, err, words)
		}
	}
}

// A newer record, and a damaged one, are not copied.
func TestCopyRefuses(t *testing.T) {
	s, path := opened(t)
	must(t, s.Close())
	newer, lost := copied(t, path), damaged(t, copied(t, path))
	changed(t, newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
	for from, words := range map[string]string{
		newer: "was written by a newer program: form 99, this one knows",
		lost:  "is damaged",
	} {
		file := filepath.Join(t.TempDir(), "copy.db")
		err := Copy(t.Context(), from, file, day(1), false)
		if err == nil || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), ".copy.db-") || !strings.Contains(err.Error(), ": put a copy") && !strings.Contains(err.Error(), ": use the newer") {
			t.Errorf("%v, want %q", err, words)
		}
		if left := names(t, filepath.Dir(file)); len(left) != 0 {
			t.Errorf("there is %v", left)
		}
	}
}

func changed(t *testing.T, file, change string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(change)
	must(t, err)
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
