package housetest

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/rota"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// The customer of most stories about cases: Nordwind, Gold, in Berlin. Its
// engineer is Lena, who reports to Mei, who reports to Dana.
const (
	ginas   = "+4930901820001"
	lenas   = "+4930901820011"
	tessas  = "+4930901820012"
	carls   = "+4930901820013"
	helens  = "+14155550132"
	marcuss = "+14155550133"
	itsPIN  = "24680"
)

// inBerlin plays a story that begins on a weekday at a time of day in Berlin, with
// Nordwind on record: a case of severity 2, opened 20 hours before.
func inBerlin(t *testing.T, weekday time.Weekday, clock time.Duration, story func(*Town), changes ...func(*store.Directory)) {
	t.Helper()
	t.Parallel()
	dir, on := t.TempDir(), theGround(t)
	synctest.Test(t, func(t *testing.T) {
		zone := untilIn(t, "Europe/Berlin", weekday, clock)
		w := build(t, on, filepath.Join(dir, "edown.db"), func(_ *config.Config, x *exchange.Config) { x.Patience = 24 * time.Hour })
		defer w.leave()
		d := nordwind(zone)
		for _, change := range changes {
			change(&d)
		}
		w.Has(d)
		story(w)
	})
}

// untilIn sleeps until a weekday and a time of day in a place.
func untilIn(t *testing.T, place string, weekday time.Weekday, clock time.Duration) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(place)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(zone)
	day := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, zone)
	for day.Weekday() != weekday {
		day = day.AddDate(0, 0, 1)
	}
	time.Sleep(time.Until(day.Add(clock)))
	return zone
}

func nordwind(zone *time.Location) store.Directory {
	return store.Directory{
		Contracts: []support.Contract{{Number: "700700", Company: "Nordwind", Package: support.Gold, Zone: zone, CSM: "carl"}},
		PINs:      map[string]store.PIN{"700700": itsPIN},
		Contacts:  []support.Contact{{Phone: ginas, Name: "Gina Brandt", Contract: "700700", Language: "en"}},
		Cases: []support.Case{{
			Number: "C7000001", Contract: "700700", Title: "Reports are slow", Severity: support.Moderate, Opened: time.Now().Add(-20 * time.Hour),
			Status: support.InProgress, Engineer: "lena", Product: "Windmill",
		}},
		People: []rota.Person{
			{ID: "lena", Name: "Lena Vogt", Phone: lenas, Language: "en", Email: "lena@example.com", Zone: "Europe/Berlin", Supervisor: "mei"},
			{ID: "carl", Name: "Carl Ode", Phone: carls, Language: "en", Email: "carl@example.com", Zone: "Europe/Berlin"},
			{ID: "mei", Name: "Mei Chen", Phone: meis, Language: "en", Email: "mei@example.com", Zone: "Europe/Berlin", Supervisor: "dana"},
			{ID: "dana", Name: "Dana Brooks", Phone: danas, Language: "en", Email: "dana@example.com", Zone: "Europe/Berlin"},
		},
		Shifts: []rota.Shift{{Person: "lena", Role: rota.Engineer}},
	}
}

// early makes the case 15 hours old: its gate opens in an hour.
func early(d *store.Directory) { d.Cases[0].Opened = time.Now().Add(-15 * time.Hour) }

// opens takes Gina to the menu of her case: its number, the contract's, the PIN.
func (w *Town) opens(p *exchange.Person) *exchange.Person {
	w.Helper()
	return p.Dials(theLine).Hears("Open case, press 2").Presses("2").
		Hears("case C, 700, 0001").Presses("1").
		Hears("enter your contract number").Presses("700700#").Hears("Enter your PIN").Presses(itsPIN + "#").
		Hears("To change or escalate it, press 4")
}

func (w *Town) standing(number support.CaseNumber) support.Standing {
	w.Helper()
	synctest.Wait()
	return w.file(number).Standing
}

func (w *Town) file(number support.CaseNumber) (f casework.File) {
	w.Helper()
	err := w.House.Store.Do(w.Context(), func(tx operators.Tx) (err error) {
		f, err = tx.File(operators.About{Case: number})
		return err
	})
	if err != nil || !f.Known {
		w.Fatalf("%s: on record %v, %v", number, f.Known, err)
	}
	return f
}

