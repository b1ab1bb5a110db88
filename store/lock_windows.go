package store

import (
	"os"
	"syscall"
)

const errLocked = syscall.Errno(32) // ERROR_SHARING_VIOLATION

// exclusive opens a file for this process alone, with CreateFile and no sharing. The system
// releases it when the process ends.
func exclusive(path string) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(h), path), nil
}
