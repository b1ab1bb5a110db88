package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Copy writes a copy of a record to a file, while a server and its callers go
// on: all that was durable at one moment, and nothing later. The copy has been
// checked and is on the disk when nil comes back, it is nobody else's to read
// (0600), and the record is marked with the time (see [Backup]). A file that is
// there is left alone unless replace says otherwise; it is replaced whole, or
// not at all. The name is that of [Open]; the record's form is left as it is.
func Copy(ctx context.Context, dsn, file string, now time.Time, replace bool) error {
	path, err := sqlitePath(dsn)
	if err != nil {
		return err
	}
	if err := vacant(file, path, replace); err != nil {
		return err
	}
	draft, err := draft(ctx, path, file)
	if err != nil {
		return fmt.Errorf("database %s: %w", path, err)
	}
	defer os.Remove(draft)
	if _, err := inspect(ctx, draft); err != nil {
		return fmt.Errorf("the copy of %s is not good, so it was not kept: %w", path, err)
	}
	if err := settle(draft, file); err != nil {
		return err
	}
	return markCopied(ctx, path, now)
}

// vacant reports why a file must not be written. from is what is to be in it.
func vacant(file, from string, replace bool) error {
	there, err := os.Stat(file)
	if err != nil {
		return nil // where it cannot be, writing tells
	}
	if source, err := os.Stat(from); err == nil && os.SameFile(there, source) {
		return fmt.Errorf("%s: the copy and the record are one file: name another one", file)
	}
	if !replace {
		return fmt.Errorf("%s: there is such a file: name another one, or replace it with --force", file)
	}
	return nil
}

// draft copies a database into a new file in the folder of another one, and
// names it. Whoever writes meanwhile is not held up: https://www.sqlite.org/lang_vacuum.html
func draft(ctx context.Context, path, beside string) (name string, err error) {
	db, err := readable(path)
	if err != nil {
		return "", err
	}
	defer db.Close()
	file, err := os.CreateTemp(filepath.Dir(beside), "."+filepath.Base(beside)+"-*") // 0600
	if err != nil {
		return "", fmt.Errorf("cannot be copied: %w: name a file in a folder that exists and can be written", err)
	}
	name = file.Name()
	if err := file.Close(); err != nil {
		return "", errors.Join(err, os.Remove(name))
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, name); err != nil {
		return "", errors.Join(fmt.Errorf("cannot be copied: %w", err), os.Remove(name))
	}
	return name, nil
}

// readable opens a database to be read, whatever its form, and never makes one.
func readable(path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("cannot be read: %w: name a file that is there", err)
	}
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=ro&_pragma=busy_timeout(5000)"}
	return sql.Open("sqlite", name.String())
}

// settle makes a draft durable under its name.
func settle(draft, name string) error {
	if err := flush(draft, os.O_RDWR); err != nil {
		return err
	}
	if err := os.Rename(draft, name); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // has folders flushed by nobody
		return nil
	}
	return flush(filepath.Dir(name), os.O_RDONLY)
}

// flush has a file, or the names in a folder, on the disk.
func flush(name string, mode int) error {
	f, err := os.OpenFile(name, mode, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// markCopied writes as a program beside the server does, and leaves the
// record's form alone.
func markCopied(ctx context.Context, path string, now time.Time) error {
	db, err := openSQLite(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := (&tx{q: db, ctx: ctx}).mark(Backup, now); err != nil {
		return fmt.Errorf("the copy is good, but the record could not be marked with its time: %w", err)
	}
	return nil
}
