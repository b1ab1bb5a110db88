package store

import (
	"errors"
	"io/fs"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Unusable says why a file cannot be used as a record, and what to do about it.
type Unusable struct {
	Says   string // of the file: "is damaged"
	Err    error  // the system's own words; nil when they add nothing
	Remedy string
}

func (u *Unusable) Error() string {
	if u.Err == nil {
		return u.Says + ": " + u.Remedy
	}
	return u.Says + ": " + u.Err.Error() + ": " + u.Remedy
}

func (u *Unusable) Unwrap() error { return u.Err }

// Is makes every file that this user may not open an [fs.ErrPermission], also when the error
// is the database's.
func (u *Unusable) Is(target error) bool {
	return target == fs.ErrPermission && u.Says == saysForbidden
}

const (
	saysDamaged   = "is damaged"
	saysNewer     = "was written by a newer program"
	saysForbidden = "is not open to this user"
)

func corrupt(err error) *Unusable {
	return &Unusable{saysDamaged, err, "put a copy in its place with edown restore --force"}
}

// explained adds the remedy to an error of the database, by its result code:
// https://www.sqlite.org/rescode.html. Other errors stay as they are.
func explained(err error) error {
	var known *Unusable
	var of *sqlite.Error
	if errors.As(err, &known) || !errors.As(err, &of) {
		return err
	}
	switch of.Code() & 0xff { // the higher bits are detail
	case sqlite3.SQLITE_NOTADB:
		return &Unusable{"is not a database", nil, "name another file"}
	case sqlite3.SQLITE_CORRUPT:
		return corrupt(err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &Unusable{"is held by another program", err, "end that one"}
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY:
		return forbidden(err)
	case sqlite3.SQLITE_FULL:
		return &Unusable{"has no room", err, "make room on its disk"}
	case sqlite3.SQLITE_IOERR:
		return &Unusable{"cannot be read or written", err, "put it on a sound, local disk"}
	}
	return err
}

func forbidden(err error) *Unusable {
	return &Unusable{saysForbidden, err, "run edown as the user who owns it and its folder, such as sudo -u edown"}
}

// unopened says why a file was not opened, without its name: the function that called adds
// it.
func unopened(err error) error {
	why := cause(err)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return forbidden(why)
	case errors.Is(err, fs.ErrNotExist):
		return &Unusable{"cannot be opened", why, "name a file in a folder that exists and can be written"}
	}
	return &Unusable{"cannot be opened", why, "name another file"}
}

// cause is an error of the file system without the file's name: the name of a draft tells
// the reader nothing.
func cause(err error) error {
	var one *fs.PathError
	var two *os.LinkError
	switch {
	case errors.As(err, &one):
		return one.Err
	case errors.As(err, &two):
		return two.Err
	}
	return err
}

// regular refuses what is not a regular file.
func regular(info os.FileInfo) error {
	switch {
	case info.IsDir():
		return &Unusable{"is a folder", nil, "name a file"}
	case !info.Mode().IsRegular():
		return &Unusable{"is no regular file", nil, "name another file"}
	}
	return nil
}
