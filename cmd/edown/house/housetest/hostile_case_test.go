package housetest

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
	"edown/voice/exchange"
)

// svens is the phone of the engineer booked by Nordwind.
const svens = "+4930901820044"

// bentCase plays the stories of a case with these values, as [bent] does those of an
// emergency: its engineer, its account manager, a refused escalation, one accepted
// by SMS, a review, and a new problem.
func bentCase(t *testing.T, v values) (skeletons []string) {
	t.Parallel()
	dir, on := t.TempDir(), theGround(t)
	synctest.Test(t, func(t *testing.T) {
		zone := untilIn(t, "Europe/Berlin", time.Wednesday, 14*time.Hour)
		w := build(t, on, filepath.Join(dir, "edown.db"), func(c *config.Config, x *exchange.Config) {
			c.Company, x.Patience = v(ofSupport), 24*time.Hour
			c.Policy.Review = 2 * time.Hour // so that fewer minutes pass
			x.Talk = func(string, string) time.Duration { return time.Second }
		})
		defer w.leave()
		w.namedInBerlin(zone, v)
		w.forwarded(v)
		w.engineerOf(v)
		w.refusalOf(v)
		w.acceptanceOf(v)
		w.absenceOf(v)
		w.reviewOf(v)
		w.newProblemOf(v)
		skeletons = w.skeletons(20, 100)
	})
	return skeletons
}

// namedInBerlin puts Nordwind on record under other names, with an account manager
// and an engineer of its own.
func (w *Town) namedInBerlin(zone *time.Location, v values) {
	w.Helper()
	d := nordwind(zone)
	contract, its := &d.Contracts[0], &d.Cases[0]
	contract.Company, d.Contacts[0].Name = v(ofCompany), v(ofContact)
	contract.TSAMs = []support.TSAM{{Name: v(ofAccountManager), Phone: tessas, Application: v(ofProduct), Zone: zone}}
	contract.Engineers = []support.Booking{{Span: civil.Span{From: time.Now(), To: time.Now().AddDate(0, 0, 3)}, Engineer: v(ofEngineer), Phone: svens}}
	its.Title, its.Product, its.Version = v(ofTitle), v(ofProduct), v(ofVersion)
	d.People = append(d.People, rota.Person{ID: "raj", Phone: rajs, Language: "en", Zone: "Europe/Berlin"})
	for i := range d.People {
		d.People[i].Name = v(ofManager)
	}
	w.Has(d)
}

// engineerOf is a caller who hears the status of the case, leaves a comment and asks
// for the engineer.
func (w *Town) engineerOf(v values) {
	gina, sven := w.phone(ginas), w.phone(svens)
	w.opens(gina).Presses("1").Hears("Case C, 700, 0001", "Your engineer is").
		Hears("To leave a comment, press 2").Presses("2").Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("Your comment is in the case").
		Hears("For your engineer, press 3").Presses("3").Hears("Your engineer is being called")
	sven.Rings().Answers().Hears("Caller for the engineer of case C, 700, 0001").Presses("1")
	gina.TalksWith(sven.Handset)
	sven.Presses("*").Hears("for the duty manager, press 1").HangsUp()
	time.Sleep(time.Second) // which leg hears first that the other has gone is chance
	gina.HangsUp()
	w.quiet()
}

// escalates takes Gina to the reason, past an account manager who declines.
func (w *Town) escalates(gina *exchange.Person) *exchange.Person {
	w.Helper()
	tessa := w.phone(tessas)
	w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("Your account manager is")
	tessa.Rings().Answers().Hears("Your customer", "wants to escalate case C, 700, 0001").Presses("2").IsHungUp()
	return gina.Hears("does not answer", "press 4")
}

