//go:build unix

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// keepOwner gives files to the user of a record that they are to stand in for,
// or of its folder when there is none: root restores, and the line must be able
// to write. An error says what is left to be done; it is none for a folder's
// user, whom nobody has promised anything.
func keepOwner(path string, files ...string) error {
	info, err := os.Stat(path)
	had := err == nil
	if !had {
		info, err = os.Stat(filepath.Dir(path))
	}
	if err != nil {
		return nil
	}
	of, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	for _, file := range files {
		if err := os.Chown(file, int(of.Uid), int(of.Gid)); err != nil && had {
			return fmt.Errorf("it belongs to this user, not to the one before: %w: chown %d:%d %s", cause(err), of.Uid, of.Gid, path)
		}
	}
	return nil
}
