package ivr

import (
	"slices"
	"testing"
	"time"

	"edown/support"
)

// requested is a record in which Ann has escalated a case of Acme to a level,
// half an hour ago, for a strong reason and with a spoken summary.
func requested(level int) *record {
	r := acme()
	r.page = &Page{
		ID: "ES-CA1-7", Kind: support.DecisionPage, State: support.PageRinging, Company: "Acme", Case: "C1234567",
	}
	r.request = &support.Escalation{
		ID: "ES-CA1-7", Case: "C1234567", Level: level, Reason: support.Deadline, Strong: true,
		Summary: "https://audio/9", By: ann, At: noon.Add(-30 * time.Minute), Language: "en",
	}
	r.standing = &support.Standing{
		Case: support.Case{
			Number: "C1234567", Contract: "40012345", Severity: support.Moderate,
			Title: "The import stops", Opened: noon.Add(-15 * time.Hour),
		},
		Contract: r.contracts["40012345"], Engineer: "Ingo Roth",
	}
	return r
}

func decider(t *testing.T, r *record) *onPhone {
	return rung(t, r, phone("decision", "ES-CA1-7.1", "ES-CA1-7", "mei"))
}

// decided is what the record says once the desk has acted on a verdict.
func (r *record) decided(by, name string, v support.Verdict) {
	asked := *r.request
	asked.Verdict, asked.Decided, asked.DecidedBy = v, noon, by
	r.request, r.decider = &asked, name
	r.page = &Page{ID: r.page.ID, Kind: support.DecisionPage, State: support.PageAccepted, AcceptedBy: by, Accepter: name}
}

func TestADecisionSaysWhatIsAsked(t *testing.T) { // R33
	m := decider(t, requested(1)).hears("decision_headline", "decision_strong", "decision_keys")
	data := m.say("decision_headline").Data
	if data["Level"] != 1 || data["Severity"] != 2 || data["Reason"] != "why_deadline" ||
		data["Customer"] != "Acme" || data["Case"] != support.CaseNumber("C1234567") {
		t.Fatalf("headline %v", data)
	}
	m.presses("*").hears("decision_headline")
	m.presses("3").hears("decision_case", "decision_asked", "decision_due", "decision_summary", "", "decision_keys")
	if i := slices.IndexFunc(m.reply.Say, func(s Say) bool { return s.Play == "https://audio/9" }); i < 0 ||
		m.reply.Say[i-1].Key != "decision_summary" {
		t.Fatalf("the customer's own words are heard: %+v", m.reply.Say)
	}
	if asked := m.say("decision_asked").Data; asked["Waited"] != 30*time.Minute || asked["Phone"] != ann {
		t.Fatalf("who asked, and when: %v", asked)
	}
	m.happened(support.KeyPressed, support.KeyPressed)
}

// Noon of a Saturday: four business hours end on Monday. The gate was open,
// and nothing was recorded.
func TestTheTimeToDecide(t *testing.T) {
	r := requested(1)
	r.request.Strong, r.request.Summary = false, ""
	m := decider(t, r)
	if slices.Contains(m.said, "decision_strong") {
		t.Fatal("the gate was open")
	}
	m.presses("3").hears("decision_due", "decision_no_summary")
	due := english.policy().EscalationAnswer(r.standing.Contract, r.request.At).Due
	if left := m.say("decision_due").Data["Left"]; left != due.Sub(noon) || due.Weekday() != time.Monday {
		t.Fatalf("due %v, left %v", due, left)
	}
	m.now = due.Add(-59 * time.Second)
	m.presses("3").hears("decision_overdue")
	m.now = due.Add(-time.Minute)
	m.presses("3").hears("decision_due")
}

func TestAcceptingAnEscalationAndTalkingAtOnce(t *testing.T) { // R37
	r := requested(1)
	r.won = true
	m := decider(t, r).presses("1").hears("decision_accepted", "decision_talk")
	if ruled := m.events[1]; ruled.Kind != support.Ruled || ruled.Verdict != support.EscalationAccepted ||
		ruled.Case != "C1234567" || ruled.Page != "ES-CA1-7" || ruled.Report {
		t.Fatalf("ruled %+v", ruled)
	}
	r.decided("mei", "Mei Chen", support.EscalationAccepted)
	m.presses("1").hears("decision_connecting").talksIn("ES-CA1-7")
	m.returns().hears("decision_contacted").presses("*").talksIn("ES-CA1-7")
	m.returns().presses("1").hears("manager_noted").
		happened(support.KeyPressed, support.Ruled, support.Accepted, support.WrappingUp, support.WentBack,
			support.WrappingUp, support.Contacted)
}

func TestWhatIsOnRecordIsNotAsked(t *testing.T) {
	r := requested(1)
	r.won = true
	m := decider(t, r).presses("1")
	r.decided("mei", "Mei Chen", support.EscalationAccepted)
	m.presses("1")
	r.request.Contacted = noon
	m.returns().hears("manager_noted").happened(support.KeyPressed, support.Ruled, support.Accepted, support.WrappingUp)
}

