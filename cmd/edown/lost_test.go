package main

import (
	"sync/atomic"
	"testing"
	"time"

	"edown/operators"
	"edown/voice/exchange"
)

// The carrier's news of the end of a call are best effort. When they get lost,
// the desk finds out by itself within two minutes.
func TestAnEndThatNobodyReportedIsFoundOut(t *testing.T) {
	var lost atomic.Bool
	loses := func(_ *Config, x *exchange.Config) {
		x.Faults.Webhook = func(kind string, _ int) exchange.Fate {
			return exchange.Fate{Lose: lost.Load() && (kind == "status" || kind == "conference")}
		}
	}
	inTown(t, loses, func(w *town) {
		w.expectWarnings = true
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann)
		mei.Answers().Hears("To accept").Presses("1").Hears("It is yours")
		lost.Store(true)
		mei.HangsUp()
		time.Sleep(2 * time.Minute)
		if p := w.page(); p.State != operators.Ringing || p.Round != 1 {
			t.Fatalf("the page is %s in round %d: nobody looked", p.State, p.Round)
		}
		mei.Answers().Hears("To accept").Presses("1").Hears("It is yours")
		ann.HangsUp()
		time.Sleep(2 * time.Minute)
		mei.HangsUp()
		time.Sleep(2 * time.Minute)
		if p := w.page(); p.CallerHere() {
			t.Fatalf("the caller is thought to be on the line: %v", p.Callers)
		}
	})
}