// refusalOf is an escalation that the manager hears about and refuses. The customer
// is told by SMS and by telephone.
func (w *Town) refusalOf(v values) {
	gina, mei := w.phone(ginas), w.phone(meis)
	w.escalates(gina).Presses("1").Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("should we call you").Presses("1").Hears("You will hear from us").HangsUp()
	mei.Rings().Answers().Hears("Escalation to level 1", "To accept it, press 1").Presses("3").Hears("Please decide within", "To accept it").Presses("7").Hears("To accept it").
		Presses("2").Hears("It is refused").IsHungUp()
	gina.Receives("was not accepted").Rings().Answers().Hears("with an answer to your request").Presses("1").Hears("was turned down").HangsUp()
	w.quiet()
}

// acceptanceOf is the next level, accepted by SMS at the second attempt.
func (w *Town) acceptanceOf(v values) {
	gina, dana := w.phone(ginas), w.phone(danas)
	w.escalates(gina).Presses("4").Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("should we call you").Presses("2").Hears("You will hear from us").HangsUp()
	dana.Rings().Receives("DECIDE").Texts(theLine, v(ofText)).Texts(theLine, "1 C7000001").Answers().Hears("To accept it, press 1").Presses("1").Hears("performance report").Presses("2")
	gina.Receives("C7000001")
	dana.HangsUp()
	dana.Texts(theLine, "3 C7000001")
	w.quiet()
}

// absenceOf is the level after that, in the evening: the account manager is away,
// and gets a message.
func (w *Town) absenceOf(v values) {
	gina, tessa := w.phone(ginas), w.phone(tessas)
	time.Sleep(3 * time.Hour)
	w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("press 4").Presses("1").
		Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("should we call you").Presses("2").
		Hears("your account manager, is away", "It goes to").HangsUp()
	tessa.Receives("C7000001")
	w.quiet()
}

// reviewOf is an emergency that stays open until the managers review it.
func (w *Town) reviewOf(values) {
	gina, mei, raj, dana := w.phone(ginas), w.phone(meis), w.phone(rajs), w.phone(danas)
	w.declares(gina).Hears("case C, 700, 0001").Presses("1")
	mei.Rings().Answers().Hears("Enterprise Down at", "To accept").Presses("1")
	gina.Hears("is here").HangsUp()
	mei.Hears("calling the caller back")
	time.Sleep(time.Second)
	mei.Presses("*").Hears("have not talked").Presses("2").Hears("How did it go").Presses("1").Hears("24-hour").Presses("1").IsHungUp()
	mei.Receives("review").Rings().Answers().Hears("Enterprise Down review", "To join").Presses("1").Hears("joining the conference")
	raj.Rings().Answers().Hears("To join").Presses("1")
	raj.TalksWith(mei.Handset)
	dana.Rings().Answers().Hears("To pass, press 2").Presses("2").IsHungUp()
	raj.HangsUp()
	mei.Presses("*").Hears("What did you decide").Presses("4").IsHungUp()
	w.quiet()
}

// newProblemOf is a problem told after the tones, with an invalid date code.
func (w *Town) newProblemOf(v values) {
	gina, sven := w.phone(ginas), w.phone(svens)
	gina.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#").
		Hears("Which product").Says(v(ofWords)).Presses("#").Hears("technical area").Says(v(ofWords)).Presses("#").
		Hears("Which version").Says(v(ofWords)).Presses("#").Hears("date code").Presses("88888888#").
		Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("Something is broken").Presses("1").Hears("no workaround, 2").Presses("2").
		Hears("Please note the case number")
	sven.Rings().Answers().Hears("Caller for the engineer", "C, 900, 0001").Presses("1")
	gina.Receives("C9000001").TalksWith(sven.Handset)
	sven.Presses("*").Hears("for the duty manager, press 1").HangsUp()
	time.Sleep(time.Second) // which leg hears first that the other has gone is chance
	gina.HangsUp()
	w.quiet()
}

// quiet waits until everything that was begun has ended, and the next call is not
// asked about it (U15).
func (w *Town) quiet() { time.Sleep(11 * time.Minute) }

func TestNothingFromOutsideBendsACase(t *testing.T) { keepsItsForm(t, bentCase, roundsOfACase) }
