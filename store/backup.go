package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// Copy writes a copy of a record to a file: everything that was durable at one moment. A
// server and its callers may go on meanwhile. When Copy returns nil, the copy has been
// checked, is on disk and readable only by its owner (0600), and the record is marked with
// the time (see [Backup]). A file that exists is refused without replace; with replace it is
// replaced whole or not at all, and a link to it stays a link. The name is as for [Open]. The
// record keeps its form, which this program must know.
func Copy(ctx context.Context, dsn, file string, now time.Time, replace bool) error {
	path, err := sqlitePath(dsn)
	if err != nil {
		return err
	}
	if file, err = vacant(file, path, replace, copyThere); err != nil {
		return err
	}
	draft, err := draft(ctx, path, file)
	if err != nil {
		return err
	}
	defer os.Remove(draft)
	if _, err := inspect(ctx, draft); err != nil {
		return fmt.Errorf("the copy of %s is not good, so it was not kept: %w", path, ofCopy(err))
	}
	if err := errors.Join(flush(draft, os.O_RDWR), rename(draft, file)); err != nil {
		return fmt.Errorf("%s: the copy could not be kept: %w: name another file", file, cause(err))
	}
	return markCopied(ctx, path, now)
}

const (
	copyThere   = "there is such a file: name another one, or replace it with --force"
	recordThere = "there is a record already: put the copy in its place with --force, which keeps the old one beside it"
)

// vacant is where a file leads to, or why it must not be written. from is what
// is to be in it; taken is what to say of a file that is there.
func vacant(file, from string, replace bool, taken string) (string, error) {
	file, err := target(file)
	if err != nil {
		return "", err
	}
	there, err := os.Stat(file)
	if err != nil {
		return file, nil // writing says why it cannot be there
	}
	if source, err := os.Stat(from); err == nil && os.SameFile(there, source) {
		return "", fmt.Errorf("%s: the copy and the record are one file: name another one", file)
	}
	if err := regular(there); err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	if !replace {
		return "", fmt.Errorf("%s: %s", file, taken)
	}
	return file, nil
}

// target is the absolute path of a file, without links.
func target(file string) (string, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(file)
	if _, there := os.Lstat(file); err != nil && there == nil {
		return "", fmt.Errorf("%s: is a link that leads nowhere: name a file", file)
	}
	if err != nil {
		return file, nil // it does not exist yet
	}
	return real, nil
}

// draft copies a record into a new file in the folder of another file, and returns its name.
// It does not hold up writers: https://www.sqlite.org/lang_vacuum.html
func draft(ctx context.Context, path, beside string) (name string, err error) {
	db, err := copyable(ctx, path)
	if err != nil {
		return "", fmt.Errorf("database %s: %w", path, err)
	}
	defer db.Close()
	file, err := os.CreateTemp(filepath.Dir(beside), "."+filepath.Base(beside)+"-*") // 0600
	if err != nil {
		return "", fmt.Errorf("%s: cannot be written: %w: name a file in a folder that exists and can be written",
			beside, cause(err))
	}
	name = file.Name()
	if err := file.Close(); err != nil {
		return "", errors.Join(cause(err), os.Remove(name))
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, name); err != nil {
		err = fmt.Errorf("database %s: cannot be copied to %s: %w", path, filepath.Dir(beside), explained(err))
		return "", errors.Join(err, os.Remove(name))
	}
	return name, nil
}

// copyable opens a record of any form that this program knows.
func copyable(ctx context.Context, path string) (*sql.DB, error) {
	db, err := readable(ctx, path)
	if err != nil {
		return nil, err
	}
	err = recognised(ctx, db)
	if err == nil {
		_, err = knownForm(ctx, db)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// rename gives a draft its name, durably.
func rename(draft, name string) error {
	if err := os.Rename(draft, name); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // cannot flush a folder
		return nil
	}
	return flush(filepath.Dir(name), os.O_RDONLY)
}

// flush writes a file, or the names in a folder, to disk.
func flush(name string, mode int) error {
	f, err := os.OpenFile(name, mode, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// markCopied marks the record as a program beside the server, and leaves its form as it is.
func markCopied(ctx context.Context, path string, now time.Time) error {
	db, err := openSQLite(ctx, path)
	if err != nil {
		return unmarked(path, err)
	}
	defer db.Close()
	if err := (&tx{q: db, ctx: ctx}).mark(Backup, now); err != nil {
		return unmarked(path, explained(err))
	}
	return nil
}

func unmarked(path string, err error) error {
	return fmt.Errorf("the copy is good, but the record could not be marked with its time: database %s: %w", path, err)
}
