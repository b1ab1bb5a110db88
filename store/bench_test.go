package store

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"edown/ivr"
	"edown/operators"
	"edown/support"
)

// BenchmarkTurn measures durable turns (load, keep, sync): of one call, which waits for each
// commit, and of 100 calls at once, which share commits.
func BenchmarkTurn(b *testing.B) {
	for name, parallelism := range map[string]int{"alone": 0, "together": 50} {
		b.Run(name, func(b *testing.B) { benchmarkTurn(b, parallelism) })
	}
}

func benchmarkTurn(b *testing.B, parallelism int) {
	s := open(b)
	var calls atomic.Int64
	b.ReportAllocs()
	talk := func(next func() bool) {
		session := full()
		session.Call = fmt.Sprintf("CA%d", calls.Add(1))
		turn(b, s, told(session, "0"))
		for n := 1; next(); n++ {
			if err := oneTurn(s, session, n); err != nil {
				b.Error(err)
				return
			}
		}
	}
	if parallelism == 0 {
		talk(b.Loop)
		return
	}
	b.SetParallelism(parallelism)
	b.RunParallel(func(pb *testing.PB) { talk(pb.Next) })
}

func oneTurn(s *Store, session ivr.Session, n int) error {
	session.Turn = n
	return s.Turn(context.Background(), func(e ivr.Entry) error {
		if _, _, err := e.Session(session.Call); err != nil {
			return err
		}
		k := told(session, fmt.Sprint(n))
		k.Answers = []support.Answer{{Question: support.Q2TotalUsers, Value: "400", Raw: "400", At: time.Now()}}
		return e.Keep(k)
	})
}

// BenchmarkClaim measures a claim that finds nothing due among many timers.
func BenchmarkClaim(b *testing.B) {
	s := open(b)
	for i := range 2000 {
		must(b, s.writer.do(b.Context(), func(t *tx) error {
			return t.Schedule(fmt.Sprintf("due:%d", i), time.Now().Add(time.Hour), support.Event{Kind: support.Due, Page: fmt.Sprint(i)})
		}))
	}
	for b.Loop() {
		if w, _, err := s.Claim(b.Context(), time.Now(), time.Second, operators.Can{All: 1, Perform: 1, Dial: 1}); len(w) > 0 || err != nil {
			b.Fatal(w, err)
		}
	}
}