// Call D of the mission: a strong reason before the gate, and the manager's yes.
func TestCallD(t *testing.T) {
	inBerlin(t, time.Wednesday, 10*time.Hour, func(w *Town) {
		gina, mei, carl := w.phone(ginas), w.phone(meis), w.phone(carls)
		w.opens(gina).Presses("4").Hears("To escalate to management, press 3").Presses("3").
			Hears("Escalation opens today at 11 a.m.", "strong reason", "press 1").Presses("1").
			Hears("A deadline, press 1").Presses("1").
			Hears("After the tone").Says("Our quarter ends tonight").Presses("#").
			Hears("should we call you").Presses("2").
			Hears("Mei Chen will decide", "today at 2 p.m.")
		gina.HangsUp()
		carl.Receives("C7000001")
		mei.Rings().Answers().Hears("Escalation to level 1, Nordwind, case C, 700, 0001, severity 2: a deadline is near", "strong reason", "To accept it, press 1").
			Presses("3").Hears("Reports are slow", "Lena Vogt", "Our quarter ends tonight").Presses("1").
			Hears("To speak to the customer now, press 1").Presses("1").Hears("calling the customer")
		gina.Rings().Answers().Hears("about your escalation", "press 1").Presses("1")
		gina.TalksWith(mei.Handset)
		w.told("call-d")
		mei.Presses("*").Hears("It is on record").IsHungUp() // the conversation is the contact
		s := w.standing("C7000001")
		if s.Case.Level != 1 || len(s.Escalations) != 1 || s.Escalations[0].Verdict != support.EscalationAccepted || !s.Escalations[0].Strong || s.Escalations[0].Contacted.IsZero() {
			t.Errorf("on record: %+v", s)
		}
	}, early)
}

// The gate is soft: the customer's own priority instead (R36).
func TestPriorityInsteadOfAnEscalation(t *testing.T) {
	inBerlin(t, time.Wednesday, 10*time.Hour, func(w *Town) {
		gina := w.phone(ginas)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").
			Hears("Escalation opens today at 11 a.m.", "To set your own priority instead, press 2").Presses("2").
			Hears("High, press 3").Presses("3").Hears("It is set").HangsUp()
		w.phone(lenas).Receives("C7000001")
		if s := w.standing("C7000001"); s.Case.Priority != support.PriorityHigh || len(s.Escalations) != 0 {
			t.Errorf("on record: %+v", s)
		}
	}, early)
}

// A refusal is told to the first person to escalate: by SMS, and by telephone if she
// asked for a call. The second level needs a new reason (R29, R34).
func TestARefusalIsToldAndTheNextLevelAsksAnew(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, mei := w.phone(ginas), w.phone(meis)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").
			Hears("No updates, press 4").Presses("4").Hears("After the tone").Presses("#").
			Hears("should we call you").Presses("1").Hears("Mei Chen will decide").HangsUp()
		mei.Rings().Answers().Hears("To refuse it, press 2").Presses("2").Hears("It is refused").IsHungUp()
		gina.Receives("C7000001")
		gina.Rings().Answers().Hears("with an answer to your request", "press 1").Presses("1").
			Hears("The escalation of case C, 700, 0001 to level 1 was turned down").HangsUp()
		s := w.standing("C7000001")
		if s.Case.Level != 0 || s.Escalations[0].Verdict != support.EscalationRefused {
			t.Errorf("on record: %+v", s)
		}
		w.told("refusal")
	})
}

