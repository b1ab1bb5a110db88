package store

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// Lock makes the caller the only server of a record, until it closes what
// comes back or its process ends, however it ends. The name is that of [Open].
// An error names the file and the remedy. The lock is a file beside the record,
// "edown.db.lock", which stays; who only reads or imports needs none.
func Lock(dsn string) (io.Closer, error) {
	path, err := sqlitePath(dsn)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // one record has one lock, whatever it is called
	}
	file, err := exclusive(path + ".lock")
	switch {
	case errors.Is(err, errLocked):
		return nil, fmt.Errorf("database %s: another server answers with it: stop that one, or name another file", path)
	case err != nil:
		return nil, fmt.Errorf("database %s: cannot be locked: %w: name a file in a folder that exists and can be written", path, err)
	}
	return file, nil
}
