// Package store keeps the record: who may call, every call and turn, every
// page and who was tried, and the work that is still to be done. It implements
// the small interfaces that ivr and operators declare.
//
// All writing goes through one writer that commits in groups: it runs what is
// queued, each function for itself in a savepoint, and makes all of it durable
// with one sync. What a function decides by reading, it reads in there, so
// that nobody decides on what is no longer so. The SQL is one text that SQLite
// and PostgreSQL both read; what is SQLite's own is in sqlite.go.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"

	"edown"
	"edown/ivr"
	"edown/operators"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options are what the record must be told.
type Options struct {
	Format   edown.CaseFormat      // of the cases that it opens; zero is the default format
	Callable func(edown.E164) bool // may the line call this caller back? nil: nobody
	Log      *slog.Logger          // nil is silence
	// AsItIs refuses a record of an earlier form, instead of bringing it to the
	// present one under a server that may still run on it.
	AsItIs bool
	// Commit stands around every commit, which is durable when it returns nil: a
	// drill makes the disk fail there. Nil is nothing.
	Commit func(commit func() error) error
}

// Store is the record. Any number of calls may use it at once.
type Store struct {
	Options
	db     *sql.DB // readers
	writer *writer
	zones  zones
	close  sync.Once
}

// ErrClosed: the store has been closed.
var ErrClosed = errors.New("the record is closed")

var (
	_ ivr.Book         = (*Store)(nil)
	_ operators.Ledger = (*Store)(nil)
	_ operators.Inbox  = (*Store)(nil)
	_ ivr.Entry        = (*tx)(nil)
	_ operators.Tx     = (*tx)(nil)
)

// Open opens the record in a file, "edown.db" or "sqlite:edown.db"; it is
// created, and brought to the present form. An error names the file and the
// remedy.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if o.Format == (edown.CaseFormat{}) {
		o.Format = edown.DefaultCaseFormat
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Commit == nil {
		o.Commit = func(commit func() error) error { return commit() }
	}
	s := &Store{Options: o}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", path, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, path string) (err error) {
	if s.db, err = openSQLite(ctx, path); err != nil {
		return err
	}
	if err := migrate(ctx, s.db, s.AsItIs); err != nil {
		return err
	}
	if err := forbidUpdates(ctx, s.db); err != nil {
		return err
	}
	s.writer, err = startWriter(ctx, s)
	return err
}

// migrate brings the tables to the form that this program knows, unless they are
// to stay as they are.
func migrate(ctx context.Context, db *sql.DB, asItIs bool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	now, known, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("its version cannot be read: %w", err)
	}
	if now > known {
		return fmt.Errorf("it was written by a newer program (form %d, this one knows %d): start the newer program, or name another file", now, known)
	}
	if asItIs && now > 0 && now < known {
		return fmt.Errorf("it was written by an earlier program (form %d, this one knows %d): restart the server with this program first, which brings it up", now, known)
	}
	_, err = provider.Up(ctx)
	return err
}

// Close finishes what is being written, and closes the record. Closing twice
// is no error.
func (s *Store) Close() (err error) {
	s.close.Do(func() {
		if s.writer != nil {
			err = s.writer.stop()
		}
		if s.db != nil {
			err = errors.Join(err, s.db.Close())
		}
	})
	return err
}

// Turn implements [ivr.Book]. In do, only the entry may be used: a call of the
// store itself would wait for ever.
func (s *Store) Turn(ctx context.Context, do func(ivr.Entry) error) error {
	return s.writer.do(ctx, func(t *tx) error { return do(t) })
}

// Do implements [operators.Ledger]. In do, only the tx may be used.
func (s *Store) Do(ctx context.Context, do func(operators.Tx) error) error {
	return s.writer.do(ctx, func(t *tx) error { return do(t) })
}

// Ready reports whether the record can be written at this moment: it writes.
func (s *Store) Ready(ctx context.Context) error {
	return s.writer.do(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO counters (name, value) VALUES ('ready', $1)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, ms(time.Now()))
		return err
	})
}

// read runs a transaction that only reads, beside the writer.
func (s *Store) read(ctx context.Context, do func(*tx) error) error {
	reader, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer reader.Rollback()
	return do(&tx{st: s, q: reader, ctx: ctx})
}

// sqlitePath is the file behind a data source name.
func sqlitePath(dsn string) (string, error) {
	scheme, rest, named := strings.Cut(dsn, ":")
	switch {
	case scheme == "postgres", scheme == "postgresql":
		return "", fmt.Errorf("database %s: PostgreSQL is not built into this program: name an SQLite file, such as edown.db", scheme)
	case named && scheme == "sqlite":
		dsn = strings.TrimPrefix(rest, "//")
	case named && strings.HasPrefix(rest, "//"):
		return "", fmt.Errorf("database %s: unknown kind of database: name an SQLite file, such as edown.db", scheme)
	}
	if dsn == "" || strings.HasPrefix(dsn, ":memory:") {
		return "", fmt.Errorf("database %q: the record must outlive the program: name a file, such as edown.db", dsn)
	}
	return dsn, nil
}
