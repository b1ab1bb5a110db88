package store

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Each deletion is on record: when, why and how much. Audio counts when the carrier has
// confirmed it.
func TestWhatWasDeletedIsOnRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		lived(t, s, "CA1", ann, "C7654321") // an unknown case
		over(t, s, "CA1")
		time.Sleep(100 * 24 * time.Hour)
		retain(t, s)
		at := time.Now().Truncate(time.Millisecond).UTC()
		must(t, s.AudioErased(t.Context(), "RECA1", time.Now()))
		must(t, s.AudioErased(t.Context(), "RECA1", time.Now()))
		all, err := s.Erasures(t.Context(), time.Time{})
		must(t, err)
		var got []string
		for _, e := range all {
			if !e.At.Equal(at) || e.Number != "" {
				t.Errorf("%+v at %v", e, at)
			}
			got = append(got, e.Why+" "+e.What)
		}
		want := []string{"transcripts answers", "audio audio", "transcripts notes", "audio recordings", "transcripts turns"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if _, err := s.db.Exec(`UPDATE erasures SET pieces = 1000`); err == nil || !strings.Contains(err.Error(), "is a record") {
			t.Errorf("an erasure can be changed: %v", err)
		}
	})
}
