package bench

import (
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"testing"

	"edown/cmd/edown/drill"
	"edown/ivr"
	"edown/locales"
)

// A conversation goes on to its end, on record or not, with a past or without.
func TestBenchmarkTalksToAnyBook(t *testing.T) {
	for kind, past := range map[string]int{"durable": 20, "alone": 0, "forgetful": 0} {
		site, way := lineWith(t, kind, past)
		s := newSubscriber(site, way, 0)
		for range 2 * len(conversation) {
			if err := s.next(t.Context()); err != nil {
				t.Fatal(kind, err)
			}
		}
	}
}

// BenchmarkTurn is a turn of the line, from the signed webhook to the TwiML,
// with so many callers at once: on record as always (durable), with a handler
// that keeps nothing (forgetful), and with a commit for each turn (alone).
func BenchmarkTurn(b *testing.B) {
	for _, callers := range []int{1, 16, 64, 200} {
		for _, kind := range []string{"forgetful", "durable", "alone"} {
			b.Run(fmt.Sprintf("%s/%d", kind, callers), func(b *testing.B) { benchmarkTurn(b, kind, callers, 0) })
		}
	}
}

// BenchmarkTurnAfter is the same turn on a nearly new record, and on one with a
// million turns.
func BenchmarkTurnAfter(b *testing.B) {
	for _, turns := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(turns), func(b *testing.B) { benchmarkTurn(b, "durable", 64, turns) })
	}
}

// lineWith is a line with a book of a kind, and turns of past calls on record.
func lineWith(t testing.TB, kind string, past int) (drill.Site, http.RoundTripper) {
	t.Helper()
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	site, d := siteOf(filepath.Join(t.TempDir(), "edown.db")), customers(200, 1)
	s, err := record(t.Context(), site.DB, d, past)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	book := map[string]ivr.Book{"durable": s, "forgetful": forgetting(d), "alone": &oneByOne{Book: s}}[kind]
	return site, answering(site, words, book)
}

func benchmarkTurn(b *testing.B, kind string, callers, past int) {
	site, way := lineWith(b, kind, past)
	talk := func(next func() bool) {
		for s := newSubscriber(site, way, int(subscribers.Load()%200)); next(); {
			if err := s.next(b.Context()); err != nil {
				b.Error(err)
				return
			}
		}
	}
	b.ReportAllocs()
	if callers == 1 {
		talk(b.Loop)
		return
	}
	b.SetParallelism((callers + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) { talk(pb.Next) })
}
