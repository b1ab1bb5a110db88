// Package files replaces whole files, names them from the root, and says how
// much room their disk has.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace replaces a file in one step: a reader finds the old text or the new
// one. Its permissions stay; a new file gets the mode.
func Replace(name string, text []byte, mode fs.FileMode) error {
	file, mode, err := destination(Rooted(name), mode)
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return unwritten(file, err)
	}
	defer os.Remove(draft.Name()) // it is gone when all went well
	_, err = draft.Write(text)
	err = errors.Join(err, draft.Chmod(mode), draft.Sync(), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), file)
	}
	if err != nil {
		return unwritten(file, err)
	}
	return nil
}

// destination is the file behind a name, and its permissions; a new file gets
// the mode. The error says why the file must not be replaced.
func destination(file string, mode fs.FileMode) (string, fs.FileMode, error) {
	there, err := os.Stat(file)
	switch {
	case err == nil && !there.Mode().IsRegular():
		return "", 0, fmt.Errorf("%s: is no regular file: name another one, or leave -o out for the screen", file)
	case err == nil:
		real, err := filepath.EvalSymlinks(file)
		return real, there.Mode().Perm(), err
	}
	if _, err := os.Lstat(file); err == nil {
		return "", 0, fmt.Errorf("%s: is a link that leads nowhere: name a file", file)
	}
	return file, mode, nil
}

// unwritten leaves out the draft's name: the draft no longer exists when the
// error is read.
func unwritten(file string, err error) error {
	var one *fs.PathError
	var two *os.LinkError
	switch {
	case errors.As(err, &one):
		err = one.Err
	case errors.As(err, &two):
		err = two.Err
	}
	return fmt.Errorf("%s: %w: name a file in a folder that exists and can be written", file, err)
}

// Rooted is a file's name from the root, because messages are often read in
// another folder.
func Rooted(file string) string {
	if name, err := filepath.Abs(file); err == nil {
		return name
	}
	return file
}
