package housetest

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
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

// Call A of the mission: the manager accepts while the questions are asked.
func TestCallA(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		ann.Dials(theLine).Hears("production", "press 1").Presses("1").
			Hears("Has all production stopped", "yes, press 1").Presses("1")
		mei.Rings()
		ann.Hears("Is this about case C, 123, 4567").Presses("1").
			Hears("Case C, 123, 4567", "calling the duty manager now", "suppliers locked out, 3").Presses("3").
			Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#")
		mei.Answers().Hears("Enterprise Down at Acme", "To accept, press 1", "case C, 123, 4567", "suppliers locked out").Presses("1").
			Hears("It is yours")
		ann.Hears("Mei Chen, the duty manager, is here", "press 1", "press 2").Presses("2"). // at once, in the middle of a question
													Hears("press star", "How many hours").Presses("3#").Hears("technical contact").Presses("1").Hears("After the tone").Says("We restarted the server twice").Presses("#").
													Hears("suppliers locked out", "430 of 450", "3 hours")
		mei.Hears("Down for 3 hours") // the answers come to her as they are given
		ann.TalksWith(mei.Handset)
		mei.Says("Hello Ann, this is Mei")
		ann.Hears("Hello Ann")
		ann.HangsUp()
		mei.Hears("How did it go", "Working on it, press 1").Presses("1").Hears("24-hour support essential").Presses("1").Hears("on record").IsHungUp()
		w.ended(support.Working)
		w.onRecord("q1_category", "3", "q2_total_users", "450", "q3_impacted_users", "430", "q5_hours_down", "3", "technical_contact", "caller")
		if p := w.page(); p.Essential == nil || !*p.Essential || p.Attempts[0].Key != "1" || p.Attempts[0].PickedUp.IsZero() {
			w.Errorf("on record: %+v", p)
		}
	})
}

// Call B of the mission: no one picks up, and the line never gives up.
func TestCallB(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj, dana, victor, sam := w.phone(annsNo), w.phone(meis), w.phone(rajs), w.phone(danas), w.phone(victors), w.phone(sams)
		mei.IsVoicemail("You have reached Mei Chen")
		dana.IsBusy()
		w.phone(elodies).IsUnreachable()
		w.answersAll(ann)
		ann.Hears("We are calling", "Please stay on the line")
		raj.Rings().Answers().Hears("To accept").Presses("2").Hears("We pass it on").IsHungUp()
		victor.Rings() // level 2 is busy: the director's phone rings
		ann.Hears("could not answer", "will not stop")
		sam.Rings().Answers().Hears("Enterprise Down").Presses("1")
		ann.Hears("connecting you").TalksWith(sam.Handset)
		p := w.page()
		if p.State != support.PageAccepted || p.PersonName() != "Sam Ortiz" || p.Round != 0 {
			w.Fatalf("on record: %+v", p)
		}
		ends := map[string]string{}
		for _, a := range p.Attempts {
			ends[a.Person.ID] += a.End + " "
		}
		for who, want := range map[string]string{"mei": support.EndNoKey, "raj": support.EndCompleted, "dana": support.EndBusy} {
			if !strings.Contains(ends[who], want) {
				w.Errorf("%s's phone ended %q, want %s", who, ends[who], want)
			}
		}
	})
}

// No answer at all for half an hour: the caller hears news every 30 seconds, and
// everyone is rung again.
func TestNobodyForHalfAnHour(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann := w.phone(annsNo)
		w.answersAll(ann)
		began := time.Now()
		for range 50 {
			ann.Hears("If production runs again, press 2")
		}
		if each := time.Since(began) / 50; each > 35*time.Second || each < 25*time.Second {
			w.Errorf("news every %s, want every 30 s (U14)", each)
		}
		rung := map[string]int{}
		for _, a := range w.page().Attempts {
			rung[a.Person.ID]++
		}
		for _, id := range []string{"mei", "raj", "dana", "victor", "sam", "elodie"} {
			if rung[id] < 10 {
				w.Errorf("%s was rung %d times in 25 minutes: the page gave up", id, rung[id])
			}
		}
		w.phone(rajs).Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(w.Exchange.Handset(rajs))
	})
}

