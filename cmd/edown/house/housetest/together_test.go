package housetest

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// Calls in which several people, or several searches, meet: no one is torn from a
// conversation, left alone in a room, or rung for nothing.

func managersAtOnce(c *config.Config, _ *exchange.Config) {
	c.Ladder.Rungs = []paging.Rung{{Call: []paging.Whom{paging.Managers}}}
}

func TestAcceptedBySMSIsNewsUntilThePhoneIsPickedUp(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.answersAll(ann)
		mei.Rings().Declines().Texts(theLine, "1").Receives("we are ringing you")
		ann.Hears("Mei Chen has answered by text")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
	})
}

func TestSMSOneThenTwoHandsItBack(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Declines().Texts(theLine, "1").Receives("we are ringing you").Texts(theLine, "2").Receives("next person")
		raj.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(raj.Handset)
	})
}

func TestTheSearchForAnOperatorEndsWhenAManagerHasTheCaller(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, sam := w.phone(annsNo), w.phone(meis), w.phone(sams)
		w.answersAll(ann)
		ann.Hears("press 0").Presses("0")
		sam.Rings()
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		sam.IsHungUp()
		time.Sleep(2 * time.Minute)
		ann.TalksWith(mei.Handset)
	})
}

func TestTheSecondCallerLeavesAlone(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, other, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.answersAll(ann)
		w.declares(other).Hears("case number").Presses("1234567#").Hears("on record")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		mei.Hears("asks to join this call").Presses("*").Hears("To let the caller in").Presses("1")
		other.TalksWith(mei.Handset)
		mei.Hears("has joined this call")
		ann.TalksWith(mei.Handset)
		other.HangsUp()
		time.Sleep(time.Minute)
		ann.TalksWith(mei.Handset)
	})
}

func TestAColleagueWhoJoinedKeepsTheCaller(t *testing.T) {
	for _, leaves := range []string{"hangs up", "tells how it went"} {
		t.Run(leaves, func(t *testing.T) {
			InTown(t, managersAtOnce, func(w *Town) {
				ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
				w.answersAll(ann)
				mei.Rings().Answers()
				raj.Rings().Answers()
				mei.Hears("To accept").Presses("1")
				raj.Hears("has it").Presses("1")
				ann.TalksWith(mei.Handset)
				ann.TalksWith(raj.Handset)
				if leaves == "hangs up" {
					mei.HangsUp()
				} else {
					mei.Presses("*").Hears("How did it go").Presses("1").Hears("24-hour").Presses("2").IsHungUp()
				}
				time.Sleep(5 * time.Minute)
				ann.TalksWith(raj.Handset)
				ann.HangsUp()
				if leaves == "hangs up" {
					raj.Hears("How did it go").Presses("2").IsHungUp()
					w.ended(support.Solved)
				}
			})
		})
	}
}

func TestTheManagerDropsWhileTheCallerDecides(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann).Hears("about case").Presses("1").Hears("users locked out")
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("It is yours")
		ann.Presses("3").Hears("Mei Chen, the duty manager, is here")
		mei.HangsUp()
		synctest.Wait()
		ann.Presses("1").Hears("press 0") // news and keys, not music
		w.phone(rajs).Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(w.Exchange.Handset(rajs))
	})
}

func TestTheyMissEachOther(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, sam := w.phone(annsNo), w.phone(sams)
		ann.Dials(theLine).Hears("Operator, 0").Presses("0").Hears("operator")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.Hears("We are connecting you now")
		sam.HangsUp()
		ann.Hears("The operator has left the call", "press 0").Presses("0").Hears("operator")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.Hears("We are connecting you now").HangsUp()
		sam.Hears("no longer waiting").IsHungUp()
	})
}

func TestZeroAfterTheConversation(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, sam := w.phone(annsNo), w.phone(meis), w.phone(sams)
		w.answersAll(ann)
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		mei.Presses("*").Hears("How did it go").Presses("2").IsHungUp()
		ann.Hears("has left the call").Presses("0").Hears("An operator is being called")
		sam.Rings().Declines()
		ann.Hears("We will call you back") // solved: no new page
		mei.NeverRings(5 * time.Minute)
	})
}

