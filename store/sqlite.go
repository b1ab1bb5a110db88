package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

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
	"cache_size(-16000)",
}

// appendOnly are the tables that are a record: what is written stays as it is.
var appendOnly = []string{"policies", "turns", "answers", "page_events", "accepts", "outcomes", "messages"}

func openSQLite(ctx context.Context, path string) (*sql.DB, error) {
	// Personal data: nobody else may read it. The journal inherits the mode.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot be opened: %w: name a file in a folder that exists and can be written", err)
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: url.Values{"_pragma": pragmas}.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1 + readers)
	db.SetMaxIdleConns(1 + readers)
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
	switch {
	case isCode(err, sqlite3.SQLITE_NOTADB):
		err = errors.New("is not a database: name another file")
	case isCode(err, sqlite3.SQLITE_BUSY):
		err = fmt.Errorf("is held by another program: stop that one: %w", err)
	case err == nil && mode != "wal":
		err = fmt.Errorf("its journal cannot be a write-ahead log (it is %q): put it on a local disk", mode)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// forbidUpdates lets nobody change what is a record. Deleting stays possible:
// retention does it.
func forbidUpdates(ctx context.Context, db *sql.DB) error {
	for _, table := range appendOnly {
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`CREATE TRIGGER IF NOT EXISTS %[1]s_append_only
			BEFORE UPDATE ON %[1]s BEGIN SELECT RAISE(ABORT, '%[1]s is a record: add to it, it cannot be changed'); END`, table)); err != nil {
			return err
		}
	}
	return nil
}

// isForeign reports whether a row refers to one that is not there.
func isForeign(err error) bool { return isCode(err, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY) }

func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == code
}
