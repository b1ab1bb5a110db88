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
)

// Restored is what there is after a restoration.
type Restored struct {
	Aside    string // what was there before; empty: nothing
	Ringing  int    // pages that ring on as soon as a server starts
	Stranger error  // why the record belongs to another user than the one before; nil: it does not
}

// Restore puts a copy that [Copy] has written in the place of a record. The
// copy is checked first, and stays as it is. No server may have the record. A
// record that is there is left alone unless replace says otherwise; then it is
// kept beside the new one, which belongs to the same user. When an error comes
// back, what was there is there. The name is that of [Open].
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

// ringing is how many pages a record rings on with.
func ringing(ctx context.Context, file string) (n int, err error) {
	db, err := readable(ctx, file)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM pages WHERE state = 'ringing'`).Scan(&n)
	return n, explained(err)
}

// restorable reports why a copy is none that this program can go on with.
func restorable(ctx context.Context, file string) error {
	form, err := inspect(ctx, file)
	if err == nil && form == 0 {
		err = &Unusable{"is empty", nil, "name another file"}
	}
	return err
}

// ofCopy has the remedy fit a copy: it cannot be mended by another one.
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

// inspect reads a whole record for damage, and says which form it has.
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

// exchange puts a draft in the place of a record, and the record aside; or all
// is as it was.
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
		return "", errors.Join(fmt.Errorf("%s: cannot be replaced, and stays: %w: restore as the user who owns it and its folder", path, cause(err)), undone)
	}
	if !moved {
		name = ""
	}
	return name, nil
}

// move renames a record and its journal, which belongs to it alone: beside
// another file it would destroy that one. moved says whether there was any.
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