func TestCallingTheCustomerLater(t *testing.T) {
	r := requested(1)
	r.won = true
	for _, in := range []Input{{Kind: Keys, Keys: "2"}, {Kind: Silence}} {
		decider(t, r).presses("1").turn(in).hears("decision_later")
	}
	r.request.By = ""
	decider(t, r).presses("1").hears("decision_accepted", "decision_no_number").happened(support.KeyPressed, support.Ruled)
}

func TestACustomerWhoDoesNotAnswer(t *testing.T) {
	r := requested(1)
	r.won = true
	m := decider(t, r).presses("1")
	r.decided("mei", "Mei Chen", support.EscalationAccepted)
	m.presses("1")
	r.page.Callback = "failed"
	m.isSummoned().hears("decision_unreachable", "decision_later")
}

// What each level adds (R27, R28): the report at the second, the analysis at
// the third, the vice president's own responsibility at the fourth.
func TestWhatGoesWithALevel(t *testing.T) {
	for level, want := range map[int]struct {
		asks         bool
		heard, never []string
	}{
		1: {false, nil, []string{"decision_analysis", "decision_responsible"}},
		2: {true, nil, []string{"decision_analysis", "decision_responsible"}},
		3: {false, []string{"decision_analysis"}, []string{"decision_responsible"}},
		4: {false, []string{"decision_responsible"}, []string{"decision_analysis"}},
	} {
		for key, report := range map[string]bool{"1": true, "2": false} {
			r := requested(level)
			r.won = true
			m := decider(t, r).presses("1")
			if want.asks {
				m.hears("decision_report").happened(support.KeyPressed).presses(key)
			}
			m.hears(append([]string{"decision_accepted"}, want.heard...)...)
			for _, key := range want.never {
				if slices.Contains(m.said, key) {
					t.Errorf("level %d says %s", level, key)
				}
			}
			if ruled := m.events[len(m.events)-1]; ruled.Kind != support.Ruled || ruled.Report != (want.asks && report) {
				t.Errorf("level %d, key %s: %+v", level, key, ruled)
			}
		}
	}
}

func TestRefusing(t *testing.T) { // R34
	r := requested(2)
	r.won = true
	m := decider(t, r).presses("2").hears("decision_refused").happened(support.KeyPressed, support.Ruled)
	if m.events[1].Verdict != support.EscalationRefused || m.reply.Wait.For != Nothing {
		t.Fatalf("ruled %+v", m.events[1])
	}
}

func TestTheFirstVerdictWins(t *testing.T) {
	for verdict, want := range map[support.Verdict]string{
		support.EscalationAccepted: "decision_taken_accepted",
		support.EscalationRefused:  "decision_taken_refused",
	} {
		r := requested(1)
		m := decider(t, r)
		r.decided("dana", "Dana Ives", verdict)
		m.presses("1").hears(want, "goodbye_staff").happened(support.KeyPressed)
		if m.say(want).Data["Accepter"] != "Dana Ives" {
			t.Fatal("the manager hears who has decided")
		}
		decider(t, r).hears(want)
	}
	r := requested(1)
	r.page = &Page{ID: "ES-CA1-7", State: support.PageAccepted, AcceptedBy: "dana", Accepter: "Dana Ives"}
	decider(t, r).hears("decision_taken", "goodbye_staff")
}

func TestOnlyAKeyDecides(t *testing.T) {
	for _, in := range []Input{{Kind: Silence}, {Kind: Keys, Keys: "5"}, {Kind: Keys, Speech: "hello who is there"}} {
		r := requested(1)
		r.won = true
		decider(t, r).turn(in).hears("decision_keys").turn(in).hears("decision_keys_again").
			turn(in).hears("decision_no_key").happened(support.CallEnded)
	}
}

func TestADeciderTooLate(t *testing.T) {
	r := requested(1)
	r.page.State = support.PageClosed
	decider(t, r).hears("manager_stood_down")
	r.request = nil
	decider(t, r).hears("manager_stood_down")
}

// The manager has decided by SMS while the phone was ringing.
func TestDecidedBySMS(t *testing.T) {
	r := requested(1)
	r.decided("mei", "Mei Chen", support.EscalationAccepted)
	decider(t, r).hears("decision_yours").presses("1").hears("decision_connecting").talksIn("ES-CA1-7").
		happened(support.Accepted)
	r.decided("mei", "Mei Chen", support.EscalationRefused)
	decider(t, r).hears("goodbye_staff")
}

// The customer is called for the manager who waits.
func TestTheCustomerIsCalledForAManager(t *testing.T) {
	r := requested(1)
	r.decided("mei", "Mei Chen", support.EscalationAccepted)
	r.page.Here, r.page.CallerHere = true, true
	back := Session{
		Place:  Place{Call: "ES-CA1-7.2", Tree: "callback", Lang: "en"},
		Origin: Origin{From: ann},
		Matter: Matter{Case: "C1234567"},
		Rung:   Rung{Page: "ES-CA1-7"},
	}
	rung(t, r, back).hears("reached_decision").presses("1").hears("joining").talksIn("ES-CA1-7")
	r.page.State = support.PageClosed
	rung(t, r, back).hears("after")
}
