package housetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// manyCases puts one contract on record, and n cases of it: C7000001 and on.
func (w *Town) manyCases(contract string, n int) {
	w.Helper()
	d := store.Directory{Contracts: []support.Contract{{Number: contract, Company: "Plenty", Package: support.Goldplus}}}
	for i := range n {
		d.Cases = append(d.Cases, support.Case{Number: support.CaseNumber(fmt.Sprintf("C7%06d", i+1)), Contract: contract, Opened: time.Now()})
	}
	w.Has(d)
}

// declaresCase declares an emergency on the nth case of [Town.manyCases].
func (w *Town) declaresCase(p *exchange.Person, n int) *exchange.Person {
	w.Helper()
	time.Sleep(time.Second) // for the desk to act on the call before
	p.Dials(theLine).Hears("Example Support")
	if all := p.Transcript(); strings.Contains(all[len(all)-1].Text, "calling back") {
		p.Presses("2").Hears("Is production down")
		time.Sleep(time.Second) // for the desk to part the call from the page before
	}
	return p.Presses("1").Hears("Has all production stopped").Presses("1").
		Hears("case number").Presses(fmt.Sprintf("7%06d#", n))
}

// emergencies are the Enterprise Downs on record, the newest first.
func (w *Town) emergencies() []paging.Page {
	w.Helper()
	synctest.Wait()
	pages, err := w.House.Store.Pages(w.Context(), 100)
	if err != nil {
		w.Fatal(err)
	}
	return slices.DeleteFunc(pages, func(p paging.Page) bool { return p.Kind != support.EmergencyPage })
}

// oneRung makes pages ring only the first manager, so that operators' phones ring
// for nothing but a hunt.
func oneRung(c *config.Config, x *exchange.Config) {
	c.Pace, x.CallsPerSecond = 0, -1
	c.Ladder.Rungs = []paging.Rung{{Call: []paging.Whom{paging.Primary}}}
	c.Ladder.Again = 30 * time.Minute
}

func TestThreeEmergenciesOfANumberPageAtOnceTheFourthAsksAnOperatorFirst(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		who, sam := w.phone(sample.Stranger), w.phone(sams)
		w.manyCases("700700", 4)
		for n := 1; n <= 3; n++ {
			w.declaresCase(who, n).Hears("calling the duty manager").HangsUp()
		}
		sam.NeverRings(0)
		w.declaresCase(who, 4).Hears("An operator will help you first")
		if n := len(w.emergencies()); n != 3 {
			w.Fatalf("%d emergencies are paged, want 3", n)
		}
		sam.Rings().Answers().Hears("Caller", "many emergencies", "To accept, press 1").Presses("1")
		who.TalksWith(sam.Handset)
		if n := len(w.emergencies()); n != 3 {
			w.Errorf("%d emergencies are paged: nobody asked for the fourth", n)
		}
		sam.Presses("*").Hears("For the duty manager, press 1").Presses("1")
		if all := w.emergencies(); len(all) != 4 || !slices.Contains(all[0].Flags, support.FlagLimitReached) {
			w.Errorf("%d emergencies, the last with %q", len(all), all[0].Flags)
		}
	})
}

func TestNoOperatorForTheFourthAndItIsPagedWithTheFlag(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.manyCases("700700", 4)
		for n := 1; n <= 3; n++ {
			w.declaresCase(who, n).Hears("calling the duty manager").HangsUp()
		}
		began := time.Now()
		w.declaresCase(who, 4).Hears("An operator will help you first")
		who.Hears("An operator is being called") // on hold, with news
		time.Sleep(75 * time.Second)
		all := w.emergencies()
		if len(all) != 4 {
			w.Fatalf("%d emergencies after %s: the fourth fell silent", len(all), time.Since(began))
		}
		p := all[0]
		if !slices.Contains(p.Flags, support.FlagLimitReached) || !slices.Contains(p.Flags, support.FlagNoOperator) || p.Case != "C7000004" {
			w.Errorf("paged for %s with %q", p.Case, p.Flags)
		}
		if took := p.Started.Sub(began); took > 75*time.Second {
			w.Errorf("paged after %s", took)
		}
	})
}

func TestAContractHasALimitOfItsOwn(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		w.manyCases("700700", 8)
		for n := 1; n <= 6; n++ {
			who := w.phone(fmt.Sprintf("+1415555080%d", n))
			w.declaresCase(who, n).Hears("calling the duty manager").HangsUp()
		}
		w.declaresCase(w.phone("+14155550807"), 7).Hears("An operator will help you first")
		w.phone(sams).Rings().Answers().Hears("many emergencies")
		w.declaresCase(w.phone("+14155550808"), 1).Hears("on record") // waits at the door of the running page
		w.declares(w.phone(annsNo)).Hears("Is this about")            // another contract
		if all := w.emergencies(); all[0].Company != "Acme" || slices.Contains(all[0].Flags, support.FlagLimitReached) {
			w.Errorf("paged for %s with %q", all[0].Company, all[0].Flags)
		}
	})
}

func TestJoiningARunningPageCountsForNothing(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.manyCases("700700", 5)
		for n := 1; n <= 4; n++ {
			w.declaresCase(w.phone(fmt.Sprintf("+1415555080%d", n)), n).Hears("calling the duty manager").HangsUp()
		}
		for n := 1; n <= 4; n++ {
			w.declaresCase(who, n).Hears("on record").HangsUp()
		}
		w.declaresCase(who, 5).Hears("calling the duty manager")
	})
}