// Level 1 was accepted, and the caller is not satisfied. Level 2 goes to the
// supervisor's own manager, who decides whether the performance report goes too.
func TestTheSecondLevelOfManagement(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, dana := w.phone(ginas), w.phone(danas)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").
			Hears("the second level of management", "needs a new reason", "press 4").Presses("4").Hears("After the tone").Presses("#").
			Hears("should we call you").Presses("2").Hears("It goes to the second level of management").HangsUp()
		dana.Rings().Answers().Hears("Escalation to level 2").Presses("1").
			Hears("Must the software performance report be escalated too").Presses("1").
			Hears("To call later, press 2").Presses("2").Hears("text us 3", "C, 700, 0001").IsHungUp()
		if s := w.standing("C7000001"); s.Case.Level != 2 || !s.Escalations[0].Contacted.IsZero() {
			t.Errorf("on record: %+v", s)
		}
		dana.Texts(theLine, "3 C7000001")
		if s := w.standing("C7000001"); s.Escalations[0].Contacted.IsZero() {
			t.Errorf("the contact is not on record: %+v", s)
		}
	}, func(d *store.Directory) { d.Cases[0].Level = 1 })
}

// An SMS decides nothing: a key on the phone that rings does.
func TestADecisionByText(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, mei := w.phone(ginas), w.phone(meis)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("press 4").Presses("1").Hears("After the tone").Presses("#").
			Hears("should we call you").Presses("2").Hears("Mei Chen will decide").HangsUp()
		mei.Rings().Receives("C7000001").Texts(theLine, "1 C7000001")
		mei.Receives("a text does not decide")
		if s := w.standing("C7000001"); s.Case.Level != 0 || s.Escalations[0].DecidedBy != "" {
			t.Errorf("decided by an SMS: %+v", s)
		}
		mei.Answers().Hears("press 1").Presses("1")
		gina.Receives("Mei Chen")
		if s := w.standing("C7000001"); s.Case.Level != 1 || s.Escalations[0].DecidedBy != "mei" {
			t.Errorf("on record: %+v", s)
		}
	})
}

// At night no one is rung for an escalation (P10). In the morning Mei is, and after
// four business hours it goes a level up.
func TestNobodyIsWokenForAnEscalation(t *testing.T) {
	inBerlin(t, time.Wednesday, 22*time.Hour, func(w *Town) {
		asked := time.Now()
		gina, mei, dana := w.phone(ginas), w.phone(meis), w.phone(danas)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("opens").Presses("1").Hears("press 4").Presses("3").Hears("After the tone").Presses("#").
			Hears("should we call you").Presses("2").Hears("tomorrow at 1 p.m.").HangsUp()
		mei.NeverRings(10 * time.Hour)
		mei.Rings()
		if at := time.Since(asked); at < 10*time.Hour || at > 12*time.Hour {
			t.Errorf("rung %s after 22:00", at)
		}
		dana.Rings()
		if at := time.Since(asked); at > 15*time.Hour {
			t.Errorf("the next level was rung %s after 22:00", at)
		}
	}, early)
}

// An operator may vouch for a caller without a PIN at hand.
func TestAnOperatorVouches(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, sam := w.phone(ginas), w.phone(sams)
		gina.Dials(theLine).Hears("press 2").Presses("2").Hears("case C, 700, 0001").Presses("1").
			Hears("enter your contract number").Presses("#").Hears("An operator will check who you are")
		sam.Rings().Answers().Hears("To accept, press 1").Presses("1")
		gina.TalksWith(sam.Handset)
		sam.Presses("*").Hears("press 4").Presses("4").Hears("case, press 4").Presses("4").IsHungUp()
		gina.Hears("You can go on with your case", "For the status of your case, press 1").Presses("1").
			Hears("Case C, 700, 0001: severity two, moderate, in progress", "Your engineer is Lena Vogt", "The next update is due")
	})
}

// After five wrong PINs, from any phone, no PIN is checked for a quarter of an hour.
func TestFivePINs(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina := w.phone(ginas)
		try := func(pin string) *exchange.Person {
			return gina.Hears("enter your contract number").Presses("700700#").Hears("Enter your PIN").Presses(pin + "#")
		}
		gina.Dials(theLine).Hears("press 2").Presses("2").Hears("case C, 700, 0001").Presses("1")
		try("1111").Hears("That did not match")
		try("2222").Hears("That did not match")
		try("3333").Hears("That did not match", "An operator will check who you are").HangsUp()
		time.Sleep(11 * time.Minute)
		gina.Dials(theLine).Hears("press 2").Presses("2").Hears("case C, 700, 0001").Presses("1")
		try("4444").Hears("That did not match")
		try("5555").Hears("not", "operator").HangsUp()
		time.Sleep(11 * time.Minute)
		gina.Dials(theLine).Hears("press 2").Presses("2").Hears("case C, 700, 0001").Presses("1")
		try(itsPIN).Hears("PINs are not accepted").HangsUp()
		time.Sleep(15 * time.Minute)
		w.opens(gina).HangsUp()
	})
}

