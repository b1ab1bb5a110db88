//go:build unix

package store

import (
	"os"
	"syscall"
)

const errLocked = syscall.EWOULDBLOCK

// exclusive opens a file for this process alone, with flock(2). The system releases the lock
// when the process ends.
func exclusive(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}