// Each new problem rings an engineer. After three within an hour, an operator takes
// down the caller's further problems.
func TestTheFourthProblemOfANumberIsTakenDownByAnOperator(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		who := w.phone(sample.Stranger)
		begins := func() {
			who.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#")
		}
		for range 3 {
			begins()
			w.tellsProblem(who, "4")
			who.Hears("You will have an answer").HangsUp()
			time.Sleep(11 * time.Minute) // too late to resume the previous call
		}
		begins()
		who.Hears("An operator will take the details")
		w.phone(sams).Rings()
	})
}

func TestAfterAnHourTheLimitsCountAnew(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.manyCases("700700", 4)
		for n := 1; n <= 3; n++ {
			w.declaresCase(who, n).Hears("calling the duty manager").HangsUp()
		}
		time.Sleep(support.LimitsCount)
		w.declaresCase(who, 4).Hears("calling the duty manager")
	})
}

func TestANumberThatCallsWithoutEndAsksAnOperatorFirst(t *testing.T) {
	InTown(t, func(c *config.Config, x *exchange.Config) {
		oneRung(c, x)
		c.Limits = support.Limits{Calls: 4}
	}, func(w *Town) {
		ann := w.phone(annsNo)
		for range 4 {
			ann.Dials(theLine).Hears("Press 1").HangsUp()
		}
		w.declares(ann).Hears("Is this about").Presses("1").Hears("An operator will help you first")
		w.phone(sams).Rings().Answers().Hears("many emergencies")
		if all := w.emergencies(); len(all) != 0 {
			w.Errorf("paged for %+v", all[0])
		}
		w.phone(meis).NeverRings(30 * time.Second)
	})
}

// A caller with a hidden number says that production is down, and hangs up. The
// watchdog pages for three of those in an hour, then an operator is asked first.
func TestHiddenNumbersShareOneLimit(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		w.phone(meis).IsBusy()
		hidden := func(n int) {
			who := w.phone(fmt.Sprintf("+1415555080%d", n))
			who.CallerID("anonymous")
			who.Dials(theLine).Hears("Press 1").Presses("1").Hears("Has all production stopped").HangsUp()
			time.Sleep(61 * time.Second)
		}
		for n := 1; n <= 3; n++ {
			hidden(n)
		}
		if n := len(w.emergencies()); n != 3 {
			w.Fatalf("%d emergencies, want 3", n)
		}
		hidden(4)
		w.phone(sams).Rings().Answers().Hears("many emergencies").Presses("1").Hears("no longer waiting").IsHungUp()
		if n := len(w.emergencies()); n != 4 {
			w.Errorf("%d emergencies: the operator found nobody to ask, so the managers are rung", n)
		}
		hidden(5)
		w.phone(sams).Rings().Declines()
		time.Sleep(70 * time.Second)
		all := w.emergencies()
		if len(all) != 5 || !slices.Contains(all[0].Flags, support.FlagLimitReached) || !slices.Contains(all[0].Flags, support.FlagWatchdog) {
			w.Errorf("%d emergencies, the last with %q: no operator looked", len(all), all[0].Flags)
		}
	})
}

// A call that has called its emergency off is over: it cannot declare again, and
// the next calls count.
func TestOneCallCannotPageWithoutEnd(t *testing.T) {
	InTown(t, oneRung, func(w *Town) {
		w.phone(meis).IsBusy()
		w.manyCases("700700", 0)
		w.Has(store.Directory{Contacts: []support.Contact{{Phone: sample.Stranger, Name: "Zed", Contract: "700700"}}})
		for range 3 {
			w.declares(w.phone(sample.Stranger)).Hears("case number").Presses("*").Hears("Has all production stopped").
				Presses("2").Hears("alarm, press 4").Presses("4").Hears("in ten seconds", "called off").IsHungUp()
			time.Sleep(2 * time.Second) // for the desk to act
		}
		w.phone(sample.Stranger).Dials(theLine).Hears("Is production down").Presses("1").Hears("Has all production stopped").
			Presses("1").Hears("case number")
		time.Sleep(2 * time.Second)
		if n := len(w.emergencies()); n != 3 {
			w.Errorf("%d emergencies, want 3", n)
		}
	})
}

// R-gone: a limit does not change the callback.
func TestALimitedCallerWhoHangsUpIsPagedFor(t *testing.T) {
	for _, after := range []time.Duration{20 * time.Second, 50 * time.Second, 58 * time.Second} {
		t.Run(after.String(), func(t *testing.T) {
			InTown(t, oneRung, func(w *Town) {
				who := w.phone(sample.Stranger)
				w.manyCases("700700", 4)
				for n := 1; n <= 3; n++ {
					w.declaresCase(who, n).Hears("calling the duty manager").HangsUp()
				}
				w.declaresCase(who, 4).Hears("An operator will help you first")
				time.Sleep(after)
				who.HangsUp()
				time.Sleep(5 * time.Minute)
				if n := len(w.emergencies()); n != 4 {
					w.Errorf("hung up %s after the limit: %d emergencies, want 4", after, n)
				}
			})
		})
	}
}
