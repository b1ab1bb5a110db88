package ivr

import (
	"testing"
	"time"

	"edown/support"
)

// onHold has answered everything.
func onHold(t *testing.T, r *record) *onPhone {
	c := calls(t, r, stranger).presses("1").presses("1")
	r.page = ringing()
	return c.presses("1234567").presses("1").presses("10").presses("10").presses("1").presses("1").
		speaks("a").hears("summary")
}

func TestHoldTellsTheTruth(t *testing.T) { // U14
	r := acme()
	c := onHold(t, r).hears("waiting_ringing", "waiting_call_off").is("waiting")
	if c.reply.Wait.Music != firstNews || c.say("waiting_ringing").Data["Names"].([]string)[0] != "Mei Chen" {
		t.Fatalf("the first news: %+v", c.reply.Wait)
	}
	r.page.Ringing, r.page.Tried = []string{"Raj Patel"}, 1
	c.now = c.now.Add(40 * time.Second)
	c.isSilent().hears("waiting_ringing_others")
	if c.reply.Wait.Music != laterNews || c.say("waiting_ringing_others").Data["Waited"] != 40*time.Second {
		t.Fatalf("later news: %+v", c.reply)
	}
	r.page.Ringing = nil
	c.isSilent().hears("waiting_next")
}

func TestAcceptedOnHoldJoinsAtOnce(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned().hears("joining").talksIn("ED-CA1")
	if !c.reply.Wait.Ends {
		t.Fatal("the conversation ends when the caller leaves")
	}
}

func TestALateSummonsFindsTheCallerInTheRightPlace(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned().isSummoned().talksIn("ED-CA1")
	r.page = ringing()
	c.isSummoned().hears("waiting_ringing")
}

func TestAcceptedAndNotYetThereIsNews(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	r.page.Here = false // by SMS, or at the outcome menu
	c.isSummoned().hears("waiting_accepted").is("waiting")
	r.page.Here = true
	c.isSummoned().talksIn("ED-CA1")
}

func TestManagerIsLostAndTheCallerIsToldSo(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned()
	r.page.State, r.page.Here, r.page.Round, r.page.AcceptedBy = support.PageRinging, false, 2, ""
	c.isSummoned().hears("waiting_dropped")
}

func TestAfterTheConversationTheCallerIsNotLeftInSilence(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = accepted()
	c.isSummoned()
	r.page.Here, r.page.State, r.page.Outcome = false, support.PageClosed, support.Working
	c.returns().hears("after").isSilent().hears("goodbye")
	if c.reply.Wait.For != Nothing {
		t.Fatal("everything is said")
	}
}

func TestCallingItOff(t *testing.T) { // R-false
	r := acme()
	c := onHold(t, r).presses("2").hears("call_off")
	c.isSilent().hears("waiting_ringing").presses("2").presses("4").hears("call_off_false_alarm").isSilent().
		hears("called_off")
	last := c.events[len(c.events)-1]
	if last.Kind != support.CalledOff || last.Outcome != support.FalseAlarm || last.By != "caller" {
		t.Fatalf("called off: %+v", last)
	}
}

func TestCalledOffByAColleague(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.page = &Page{ID: "ED-CA1", State: support.PageClosed, Outcome: support.FalseAlarm}
	c.isSummoned().hears("called_off")
}

func TestOperatorAccepts(t *testing.T) {
	r := acme()
	c := calls(t, r, ann)
	r.hunt = &Page{ID: "OP-1", State: support.PageRinging}
	c.presses("0").hears("operator", "waiting_operator").happened(support.OperatorWanted, support.Holding)
	r.hunt = &Page{ID: "OP-1", State: support.PageAccepted, Here: true}
	c.isSummoned().hears("joining").talksIn("OP-1")
	r.hunt = &Page{ID: "OP-1", State: support.PageClosed}
	c.returns().hears("after_operator")
}

// The manager comes while the operator has the caller.
func TestManagerTakesOverFromTheOperator(t *testing.T) {
	r := acme()
	c := onHold(t, r)
	r.hunt = &Page{ID: "OP-1", State: support.PageAccepted, Here: true}
	c.isSummoned().talksIn("OP-1")
	r.page = accepted()
	c.isSummoned().talksIn("ED-CA1")
}

func TestNoOperatorMeansACallbackByVoiceAndText(t *testing.T) {
	r := acme()
	c := calls(t, r, ann)
	r.hunt = &Page{ID: "OP-1", State: support.PageRinging}
	c.presses("0")
	r.hunt.State = support.PageUnanswered
	c.isSummoned().hears("callback_promised").happened(support.OperatorWanted, support.Holding, support.CallbackWanted)
	if e := c.events[2]; e.From != ann || e.Case != "C1234567" {
		t.Fatalf("callback %+v", e)
	}
}

