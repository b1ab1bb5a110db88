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
)

// Restored is the result of a restoration.
type Restored struct {
	Aside    string // the record that was there before; empty: there was none
	Ringing  int    // pages that ring on as soon as a server starts
	Stranger error  // why the record belongs to another user than the one before; nil: it does not
}

// Restore puts a copy that [Copy] has written in the place of a record. It checks the copy
// first, and leaves it as it is. No server may run on the record. A record that exists is
// refused without replace; with replace it is kept beside the new one, which gets its owner.
// After an error, everything is as it was. The name is as for [Open].
func Restore(ctx context.Context, file, dsn string, now time.Time, replace bool) (r Restored, err error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return r, err
	}
	if file, err = filepath.Abs(file); err != nil {
		return r, err
	}
	if err := restorable(ctx, file); err != nil {
		return r, fmt.Errorf("%s: %w", file, ofCopy(err))
	}
	if path, err = vacant(path, file, replace, recordThere); err != nil {
		return r, err
	}
	lock, err := Lock(path)
	if err != nil {
		return r, err
	}
	defer lock.Close()
	draft, err := draft(ctx, file, path)
	if err != nil {
		return r, err
	}
	defer os.Remove(draft)
	if r.Ringing, err = ringing(ctx, draft); err != nil {
		return r, err
	}
	r.Stranger = keepOwner(path, draft, path+".lock")
	if err := flush(draft, os.O_RDWR); err != nil { // before anything is moved
		return r, fmt.Errorf("%s: cannot be written: %w: make room on its disk", path, cause(err))
	}
	r.Aside, err = exchange(draft, path, now)
	return r, err
}

// ringing counts the pages that a record rings on with.
func ringing(ctx context.Context, file string) (n int, err error) {
	db, err := readable(ctx, file)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM pages WHERE state = 'ringing'`).Scan(&n)
	return n, explained(err)
}

// restorable refuses a copy that this program cannot go on with.
func restorable(ctx context.Context, file string) error {
	form, err := inspect(ctx, file)
	if err == nil && form == 0 {
		err = &Unusable{"is empty", nil, "name another file"}
	}
	return err
}

// ofCopy gives an error the remedy for a copy, in place of the one for a record.
func ofCopy(err error) error {
	var u *Unusable
	switch {
	case !errors.As(err, &u):
		return err
	case u.Says == saysDamaged:
		return &Unusable{u.Says, u.Err, "use another copy"}
	case u.Says == saysNewer:
		return &Unusable{u.Says, u.Err, "restore it with the newer program"}
	case errors.Is(err, fs.ErrPermission):
		return err
	}
	return &Unusable{u.Says, u.Err, "name a file that edown backup has written"}
}

// inspect checks a whole record for damage, and returns its form.
func inspect(ctx context.Context, file string) (form int64, err error) {
	db, err := readable(ctx, file)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	if err := sound(ctx, db); err != nil {
		return 0, err
	}
	if err := recognised(ctx, db); err != nil {
		return 0, err
	}
	return knownForm(ctx, db)
}

// sound reports damage: https://www.sqlite.org/pragma.html#pragma_integrity_check
func sound(ctx context.Context, db *sql.DB) error {
	var verdict string
	err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict)
	switch {
	case err != nil:
		return explained(err)
	case verdict != "ok":
		return corrupt(errors.New(verdict))
	}
	var table string
	err = db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	switch {
	case err == nil:
		return corrupt(fmt.Errorf("%s refers to rows that are not there", table))
	case errors.Is(err, sql.ErrNoRows):
		return nil
	}
	return explained(err)
}

// exchange puts a draft in the place of a record, and the record aside. After an error,
// everything is as it was.
func exchange(draft, path string, now time.Time) (aside string, err error) {
	name := path + ".replaced-" + now.UTC().Format("20060102T150405Z")
	if _, err := os.Lstat(name); err == nil {
		return "", fmt.Errorf("%s: there is such a file: move it away", name)
	}
	moved, err := move(path, name)
	if err == nil {
		err = rename(draft, path)
	}
	if err != nil {
		_, undone := move(name, path)
		err = fmt.Errorf("%s: cannot be replaced, and stays: %w: restore as the user who owns it and its folder",
			path, cause(err))
		return "", errors.Join(err, undone)
	}
	if !moved {
		name = ""
	}
	return name, nil
}

// move renames a record together with its journal, which would destroy any other record that
// it lies beside. moved is false when there was no file.
func move(from, to string) (moved bool, err error) {
	for _, part := range []string{"-wal", "-shm", "-journal", ""} {
		err := os.Rename(from+part, to+part)
		switch {
		case err == nil:
			moved = true
		case !errors.Is(err, fs.ErrNotExist):
			return moved, err
		}
	}
	return moved, nil
}