// Comment, severity and engineer.
func TestWhatACallerDoesAboutHisCase(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, lena := w.phone(ginas), w.phone(lenas)
		w.opens(gina).Presses("2").Hears("After the tone").Says("It is the nightly report").Presses("#").Hears("Your comment is in the case").
			Hears("To change or escalate it, press 4").Presses("4").Hears("To change the severity, press 2").Presses("2").
			Hears("workaround, 4").Presses("2").Hears("Set case C, 700, 0001 to severity one, critical").Presses("1").Hears("It is done").
			Hears("For your engineer, press 3").Presses("3").Hears("Your engineer is being called")
		lena.Rings().Answers().Hears("Caller for the engineer of case C, 700, 0001, Nordwind", "press 1").Presses("1")
		gina.TalksWith(lena.Handset)
		lena.Receives("C7000001")
		if s := w.standing("C7000001"); s.Case.Severity != support.Critical {
			t.Errorf("on record: %+v", s)
		}
		w.told("case")
	})
}

// A caller who describes an outage while escalating is offered an Enterprise Down
// (R32).
func TestAnOutageWhileEscalating(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, mei := w.phone(ginas), w.phone(meis)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("A major function impaired, press 2").Presses("2").
			Hears("Has all production stopped").Presses("1")
		mei.Rings().Answers().Hears("Enterprise Down at Nordwind")
		if s := w.standing("C7000001"); s.Case.Severity != support.EnterpriseDown || s.Declared.IsZero() {
			t.Errorf("on record: %+v", s)
		}
	})
}

// The account manager is rung first during business hours (R45, R46).
func TestTheAccountManagerFirst(t *testing.T) {
	tsam := func(d *store.Directory) {
		c := &d.Contracts[0]
		c.TSAMs = []support.TSAM{{Name: "Tessa Lund", Phone: tessas, Application: "Windmill", Zone: c.Zone}}
	}
	t.Run("there", func(t *testing.T) {
		inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
			gina, tessa := w.phone(ginas), w.phone(tessas)
			w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("Your account manager is Tessa Lund")
			tessa.Rings().Answers().Hears("Your customer Nordwind wants to escalate case C, 700, 0001").Presses("1")
			gina.TalksWith(tessa.Handset)
			w.told("account-manager")
		}, tsam)
	})
	t.Run("does not answer", func(t *testing.T) {
		inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
			gina := w.phone(ginas)
			w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("Your account manager is Tessa Lund").
				Hears("does not answer", "Why are you escalating").Presses("1").Hears("After the tone").Presses("#").Hears("should we call you").Presses("2").Hears("Mei Chen will decide").HangsUp()
			w.phone(meis).Rings()
		}, tsam)
	})
	t.Run("away", func(t *testing.T) {
		inBerlin(t, time.Wednesday, 18*time.Hour, func(w *Town) {
			gina := w.phone(ginas)
			w.opens(gina).Presses("4").Hears("press 3").Presses("3").
				Hears("Why are you escalating").Presses("1").Hears("After the tone").Presses("#").Hears("should we call you").Presses("2").
				Hears("Tessa Lund, your account manager, is away", "Mei Chen will decide", "tomorrow at 1 p.m.").HangsUp()
			w.phone(meis).Rings() // in the morning
			w.phone(tessas).Receives("C7000001")
			w.told("account-manager-away")
		}, tsam)
	})
}

