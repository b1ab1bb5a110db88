package store

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// other is a database of another program.
func other(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	changed(t, path, `CREATE TABLE songs (name TEXT)`)
	return path
}

// A file of another program is left as it is: it may have been named by mistake.
func TestAFileOfAnotherProgramIsLeftAlone(t *testing.T) {
	theirs := other(t)
	goose := other(t)
	changed(t, goose, `CREATE TABLE goose_db_version (version_id INTEGER)`)
	text := filepath.Join(t.TempDir(), "notes.txt")
	must(t, os.WriteFile(text, bytes.Repeat([]byte("not a database "), 100), 0o600))
	for file, words := range map[string]string{
		theirs: "is not a record of this line: name another file", goose: "is not a record of this line",
		text: "is not a database: name another file",
	} {
		before, err := os.ReadFile(file)
		must(t, err)
		for _, o := range []Options{{}, {AsItIs: true}, {ReadOnly: true}} {
			_, err := Open(t.Context(), file, o)
			var u *Unusable
			if !errors.As(err, &u) || !strings.Contains(err.Error(), "database "+file+": "+words) {
				t.Errorf("%+v: %v, want %q", o, err, words)
			}
		}
		if err := Copy(t.Context(), file, filepath.Join(t.TempDir(), "copy.db"), day(1), false); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want %q", err, words)
		}
		after, err := os.ReadFile(file)
		must(t, err)
		if left := names(t, filepath.Dir(file)); !bytes.Equal(before, after) || len(left) != 1 {
			t.Errorf("%s was touched; there is %v", file, left)
		}
	}
}

// Opening read-only creates nothing, changes nothing, and refuses to write.
func TestALookChangesNothing(t *testing.T) {
	none, empty := filepath.Join(t.TempDir(), "edown.db"), filepath.Join(t.TempDir(), "edown.db")
	must(t, os.WriteFile(empty, nil, 0o600))
	earlier, _ := loaded(t, 1)
	for file, words := range map[string]string{
		none: "cannot be read: no such file or directory: name a file that is there", empty: "is empty: begin the record with edown import",
		earlier: "was written by an earlier program: form 1", t.TempDir(): "is a folder: name a file",
	} {
		if _, err := Open(t.Context(), file, Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want %q", err, words)
		}
	}
	if _, err := os.Stat(none); !os.IsNotExist(err) {
		t.Error("the record was begun")
	}
	s, path := opened(t)
	look, err := Open(t.Context(), path, Options{ReadOnly: true})
	must(t, err)
	defer look.Close()
	if roster, err := look.Rota(t.Context()); err != nil || len(roster.People) == 0 {
		t.Errorf("%d people, %v", len(roster.People), err)
	}
	if err := look.Mark(t.Context(), Drill, day(1)); err == nil {
		t.Error("it was written")
	}
	if at, err := s.Marked(t.Context(), Drill); err != nil || !at.Equal(time.Time{}) {
		t.Errorf("marked %v, %v", at, err)
	}
}

// A record without a server can be read where nothing may be written: from a read-only disk,
// or by a user without the right to write.
func TestARecordIsReadFromAReadOnlyFolder(t *testing.T) {
	s, path := opened(t)
	must(t, s.Close())
	must(t, os.Chmod(filepath.Dir(path), 0o500))
	defer os.Chmod(filepath.Dir(path), 0o700)
	look, err := Open(t.Context(), path, Options{ReadOnly: true})
	must(t, err)
	defer look.Close()
	if roster, err := look.Rota(t.Context()); err != nil || len(roster.People) == 0 {
		t.Errorf("%d people, %v", len(roster.People), err)
	}
}

func TestOpenNamesTheRemedy(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	must(t, os.WriteFile(text, []byte(strings.Repeat("this is no database\n", 100)), 0o600))
	for _, c := range []struct{ dsn, want string }{
		{"postgres://localhost/edown", "database postgres: PostgreSQL is not built into this program: name an SQLite file, such as edown.db"},
		{"postgresql://u:secret@h/d", "PostgreSQL is not built into this program"},
		{"mysql://localhost", "database mysql: unknown kind of database: name an SQLite file"},
		{"", "must outlive the program: name a file"},
		{":memory:", "must outlive the program: name a file"},
		{"sqlite:", "must outlive the program: name a file"},
		{filepath.Join(folder, "no", "edown.db"), "no/edown.db: cannot be opened"},
		{text, "notes.txt: is not a database: name another file"},
	} {
		_, err := Open(t.Context(), c.dsn, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Open(%q) = %v, want %q", c.dsn, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%q) gives the password away: %v", c.dsn, err)
		}
	}
}

func TestOpenRefusesANewerForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	s := reopen(t, path)
	_, err := s.db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)`)
	must(t, err)
	must(t, s.Close())
	if _, err = Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Fatalf("got %v", err)
	}
}

// AsItIs must not change a record under a server that runs on it.
func TestALookLeavesAnEarlierFormAsItIs(t *testing.T) {
	path, before := loaded(t, 1)
	if _, err := Open(t.Context(), path, Options{AsItIs: true}); err == nil || !strings.Contains(err.Error(), "form 1") {
		t.Fatalf("got %v", err)
	}
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	for table := range before {
		if after := content(t, db, table, columns(t, db, table)); !slices.Equal(before[table], after) {
			t.Errorf("%s has changed", table)
		}
	}
}

func TestAnyFileNameWillDo(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a b.db", "50%?.db", "a#b.db", "Ünïcode.db"} {
		s := reopen(t, "sqlite:"+filepath.Join(folder, name))
		must(t, s.Ready(t.Context()))
		must(t, s.Close())
		info, err := os.Stat(filepath.Join(folder, name))
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v: others may read it", name, info.Mode())
		}
	}
}
