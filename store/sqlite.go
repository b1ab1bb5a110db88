package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"slices"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	dialect    = goose.DialectSQLite3
	beginWrite = "BEGIN IMMEDIATE" // takes the write lock at once, so that no upgrade of a lock can fail later
	readers    = 4
)

// pragmas hold on every connection. A commit is on the disk when it returns
// (law 1): https://www.sqlite.org/pragma.html#pragma_synchronous
var pragmas = []string{
	// Another program may hold the record that long: the carrier waits 4 s for a turn, and
	// gives 2.5 s to the fallback.
	"busy_timeout(1000)",
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(1)",
	"secure_delete(1)", // overwrites what is deleted: an erased number must not stay in free pages
	"cache_size(-16000)",
}

// appendOnly are the tables of the record: a row that is written stays as it is.
var appendOnly = []string{
	"policies", "turns", "answers", "page_events", "accepts", "outcomes", "messages", "letters", "notes", "erasures",
}

// openSQLite opens the record for writing. The file must be empty or a record of this line:
// setting the journal mode would change any other database.
func openSQLite(ctx context.Context, path string) (*sql.DB, error) {
	if err := unclaimed(ctx, path); err != nil {
		return nil, err
	}
	// Personal data: other users must not read it. The journal inherits the mode.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, unopened(err)
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", address(path, url.Values{"_pragma": pragmas}.Encode()))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1 + readers)
	db.SetMaxIdleConns(1 + readers)
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
	if err == nil && mode != "wal" {
		err = fmt.Errorf("its journal cannot be a write-ahead log (it is %q): put it on a local disk", mode)
	}
	if err != nil {
		return nil, errors.Join(explained(err), db.Close())
	}
	return db, nil
}

// rebuildable opens a record for migrations, without foreign keys: a migration that builds a
// table anew must not delete the rows that refer to it, and no transaction can switch them
// off, see https://www.sqlite.org/lang_altertable.html#otheralter. Such a migration checks
// at its end that every reference holds.
func rebuildable(path string) (*sql.DB, error) {
	loose := slices.Clone(pragmas)
	loose[slices.Index(loose, "foreign_keys(1)")] = "foreign_keys(0)"
	return sql.Open("sqlite", address(path, url.Values{"_pragma": loose}.Encode()))
}

// address is the name of a file for SQLite's driver.
func address(path, query string) string {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query}
	return name.String()
}

// unclaimed refuses a file that belongs to another program.
func unclaimed(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil, info.Mode().IsRegular() && info.Size() == 0:
		return nil // opening it says why it is missing or forbidden
	}
	db, err := readable(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(recognised(ctx, db), db.Close())
}

// readable opens a database of any form for reading. It never creates or changes one. Its
// errors are [Unusable].
func readable(ctx context.Context, path string) (*sql.DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, unopened(err)
	case err != nil:
		return nil, &Unusable{
			"cannot be read", cause(err), "name a file that is there, or begin the record with edown import",
		}
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	if f, err := os.Open(path); err != nil {
		return nil, unopened(err)
	} else if err := f.Close(); err != nil {
		return nil, err
	}
	db, err := probed(ctx, path, "mode=ro&_pragma=busy_timeout(5000)")
	_, writing := os.Stat(path + "-wal")
	if errors.Is(explained(err), fs.ErrPermission) && errors.Is(writing, fs.ErrNotExist) {
		// No program has it open, and this user must not create a journal beside it:
		// https://www.sqlite.org/wal.html#read_only_databases
		db, err = probed(ctx, path, "immutable=1")
	}
	return db, explained(err)
}

// probed opens a file, and checks that it is a database.
func probed(ctx context.Context, path, query string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", address(path, query))
	if err != nil {
		return nil, err
	}
	var tables int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master`).Scan(&tables); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// recognised refuses a database that is neither empty nor a record of this line.
func recognised(ctx context.Context, db *sql.DB) error {
	var others, marks int
	err := db.QueryRowContext(ctx, `SELECT
			COUNT(*) FILTER (WHERE name <> 'goose_db_version' AND name NOT LIKE 'sqlite_%'),
			COUNT(*) FILTER (WHERE name IN ('goose_db_version', 'page_events'))
		FROM sqlite_master WHERE type = 'table'`).Scan(&others, &marks)
	if err == nil && others > 0 && marks < 2 {
		err = &Unusable{"is not a record of this line", nil, "name another file"}
	}
	return explained(err)
}

// forbidUpdates makes the record's tables append-only. Deleting stays possible, as retention
// needs it.
func forbidUpdates(ctx context.Context, db querier) error {
	for _, table := range appendOnly {
		trigger := fmt.Sprintf(`CREATE TRIGGER IF NOT EXISTS %[1]s_append_only BEFORE UPDATE ON %[1]s
			BEGIN SELECT RAISE(ABORT, '%[1]s is a record: add to it, it cannot be changed'); END`, table)
		if _, err := db.ExecContext(ctx, trigger); err != nil {
			return err
		}
	}
	return nil
}

// amending allows updates of one table while do runs. The writer's transaction keeps other
// writers out until they are forbidden again.
func (t *tx) amending(table string, do func() error) error {
	if slices.Contains(appendOnly, table) {
		if _, err := t.exec(`DROP TRIGGER ` + table + `_append_only`); err != nil {
			return err
		}
	}
	if err := do(); err != nil {
		return err
	}
	return forbidUpdates(t.ctx, t.q)
}

// isForeign reports whether an error means that a row refers to a missing row.
func isForeign(err error) bool { return isCode(err, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY) }

func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == code
}
