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
	beginWrite = "BEGIN IMMEDIATE" // takes the write lock at once: no upgrade can fail later
	readers    = 4
)

// pragmas hold on every connection. A commit is on the disk when it returns
// (law 1): https://www.sqlite.org/pragma.html#pragma_synchronous
var pragmas = []string{
	"busy_timeout(1000)", // another program may hold the record so long; the carrier waits 4 s for a turn, and a fallback gives it 2.5 s
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(1)",
	"secure_delete(1)", // what is deleted is overwritten: erasing is more than letting go
	"cache_size(-16000)",
}

// appendOnly are the tables that are a record: what is written stays as it is.
var appendOnly = []string{"policies", "turns", "answers", "page_events", "accepts", "outcomes", "messages", "letters", "notes", "erasures"}

// openSQLite opens the record to be written. What is in the file must be a
// record of this line, or nothing: setting the journal would change any other
// database.
func openSQLite(ctx context.Context, path string) (*sql.DB, error) {
	if err := unclaimed(ctx, path); err != nil {
		return nil, err
	}
	// Personal data: nobody else may read it. The journal inherits the mode.
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

// rebuildable opens a record to build tables anew, which must not take the rows
// along that refer to them: https://www.sqlite.org/lang_altertable.html#otheralter
// has foreign keys off, which no transaction can switch. A migration that does so
// proves at its end that every reference holds.
func rebuildable(path string) (*sql.DB, error) {
	loose := slices.Clone(pragmas)
	loose[slices.Index(loose, "foreign_keys(1)")] = "foreign_keys(0)"
	return sql.Open("sqlite", address(path, url.Values{"_pragma": loose}.Encode()))
}

// address is a file as SQLite's driver takes it.
func address(path, query string) string {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query}
	return name.String()
}

// unclaimed reports why a record must not be opened, or begun, in a file: it is
// somebody else's.
func unclaimed(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil, info.Mode().IsRegular() && info.Size() == 0:
		return nil // what is not there, or cannot be had, opening tells
	}
	db, err := readable(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(recognised(ctx, db), db.Close())
}

// readable opens a database to be read, whatever its form, and never makes or
// changes one. Its errors are [Unusable].
func readable(ctx context.Context, path string) (*sql.DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, unopened(err)
	case err != nil:
		return nil, &Unusable{"cannot be read", cause(err), "name a file that is there, or begin the record with edown import"}
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
	if _, writing := os.Stat(path + "-wal"); errors.Is(explained(err), fs.ErrPermission) && errors.Is(writing, fs.ErrNotExist) {
		// Nobody has it open, and this user may put no journal beside it:
		// https://www.sqlite.org/wal.html#read_only_databases
		db, err = probed(ctx, path, "immutable=1")
	}
	return db, explained(err)
}

// probed opens a database and looks whether it is one.
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

// recognised reports why a database is neither empty nor a record of this line.
func recognised(ctx context.Context, db *sql.DB) error {
	var others, marks int
	err := db.QueryRowContext(ctx, `SELECT COUNT(*) FILTER (WHERE name <> 'goose_db_version' AND name NOT LIKE 'sqlite_%'),
		COUNT(*) FILTER (WHERE name IN ('goose_db_version', 'page_events')) FROM sqlite_master WHERE type = 'table'`).Scan(&others, &marks)
	if err == nil && others > 0 && marks < 2 {
		err = &Unusable{"is not a record of this line", nil, "name another file"}
	}
	return explained(err)
}

// formOf is the form of a record; 0 is a database with nothing in it.
func formOf(ctx context.Context, db *sql.DB) (form int64, err error) {
	var begun int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE name = 'goose_db_version'`).Scan(&begun); err != nil || begun == 0 {
		return 0, explained(err)
	}
	err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&form)
	return form, explained(err)
}

// forbidUpdates lets nobody change what is a record. Deleting stays possible:
// retention does it.
func forbidUpdates(ctx context.Context, db querier) error {
	for _, table := range appendOnly {
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`CREATE TRIGGER IF NOT EXISTS %[1]s_append_only
			BEFORE UPDATE ON %[1]s BEGIN SELECT RAISE(ABORT, '%[1]s is a record: add to it, it cannot be changed'); END`, table)); err != nil {
			return err
		}
	}
	return nil
}

// amending lifts that for one table while do runs: nobody else can write before
// it is forbidden again.
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

// isForeign reports whether a row refers to one that is not there.
func isForeign(err error) bool { return isCode(err, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY) }

func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == code
}