// Call C of the mission: an operator, who has only a phone.
func TestCallC(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		claire, sam, elodie, mei := w.phone(claires), w.phone(sams), w.phone(elodies), w.phone(meis)
		claire.Dials(theLine).Hears("tapez 1").Presses("0").Hears("opérateur")
		elodie.Rings()
		sam.Rings().Answers().Hears("Caller", "C, 234, 5678", "French", "To accept, press 1")
		elodie.Answers().Hears("Lumière").Presses("1")
		claire.TalksWith(elodie.Handset)
		sam.Hears("Another operator has the caller").IsHungUp()
		elodie.Presses("*").Hears("1", "2", "3", "4").Presses("1")
		mei.Rings()
		elodie.TalksWith(claire.Handset)
		mei.Answers().Hears("Enterprise Down at Lumière", "To accept").Presses("3").Hears("An operator asked for you").Presses("1")
		claire.TalksWith(mei.Handset)
		elodie.IsHungUp()
		claire.HangsUp()
		mei.Hears("How did it go").Presses("3").Hears("24-hour").Presses("2").IsHungUp()
		w.ended(support.Lowered)
	})
}

func TestTheThreeSpellingsOfACase(t *testing.T) { // R4
	for _, keys := range []string{"1234567", "21234567", "2221234567", "1234567#"} {
		t.Run(keys, func(t *testing.T) {
			InTown(t, nil, func(w *Town) {
				w.declares(w.phone(sample.Stranger)).
					Hears("Enter your case number").Presses(keys).Hears("Case C, 123, 4567", "calling the duty manager")
				w.phone(meis).Rings()
			})
		})
	}
}

func TestNoCaseYet(t *testing.T) { // R15
	InTown(t, nil, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.declares(who).Hears("Just pound").Presses("#").
			Hears("contract number").Presses("100100#").Hears("opened a case", "calling the duty manager")
		w.phone(meis).Rings()
		p := w.page()
		if p.Case == "" || p.Company != "Acme" {
			w.Fatalf("paged for %+v", p)
		}
	})
}

func TestManagerAcceptsOnHoldAndDrops(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.Hears("connecting").TalksWith(mei.Handset)
		mei.HangsUp()
		ann.Hears("We lost the connection to the manager")
		mei.Rings().Declines()
		raj.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(raj.Handset)
	})
}

func TestCallerHangsUpAndIsCalledBack(t *testing.T) { // R-gone
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann)
		mei.Rings()
		ann.Hears("Is this about").HangsUp()
		mei.Answers().Hears("To accept").Presses("1").Hears("The customer hung up; we are calling back")
		ann.Rings().Answers().Hears("calling back about case C, 123, 4567", "Mei Chen", "press 1").Presses("1")
		ann.TalksWith(mei.Handset)
		mei.Presses("*").Hears("How did it go")
		time.Sleep(time.Second) // people take a moment to press a key: meanwhile Ann leaves the room
		mei.Presses("*")
		mei.TalksWith(ann.Handset)
		ann.HangsUp()
		mei.Hears("How did it go").Presses("2").IsHungUp()
		w.ended(support.Solved)
	})
}

func TestCallbackNeverBridgesAVoicemail(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann).Hears("case").HangsUp()
		ann.IsVoicemail("Ann here, leave a message")
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("The caller cannot be reached")
		if p := w.page(); p.Talked || p.Callbacks != 3 {
			w.Fatalf("on record: %+v", p)
		}
		mei.Presses("*").Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp() // the customer is out of reach
		w.ended(support.Working)
	})
}

func TestAnonymousCallerCannotBeCalledBack(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who, mei := w.phone(annsNo), w.phone(meis)
		who.CallerID("anonymous")
		w.declares(who).Hears("Enter your case number").Presses("1234567#").
			Hears("calling the duty manager").HangsUp()
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("cannot be called back")
		who.NeverRings(5 * time.Minute)
	})
}