// R42: no manager is paged for the caller without an operator's word. When no operator
// comes, a callback is promised; when the caller rings back, operators are rung again.
func TestNoOperatorForAPackageWithoutPhoneSupport(t *testing.T) {
	r := acme()
	c := calls(t, r, stranger).presses("1").presses("1")
	r.hunt = &Page{ID: "OP-1", State: support.PageRinging}
	c.presses("3333333").hears("no_phone_support", "waiting_operator")
	first := c.session
	r.hunt.State = support.PageUnanswered
	c.isSummoned().hears("callback_promised").
		happened(support.Suspected, support.OperatorWanted, support.Holding, support.CallbackWanted)

	for _, old := range []Session{first, c.session} {
		r.recent, r.hunt = &old, nil
		again := calls(t, r, stranger).hears("resume").presses("1").hears("operator", "waiting_operator")
		again.isSilent().hears("waiting_starting") // no phone rings yet
		r.hunt = &Page{ID: "OP-2", State: support.PageRinging}
		again.isSilent().hears("waiting_operator")
	}
}

func TestAnonymousCallerLeavesANumber(t *testing.T) {
	r := acme()
	c := calls(t, r, hidden).hears("main")
	r.hunt = &Page{ID: "OP-1", State: support.PageUnanswered}
	c.presses("0").isSummoned().hears("callback_number")
	c.presses("0155502").hears("phone_sure").presses("2").hears("callback_number")
	c.presses("0155501").hears("phone_sure").presses("1").hears("callback_promised").
		happened(support.OperatorWanted, support.Holding, support.CallbackWanted)
	if c.events[2].Number != "0155501" {
		t.Fatalf("callback %+v: the number that the caller left", c.events[2])
	}
}

// An operator was asked for in the middle of the questions, and none came.
func TestNoOperatorInAnEmergencyGoesOnWithTheQuestions(t *testing.T) {
	r := acme()
	c := calls(t, r, stranger).presses("1").presses("1")
	r.page = ringing()
	c.presses("1234567").presses("1")
	r.hunt = &Page{ID: "OP-1", State: support.PageRinging}
	c.presses("*0").hears("operator", "waiting_operator")
	r.hunt.State = support.PageUnanswered
	c.isSummoned().hears("back_to_questions", "q2").presses("5").hears("q3")
}

func TestACallerWhoCannotAnswerIsNotAskedForEver(t *testing.T) {
	r := acme()
	c := calls(t, r, stranger).presses("1").presses("1")
	r.page = ringing()
	c.presses("1234567").isSilent().isSilent().isSilent().hears("operator")
	r.hunt = &Page{ID: "OP-1", State: support.PageUnanswered}
	c.isSummoned().hears("back_to_questions", "q1").isSilent().isSilent().isSilent().hears("operator")
	c.isSummoned().hears("waiting_ringing").isSilent().hears("waiting_ringing")
}

func TestUnqualifiedEmergencyWaitsForItsPage(t *testing.T) {
	r := acme()
	c := calls(t, r, stranger).presses("1").presses("0")
	r.hunt = &Page{ID: "OP-1", State: support.PageUnanswered}
	c.isSummoned().hears("waiting_starting")
	r.page = ringing()
	c.isSilent().hears("waiting_ringing")
}

func TestCallbackAsksForAHuman(t *testing.T) { // a voicemail is never bridged
	r := acme()
	r.page = accepted()
	back := Session{
		Place:     Place{Call: "ED-CA1.2", Tree: "callback", Lang: "fr"},
		Matter:    Matter{Case: "C1234567"},
		Emergency: Emergency{Declared: true},
		Rung:      Rung{Page: "ED-CA1"},
	}
	rung(t, r, back).isSilent().isSilent().isSilent().hears("goodbye").happened()
	c := rung(t, r, back).hears("reached").isSilent().hears("reached")
	c.presses("1").hears("joining").talksIn("ED-CA1").happened(support.CallReturned)
	r.page = &Page{State: support.PageClosed, Outcome: support.FalseAlarm}
	rung(t, r, back).hears("called_off")
}

func TestFailedTurnApologisesAndFetchesAHuman(t *testing.T) { // law 7
	c := calls(t, acme(), stranger).presses("1")
	c.record.hunt = &Page{ID: "OP-1", State: support.PageRinging}
	c.turn(Input{Kind: Failed}).hears("sorry_failed", "operator", "waiting_operator")
}
