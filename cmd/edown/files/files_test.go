package files

import (
	"errors"
	"testing"
)

func TestADiskHasRoom(t *testing.T) {
	free, total, err := Space(t.TempDir())
	if err != nil && !errors.Is(err, errors.ErrUnsupported) || free > total {
		t.Error(free, total, err)
	}
}
