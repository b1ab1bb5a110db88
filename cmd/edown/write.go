package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// write replaces a file at once: who reads it meanwhile finds the old one or the
// new one. Who may read it stays as it is; a new file has the mode. Without a
// name it is the screen.
func write(screen io.Writer, name string, text []byte, mode fs.FileMode) error {
	if name == "" {
		_, err := screen.Write(text)
		return err
	}
	file, mode, err := destination(rooted(name), mode)
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

// destination is where a file leads to, and who may read it: a new one as mode
// says. Or it is why it must not be replaced.
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

// unwritten leaves the draft's name out: it is gone when somebody looks.
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
