package ivr

import (
	"testing"

	"edown/support"
)

func manager(t *testing.T, r *record) *onPhone {
	return rung(t, r, phone("manager", "ED-CA1.1", "ED-CA1", "mei"))
}

func interviewed() support.Interview {
	return support.Interview{
		support.Q1Category:        {Question: support.Q1Category, Value: "3"},
		support.Q2TotalUsers:      {Question: support.Q2TotalUsers, Value: "450"},
		support.Q3ImpactedUsers:   {Question: support.Q3ImpactedUsers, Value: "430"},
		support.Q5HoursDown:       {Question: support.Q5HoursDown, Value: "3"},
		support.QTechnicalContact: {Question: support.QTechnicalContact, Value: "14155550177"},
		support.Q4Actions:         {Question: support.Q4Actions, Value: "https://audio/1"},
	}
}

func TestWhisperSaysWhatIsKnownByThen(t *testing.T) {
	r := acme()
	r.page = ringing()
	m := manager(t, r).hears("manager_headline", "manager_keys")
	if got := m.say("manager_headline").Data["Category"]; got != "" {
		t.Fatalf("category %q before it is answered", got)
	}
	r.page.Interview = interviewed()
	m.presses("*").hears("manager_headline", "manager_keys")
	if data := m.say("manager_headline").Data; data["Category"] != "category_3" || data["Customer"] != "Acme" ||
		data["Case"] != support.CaseNumber("C1234567") {
		t.Fatalf("headline %v", data)
	}
	r.page.Flags = []support.Flag{support.FlagOutsideCoverage}
	m.presses("3").hears("detail_category", "detail_q2_total_users", "detail_q3_impacted_users", "detail_q5_hours_down",
		"detail_contact_number", "detail_q4_actions", "flag_outside_coverage", "manager_keys")
	m.happened(support.KeyPressed, support.KeyPressed)
}

func TestFirstAcceptWinsAndTheOthersMayJoin(t *testing.T) { // P2
	r := acme()
	r.page, r.won = ringing(), true
	manager(t, r).presses("1").hears("manager_accepted").talksIn("ED-CA1").happened(support.KeyPressed, support.Accepted)

	r.page, r.won = accepted(), false
	loser := rung(t, r, phone("manager", "ED-CA1.2", "ED-CA1", "raj")).hears("manager_taken")
	if loser.say("manager_taken").Data["Accepter"] != "Mei Chen" {
		t.Fatal("losers hear who has it")
	}
	loser.presses("1").hears("manager_joining").talksIn("ED-CA1").returns().hears("goodbye_staff")
	rung(t, r, phone("manager", "ED-CA1.3", "ED-CA1", "ana")).isSilent().hears("goodbye_staff")
}

func TestLosingTheRaceByAKey(t *testing.T) {
	r := acme()
	r.page = ringing()
	m := rung(t, r, phone("manager", "ED-CA1.2", "ED-CA1", "raj"))
	r.page = accepted()
	m.presses("1").hears("manager_taken").happened(support.KeyPressed)
}

func TestPassing(t *testing.T) {
	r := acme()
	r.page = ringing()
	m := manager(t, r).presses("2").hears("manager_passed").happened(support.Declined)
	if m.reply.Wait.For != Nothing {
		t.Fatal("the line lets the manager sleep")
	}
}

func TestSilenceAndWrongKeysAcceptNothing(t *testing.T) { // P1
	for _, in := range []Input{{Kind: Silence}, {Kind: Keys, Keys: "5"}, {Kind: Keys, Speech: "hello who is there"}} {
		r := acme()
		r.page, r.won = ringing(), true
		m := manager(t, r).turn(in).turn(in)
		if in.Kind != Silence {
			m = m.turn(in)
		}
		m.hears("manager_no_key").happened(support.CallEnded)
		if m.reply.Wait.For != Nothing {
			t.Fatal("a voicemail is hung up on")
		}
	}
}

func TestAcceptedWithoutACaller(t *testing.T) { // R-gone
	r := acme()
	r.page, r.won = ringing(), true
	r.page.CallerHere, r.page.Callback = false, "ringing"
	manager(t, r).presses("1").hears("manager_accepted_calling_back").talksIn("ED-CA1")
	r.page.Callback = "impossible"
	manager(t, r).presses("1").hears("manager_accepted_no_caller").talksIn("ED-CA1")
}

func TestAcceptedBySMSStillAsksForAKey(t *testing.T) {
	r := acme()
	r.page, r.won = accepted(), true
	manager(t, r).hears("manager_yours").presses("1").hears("manager_accepted").talksIn("ED-CA1")
}

