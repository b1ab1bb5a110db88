//go:build unix

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// keepOwner gives files to the owner of the record that they replace, or of its folder when
// there is no record: root may restore, and the line's user must be able to write. An error
// says how to do it by hand. That the folder's owner cannot be kept is no error.
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
			return fmt.Errorf("it belongs to this user, not to the one before: %w: chown %d:%d %s",
				cause(err), of.Uid, of.Gid, path)
		}
	}
	return nil
}