// A new problem, in the order of the guide (R8): the case number is read twice and
// sent by SMS.
func TestANewProblem(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, lena := w.phone(ginas), w.phone(lenas)
		gina.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#").
			Hears("Which product").Says("Windmill").Presses("#").Hears("technical area").Says("Reporting").Presses("#").
			Hears("Which version").Presses("#").Hears("date code").Presses("20261#").Hears("After the tone").Says("The report hangs at ten percent").Presses("#").
			Hears("Something is broken, press 1").Presses("1").
			Hears("no workaround, 2").Presses("2").
			Hears("Please note the case number", "It is C, 900, 0001. Once more: C, 900, 0001", "text message", "connecting you with an engineer")
		gina.Receives("C9000001")
		lena.Rings().Answers().Hears("Caller for the engineer", "C, 900, 0001").Presses("1")
		gina.TalksWith(lena.Handset)
		s := w.standing("C9000001")
		if s.Case.Severity != support.Critical || s.Case.Type != support.BreakFix || s.Case.DateCode != "20261" || s.Case.Contract != "700700" {
			t.Errorf("on record: %+v", s.Case)
		}
		w.told("new-problem")
	})
}

// Every package on every weekday at noon: what a caller with a new problem of
// severity 1 hears, and whether an engineer's phone rings.
func TestEachPackageOnEachDay(t *testing.T) {
	for _, sold := range []support.Package{support.Silver, support.Gold, support.Goldplus, support.Platinum} {
		for day := time.Sunday; day <= time.Saturday; day++ {
			t.Run(string(sold)+" "+day.String(), func(t *testing.T) {
				inBerlin(t, day, 12*time.Hour, func(w *Town) {
					gina := w.phone(ginas)
					gina.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#")
					weekend := day == time.Saturday || day == time.Sunday
					if sold == support.Silver {
						gina.Hears("phone support", "operator")
						w.phone(sams).Rings()
						w.phone(lenas).NeverRings(time.Minute)
						return
					}
					w.tellsProblem(gina, "2")
					if sold == support.Gold && weekend {
						gina.Hears("Phone support opens", "at midnight", "You will have an answer").HangsUp()
						w.phone(lenas).NeverRings(time.Minute)
						return
					}
					gina.Hears("connecting you with an engineer")
					w.phone(lenas).Rings()
				}, func(d *store.Directory) { d.Contracts[0].Package = sold })
			})
		}
	}
}

// An Enterprise Down of a closed case reopens it, and its clocks run like any
// other's.
func TestAnEnterpriseDownOfAClosedCase(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina, mei := w.phone(ginas), w.phone(meis)
		w.declares(gina).Hears("case number").Presses("7000001#").Hears("users locked out")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		time.Sleep(time.Minute)
		gina.HangsUp()
		mei.Presses("*").Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp()
		if s := w.standing("C7000001"); s.Declared.IsZero() || s.Case.Closed || s.Case.Status != support.InProgress {
			t.Errorf("on record: %+v, declared %v", s.Case, s.Declared)
		}
		time.Sleep(23*time.Hour + 30*time.Minute)
		mei.Receives("review")
		mei.Rings()
	}, func(d *store.Directory) { d.Cases[0].Status, d.Cases[0].Closed = support.StatusClosed, true })
}

// tellsProblem answers as little as possible.
func (w *Town) tellsProblem(p *exchange.Person, severity string) {
	w.Helper()
	p.Hears("Which product").Presses("#").Hears("technical area").Presses("#").Hears("Which version").Presses("#").
		Hears("date code").Presses("#").Hears("After the tone").Presses("#").Hears("Something is broken").Presses("1").
		Hears("workaround, 4").Presses(severity).Hears("Please note the case number")
}

// A new problem with stopped production: the case is opened first, then raised
// (R15).
func TestANewProblemThatIsAnEnterpriseDown(t *testing.T) {
	inBerlin(t, time.Saturday, 12*time.Hour, func(w *Town) {
		gina, mei := w.phone(ginas), w.phone(meis)
		gina.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#").
			Hears("Which product").Presses("#").Hears("technical area").Presses("#").Hears("Which version").Presses("#").
			Hears("date code").Presses("#").Hears("After the tone").Presses("#").Hears("Something is broken").Presses("1").
			Hears("Production has stopped, press 1").Presses("1")
		gina.Hears("Has all production stopped").Presses("1")
		mei.Rings().Answers().Hears("Enterprise Down at Nordwind", "To accept").Presses("3").Hears("outside")
		if s := w.standing("C9000001"); s.Case.Severity != support.EnterpriseDown {
			t.Errorf("on record: %+v", s.Case)
		}
	})
}