func TestAGuessThatOthersShareIsNotTakenAway(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, other, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.declares(ann).Hears("about case C, 123, 4567") // paged on a guess
		w.declares(other).Hears("case number").Presses("1234567#").Hears("on record")
		ann.Presses("2").Hears("case number").Presses("3456789#").Hears("C, 345, 6789")
		mei.Rings().Answers().Hears("Enterprise Down at Acme", "To accept", "case C, 123, 4567").Presses("1")
		mei.Hears("asks to join this call").Presses("*").Hears("To let the caller in").Presses("1")
		other.TalksWith(mei.Handset)
		w.phone(rajs).Rings().Answers().Hears("To accept", "C, 345, 6789").Presses("1").Hears("It is yours")
		ann.Presses("1").Hears("Raj Patel").Presses("1").TalksWith(w.Exchange.Handset(rajs))
	})
}

func TestACallbackThatTheCarrierRefuses(t *testing.T) {
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.REST = func(r *http.Request) exchange.Fate {
			if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/Calls.json") {
				if r.ParseForm(); r.PostForm.Get("To") == annsNo {
					return exchange.Fate{Status: 400}
				}
			}
			return exchange.Fate{}
		}
	}, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann).Hears("about case").HangsUp()
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("The caller cannot be reached")
	})
}

func TestNoOperatorOnDutyWakesNobodyForAnOrdinaryCall(t *testing.T) { // P10
	InTown(t, nil, func(w *Town) {
		d := w.Sample()
		for i := range d.Shifts {
			if d.Shifts[i].Role == rota.Operator {
				d.Shifts[i].Role = rota.Level2
			}
		}
		w.Has(d)
		ann := w.phone(annsNo)
		ann.Dials(theLine).Hears("Operator, 0").Presses("0").Hears("We will call you back").IsHungUp()
		for _, number := range []string{meis, victors, danas, sams} {
			w.phone(number).NeverRings(time.Minute)
		}
	})
}

func TestOrdinaryCallsDoNotHoldUpTheLadder(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		for i := range 40 {
			w.phone("+1415555" + []string{"30", "31", "32", "33"}[i/10] + string(rune('0'+i%10)) + "0").Dials(theLine).Hears("Operator, 0").Presses("0")
		}
		ann := w.phone(annsNo)
		w.declares(ann)
		began := time.Now()
		w.phone(meis).Rings()
		w.phone(rajs).Rings()
		if took := time.Since(began); took > 45*time.Second {
			w.Errorf("the second manager rang after %s", took)
		}
	})
}

func TestATransferOfARunningPageIsOnItsRecord(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, sam := w.phone(annsNo), w.phone(sams)
		w.answersAll(ann)
		ann.Hears("press 0").Presses("0")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(sam.Handset)
		sam.Presses("*").Hears("For the next manager, press 2").Presses("2").Hears("being called")
		if p := w.page(); !slices.Contains(p.Flags, support.FlagTransferred) || p.Case != "C1234567" || p.Company != "Acme" {
			w.Fatalf("on record: %s %s %q", p.Case, p.Company, p.Flags)
		}
	})
}

func TestAnOperatorCallsItOffForGood(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, sam := w.phone(sample.Stranger), w.phone(sams)
		who.Dials(theLine).Hears("ress 1").Presses("1").Hears("press 1").Presses("0")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		who.TalksWith(sam.Handset)
		sam.Presses("*").Hears("call it off, press 4").Presses("4").Hears("false alarm, press 3").Presses("3").Hears("in ten seconds")
		sam.TalksWith(who.Handset)
		w.phone(meis).NeverRings(3 * time.Minute)
	})
}

func TestAnOperatorDropsAnEmergency(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, sam := w.phone(sample.Stranger), w.phone(sams)
		who.Dials(theLine).Hears("ress 1").Presses("1").Hears("press 1").Presses("0")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		who.TalksWith(sam.Handset)
		sam.HangsUp()
		w.phone(meis).Rings().Answers().Hears("To accept").Presses("1")
		who.TalksWith(w.Exchange.Handset(meis))
	})
}

func TestAnOperatorTransfersACallerWhoHasGone(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, sam, mei := w.phone(annsNo), w.phone(sams), w.phone(meis)
		ann.Dials(theLine).Hears("Operator, 0").Presses("0")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(sam.Handset)
		sam.Presses("*").Hears("For the duty manager, press 1")
		ann.HangsUp()
		sam.Presses("1").Hears("no longer waiting").IsHungUp()
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("calling back")
		ann.Rings().Answers().Hears("calling back").Presses("1").TalksWith(mei.Handset)
	})
}

