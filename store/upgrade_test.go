package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pressly/goose/v3"

	"edown/operators"
	"edown/support"
)

// A dump is a record as an earlier program has left it, with rows in every table and a page
// that rings: testdata/schema/FORM.sql. It never changes. It was made by playing calls with
// that program, in a bubble of testing/synctest so that its timers are due there, and with
//
//	sqlite3 edown.db .dump > store/testdata/schema/FORM.sql
//
// A new migration needs a dump of the form before it.
func dumps(t *testing.T) (forms []int64) {
	t.Helper()
	files, err := migrations.ReadDir("migrations")
	must(t, err)
	for _, f := range files {
		form, err := goose.NumericComponent(f.Name())
		must(t, err)
		forms = append(forms, form)
	}
	slices.Sort(forms)
	return forms[:len(forms)-1]
}

func dump(form int64) string { return filepath.Join("testdata", "schema", fmt.Sprintf("%d.sql", form)) }

// loaded is a file with an earlier record in it, and the rows of its tables.
func loaded(t *testing.T, form int64) (path string, rows map[string][]string) {
	t.Helper()
	text, err := os.ReadFile(dump(form))
	if err != nil {
		t.Fatalf("a migration follows form %d, and there is no record of that form to try it on: %v", form, err)
	}
	path = filepath.Join(t.TempDir(), "edown.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(string(text))
	must(t, err)
	rows = map[string][]string{}
	for _, table := range tables(t, db) {
		if rows[table] = content(t, db, table, columns(t, db, table)); len(rows[table]) == 0 {
			t.Errorf("%s: nothing is in %s: play more", dump(form), table)
		}
	}
	return path, rows
}

func tables(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return texts(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'`)
}

func columns(t *testing.T, db *sql.DB, table string) []string {
	t.Helper()
	return texts(t, db, `SELECT name FROM pragma_table_info($1) ORDER BY cid`, table)
}

// content lists the rows of a table as text, sorted.
func content(t *testing.T, db *sql.DB, table string, columns []string) []string {
	t.Helper()
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = "quote(" + c + ")"
	}
	return texts(t, db, `SELECT `+strings.Join(quoted, ` || ' ' || `)+` AS content FROM `+table+` ORDER BY content`)
}

func texts(t *testing.T, db *sql.DB, query string, args ...any) (all []string) {
	t.Helper()
	rows, err := db.Query(query, args...)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var one string
		must(t, rows.Scan(&one))
		all = append(all, one)
	}
	must(t, rows.Err())
	return all
}

// An upgrade keeps every row of an earlier record.
func TestEveryRowOfAnEarlierRecordIsKept(t *testing.T) {
	for _, form := range dumps(t) {
		path, before := loaded(t, form)
		old, err := sql.Open("sqlite", path)
		must(t, err)
		named := map[string][]string{}
		for table := range before {
			named[table] = columns(t, old, table)
		}
		must(t, old.Close())
		s := reopen(t, path)
		for table, rows := range before {
			if now := content(t, s.db, table, named[table]); !slices.Equal(now, rows) {
				t.Errorf("form %d, %s: %d rows before, now %d, or others:\n%s", form, table, len(rows), len(now), strings.Join(now, "\n"))
			}
		}
		newest, err := newestForm()
		must(t, err)
		if n := count(t, s, `SELECT MAX(version_id) FROM goose_db_version`); int64(n) != newest {
			t.Errorf("form %d became %d, want %d", form, n, newest)
		}
	}
}

// The stories of an earlier record can still be told.
func TestStoriesOfAnEarlierRecord(t *testing.T) {
	for _, form := range dumps(t) {
		path, _ := loaded(t, form)
		s := reopen(t, path)
		pages, err := s.Pages(t.Context(), 100)
		must(t, err)
		var talked bool
		for _, p := range pages {
			story, err := s.Story(t.Context(), p.ID)
			must(t, err)
			if story.Page.Started.IsZero() || len(story.Journal) == 0 || len(story.Calls) == 0 || len(story.Page.Attempts) == 0 {
				t.Errorf("form %d: the story of %s has holes: %+v", form, p.ID, story)
			}
			talked = talked || p.State == support.PageClosed && p.Outcome == support.Working && len(story.Accepts) == 1 && len(story.Calls[0].Answers) == 6
		}
		if !talked {
			t.Errorf("form %d: of %d pages, none is told from the call to the outcome", form, len(pages))
		}
	}
}

// An emergency goes on across an upgrade: the next person of the ladder is rung.
func TestAPageOfAnEarlierRecordRingsOn(t *testing.T) {
	for _, form := range dumps(t) {
		path, _ := loaded(t, form)
		synctest.Test(t, func(t *testing.T) {
			s := reopen(t, path)
			rung := newPhones()
			desk := &operators.Desk{Ledger: s, Phone: rung}
			running := `SELECT id FROM pages WHERE kind = 'edown' AND state = 'ringing'`
			want := texts(t, s.db, running)
			due := moment{new(time.Time)}
			must(t, s.db.QueryRow(`SELECT MAX(due_at) FROM work`).Scan(due))
			time.Sleep(time.Until(*due.at) + time.Second)
			ctx, stop := context.WithCancel(t.Context())
			over := make(chan error)
			go func() { over <- desk.Run(ctx) }()
			synctest.Wait()
			stop()
			must(t, <-over)
			close(rung.rung)
			var got []string
			for leg := range rung.rung {
				got = append(got, leg.Page)
			}
			slices.Sort(got)
			slices.Sort(want)
			if got = slices.Compact(got); len(want) == 0 || !slices.Equal(got, want) {
				t.Errorf("form %d: phones ring for %v, want %v", form, got, want)
			}
		})
	}
}

// A migration that builds tables anew checks that every reference holds: a record with a
// reference to a missing row stays as it was.
func TestARecordWithALooseEndIsNotRaised(t *testing.T) {
	path, before := loaded(t, 2)
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(`PRAGMA foreign_keys = OFF; DELETE FROM pages WHERE id = (SELECT page FROM attempts LIMIT 1)`)
	must(t, err)
	before["pages"] = content(t, db, "pages", columns(t, db, "pages"))
	if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), "rows_refer_to_what_is_there") {
		t.Fatalf("got %v", err)
	}
	for table, rows := range before {
		if now := content(t, db, table, columns(t, db, table)); !slices.Equal(now, rows) {
			t.Errorf("%s: %d rows before, now %d, or others", table, len(rows), len(now))
		}
	}
	var form int
	must(t, db.QueryRow(`SELECT MAX(version_id) FROM goose_db_version`).Scan(&form))
	if form != 2 {
		t.Errorf("form %d", form)
	}
}
