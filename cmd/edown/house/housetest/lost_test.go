package housetest

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/operators/paging"
	"edown/support"
	"edown/voice/exchange"
)

// The carrier's status callbacks are best effort. When they get lost, the desk
// notices the end of a call automatically within two minutes.
func TestAnEndThatNobodyReportedIsFoundOut(t *testing.T) {
	var lost atomic.Bool
	loses := func(_ *config.Config, x *exchange.Config) {
		x.Faults.Webhook = func(kind string, _ int) exchange.Fate {
			return exchange.Fate{Lose: lost.Load() && (kind == "status" || kind == "conference")}
		}
	}
	InTown(t, loses, func(w *Town) {
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

// asked counts the questions about calls to the carrier, and decides their fate.
func asked(n *atomic.Int32, fate exchange.Fate) func(*config.Config, *exchange.Config) {
	return func(_ *config.Config, x *exchange.Config) {
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
	for name, call := range map[string]func(*Town){
		"the operator hangs up first": func(w *Town) {
			ann, sam := w.phone(annsNo), w.phone(sams)
			ann.Dials(theLine).Hears("Operator, 0").Presses("0").Hears("operator")
			sam.Rings().Answers().Hears("To accept").Presses("1")
			ann.TalksWith(sam.Handset)
			sam.HangsUp()
		},
		"nobody is at the desk": func(w *Town) {
			w.phone(annsNo).Dials(theLine).Hears("Operator, 0").Presses("0").Hears("operator")
		},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int32
			InTown(t, asked(&n, exchange.Fate{}), func(w *Town) {
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

// A call that the carrier does not find at the moment may well be going on.
func TestNobodyIsHungUpOnForA404(t *testing.T) {
	var n atomic.Int32
	InTown(t, asked(&n, exchange.Fate{Status: http.StatusNotFound}), func(w *Town) {
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

// A caller has hung up, and the watchdog joins this caller to a running page. That
// must not prevent the callback to the caller of that page.
func TestAGhostOnThePage(t *testing.T) {
	again := func(c *config.Config, _ *exchange.Config) {
		c.Ladder.Rungs, c.Ladder.Again = []paging.Rung{{Call: []paging.Whom{paging.Primary}}}, 30*time.Second
	}
	InTown(t, again, func(w *Town) {
		ann, bob, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.declares(bob).Hears("case number").Presses("1234567#").Hears("duty manager")
		ann.Dials(theLine).Hears("Press 1").Presses("1").Hears("Has all production stopped").HangsUp()
		time.Sleep(70 * time.Second)
		bob.HangsUp()
		mei.Answers().Hears("To accept").Presses("1").Hears("yours")
		bob.Answers().Hears("To be connected, press 1").Presses("1").TalksWith(mei.Handset)
	})
}

// A manager who took over after a colleague's SMS is not refused the page.
func TestWhoTookOverHasIt(t *testing.T) {
	InTown(t, managersAtOnce, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Declines()
		raj.Rings().Answers().Hears("To accept")
		time.Sleep(time.Second)
		ann.HangsUp()
		ann.IsBusy()
		mei.Texts(theLine, "1").Rings().Answers().Hears("To accept").Presses("1")
		raj.Hears("has it").Presses("1")
		mei.HangsUp()
		raj.Hears("To accept").Presses("1").Hears("It is yours")
	})
}