func TestBackAndNotDownAfterAll(t *testing.T) { // R26, R-false
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann).Hears("about case").Presses("*").Hears("Has all production stopped")
		mei.Rings()
		ann.Presses("2").Hears("alarm, press 4").Presses("4").Hears("in ten seconds", "called off")
		mei.IsHungUp().Receives("STAND DOWN")
		w.ended(support.FalseAlarm)
	})
}

// The carrier's status callbacks are lost: what the phones do is enough.
func TestWithoutStatusCallbacks(t *testing.T) {
	lose := false
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.Webhook = func(kind string, _ int) exchange.Fate { return exchange.Fate{Lose: lose && kind == "status"} }
	}, func(w *Town) {
		w.expectWarnings = true
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.answersAll(ann)
		lose = true
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		time.Sleep(3 * time.Minute)
		ann.TalksWith(mei.Handset)
		mei.Presses("*").Hears("How did it go").Presses("2")
		ann.Hears("has left the call")
		w.ended(support.Solved)
	})
}

// A contract without phone support, and no operator answers: no manager is paged
// without an operator's word, and the operators know that they owe a call (R42).
func TestSilverWithoutAnOperatorIsOwedACall(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, sam := w.phone(sample.Stranger), w.phone(sams)
		w.declares(who).Hears("case number").Presses("4567890#").Hears("does not include phone support", "An operator is being called",
			"We will call you back about case C, 456, 7890").IsHungUp().Receives("will call you back")
		sam.Receives("CALL BACK "+sample.Stranger, "C4567890", "production down")
		w.phone(meis).NeverRings(10 * time.Minute)
	})
}

// The operator who answers at the second attempt hears that it is one, and the
// manager hears why an operator had to decide.
func TestSilverRingsBackAndAnOperatorSaysSo(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, sam := w.phone(sample.Stranger), w.phone(sams)
		w.declares(who).Hears("case number").Presses("4567890#").Hears("does not include phone support")
		sam.Rings()
		who.HangsUp()
		sam.IsHungUp().Receives("CALL BACK " + sample.Stranger)
		who.Dials(theLine).Hears("calling back about case C, 456, 7890").Presses("1").Hears("An operator is being called")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		who.TalksWith(sam.Handset)
		w.phone(meis).NeverRings(3 * time.Minute)
		sam.Presses("*").Hears("For the duty manager, press 1").Presses("1")
		w.phone(meis).Rings().Answers().Hears("To accept").Presses("3").Hears("Phone support is not part of the contract", "An operator asked for you")
	})
}

// A stranger who knows only a case number joins its emergency. The stranger cannot
// call it off, only leave it, and it goes on.
func TestAStrangerLeavesTheEmergencyAsItIs(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, who, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.answersAll(ann)
		w.declares(who).Hears("Enter your case number").Presses("1234567#").Hears("on record", "For an operator, press 0").Presses("1").
			Hears("For an operator, press 0").Presses("*").Hears("Enter your case number").Presses("*").Hears("Has all production stopped").Presses("2").HangsUp()
		time.Sleep(time.Minute)
		if p := w.page(); p.State != support.PageRinging {
			t.Fatalf("the page is %s: %s", p.State, p.Outcome)
		}
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
	})
}

// A caller was off the line while a colleague called the emergency off. Ringing back
// about the same emergency, the caller is asked again.
func TestWhoRingsBackAboutWhatIsCalledOffIsAskedAnew(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		w.Has(store.Directory{Contacts: []support.Contact{{Phone: sample.Stranger, Name: "Bo Lee", Contract: "100100", Language: "en"}}})
		ann, colleague, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.answersAll(ann)
		w.answersAll(colleague)
		ann.HangsUp()
		colleague.Hears("runs again, press 2").Presses("2").Hears("press 3").Presses("3").IsHungUp()
		w.ended(support.Solved)
		time.Sleep(time.Minute)
		ann.Dials(theLine).Hears("calling back about case C, 123, 4567").Presses("1").Hears("Has all production stopped").Presses("1")
		mei.Rings()
	})
}
