package main

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"edown/ivr"
	"edown/locales"
)

// What the drill measures is the house that answers the line: were it not, its
// figures would say nothing.
func TestEveryoneWhoQualifiesInABenchmarkHasAPhoneDialled(t *testing.T) {
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := &bencher{ctx: t.Context(), words: words, folder: t.TempDir()}
	waited, err := b.untilDialled(3, 0)
	if err != nil || len(waited) != 3 || slices.Min(waited) <= 0 {
		t.Error(waited, err)
	}
}

// A conversation goes on to its end, on record or not, with a past or without.
func TestABenchmarkTalksToAnyBook(t *testing.T) {
	for kind, past := range map[string]int{"durable": 20, "alone": 0, "forgetful": 0} {
		c, way := benchLine(t, kind, past)
		s := newSubscriber(c, way, 0)
		for range 2 * len(conversation) {
			if err := s.next(t.Context()); err != nil {
				t.Fatal(kind, err)
			}
		}
	}
}

// BenchmarkTurn is a turn of the line, from the signed webhook to the TwiML, so
// many callers at once: on record as always (durable), with a handler that
// keeps nothing (forgetful), and with a commit for each turn (alone).
func BenchmarkTurn(b *testing.B) {
	for _, callers := range []int{1, 16, 64, 200} {
		for _, kind := range []string{"forgetful", "durable", "alone"} {
			b.Run(fmt.Sprintf("%s/%d", kind, callers), func(b *testing.B) { benchmarkTurn(b, kind, callers, 0) })
		}
	}
}

// BenchmarkTurnAfter is the same turn when a record is nearly new, and when a
// million turns are on it.
func BenchmarkTurnAfter(b *testing.B) {
	for _, turns := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(turns), func(b *testing.B) { benchmarkTurn(b, "durable", 64, turns) })
	}
}

// benchLine is a line with a book of a kind, and turns of past calls on record.
func benchLine(t testing.TB, kind string, past int) (Config, straight) {
	t.Helper()
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, d := benchConfig(t.TempDir()), customers(200, 1)
	s, err := benchRecord(t.Context(), c, d, past)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	book := map[string]ivr.Book{"durable": s, "forgetful": forgetting(d), "alone": &oneByOne{Book: s}}[kind]
	return c, straight{answering(c, words, book)}
}

func benchmarkTurn(b *testing.B, kind string, callers, past int) {
	c, way := benchLine(b, kind, past)
	talk := func(next func() bool) {
		for s := newSubscriber(c, way, int(subscribers.Load()%200)); next(); {
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
