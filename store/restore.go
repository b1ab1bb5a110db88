package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	sqlite3 "modernc.org/sqlite/lib"
)

// Restore puts a copy that [Copy] has written in the place of a record. The
// copy is checked first, and stays as it is. No server may have the record. A
// record that is there is left alone unless replace says otherwise; then it is
// kept beside the new one, and aside names it. The name is that of [Open].
func Restore(ctx context.Context, file, dsn string, now time.Time, replace bool) (aside string, err error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	lock, err := Lock(path)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := vacant(path, file, replace); err != nil {
		return "", err
	}
	if err := restorable(ctx, file); err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	draft, err := draft(ctx, file, path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	defer os.Remove(draft)
	if aside, err = setAside(path, now); err != nil {
		return "", err
	}
	return aside, settle(draft, path)
}

// restorable reports why a copy is none that this program can go on with.
func restorable(ctx context.Context, file string) error {
	form, err := inspect(ctx, file)
	if err != nil {
		return err
	}
	known, err := newestForm()
	if err == nil && form > known {
		err = fmt.Errorf("it was written by a newer program (form %d, this one knows %d): restore it with the newer program", form, known)
	}
	return err
}

// inspect reads a whole database for damage, and says which form of the record
// it has.
func inspect(ctx context.Context, file string) (form int64, err error) {
	db, err := readable(file)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	if err := sound(ctx, db); err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version WHERE is_applied`).Scan(&form)
	if err != nil {
		return 0, fmt.Errorf("is no record of this line: name a file that edown backup has written: %w", err)
	}
	return form, nil
}

// sound reports damage: https://www.sqlite.org/pragma.html#pragma_integrity_check
func sound(ctx context.Context, db *sql.DB) error {
	var verdict string
	err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict)
	switch {
	case isCode(err, sqlite3.SQLITE_NOTADB):
		return errors.New("is not a database: name a file that edown backup has written")
	case err != nil:
		return fmt.Errorf("is damaged: %w: use another copy", err)
	case verdict != "ok":
		return fmt.Errorf("is damaged: %s: use another copy", verdict)
	}
	var table string
	err = db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	switch {
	case err == nil:
		return fmt.Errorf("is damaged: %s refers to rows that are not there: use another copy", table)
	case errors.Is(err, sql.ErrNoRows):
		return nil
	}
	return err
}

// setAside renames a record and its journal, which belongs to it alone: beside
// another file it would destroy that one. aside is empty when nothing was there.
func setAside(path string, now time.Time) (aside string, err error) {
	name := path + ".replaced-" + now.UTC().Format("20060102T150405Z")
	if _, err := os.Lstat(name); err == nil {
		return "", fmt.Errorf("%s: there is such a file: move it away", name)
	}
	for _, part := range []string{"", "-wal", "-shm", "-journal"} {
		err := os.Rename(path+part, name+part)
		switch {
		case err == nil:
			aside = name
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
	}
	return aside, nil
}

// newestForm is the form of a record that this program knows.
func newestForm() (newest int64, err error) {
	files, err := migrations.ReadDir("migrations")
	for _, f := range files {
		form, err := goose.NumericComponent(f.Name())
		if err != nil {
			return 0, err
		}
		newest = max(newest, form)
	}
	return newest, err
}