func TestRingingBackResumes(t *testing.T) { // U15
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann).Hears("case C").Presses("1").
			Hears("users locked out").Presses("1").Hears("How many users").HangsUp()
		time.Sleep(9 * time.Minute)
		ann.Dials(theLine).Hears("calling back about case C, 123, 4567", "yes, press 1").Presses("1").Hears("How many users").Presses("12#").Hears("How many of them")
		mei.Rings().Answers().Hears("To accept").Presses("1").Hears("It is yours")
		ann.Presses("12#").Hears("Mei Chen, the duty manager, is here").Presses("1").TalksWith(mei.Handset)
	})
}

func TestFalseAlarmStandsDown(t *testing.T) { // R-false
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Declines()
		raj.Rings().Answers().Hears("To accept")
		ann.Hears("runs again, press 2").Presses("2").Hears("alarm, press 4").Presses("4").Hears("in ten seconds")
		raj.Presses("3")
		ann.Hears("called off")
		mei.Rings().Answers().Hears("Stand down", "Acme", "false alarm").IsHungUp()
		ann.IsHungUp()
		raj.Hears("Stand down", "false alarm").IsHungUp()
		mei.Receives("E-DOWN", "C1234567").Receives("STAND DOWN", "C1234567", "false alarm")
		raj.Receives("STAND DOWN")
		w.ended(support.FalseAlarm)
		mei.NeverRings(10 * time.Minute)
	})
}

func TestTextsTakePartInTheRace(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Declines()
		raj.Rings()
		mei.Receives("E-DOWN C1234567 Acme", "To accept, reply 1").Texts(theLine, " 1 ").Receives("we are ringing you")
		ann.Hears("Mei Chen has answered by text") // which is no accept (P1)
		if p := w.page(); p.State != support.PageRinging {
			w.Fatalf("an SMS has accepted: %s", p.State)
		}
		mei.Rings().Answers().Hears("To accept").Presses("1")
		raj.Receives("C1234567", "Mei Chen has it")
		ann.TalksWith(mei.Handset)
		raj.Texts(theLine, "1").Receives("Mei Chen has it")
		w.phone(danas).Texts(theLine, "1").Receives("Nothing is waiting")
		w.phone(sample.Stranger).Texts(theLine, "1")
		synctest.Wait()
		if w.page().AcceptedBy != "mei" {
			w.Fatalf("accepted by %s", w.page().AcceptedBy)
		}
	})
}

// A pass by SMS moves the search on; the phone rings on, as the sender may be forged.
func TestPassingByText(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings().Receives("Reply 1").Texts(theLine, "what is it?").Receives("C1234567", "To accept, reply 1").Texts(theLine, "2 thanks").Receives("C1234567: the next person")
		raj.Rings()
		if a := w.page().Attempts[0]; !a.PickedUp.IsZero() || !a.Waived || !a.Live() {
			w.Errorf("on record: %+v", a)
		}
	})
}

// The carrier reports that an SMS has not arrived: the phone is rung at once, not at
// the next rung.
func TestAnSMSThatDoesNotArriveRings(t *testing.T) {
	lost := func(_ *config.Config, x *exchange.Config) {
		x.Faults.Message = func(to, _ string) int { return map[string]int{meis: 30003}[to] }
		x.Faults.Webhook = func(kind string, _ int) exchange.Fate {
			return exchange.Fate{Delay: map[string]time.Duration{"message": 35 * time.Second}[kind]}
		}
	}
	InTown(t, lost, func(w *Town) {
		w.declares(w.phone(annsNo))
		time.Sleep(2 * time.Minute)
		var rung []time.Duration
		for _, a := range w.page().Attempts {
			if a.Person.ID == "mei" {
				rung = append(rung, a.Planned.Sub(w.page().Started))
			}
		}
		if len(rung) < 2 || rung[1] >= 40*time.Second {
			w.Errorf("rung at %v", rung)
		}
	})
}

