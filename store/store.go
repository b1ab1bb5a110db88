// Package store keeps the record: contracts and contacts, every call and turn, every page
// with its attempts, and the work that is still to be done. It implements the small
// interfaces that ivr and operators declare.
//
// One writer writes everything, and commits in groups: it runs the queued functions, each
// in its own savepoint, and makes all of them durable with one sync. A function reads what
// it decides on in the same transaction, so that no decision rests on an outdated value.
// The SQL is one text that SQLite and PostgreSQL both read; what only SQLite has is in
// sqlite.go.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"

	"edown/ivr"
	"edown/operators"
	"edown/support"
)

// Options are the settings of a record.
type Options struct {
	Format   support.CaseFormat      // of the cases that it opens; zero is the default format
	Callable func(support.E164) bool // may the line call this caller back? nil: it calls no caller back
	Log      *slog.Logger            // nil is silence
	// AsItIs refuses a record of an earlier form. Otherwise Open migrates it, although
	// an earlier server may still run on it.
	AsItIs bool
	// ReadOnly only reads a record: it must exist in the present form, and nothing is
	// created or changed, even where this user could. Writing is an error.
	ReadOnly bool
	// Commit wraps every commit, which is durable when it returns nil: a drill makes the
	// disk fail there. Nil adds nothing.
	Commit func(commit func() error) error
}

// Store is the record. It is safe for concurrent use.
type Store struct {
	Options
	db     *sql.DB // readers
	writer *writer
	zones  zones
	news   news
	close  sync.Once
}

// ErrClosed means that the store has been closed.
var ErrClosed = errors.New("the record is closed")

var (
	_ ivr.Book         = (*Store)(nil)
	_ operators.Ledger = (*Store)(nil)
	_ operators.Inbox  = (*Store)(nil)
	_ ivr.Entry        = (*tx)(nil)
	_ operators.Tx     = (*tx)(nil)
)

// Open opens the record in a file, "edown.db" or "sqlite:edown.db". It creates a missing
// record, and migrates an earlier one to the present form. A file that holds something else
// is refused, and left as it is. An error names the file and the remedy; [Unusable] has them
// apart.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if o.Format == (support.CaseFormat{}) {
		o.Format = support.DefaultCaseFormat
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Commit == nil {
		o.Commit = func(commit func() error) error { return commit() }
	}
	s := &Store{Options: o}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("database %s: %w", path, explained(err)), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, path string) (err error) {
	if s.ReadOnly {
		err = s.look(ctx, path)
	} else {
		err = s.occupy(ctx, path)
	}
	if err == nil {
		s.writer, err = startWriter(ctx, s)
	}
	return err
}

func (s *Store) occupy(ctx context.Context, path string) (err error) {
	if s.db, err = openSQLite(ctx, path); err != nil {
		return err
	}
	if err := migrate(ctx, s.db, path, s.AsItIs); err != nil {
		return err
	}
	return forbidUpdates(ctx, s.db)
}

func (s *Store) look(ctx context.Context, path string) (err error) {
	if s.db, err = readable(ctx, path); err != nil {
		return err
	}
	if err := recognised(ctx, s.db); err != nil {
		return err
	}
	form, err := knownForm(ctx, s.db)
	if err == nil && form == 0 {
		err = &Unusable{"is empty", nil, "begin the record with edown import, or name another file"}
	}
	if err != nil {
		return err
	}
	return present(form)
}

// Close finishes what is being written, and closes the record. Closing it twice is no
// error.
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

// Turn implements [ivr.Book]. do may use only the entry: a call of the store itself would
// wait for ever.
func (s *Store) Turn(ctx context.Context, do func(ivr.Entry) error) error {
	return s.writer.do(ctx, func(t *tx) error { return do(t) })
}

// Do implements [operators.Ledger]. do may use only the tx.
func (s *Store) Do(ctx context.Context, do func(operators.Tx) error) error {
	return s.writer.do(ctx, func(t *tx) error { return do(t) })
}

// Ready reports whether the record can be written now. It writes as much as a turn does, and
// deletes what it wrote the last time: a full disk may still have room for a few bytes, and
// not for a turn.
func (s *Store) Ready(ctx context.Context) error {
	return s.writer.do(ctx, func(t *tx) error {
		name := fmt.Sprintf("ready %d %s", t.st.writer.sequence(), bulk)
		_, err := t.exec(`INSERT INTO counters (name, value) VALUES ($1, 0)`, name)
		if err == nil {
			_, err = t.exec(`DELETE FROM counters WHERE name >= 'ready' AND name < 'readz' AND name <> $1`, name)
		}
		return err
	})
}

// bulk is a very long name: in its table and in the index it takes some 64 kB, more than the
// largest turn.
var bulk = strings.Repeat("0123456789abcdef", 2048)

// read runs a transaction that only reads, beside the writer.
func (s *Store) read(ctx context.Context, do func(*tx) error) error {
	reader, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer reader.Rollback()
	return do(&tx{st: s, q: reader, ctx: ctx})
}

// sqlitePath is the absolute path of the file behind a data source name.
func sqlitePath(dsn string) (string, error) {
	scheme, rest, named := strings.Cut(dsn, ":")
	switch {
	case scheme == "postgres", scheme == "postgresql":
		return "", fmt.Errorf(
			"database %s: PostgreSQL is not built into this program: name an SQLite file, such as edown.db", scheme)
	case named && scheme == "sqlite":
		dsn = strings.TrimPrefix(rest, "//")
	case named && strings.HasPrefix(rest, "//"):
		return "", fmt.Errorf(
			"database %s: unknown kind of database: name an SQLite file, such as edown.db", scheme)
	}
	if dsn == "" || strings.HasPrefix(dsn, ":memory:") {
		return "", fmt.Errorf(
			"database %q: the record must outlive the program: name a file, such as edown.db", dsn)
	}
	path, err := filepath.Abs(dsn) // an error is also read where the working folder is not known
	if err != nil {
		return "", fmt.Errorf("database %s: %w: name a file, such as /var/lib/edown/edown.db", dsn, err)
	}
	return path, nil
}