// An Enterprise Down that stays open is reviewed after 24 hours (R23): the review is
// announced, held as a conference of those who press 1, and its outcome recorded.
func TestTheReviewOfTheManagers(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		declared := time.Now()
		gina, mei, raj, dana := w.phone(ginas), w.phone(meis), w.phone(rajs), w.phone(danas)
		w.declares(gina).Hears("case C, 700, 0001").Presses("1")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		gina.Hears("Mei Chen, the duty manager, is here").HangsUp()
		mei.Hears("calling the caller back")
		time.Sleep(time.Second)
		mei.Presses("*").Hears("have not talked").Presses("2"). // on her own phone
									Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp()
		w.chapter = declared.Add(22 * time.Hour)
		time.Sleep(time.Until(declared.Add(23*time.Hour + 30*time.Minute)))
		mei.Receives("review")
		mei.Rings()
		if at := time.Since(declared).Round(time.Minute); at < 24*time.Hour || at > 24*time.Hour+2*time.Minute {
			t.Errorf("the review began after %s", at)
		}
		mei.Answers().Hears("Enterprise Down review, Nordwind, case C, 700, 0001", "To join the managers' conference, press 1").Presses("1").Hears("joining the conference")
		raj.Rings().Answers().Hears("To join the managers' conference, press 1").Presses("1")
		raj.TalksWith(mei.Handset)
		dana.Rings().Answers().Hears("To pass, press 2").Presses("2").IsHungUp()
		raj.HangsUp()
		mei.Presses("*").Hears("What did you decide").Presses("4").IsHungUp()
		s := w.standing("C7000001")
		if s.Reviewed.IsZero() || !s.Declared.IsZero() {
			t.Errorf("on record: reviewed %s, declared %s", s.Reviewed, s.Declared)
		}
		w.told("review")
	})
}

// A review that no one joins is overdue, and goes up level by level.
func TestAReviewThatNobodyHoldsIsRaised(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		declared := time.Now()
		gina, mei := w.phone(ginas), w.phone(meis)
		w.declares(gina).Hears("case C, 700, 0001").Presses("1")
		mei.Rings().Answers().Hears("To accept").Presses("1")
		gina.Hears("Mei Chen, the duty manager, is here").HangsUp()
		mei.Hears("calling the caller back")
		time.Sleep(time.Second)
		mei.Presses("*").Hears("have not talked").Presses("2"). // on her own phone
									Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp()
		time.Sleep(time.Until(declared.Add(27 * time.Hour)))
		w.phone(victors).Receives("C7000001")
	})
}

// A caller gets no calls that were not asked for, and hears nothing about a case
// without proof.
func TestNothingOfACaseIsToldWithoutProof(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		who := w.phone(sample.Stranger)
		who.Dials(theLine).Hears("press 2").Presses("2").Hears("Enter your case number").Presses("7000001#").
			Hears("enter your contract number").Presses("700700#").Hears("Enter your PIN").Presses("0000#").Hears("That did not match")
		for _, l := range who.Transcript() {
			for _, secret := range []string{"Nordwind", "Lena", "Reports are slow", "moderate", "Gina"} {
				if strings.Contains(l.Text, secret) {
					t.Errorf("was told %q", l.Text)
				}
			}
		}
	})
}

// higher puts the senior director and the vice president in Berlin.
func higher(d *store.Directory) {
	d.People = append(d.People,
		rota.Person{ID: "helen", Name: "Helen Ward", Phone: helens, Language: "en", Zone: "Europe/Berlin"},
		rota.Person{ID: "marcus", Name: "Marcus Stone", Phone: marcuss, Language: "en", Zone: "Europe/Berlin"})
}

// speaks gives Gina and her people a language.
func speaks(lang string) func(*store.Directory) {
	return func(d *store.Directory) {
		d.Contacts[0].Language = lang
		for i := range d.People {
			d.People[i].Language = lang
		}
	}
}