// Two managers press 1 at the same moment.
func TestExactlyOneAccepts(t *testing.T) { // P2
	InTown(t, func(c *config.Config, x *exchange.Config) {
		c.Pace, x.CallsPerSecond = 0, -1
		c.Ladder.Rungs = []paging.Rung{{Call: []paging.Whom{paging.Managers, paging.Second, paging.Directors}}}
	}, func(w *Town) {
		ann := w.phone(annsNo)
		w.answersAll(ann)
		people := []string{meis, rajs, danas, victors}
		for _, number := range people {
			w.phone(number).Rings().Answers()
		}
		for _, number := range people {
			w.phone(number).Hears("To accept")
		}
		for _, number := range people {
			w.phone(number).Presses("1")
		}
		var won []string
		for _, number := range people {
			p := w.phone(number)
			if hasHeard(p, "It is yours") {
				won = append(won, number)
				continue
			}
			p.Hears("has it. To join the call, press 1").Presses("1")
		}
		if len(won) != 1 {
			w.Fatalf("%d people heard that it is theirs", len(won))
		}
		for _, number := range people {
			ann.TalksWith(w.Exchange.Handset(number))
		}
	})
}

func hasHeard(p *exchange.Person, words string) bool {
	synctest.Wait()
	return slices.ContainsFunc(p.Transcript(), func(l exchange.Line) bool { return strings.Contains(l.Text, words) })
}

// The watchdog: the caller says that production is down, and nothing more.
func TestWatchdogPagesWithWhatIsKnown(t *testing.T) {
	for _, last := range []string{"hangs up", "is silent"} {
		t.Run(last, func(t *testing.T) {
			InTown(t, nil, func(w *Town) {
				who, began := w.phone(sample.Stranger), time.Now()
				who.Dials(theLine).Hears("press 1").Presses("1").Hears("Has all production stopped")
				if last == "hangs up" {
					who.HangsUp()
				}
				w.phone(meis).Rings()
				if took := time.Since(began); took > 61*time.Second {
					w.Errorf("who %s is paged for after %s", last, took)
				}
				w.phone(meis).Answers().Hears("Enterprise Down").Presses("3").Hears("before the caller said whether")
			})
		})
	}
}

func TestNotAllWorkHasStoppedPagesNobody(t *testing.T) { // R26
	InTown(t, nil, func(w *Town) {
		ann := w.phone(annsNo)
		ann.Dials(theLine).Hears("press 1").Presses("1").Hears("No, 2").Presses("2").Hears("An engineer can help").Presses("1").
			Hears("Is this about case").Presses("1").Hears("contract number").Presses("#").Hears("An operator will check who you are")
		w.phone(sams).Rings().Answers().Hears("C, 123, 4567").Presses("1")
		ann.TalksWith(w.Exchange.Handset(sams))
		w.phone(meis).NeverRings(3 * time.Minute)
	})
}

func TestNoOperatorForAnOrdinaryCaller(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann := w.phone(annsNo)
		ann.Dials(theLine).Hears("New problem, 3").Presses("0").Hears("An operator is being called").
			Hears("We will call you back about case C, 123, 4567").IsHungUp().Receives("will call you back")
		w.phone(meis).NeverRings(5 * time.Minute)
	})
}

func TestNoOperatorForAnEmergencyPagesTheManager(t *testing.T) { // R43
	InTown(t, nil, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.Has(store.Directory{
			Contracts: []support.Contract{{Number: "600600", Company: "Bygone", Package: support.Goldplus, Expires: time.Now().AddDate(0, 0, -1)}},
			Cases:     []support.Case{{Number: "C6000000", Contract: "600600", Opened: time.Now()}},
		})
		w.declares(who).Hears("case number").Presses("6000000#").
			Hears("could not confirm your contract")
		w.phone(sams).Rings().Declines()
		w.phone(meis).Rings().Answers().Hears("To accept").Presses("3").Hears("The contract is not confirmed").Presses("1")
		who.TalksWith(w.Exchange.Handset(meis))
	})
}

