// Package mistakestest checks mistakes in the tests of several rooms.
package mistakestest

import (
	"errors"
	"strings"
	"testing"

	"edown/cmd/edown/mistakes"
)

// LinesExist fails unless every mistake names one of the files and a line of it.
func LinesExist(t *testing.T, err error, files map[string]string) {
	t.Helper()
	var wrong mistakes.List
	if !errors.As(err, &wrong) {
		t.Fatalf("not a mistake that can be found: %v", err)
	}
	for _, m := range wrong {
		text, known := files[m.File]
		if lines := strings.Count(text, "\n") + 1; !known || m.Line < 1 || m.Line > lines {
			t.Errorf("%s:%d is no line of %d: %s", m.File, m.Line, lines, m)
		}
		if m.What == "" || m.Remedy == "" {
			t.Errorf("a mistake without a remedy: %+v", m)
		}
	}
}
