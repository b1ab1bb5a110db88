package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

// happenings are the facts after a line of the journal, in short.
func happenings(t *testing.T, s *Store, after int64, enough int) (all []string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	for seen, err := range s.Watch(ctx, after) {
		must(t, err)
		for _, f := range seen.Facts {
			all = append(all, seen.Page.ID+" "+string(f.Kind)+" "+f.Person)
		}
		if len(all) >= enough {
			break
		}
	}
	return all
}

var night = []string{"ED-CA1 began ", "ED-CA1 ordered mei", "ED-CA1 answered mei", "ED-CA1 taken mei", "ED-CA1 talked mei", "ED-CA1 ended "}

// anEmergency plays an emergency from its beginning to its end.
func anEmergency(t *testing.T, s *Store) {
	must(t, s.Put(t.Context(), Directory{People: []rota.Person{mei}, Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager}}}))
	emergency(t, s)
	for _, e := range []support.Event{
		{Kind: support.PickedUp, Call: "ED-CA1.1"}, {Kind: support.Accepted, Call: "ED-CA1.1"}, {Kind: support.Joined, Call: "ED-CA1.1"},
		{Kind: support.Holding, Call: "CA1"}, {Kind: support.Joined, Call: "CA1"}, {Kind: support.OutcomeGiven, Call: "ED-CA1.1", Outcome: support.Solved},
	} {
		step(t, s, "ED-CA1", e)
	}
}

// Watchers see the same facts at any time, and in any process.
func TestWatchersSeeTheSameFacts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edown.db")
	s := reopen(t, path)
	anEmergency(t, s)
	if got := happenings(t, s, 0, len(night)); !slices.Equal(got, night) {
		t.Errorf("from the beginning: %q", got)
	}
	if got := happenings(t, s, 3, 2); !slices.Equal(got, night[4:]) {
		t.Errorf("from the middle of a page: %q", got)
	}
	other, err := Open(t.Context(), path, Options{ReadOnly: true})
	must(t, err)
	defer other.Close()
	if got := happenings(t, other, 0, len(night)); !slices.Equal(got, night) {
		t.Errorf("beside the server: %q", got)
	}
	latest, err := other.Latest(t.Context())
	must(t, err)
	if got := happenings(t, s, latest-1, 1); !slices.Equal(got, night[5:]) {
		t.Errorf("the last line: %q", got)
	}
}

// A commit wakes a waiting watcher at once, before its next look.
func TestAWaitingWatcherIsWokenByACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		latest, err := s.Latest(t.Context())
		must(t, err)
		ctx, stop := context.WithCancel(t.Context())
		var took time.Duration
		go func() {
			for seen, err := range s.Watch(ctx, latest) {
				if err == nil && seen.Has(paging.PageBegan) {
					took = time.Since(seen.Page.Started)
				}
			}
		}()
		time.Sleep(lookAgain / 2)
		emergency(t, s)
		synctest.Wait()
		if stop(); took >= lookAgain/2 {
			t.Errorf("seen after %s", took)
		}
		synctest.Wait()
	})
}