func TestSilverReachesAnOperatorWhoDecides(t *testing.T) { // R42
	InTown(t, nil, func(w *Town) {
		who := w.phone(sample.Stranger)
		w.declares(who).Hears("case number").Presses("4567890#").
			Hears("does not include phone support")
		w.phone(sams).Rings().Answers().Hears("To accept").Presses("1")
		who.TalksWith(w.Exchange.Handset(sams))
		w.phone(meis).NeverRings(5 * time.Minute)
		w.phone(sams).Presses("*").Hears("For the duty manager, press 1").Presses("1")
		w.phone(meis).Rings()
	})
}

func TestZeroDuringTheInterview(t *testing.T) { // R1
	InTown(t, nil, func(w *Town) {
		ann, sam, mei := w.phone(annsNo), w.phone(sams), w.phone(meis)
		w.declares(ann).Hears("case C").Presses("1").
			Hears("users locked out").Presses("1").Hears("How many users").Presses("*0").Hears("operator")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(sam.Handset)
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		sam.Hears("The manager has the caller").IsHungUp()
	})
}

func TestNoOperatorDuringTheInterviewGoesOnAsking(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann := w.phone(annsNo)
		w.declares(ann).Hears("case C").Presses("1").
			Hears("users locked out").Presses("0").Hears("operator", "let us go on with the questions", "users locked out").Presses("1").Hears("How many users")
	})
}

func TestSecondCallerOfACaseJoins(t *testing.T) { // R-dup, P11
	InTown(t, nil, func(w *Town) {
		ann, other, mei := w.phone(annsNo), w.phone(sample.Stranger), w.phone(meis)
		w.answersAll(ann)
		w.declares(other).Hears("case number").Presses("1234567#").
			Hears("on record")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		mei.Hears("asks to join this call").Presses("*").Hears("To let the caller in").Presses("1")
		other.TalksWith(mei.Handset)
		w.phone(rajs).NeverRings(3 * time.Minute)
	})
}

// A Chinese caller who presses wrong keys.
func TestWrongKeysInChinese(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		wang := w.phone(wangs)
		says := func(key string) string { return w.says("zh", key) }
		wang.Dials(theLine).Hears(says("main")).Presses("7").Hears(says("sorry_key"), says("main")).Presses("5").Hears(says("main_again")).Presses("1").
			Hears(says("qualify")).Presses("1").Hears("345", "6789").Presses("1").Hears(says("english_only"), says("q1")).Presses("9").Hears(says("q1")).Presses("2").
			Hears(says("q2")).Presses("0#").Hears(says("sorry_count"), says("q2")).Presses("30#").Hears(says("q3")).Presses("40#").
			Hears(says("sorry_more_than_total"), says("q3")).Presses("40#").Hears(says("operator")) // six errors: a human
		w.phone(elodies).Rings()
		if p := w.page(); !slices.Contains(p.Flags, support.FlagOutsideCoverage) { // a Gold contract, on a Saturday
			w.Errorf("flags %q", p.Flags)
		}
	})
}

func TestLanguageIsRemembered(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		who := w.phone(sample.Stranger)
		who.Dials(theLine).Hears("tapez 9").Presses("9").Hears("English", "français", "中文").Presses("2").Hears(w.says("fr", "main")).HangsUp()
		time.Sleep(time.Hour)
		who.Dials(theLine).Hears(w.says("fr", "main"))
	})
}

func TestEverythingBySpeech(t *testing.T) { // U12
	InTown(t, nil, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		ann.Dials(theLine).Hears("press 1").Says("production is down").Hears("Has all production stopped").Says("yes").
			Hears("Is this about case").Says("yes").Hears("users locked out").Says("suppliers").
			Hears("How many users").Says("four hundred fifty").Hears("How many of them").Says("430").Hears("How many hours").Says("three").
			Hears("technical contact").Says("yes").Hears("After the tone").Says("restarted").Presses("#").Hears("430 of 450", "3 hours")
		mei.Rings()
		ann.Hears("We are calling")
		w.onRecord("q1_category", "3", "q2_total_users", "450", "q3_impacted_users", "430", "q5_hours_down", "3")
	})
}

