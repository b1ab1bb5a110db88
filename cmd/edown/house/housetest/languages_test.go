package housetest

import (
	"testing"
	"time"

	"edown/support"
	"edown/voice/exchange"
)

// speaker is a known caller, and the caller's language.
type speaker struct {
	*Town
	lang string
	*exchange.Person
}

// inEveryLanguage plays a story once a language. The caller and the whole rota speak
// it.
func inEveryLanguage(t *testing.T, story func(c *speaker)) {
	t.Helper()
	for lang, number := range map[string]string{"en": annsNo, "fr": claires, "zh": wangs} {
		t.Run(lang, func(t *testing.T) {
			InTown(t, nil, func(w *Town) {
				w.everybodySpeaks(lang)
				story(&speaker{w, lang, w.phone(number)})
			})
		})
	}
}

// hears expects messages in the speaker's language, in this order.
func (c *speaker) hears(keys ...string) *speaker {
	c.T.Helper()
	for _, key := range keys {
		c.Person.Hears(c.says(c.lang, key))
	}
	return c
}

func (c *speaker) presses(keys string) *speaker {
	c.T.Helper()
	c.Person.Presses(keys)
	return c
}

func (c *speaker) dials() *speaker { c.T.Helper(); c.Person.Dials(theLine); return c }

// declares goes as far as the first question.
func (c *speaker) declares() *speaker {
	c.T.Helper()
	return c.dials().hears("main").presses("1").hears("qualify").presses("1").presses("1").hears("q1")
}

// answers goes through the questions.
func (c *speaker) answers() *speaker {
	c.T.Helper()
	c.presses("2").hears("q2").presses("80#").hears("q3").presses("80#").hears("q5").presses("#").hears("contact").presses("3").hears("q4")
	c.Person.Says("…").Presses("#")
	return c
}

// other is another phone with the same language.
func (c *speaker) other(number string) *speaker { return &speaker{c.Town, c.lang, c.phone(number)} }

func TestCallAInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei := c.other(meis)
		c.declares().answers()
		mei.Rings().Answers()
		mei.hears("manager_keys").presses("3").hears("flag_no_technical_contact", "manager_keys").presses("1").hears("manager_accepted")
		c.hears("joining").TalksWith(mei.Handset)
		mei.presses("*").hears("manager_outcome").presses("1").hears("manager_essential").presses("2").hears("manager_noted").IsHungUp()
		c.Hears("Mei Chen").HangsUp()
		c.ended(support.Working)
	})
}

func TestCallBInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei, raj, sam := c.other(meis), c.other(rajs), c.other(sams)
		c.phone(danas).IsBusy()
		c.declares().answers()
		c.Hears("Mei Chen") // the manager being called
		mei.Rings().Declines()
		raj.Rings().Answers()
		raj.hears("manager_keys").presses("2").hears("manager_passed").IsHungUp()
		c.hears("waiting_call_off")
		sam.Rings().Answers()
		sam.hears("manager_keys").presses("1").hears("manager_accepted")
		c.hears("joining").TalksWith(sam.Handset)
		sam.HangsUp()
		c.hears("waiting_dropped")
	})
}

func TestCallCInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		sam, mei := c.other(sams), c.other(meis)
		c.dials().hears("main").presses("0").hears("operator", "waiting_operator")
		sam.Rings().Answers()
		sam.hears("operator_keys").presses("1").hears("operator_accepted").TalksWith(c.Handset)
		sam.presses("*").hears("operator_desk").presses("1").hears("operator_transferring").TalksWith(c.Handset)
		mei.Rings().Answers()
		mei.hears("manager_keys").presses("1")
		c.TalksWith(mei.Handset)
		sam.hears("operator_handed_over").IsHungUp()
	})
}

func TestSilenceAndWrongKeysInEveryLanguage(t *testing.T) { // U8
	inEveryLanguage(t, func(c *speaker) {
		c.dials().hears("main").StaysSilent()
		c.hears("sorry_silence", "main").presses("7").hears("sorry_key", "main_again").presses("*").presses("8").hears("more_time", "main").
			presses("1").hears("qualify").Says("blah blah")
		c.hears("sorry_speech", "qualify").presses("5").hears("sorry_key", "qualify_again").presses("5").hears("operator", "waiting_operator")
		c.phone(sams).Rings()
	})
}

func TestNoOperatorInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		c.dials().hears("main").presses("0").hears("operator", "waiting_operator").IsHungUp()
		c.Receives(caseOf[c.lang])
	})
}

var caseOf = map[string]string{"en": "C1234567", "fr": "C2345678", "zh": "C3456789"}

func TestNotDownInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		c.dials().hears("main").presses("1").hears("qualify").presses("2").hears("not_down").presses("1").
			presses("2").hears("existing_case").presses("12#").hears("sorry_case_number", "existing_case").presses("7777777#").hears("sorry_case_unknown", "existing_case_again").
			presses("#").hears("operator", "waiting_operator")
		c.phone(meis).NeverRings(2 * time.Minute)
	})
}

func TestCallbackInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei := c.other(meis)
		c.declares().HangsUp()
		mei.Rings().Answers()
		mei.hears("manager_keys").presses("1").hears("manager_accepted_calling_back")
		c.Rings().Answers().Hears("Mei Chen").Presses("1")
		c.hears("joining").TalksWith(mei.Handset)
		c.HangsUp()
		mei.hears("manager_outcome").presses("3").hears("manager_essential").presses("1").hears("manager_noted")
		c.ended(support.Lowered)
	})
}

func TestFalseAlarmInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei, raj := c.other(meis), c.other(rajs)
		c.declares().answers()
		mei.Rings().Declines()
		raj.Rings().Answers()
		raj.hears("manager_keys")
		c.hears("waiting_call_off").presses("2").hears("call_off").presses("4").hears("call_off_false_alarm")
		raj.presses("3")
		c.hears("called_off").IsHungUp()
		raj.hears("outcome_false_alarm").IsHungUp()
		mei.Receives(c.says(c.lang, "outcome_false_alarm"))
		c.ended(support.FalseAlarm)
	})
}

func TestResumingInEveryLanguage(t *testing.T) { // U15
	inEveryLanguage(t, func(c *speaker) {
		c.declares().presses("2").hears("q2").HangsUp()
		time.Sleep(5 * time.Minute)
		c.dials().Hears("4").Presses("1")
		c.hears("q2").presses("0#").hears("sorry_count", "q2").presses("10#").hears("q3").presses("20#").hears("sorry_more_than_total", "q3").presses("20#").hears("q5")
	})
}

func TestWatchdogInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei := c.other(meis)
		c.dials().hears("main").presses("1").hears("qualify").HangsUp()
		mei.Rings().Answers()
		mei.hears("manager_keys").presses("3").hears("flag_unqualified")
	})
}

func TestExpiredAndSilverInEveryLanguage(t *testing.T) { // R42, R43
	inEveryLanguage(t, func(c *speaker) {
		d := c.Sample()
		for i := range d.Contracts {
			d.Contracts[i].Package = support.Silver
		}
		c.Has(d)
		c.dials().hears("main").presses("1").hears("qualify").presses("1").presses("1").hears("no_phone_support", "waiting_operator").HangsUp()
		c.phone(sams).Receives(caseOf[c.lang])
		time.Sleep(time.Hour)
		for i := range d.Contracts {
			d.Contracts[i].Package, d.Contracts[i].Expires = support.Goldplus, time.Now().Add(-time.Hour)
		}
		c.Has(d)
		c.dials().hears("main").presses("1").hears("qualify").presses("1").presses("1").hears("not_entitled", "waiting_operator")
		c.phone(meis).Rings()
	})
}

func TestTextsInEveryLanguage(t *testing.T) {
	inEveryLanguage(t, func(c *speaker) {
		mei, raj := c.other(meis), c.other(rajs)
		c.declares()
		mei.Rings().Declines()
		raj.Rings()
		mei.Receives(caseOf[c.lang], "1", "2").Texts(theLine, "1").Receives(caseOf[c.lang])
		raj.Receives(caseOf[c.lang], "Mei Chen")
		mei.Rings().Answers().Presses("1")
		mei.hears("manager_accepted")
	})
}