func TestOutcomeIsAskedAfterTheConversation(t *testing.T) { // R24
	for key, c := range map[string]struct {
		outcome support.Outcome
		then    string
	}{
		"1": {support.Working, "manager_essential"},
		"2": {support.Solved, "manager_noted"},
		"3": {support.Lowered, "manager_essential"},
		"4": {support.FalseAlarm, "manager_noted"},
	} {
		r := acme()
		r.page, r.won = ringing(), true
		m := manager(t, r).presses("1")
		r.page = accepted()
		m.returns().hears("manager_outcome").presses(key).hears(c.then).
			happened(support.KeyPressed, support.Accepted, support.WrappingUp, support.OutcomeGiven)
		if m.events[3].Outcome != c.outcome {
			t.Errorf("key %s gives %s", key, m.events[3].Outcome)
		}
		if c.then == "manager_essential" {
			m.presses("1").hears("manager_noted")
			if last := m.events[4]; last.Kind != support.EssentialGiven || !last.Essential {
				t.Errorf("essential: %+v", last)
			}
		}
	}
}

func TestStarGoesBackToTheCaller(t *testing.T) {
	r := acme()
	r.page, r.won = ringing(), true
	m := manager(t, r).presses("1")
	r.page = accepted()
	r.page.CallerHere = false
	m.returns().hears("manager_outcome").presses("*").talksIn("ED-CA1")
	if last := m.events[len(m.events)-1]; last.Kind != support.WentBack {
		t.Fatalf("going back is %+v", last)
	}
}

func TestStoodDownWhileListening(t *testing.T) {
	r := acme()
	r.page = ringing()
	m := manager(t, r)
	r.page = &Page{ID: "ED-CA1", State: support.PageClosed, Outcome: support.FalseAlarm}
	m.isSummoned().hears("stand_down")
	r.page.Outcome, r.page.AcceptedBy = support.Solved, "raj"
	m.session.Over = false
	m.isSummoned().hears("manager_stood_down")
}

func TestBriefingReadsTheAnswersAsTheyCome(t *testing.T) {
	p := ringing()
	said, heard := english.Briefing(*p, 0)
	if heard != 0 || said[0].Key != "briefing_answering" {
		t.Fatalf("before any answer: %v, %d", said, heard)
	}
	p.Interview = support.Interview{support.Q1Category: {Value: "2"}, support.Q2TotalUsers: {Value: "10"}}
	said, heard = english.Briefing(*p, 0)
	if len(said) != 2 || heard != 2 {
		t.Fatalf("two answers: %v, %d", said, heard)
	}
	p.Interview = interviewed()
	said, heard = english.Briefing(*p, 2)
	if len(said) != 4 || said[0].Key != "detail_q3_impacted_users" || heard != 6 {
		t.Fatalf("the other four: %v, %d", said, heard)
	}
	p.CallerHere, p.Callback = false, "failed"
	if said, _ = english.Briefing(*p, 6); said[0].Key != "briefing_unreachable" {
		t.Fatalf("the caller cannot be reached: %v", said)
	}
}

func desk(t *testing.T, r *record) *onPhone {
	return rung(t, r, phone("operator", "OP-1.1", "OP-1", "tom"))
}

func TestOperatorByPhoneAlone(t *testing.T) { // R2, call C
	r := acme()
	r.hunt = &Page{ID: "OP-1", State: support.PageRinging, Case: "C1234567", Reach: Reach{Language: "fr", CallerHere: true}}
	o := desk(t, r).hears("operator_headline", "operator_keys")
	if data := o.say("operator_headline").Data; data["Language"] != "language_fr" {
		t.Fatalf("the whisper names the caller's language: %v", data)
	}
	r.won, r.page = true, r.hunt
	o.presses("1").hears("operator_accepted").talksIn("OP-1")
	r.page = nil
	r.hunt.State, r.hunt.AcceptedBy, r.hunt.Here = support.PageAccepted, "tom", true
	for key, whom := range map[string]string{"1": "first", "2": "next", "3": "level2"} {
		o.returns().hears("operator_desk").presses(key).hears("operator_transferring").talksIn("OP-1")
		if last := o.events[len(o.events)-1]; last.Kind != support.Hurried || last.Climb != whom {
			t.Fatalf("key %s: %+v", key, last)
		}
	}
	o.returns().presses("*").talksIn("OP-1")
	o.returns().presses("4").hears("operator_call_off").presses("3").hears("operator_false_alarm").isSilent().talksIn("OP-1")
	if last := o.events[len(o.events)-1]; last.Kind != support.CalledOff || last.Outcome != support.FalseAlarm {
		t.Fatalf("calling off: %+v", last)
	}
	r.page = accepted()
	o.returns().hears("operator_handed_over")
}

func TestAnOperatorTooLate(t *testing.T) {
	r := acme()
	r.hunt = &Page{ID: "OP-1", State: support.PageAccepted, AcceptedBy: "zoe"}
	desk(t, r).hears("operator_taken")
	r.hunt.State = support.PageClosed
	desk(t, r).hears("operator_gone")
}

func TestStandDown(t *testing.T) {
	r := acme()
	r.page = &Page{ID: "ED-CA1", State: support.PageClosed, Outcome: support.FalseAlarm, Company: "Acme"}
	s := rung(t, r, Session{
		Place: Place{Call: "ED-CA1.5", Tree: "stand_down", Lang: "en"},
		Rung:  Rung{Page: "ED-CA1"},
	}).hears("stand_down")
	if s.say("stand_down").Data["Reason"] != "outcome_false_alarm" {
		t.Fatalf("stand down because of %v", s.say("stand_down").Data)
	}
}