func TestSayingOperatorInANumber(t *testing.T) { // R1
	InTown(t, nil, func(w *Town) {
		w.declares(w.phone(sample.Stranger)).Hears("case number").Says("operator").Hears("getting you an operator")
		w.phone(sams).Rings()
	})
}

// The process is killed while phones ring, and started again.
func TestKilledAndStartedAgain(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		w.answersAll(ann)
		mei.Rings()
		w.stop()
		<-w.done
		w.House.Close()
		w.move()
		mei.Declines()
		raj.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(raj.Handset)
	})
}

// When the carrier detects a machine, the page moves on before the voicemail
// greeting ends, and nothing counts as an accept (P1, P4).
func TestAMachineMovesThePageOnAtOnce(t *testing.T) {
	InTown(t, func(c *config.Config, _ *exchange.Config) { c.Machines = true }, func(w *Town) {
		ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
		mei.IsVoicemail("Mei Chen, leave a message")
		w.declares(ann)
		began := time.Now()
		raj.Rings()
		if took := time.Since(began); took > 20*time.Second { // 15 s of ringing, and the verdict
			w.Errorf("the page moved on after %s", took)
		}
		if p := w.page(); p.State != support.PageRinging || !p.Attempts[0].Machine {
			w.Fatalf("on record: %+v", p.Attempts[0])
		}
	})
}

// Two emergencies at one call a second: the first ring of each comes before the
// later rungs of either.
func TestTheMostUrgentRingsFirst(t *testing.T) {
	InTown(t, func(c *config.Config, _ *exchange.Config) {
		c.Ladder.Rungs = []paging.Rung{{Call: []paging.Whom{paging.Primary}}, {After: time.Second, Call: []paging.Whom{paging.Everyone}}}
	}, func(w *Town) {
		ann, claire := w.phone(annsNo), w.phone(claires)
		w.declares(ann)
		w.phone(meis).Rings().Declines()
		w.phone(rajs).Rings()
		claire.Dials(theLine).Hears("tapez 1").Presses("1").Hears("tapez 1").Presses("1")
		began := time.Now()
		w.phone(meis).Rings()
		if took := time.Since(began); took > 2*time.Second {
			w.Errorf("the second emergency rang nobody for %s while everybody was rung for the first", took)
		}
	})
}

func TestASecondEmergencyInTheSameCall(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		ann, mei, sam := w.phone(annsNo), w.phone(meis), w.phone(sams)
		w.answersAll(ann)
		mei.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		mei.Presses("*").Hears("How did it go").Presses("2").IsHungUp()
		ann.Hears("Mei Chen has left the call").Presses("0").Hears("operator")
		sam.Rings().Answers().Hears("To accept").Presses("1")
		ann.TalksWith(sam.Handset)
		sam.Presses("*").Hears("For the duty manager, press 1").Presses("1")
		mei.Rings().Answers().Hears("Enterprise Down", "To accept").Presses("1")
		ann.TalksWith(mei.Handset)
		pages, err := w.House.Store.Pages(w.Context(), 10)
		if err != nil || len(pages) != 3 { // two emergencies, one call for an operator
			w.Fatalf("%d pages on record, %v", len(pages), err)
		}
	})
}

// The carrier places the call, but its answer is lost. The call is looked up, and no
// one is rung twice (law 4).
func TestACallWhoseAnswerIsLostIsFound(t *testing.T) {
	lost := 0
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.REST = func(r *http.Request) exchange.Fate {
			if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/Calls.json") && lost == 0 {
				lost++
				return exchange.Fate{Lose: true}
			}
			return exchange.Fate{}
		}
	}, func(w *Town) {
		ann, mei := w.phone(annsNo), w.phone(meis)
		w.declares(ann)
		mei.Rings()
		time.Sleep(20 * time.Second)
		p := w.page()
		if len(p.Attempts) != 1 || p.Attempts[0].SID == "" {
			w.Fatalf("on record: %+v", p.Attempts)
		}
		rings := 0
		for _, l := range mei.Transcript() {
			if l.Kind == "ringing" {
				rings++
			}
		}
		if lost != 1 || rings != 1 {
			w.Fatalf("%d answers lost, and Mei's phone was rung %d times", lost, rings)
		}
		mei.Answers().Hears("To accept").Presses("1").Hears("It is yours")
	})
}

