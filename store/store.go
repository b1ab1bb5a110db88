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
	"path/filepath"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"

	"edown/ivr"
	"edown/operators"
	"edown/support"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options are what the record must be told.
type Options struct {
	Format   support.CaseFormat      // of the cases that it opens; zero is the default format
	Callable func(support.E164) bool // may the line call this caller back? nil: nobody
	Log      *slog.Logger            // nil is silence
	// AsItIs refuses a record of an earlier form, instead of bringing it to the
	// present one under a server that may still run on it.
	AsItIs bool
	// ReadOnly has the record looked at: it must be there, in the present form,
	// and nothing is made or changed, even where this user could. Writing is an
	// error.
	ReadOnly bool
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
	news   news
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
// created, and brought to the present form. A file that holds something else is
// refused, and left as it is. An error names the file and the remedy; [Unusable]
// has them apart.
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

// knownForm is the form of a record, when this program knows it.
func knownForm(ctx context.Context, db *sql.DB) (form int64, err error) {
	form, err = formOf(ctx, db)
	if err != nil {
		return form, err
	}
	known, err := newestForm()
	if err == nil && form > known {
		err = &Unusable{saysNewer, fmt.Errorf("form %d, this one knows %d", form, known), "use the newer program, or name another file"}
	}
	return form, err
}

// present reports why a record that is to stay as it is cannot be used as it is.
func present(form int64) error {
	known, err := newestForm()
	if err == nil && form < known {
		err = &Unusable{"was written by an earlier program", fmt.Errorf("form %d, this one knows %d", form, known), "restart the server with this program first, which brings it up"}
	}
	return err
}

// migrate brings the tables to the form that this program knows, unless they are
// to stay as they are.
func migrate(ctx context.Context, db *sql.DB, path string, asItIs bool) error {
	form, err := knownForm(ctx, db)
	if err == nil && asItIs && form > 0 {
		err = present(form)
	}
	if err != nil || present(form) == nil {
		return err
	}
	builder, err := rebuildable(path)
	if err != nil {
		return err
	}
	return errors.Join(raise(ctx, builder), builder.Close())
}

// raise applies the migrations that are missing, each in a transaction of its own.
func raise(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, goose.WithLogger(goose.NopLogger()))
	if err == nil {
		_, err = provider.Up(ctx)
	}
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

// Ready reports whether the record can be written at this moment: it writes as
// much as a turn does, and takes away what it wrote before. On a disk that is
// full a few bytes may still be kept, and a turn not.
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

// bulk is a name so long that to keep it, once in its table and once in the
// index, takes some 64 kB: more than the largest turn.
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

// sqlitePath is the file behind a data source name, from the root.
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
	path, err := filepath.Abs(dsn) // what is said of it must be understood elsewhere
	if err != nil {
		return "", fmt.Errorf("database %s: %w: name a file, such as /var/lib/edown/edown.db", dsn, err)
	}
	return path, nil
}
