//go:build linux || darwin || freebsd

package files

import "syscall"

// Space is the room on the disk of a folder, in bytes: what this user may still
// fill, and all of it; statfs(2).
func Space(folder string) (free, total uint64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, 0, err
	}
	block := uint64(s.Bsize)
	return uint64(s.Bavail) * block, s.Blocks * block, nil
}
