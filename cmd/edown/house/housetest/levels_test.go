package housetest

import (
	"testing"
	"time"

	"edown/store"
	"edown/support"
	"edown/support/civil"
)

// Level 3 goes to the senior director, who owes a full analysis; level 4 to the vice
// president, who takes personal responsibility (R28). Each level needs a new reason
// (R29).
func TestTheHigherLevels(t *testing.T) {
	for level, who := range map[int]struct{ phone, rank, hears string }{
		3: {helens, "the senior director of support", "A full analysis of the causes is due"},
		4: {marcuss, "the vice president of support", "You take personal responsibility for this case"},
	} {
		t.Run(who.rank, func(t *testing.T) {
			inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
				gina, decider := w.phone(ginas), w.phone(who.phone)
				w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears(who.rank, "needs a new reason", "press 4").Presses("1").
					Hears("After the tone").Presses("#").Hears("should we call you").Presses("2").Hears("You will hear from us").HangsUp()
				decider.Rings().Answers().Hears("Escalation to level").Presses("1").
					Hears(who.hears, "To call later, press 2").Presses("2").IsHungUp()
				if s := w.standing("C7000001"); s.Case.Level != level {
					t.Errorf("on record: %+v", s.Case)
				}
			}, func(d *store.Directory) { d.Cases[0].Level = level - 1 }, higher)
		})
	}
}

// There is no level above the vice president, who gets the new reason.
func TestThereIsNoHigherLevel(t *testing.T) {
	inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
		gina := w.phone(ginas)
		w.opens(gina).Presses("4").Hears("press 3").Presses("3").Hears("There is no higher level", "press 4").Presses("4").
			Hears("After the tone").Presses("#").Hears("should we call you").Presses("2").Hears("You will hear from us").HangsUp()
		w.phone(marcuss).Rings()
	}, func(d *store.Directory) { d.Cases[0].Level = 4 }, higher)
}

// Call D in every language: Gina and the whole rota speak it.
func TestCallDInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "fr", "zh"} {
		t.Run(lang, func(t *testing.T) {
			inBerlin(t, time.Wednesday, 10*time.Hour, func(w *Town) {
				gina, mei := &speaker{w, lang, w.phone(ginas)}, &speaker{w, lang, w.phone(meis)}
				gina.Dials(theLine)
				gina.hears("main").Presses("2")
				gina.Hears("7").Presses("1")
				gina.hears("pin_contract").Presses("700700#")
				gina.hears("pin").Presses(itsPIN + "#")
				gina.hears("case_menu").Presses("4")
				gina.hears("case_change").Presses("3")
				gina.hears("gate").Presses("1")
				gina.hears("reasons").Presses("1")
				gina.hears("escalation_summary").Says("!").Presses("#")
				gina.hears("escalation_callback").Presses("1")
				gina.Hears("Mei Chen").HangsUp()
				mei.Rings().Answers()
				mei.hears("decision_strong", "decision_keys").Presses("2")
				mei.hears("decision_refused").IsHungUp()
				gina.Receives("C7000001")
				gina.Rings().Answers()
				gina.Hears("1").Presses("1")
				gina.hears("refusal_told").HangsUp()
			}, early, speaks(lang))
		})
	}
}

// A new problem in every language.
func TestANewProblemInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "fr", "zh"} {
		t.Run(lang, func(t *testing.T) {
			inBerlin(t, time.Wednesday, 12*time.Hour, func(w *Town) {
				gina := &speaker{w, lang, w.phone(ginas)}
				gina.Dials(theLine)
				gina.hears("main").Presses("3")
				gina.Hears("").Presses("700700#")
				for _, skipped := range []string{"problem_product", "problem_area", "problem_version", "problem_date_code"} {
					gina.hears(skipped).Presses("#")
				}
				gina.Hears("").Presses("#")
				gina.hears("problem_type").Presses("2")
				gina.hears("severity").Presses("2")
				gina.hears("problem_opened", "problem_connect")
				gina.Receives("C9000001")
				w.phone(lenas).Rings()
			}, speaks(lang))
		})
	}
}

// A dedicated engineer booked for now is rung at once, on a Saturday too (R44).
// Booked weekend support counts as coverage.
func TestWhatIsBookedForNow(t *testing.T) {
	const dedicated = "+4930901820044"
	now := func() civil.Span {
		return civil.Span{From: time.Now().Add(-time.Hour), To: time.Now().Add(8 * time.Hour)}
	}
	t.Run("engineer", func(t *testing.T) {
		inBerlin(t, time.Saturday, 12*time.Hour, func(w *Town) {
			gina, his := w.phone(ginas), w.phone(dedicated)
			w.opens(gina).Presses("3").Hears("Your engineer is being called")
			his.Rings().Answers().Hears("Caller for the engineer").Presses("1")
			gina.TalksWith(his.Handset)
		}, func(d *store.Directory) {
			d.Contracts[0].Engineers = []support.Booking{{Span: now(), Engineer: "Sven Dahl", Phone: dedicated}}
		})
	})
	t.Run("weekend", func(t *testing.T) {
		inBerlin(t, time.Saturday, 12*time.Hour, func(w *Town) {
			gina := w.phone(ginas)
			gina.Dials(theLine).Hears("New problem, 3").Presses("3").Hears("contract number").Presses("700700#")
			w.tellsProblem(gina, "2")
			gina.Hears("connecting you with an engineer")
			w.phone(lenas).Rings()
		}, func(d *store.Directory) { d.Contracts[0].Weekends = []civil.Span{now()} })
	})
}
