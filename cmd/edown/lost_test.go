package main

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators/paging"
	"edown/support"
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
		if p := w.page(); p.State != support.PageRinging || p.Round != 1 {
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

// asked counts how often the carrier is asked about a call, and has fate decide.
func asked(n *atomic.Int32, fate exchange.Fate) func(*Config, *exchange.Config) {
	return func(_ *Config, x *exchange.Config) {
		x.Faults.REST = func(r *http.Request) exchange.Fate {
			if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, "/Calls/") {
				return exchange.Fate{}
			}
			n.Add(1)
			return fate
		}
	}
}

func TestNobodyAsksAboutCallsThatAreOver(t *testing.T) {
	for name, call := range map[string]func(*town){
		"the operator hangs up first": func(w *town) {
			ann, sam := w.phone(annsNo), w.phone(sams)
			ann.Dials(theLine).Hears("press 0").Presses("0").Hears("operator")
			sam.Rings().Answers().Hears("To accept").Presses("1")
			ann.TalksWith(sam.Handset)
			sam.HangsUp()
		},
		"nobody is at the desk": func(w *town) {
			w.phone(annsNo).Dials(theLine).Hears("press 0").Presses("0").Hears("operator")
		},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			inTown(t, asked(&n, exchange.Fate{}), func(w *town) {
				call(w)
				time.Sleep(20 * time.Minute)
				synctest.Wait()
				before := n.Load()
				time.Sleep(time.Hour)
				if n.Load() != before {
					t.Errorf("asked %d times more", n.Load()-before)
				}
			})
		})
	}
}

// What the carrier does not know at the moment may well be going on.
func TestNobodyIsHungUpOnForA404(t *testing.T) {
	var n atomic.Int32
	inTown(t, asked(&n, exchange.Fate{Status: http.StatusNotFound}), func(w *town) {
		w.expectWarnings = true
		ann := w.phone(annsNo)
		w.answersAll(ann)
		time.Sleep(3 * time.Minute)
		if p := w.page(); n.Load() == 0 || !p.CallerHere() {
			t.Errorf("asked %d times; callers %v", n.Load(), p.Callers)
		}
		ann.Hears("We are calling")
	})
}

// A caller whom the watchdog brings to a running page after he has hung up does
// not stand in the way of calling back the one who had it.
func TestAGhostOnThePage(t *testing.T) {
	again := func(c *Config, _ *exchange.Config) {
		c.Ladder.Rungs, c.Ladder.Again = []paging.Rung{{Call: []paging.Whom{paging.Primary}}}, 30*time.Second
	}
	inTown(t, again, func(w *town) {
		ann, bob, mei := w.phone(annsNo), w.phone(stranger), w.phone(meis)
		w.declares(bob).Hears("case number").Presses("1234567#").Hears("duty manager")
		ann.Dials(theLine).Hears("Press 1").Presses("1").Hears("Has all production stopped").HangsUp()
		time.Sleep(70 * time.Second)
		bob.HangsUp()
		mei.Answers().Hears("To accept").Presses("1").Hears("yours")
		bob.Answers().Hears("To be connected, press 1").Presses("1").TalksWith(mei.Handset)
	})
}

// Who has taken over from a colleague's SMS is not refused his own page.
func TestWhoTookOverHasIt(t *testing.T) {
	inTown(t, managersAtOnce, func(w *town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Declines()
		raj.Rings().Answers().Hears("To accept")
		time.Sleep(time.Second)
		ann.HangsUp()
		ann.IsBusy()
		mei.Texts(theLine, "1")
		raj.Hears("has it").Presses("1")
		time.Sleep(9 * time.Minute)
		raj.Hears("is yours").Presses("1").Hears("It is yours")
	})
}
