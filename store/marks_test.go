package store

import (
	"testing"
	"time"
)

func TestOccasionIsRemembered(t *testing.T) {
	s := open(t)
	last := func(name string, want time.Time) {
		t.Helper()
		if at, err := s.Marked(t.Context(), name); err != nil || !at.Equal(want) {
			t.Errorf("%s: %v, %v, want %v", name, at, err, want)
		}
	}
	last(Backup, time.Time{})
	must(t, s.Mark(t.Context(), Backup, day(1)))
	last(Backup, day(1))
	last(Drill, time.Time{})
	must(t, s.Mark(t.Context(), Backup, day(3)))
	last(Backup, day(3))
	must(t, s.Mark(t.Context(), Backup, day(2)))
	last(Backup, day(3))
}
