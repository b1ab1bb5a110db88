package store

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// Lock makes this process the only server of a record, until it closes the result, ends or
// is killed. The name is as for [Open]. An error names the file and the remedy. The lock is a
// file beside the record, "edown.db.lock", which stays. Reading and importing need no lock.
func Lock(dsn string) (io.Closer, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // a record has one lock, also when it is opened through a link
	}
	file, err := exclusive(path + ".lock")
	switch {
	case errors.Is(err, errLocked):
		return nil, fmt.Errorf("database %s: another server answers with it: stop that one, or name another file", path)
	case err != nil:
		return nil, fmt.Errorf(
			"database %s: cannot be locked: %w: name a file in a folder that exists and can be written", path, err)
	}
	return file, nil
}