// While Mei is rung for one emergency, the carrier fails to place a call to her for
// another. The first call is not mistaken for the second.
func TestAnotherPagesCallIsNotMistaken(t *testing.T) {
	posts := 0
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.REST = func(r *http.Request) exchange.Fate {
			if r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/Calls.json") {
				if posts++; posts == 2 {
					return exchange.Fate{Status: 503}
				}
			}
			return exchange.Fate{}
		}
	}, func(w *Town) {
		w.declares(w.phone(annsNo))
		w.phone(meis).Rings().Answers().Hears("To accept").Presses("1")
		w.phone(claires).Dials(theLine).Hears("tapez 1").Presses("1").Hears("tapez 1").Presses("1")
		w.phone(rajs).Rings() // Mei's phone is in use: she is rung when it is free
		if p := w.page(); p.Company != "Lumière" || !p.Attempts[0].Live() || p.Attempts[0].SID != "" {
			w.Fatalf("on record: %+v", p.Attempts)
		}
	})
}

// The carrier takes no messages until a manager has accepted. A page by SMS that
// would arrive later is dropped (P2).
func TestAPageBySMSThatIsLateIsDropped(t *testing.T) {
	var shut atomic.Bool
	shut.Store(true)
	var refused atomic.Int64
	InTown(t, func(_ *config.Config, x *exchange.Config) {
		x.Faults.REST = func(r *http.Request) exchange.Fate {
			if shut.Load() && strings.HasSuffix(r.URL.Path, "/Messages.json") {
				refused.Add(1)
				return exchange.Fate{Status: 429}
			}
			return exchange.Fate{}
		}
	}, func(w *Town) {
		w.declares(w.phone(annsNo))
		mei, raj := w.phone(meis), w.phone(rajs)
		raj.Rings()
		mei.Answers().Hears("To accept").Presses("1").Hears("It is yours")
		shut.Store(false)
		time.Sleep(time.Minute)
		for _, l := range append(mei.Transcript(), raj.Transcript()...) {
			if l.Kind == "text" && strings.Contains(l.Text, "To accept, reply 1") {
				w.Errorf("%s", l)
			}
		}
		if refused.Load() == 0 {
			w.Error("nobody was to be texted")
		}
		raj.Receives("Mei Chen has it")
	})
}

// listens hears a message to its end, like a first-time caller.
func (w *Town) listens(p *exchange.Person, words string) {
	w.Helper()
	p.Hears(words)
	time.Sleep(exchange.NaturalPace("en-US", words))
}

// Section 3 of the mission: a stranger needs 10 keys for a page, and gets it within
// 20 s of pick-up after listening to everything.
func TestHowSoonThePageGoesOut(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		began := time.Now()
		who := w.phone(sample.Stranger)
		who.Dials(theLine)
		w.listens(who, "Is production down? Press 1.")
		who.Presses("1")
		w.listens(who, w.says("en", "qualify"))
		who.Presses("1")
		w.listens(who, w.says("en", "case_number"))
		time.Sleep(8 * 400 * time.Millisecond) // to type it
		who.Presses("1234567#")
		w.phone(meis).Rings()
		if took := time.Since(began); took > 20*time.Second {
			w.Errorf("a stranger's page rang after %s", took)
		} else {
			w.Logf("a stranger's page rang after %s", took)
		}
	})
}

// A known caller needs 2 keys.
func TestHowSoonThePageOfAKnownCallerGoesOut(t *testing.T) {
	InTown(t, nil, func(w *Town) {
		began := time.Now()
		ann := w.phone(annsNo)
		ann.Dials(theLine)
		w.listens(ann, "Is production down? Press 1.")
		ann.Presses("1")
		w.listens(ann, w.says("en", "qualify"))
		ann.Presses("1")
		w.phone(meis).Rings()
		w.Logf("a known caller's page rang after %s", time.Since(began))
	})
}
