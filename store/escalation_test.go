package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
	"edown/support/civil"
)

const (
	slow  = support.CaseNumber("C3333333") // Bolt's, Gold, in Paris
	buyer = support.E164("+33155550188")
)

// staffed is a house whose case at Bolt has an engineer, and all above him.
func staffed(t *testing.T) *house {
	h := build(t)
	person := func(id, above string) rota.Person {
		return rota.Person{ID: id, Name: strings.ToUpper(id), Phone: support.E164("+1415555020" + fmt.Sprint(len(id))), Language: "en", Zone: "Europe/Paris", Supervisor: above}
	}
	must(t, h.store.Put(t.Context(), Directory{
		People: []rota.Person{person("vp", ""), person("ana", ""), person("dana", "vp"), person("ingo2", "dana"), person("engine", "ingo2")},
		Shifts: []rota.Shift{
			{Person: "ana", Role: rota.SeniorDirector}, {Person: "vp", Role: rota.VicePresident},
		},
		Contracts: []support.Contract{{
			Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris,
			TSAMs: []support.TSAM{{Name: "Lena Berg", Phone: "+14155550299", Zone: paris, Booked: nil}},
		}},
		Cases: []support.Case{{Number: slow, Contract: "100300", Title: "Slow", Severity: support.Moderate, Engineer: "engine"}},
	}))
	return h
}

// until waits for a moment, and lets the desk act on what was due.
func (h *house) until(at time.Time) {
	h.t.Helper()
	time.Sleep(time.Until(at))
	h.line.Poke()
	synctest.Wait()
}

// happens has the desk act on an event.
func (h *house) happens(e support.Event) {
	h.t.Helper()
	e.At = time.Now()
	must(h.t, h.store.Post(h.t.Context(), fmt.Sprint(e.Kind, e.Call, e.From, e.Text, e.At.UnixNano()), e))
	h.line.Poke()
	synctest.Wait()
}

// escalates is a customer who asks for a level, and the moment he does.
func (h *house) escalates(call string, from support.E164, level int, callBack bool) time.Time {
	h.t.Helper()
	h.calls(call, from)
	now := time.Now()
	h.happens(support.Event{Kind: support.Escalated, Call: call, Escalation: &support.Escalation{
		ID: "ES-" + call + "-4", Case: slow, Level: level, Reason: support.Deadline, Call: call, By: from, Language: "fr", CallBack: callBack, At: now,
	}})
	return now
}

// texted are the SMS on record, what and to whom.
func (h *house) texted() (sent []string) {
	h.t.Helper()
	rows, err := h.store.db.Query(`SELECT key, to_number FROM messages ORDER BY at, key, to_number`)
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var key, to string
		must(h.t, rows.Scan(&key, &to))
		sent = append(sent, key+" "+to)
	}
	return sent
}

func (h *house) isTexted(want ...string) {
	h.t.Helper()
	sent := h.texted()
	for _, one := range want {
		if !slices.Contains(sent, one) {
			h.t.Errorf("%s was not sent: %q", one, sent)
		}
	}
}

func (h *house) isNotTexted(unwanted string) {
	h.t.Helper()
	for _, one := range h.texted() {
		if strings.HasPrefix(one, unwanted) {
			h.t.Errorf("%s was sent", one)
		}
	}
}

// decides is a manager's key on the phone that was rung for a decision.
func (h *house) decides(leg paging.Leg, verdict support.Verdict, report bool) {
	h.t.Helper()
	h.happens(support.Event{Kind: support.PickedUp, Call: leg.ID, SID: "SID-" + leg.ID})
	h.happens(support.Event{Kind: support.Ruled, Call: leg.ID, Verdict: verdict, Report: report})
	h.happens(support.Event{Kind: support.CallEnded, Call: leg.ID, Ending: support.EndCompleted})
}

// noted are the lines of the case's record, and who gave them.
func (h *house) noted(kind support.NoteKind) (lines []string) {
	h.t.Helper()
	rows, err := h.store.db.Query(`SELECT said, given_by FROM notes WHERE case_number = $1 AND kind = $2 ORDER BY at, seq`, slow, string(kind))
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var said, by string
		must(h.t, rows.Scan(&said, &by))
		lines = append(lines, said+" by "+by)
	}
	return lines
}

// owed is what is owed the case, and who owes it.
func (h *house) owed() (owed []string) {
	h.t.Helper()
	do(h.t, h.store, func(tx *tx) error {
		duties, err := tx.commitments(slow)
		for _, d := range duties {
			owed = append(owed, d.ID+" "+d.Owner)
		}
		return err
	})
	return owed
}

func (h *house) owes(want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.owed()); diff != "" {
		h.t.Errorf("what is owed: %s", diff)
	}
}

func tens(day int) time.Time { return time.Date(2000, 1, day, 10, 0, 0, 0, paris) } // the 3rd is a Monday

// Call D of the mission: the engineer's supervisor decides within four business
// hours, and the customer is spoken to (R27, R33, R35, R37).
func TestAnEscalationIsDecidedAndTheCustomerContacted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		asked := h.escalates("CA5", buyer, 1, false)
		h.owes("answer:ES-CA5-4 ingo2")
		do(t, h.store, func(tx *tx) error {
			d, _, err := tx.commitment("answer:ES-CA5-4")
			if !d.Due.Equal(asked.Add(4 * time.Hour)) {
				t.Errorf("due at %s", d.Due)
			}
			return err
		})
		h.isTexted("sms_decide +14155550205", "sms_escalated "+string(mei.Phone), "sms_escalated +14155550299")
		leg := h.rings("ingo2")
		if leg.Purpose != support.ForDecision || leg.Page != "ES-CA5-4" {
			t.Errorf("rung: %+v", leg)
		}
		h.decides(leg, support.EscalationAccepted, true)
		if diff := cmp.Diff([]string{"accepted by ingo2"}, h.noted(support.NoteDecided)); diff != "" {
			t.Error(diff)
		}
		if got := h.noted(support.NoteReport); len(got) != 1 {
			t.Errorf("the report: %q", got)
		}
		s := standing(t, h.store, slow)
		if s.Case.Level != 1 || s.Escalations[0].DecidedBy != "ingo2" {
			t.Errorf("the case: %+v", s)
		}
		h.isTexted("sms_escalation_accepted "+string(buyer), "sms_escalation_upheld +14155550206", "sms_report_escalated +14155550206")
		h.owes("contact:ES-CA5-4 ingo2")
		h.isNotTexted("sms_contact_due")
		h.until(tens(3).Add(time.Hour + time.Second))
		h.isTexted("sms_contact_due +14155550205")
		h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: "3 c3333333"})
		h.isTexted("sms_recorded +14155550205")
		h.owes()
		if s := standing(t, h.store, slow); s.Escalations[0].Contacted.IsZero() || s.Escalations[0].Open() {
			t.Error("nobody has contacted him")
		}
	})
}

// Whoever first escalated the case hears that it was refused: by SMS, and by
// telephone since he asked for that (R34). So does whoever has asked now.
func TestARefusalIsToldToWhoFirstEscalated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, true)
		h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
		h.escalates("CA6", ann, 2, false)
		h.decides(h.rings("dana"), support.EscalationRefused, false)
		h.isTexted("sms_escalation_refused "+string(buyer), "sms_escalation_refused "+string(ann))
		if leg := h.rings(""); leg.Purpose != support.ForRefusal || leg.To != buyer || leg.Page != "ES-CA6-4" {
			t.Errorf("rung: %+v", leg)
		}
		if s := standing(t, h.store, slow); s.Case.Level != 1 {
			t.Errorf("level %d", s.Case.Level)
		}
		h.owes("contact:ES-CA5-4 ingo2")
	})
}

// They talk in the room of the page: nobody has to say that the customer was
// contacted (R37).
func TestTalkingAtOnceIsTheContact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		leg := h.rings("ingo2")
		h.happens(support.Event{Kind: support.PickedUp, Call: leg.ID, SID: "SID-" + leg.ID})
		h.happens(support.Event{Kind: support.Ruled, Call: leg.ID, Verdict: support.EscalationAccepted})
		h.happens(support.Event{Kind: support.Accepted, Call: leg.ID})
		h.happens(support.Event{Kind: support.Joined, Call: leg.ID})
		back := h.rings("")
		if back.Purpose != support.ForCaller || back.To != buyer {
			t.Errorf("rung: %+v", back)
		}
		h.owes("contact:ES-CA5-4 ingo2")
		h.happens(support.Event{Kind: support.CallReturned, Call: back.ID})
		h.happens(support.Event{Kind: support.Joined, Call: back.ID})
		h.owes()
		if diff := cmp.Diff([]string{" by ingo2"}, h.noted(support.NoteContacted)); diff != "" {
			t.Error(diff)
		}
	})
}

// A number that is hidden gets no SMS: the answer is in the case, and an
// operator owes a call.
func TestARefusalOfAHiddenNumberIsAnOperators(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", "", 1, true)
		h.decides(h.rings("ingo2"), support.EscalationRefused, false)
		if n := count(t, h.store, `SELECT COUNT(*) FROM callbacks WHERE call = 'CA5' AND case_number = 'C3333333' AND done IS NULL`); n != 1 {
			t.Errorf("%d calls are owed", n)
		}
		h.isNotTexted("sms_escalation")
		h.isTexted("sms_operator " + string(olga.Phone))
		if p, _ := h.store.Pages(t.Context(), 1); p[0].State != support.PageClosed || p[0].Verdict != support.EscalationRefused {
			t.Errorf("the page: %s, %s", p[0].State, p[0].Verdict)
		}
	})
}

// The first had a hidden number, and whoever asks now does not: both hear of it.
func TestARefusalIsToldToWhoAsksNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", "", 1, true)
		h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
		h.escalates("CA6", ann, 2, true)
		h.decides(h.rings("dana"), support.EscalationRefused, false)
		h.isTexted("sms_operator "+string(olga.Phone), "sms_escalation_refused "+string(ann))
		if leg := h.rings(""); leg.Purpose != support.ForRefusal || leg.To != ann {
			t.Errorf("rung: %+v", leg)
		}
	})
}

// Mei answers the SMS of an emergency that is over, or that Raj has taken by
// now. That is no word on the escalation that is hers to decide on (R5).
func TestAKeyAloneDecidesOnNoEscalation(t *testing.T) {
	for key, ends := range map[string]func(*house){
		"2": func(h *house) { // called off
			h.happens(support.Event{Kind: support.CalledOff, Call: "CA1", Outcome: support.FalseAlarm, By: "caller"})
		},
		"1": func(h *house) { // taken
			h.after(41 * time.Second)
			h.takes(h.conference()["raj"])
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := guarded(t)
			must(t, h.store.Put(t.Context(), Directory{
				People: []rota.Person{{ID: "eng", Name: "ENG", Phone: "+14155550304", Language: "en", Supervisor: "mei"}}}))
			h.until(tens(3))
			h.escalates("CA5", buyer, 1, false)
			h.hushes()
			h.until(tens(3).Add(5 * time.Minute))
			h.declares("CA1")
			ends(h)
			h.happens(support.Event{Kind: support.Texted, From: mei.Phone, Text: key})
			h.isNotTexted("sms_you_accepted")
			h.isNotTexted("sms_you_refused")
			h.isTexted(map[string]string{"1": "sms_taken ", "2": "sms_ambiguous "}[key] + string(mei.Phone))
			if s := standing(t, h.store, slow); s.Escalations[0].Verdict != "" {
				t.Errorf("%s: decided: %+v", key, s.Escalations[0])
			}
			h.happens(support.Event{Kind: support.Texted, From: mei.Phone, Text: key + " C3333333"})
			if s := standing(t, h.store, slow); s.Escalations[0].DecidedBy != "mei" {
				t.Errorf("%s with the number: %+v", key, s.Escalations[0])
			}
		})
	}
}

// Mei has an emergency and an escalation on her phone. Her SMS decides on the
// one whose number she writes, however she writes it; on none if she names
// neither (P2, R5).
func TestAnSMSDecidesOnTheCaseThatItNames(t *testing.T) {
	const emergency, escalation, neither = "sms_you_have_it", "sms_you_accepted", "sms_ambiguous"
	for text, want := range map[string]string{
		"1": emergency, "1 ok": emergency, "1 C1234567": emergency, "1: c123-4567, ok": emergency, "1C1234567": emergency, "1 123 4567.": emergency,
		"1 C3333333": escalation, "1 C333 3333": escalation, "1 3333333": escalation, "1: c333-3333.": escalation, "1C3333333": escalation,
		"1 C9999999": neither, "1 9999999": neither, "1 C12345678": neither, "1 C33333333": neither, "1 C333333": neither, "1.5 h": neither,
		"1 C1234567 or C3333333": neither, "2 C9999999": neither, "2 C123 45678": neither, "1C": emergency,
	} {
		t.Run(text, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := guarded(t)
				must(t, h.store.Put(t.Context(), Directory{
					People: []rota.Person{{ID: "eng", Name: "ENG", Phone: "+14155550304", Language: "en", Supervisor: "mei"}}}))
				h.until(tens(3))
				h.escalates("CA5", buyer, 1, false)
				h.until(tens(3).Add(5 * time.Minute))
				h.declares("CA1")
				h.happens(support.Event{Kind: support.Texted, From: mei.Phone, Text: text})
				h.isTexted(want + " " + string(mei.Phone))
				var p paging.Page
				do(t, h.store, func(tx *tx) (err error) { p, _, err = tx.pageFor(down); return err })
				if took := p.State == support.PageAccepted; took != (want == emergency) {
					t.Errorf("the emergency is %s", p.State)
				}
				if verdict := standing(t, h.store, slow).Escalations[0].Verdict; (verdict != "") != (want == escalation) {
					t.Errorf("the escalation is %q", verdict)
				}
			})
		})
	}
}

// While nobody knows the case of an emergency, no number can mean it.
func TestAnEmergencyWithoutANumberIsTakenWithoutOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t)
		must(t, h.store.Put(t.Context(), Directory{
			Contracts: []support.Contract{{Number: "100400", Company: "Cobalt", Package: support.Goldplus}},
			Contacts:  []support.Contact{{Phone: buyer, Name: "Bea", Contract: "100400", Language: "en"}},
		}))
		h.calls("CA1", buyer)
		h.presses("CA1", "1")
		h.presses("CA1", "1")
		h.rings("mei")
		h.happens(support.Event{Kind: support.Texted, From: mei.Phone, Text: "1 C9999999"})
		h.after(time.Second)
		h.isNotTexted("sms_you_have_it")
		h.isNotTexted("sms_ambiguous")
		h.happens(support.Event{Kind: support.Texted, From: mei.Phone, Text: "1"})
		h.isTexted("sms_you_have_it " + string(mei.Phone))
	})
}

// Two customers ask for the same level of the same case: a verdict is on both,
// and each of them hears it. Of two levels, an SMS decides on both.
func TestAVerdictIsOnAllThatAskForIt(t *testing.T) {
	for what, decide := range map[string]func(*house, paging.Leg){
		"by SMS": func(h *house, _ paging.Leg) {
			h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: "1 C3333333"})
		},
		"by key": func(h *house, leg paging.Leg) { h.decides(leg, support.EscalationAccepted, false) },
	} {
		synctest.Test(t, func(t *testing.T) {
			h := staffed(t)
			h.until(tens(3))
			h.escalates("CA5", buyer, 1, false)
			leg := h.rings("ingo2")
			h.escalates("CA6", ann, 1, false)
			decide(h, leg)
			h.isNotTexted("sms_ambiguous")
			h.isTexted("sms_escalation_accepted "+string(buyer), "sms_escalation_accepted "+string(ann))
			h.owes("contact:ES-CA5-4 ingo2", "contact:ES-CA6-4 ingo2")
			for _, e := range standing(t, h.store, slow).Escalations {
				if e.Verdict != support.EscalationAccepted || e.DecidedBy != "ingo2" {
					t.Errorf("%s: %+v", what, e)
				}
			}
			if n := count(t, h.store, `SELECT COUNT(*) FROM pages WHERE state = 'ringing'`); n != 0 {
				t.Errorf("%s: %d pages ring on", what, n)
			}
		})
	}
}

// Who is neither rung nor told does not decide; who is told can.
func TestWhoIsToldThatADecisionIsOverdueDecides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const vp = support.E164("+14155550202")
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		h.happens(support.Event{Kind: support.Texted, From: vp, Text: "1 C3333333"})
		h.isTexted("sms_nothing_open " + string(vp))
		h.until(tens(5))
		h.isTexted("sms_answer_overdue " + string(vp))
		h.happens(support.Event{Kind: support.Texted, From: vp, Text: "1 C3333333"})
		if diff := cmp.Diff([]string{"accepted by vp"}, h.noted(support.NoteDecided)); diff != "" {
			t.Error(diff)
		}
	})
}

// A decider who has a new number decides from that one, and from no other.
func TestADeciderIsKnownByHisNumberOfToday(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		must(t, h.store.Put(t.Context(), Directory{People: []rota.Person{
			{ID: "ingo2", Name: "INGO2", Phone: "+14155550777", Language: "en", Zone: "Europe/Paris", Supervisor: "dana"},
		}}))
		h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: "1 C3333333"})
		h.isNotTexted("sms_you_accepted")
		h.happens(support.Event{Kind: support.Texted, From: "+14155550777", Text: "1 C3333333"})
		h.isTexted("sms_you_accepted +14155550777")
	})
}

// A case that is closed needs nobody's decision, and whoever waits for one is told.
// Who has accepted before still owes the customer a word (R37).
func TestAClosedCaseNeedsNoDecision(t *testing.T) {
	closed := Directory{Cases: []support.Case{{Number: slow, Contract: "100300", Title: "Slow", Severity: support.Moderate, Engineer: "engine", Closed: true}}}
	for what, decided := range map[string]bool{"before it is decided": false, "before he is contacted": true} {
		synctest.Test(t, func(t *testing.T) {
			h := staffed(t)
			h.until(tens(3))
			h.escalates("CA5", buyer, 1, false)
			if leg := h.rings("ingo2"); decided {
				h.decides(leg, support.EscalationAccepted, false)
			}
			h.until(tens(3).Add(10 * time.Minute))
			must(t, h.store.Put(t.Context(), closed))
			h.until(tens(5))
			if rung := h.hushes(); len(rung) > 0 {
				t.Errorf("%s: rung are %q", what, rung)
			}
			h.isNotTexted("sms_answer_overdue")
			if decided {
				h.owes("contact:ES-CA5-4 ingo2")
				h.isTexted("sms_contact_due +14155550205")
			} else {
				h.owes()
				h.isTexted("sms_escalation_closed " + string(buyer))
			}
			if n := count(t, h.store, `SELECT COUNT(*) FROM pages WHERE state IN ('ringing', 'accepted')`); n != 0 {
				t.Errorf("%s: %d pages go on", what, n)
			}
		})
	}
}

// So is one that is asked for after it was closed, which he could not know.
func TestAClosedCaseIsNotEscalated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{{Number: slow, Contract: "100300", Title: "Slow", Severity: support.Moderate, Engineer: "engine", Closed: true}}}))
		h.escalates("CA5", buyer, 1, false)
		h.after(time.Hour)
		if rung := h.hushes(); len(rung) > 0 {
			t.Errorf("rung are %q", rung)
		}
		h.isTexted("sms_escalation_closed " + string(buyer))
		h.owes()
	})
}

// A refusal comes in the way in which he has asked for it the last time (R34).
func TestARefusalComesAsAskedForTheLastTime(t *testing.T) {
	for _, calls := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			h := staffed(t)
			h.until(tens(3))
			h.escalates("CA5", buyer, 1, !calls)
			h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
			h.until(tens(3).Add(time.Hour))
			h.hushes()
			h.escalates("CA6", buyer, 2, calls)
			h.decides(h.rings("dana"), support.EscalationRefused, false)
			h.after(10 * time.Minute)
			if rung := count(t, h.store, `SELECT COUNT(*) FROM attempts WHERE purpose = 'refusal'`); (rung > 0) != calls {
				t.Errorf("wants to be called: %v; rung %d times", calls, rung)
			}
			h.isTexted("sms_escalation_refused " + string(buyer))
		})
	}
}

// The customer's afternoon is the night of those who decide: somebody whose day it
// is decides with them, and nobody is woken (R33, P10).
func TestAPromiseIsKeptInTheCustomersHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		la := mustZone("America/Los_Angeles")
		must(t, h.store.Put(t.Context(), Directory{
			Contracts: []support.Contract{{Number: "100300", Company: "Bolt", Package: support.Gold, Zone: la}},
			People:    []rota.Person{{ID: "raj", Name: "Raj Patel", Phone: "+14155550172", Language: "en", Zone: "America/Los_Angeles"}},
		}))
		h.until(time.Date(2000, 1, 3, 9, 0, 0, 0, la)) // 18:00 in Paris, where their day is over
		h.escalates("CA5", buyer, 1, false)
		leg := h.rings("raj")
		h.isTexted("sms_decide +14155550172")
		if rung := h.hushes(); len(rung) > 0 {
			t.Errorf("woken are %q", rung)
		}
		h.decides(leg, support.EscalationAccepted, false)
		if s := standing(t, h.store, slow); s.Case.Level != 1 {
			t.Errorf("on record: %+v", s)
		}
	})
}

// The first verdict wins: by key or by SMS (law 5).
func TestTheFirstVerdictWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		leg := h.rings("ingo2")
		h.until(tens(3).Add(10 * time.Minute))
		h.happens(support.Event{Kind: support.Texted, From: "+14155550202", Text: "1"}) // of the vice president, who is not asked
		h.isTexted("sms_nothing_open +14155550202")
		h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: "2 C3333333"})
		h.isTexted("sms_you_refused +14155550205", "sms_escalation_refused "+string(buyer))
		h.happens(support.Event{Kind: support.Ruled, Call: leg.ID, Verdict: support.EscalationAccepted})
		h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: "1 C3333333"})
		if diff := cmp.Diff([]string{"refused by ingo2"}, h.noted(support.NoteDecided)); diff != "" {
			t.Error(diff)
		}
		if s := standing(t, h.store, slow); s.Case.Level != 0 {
			t.Errorf("level %d", s.Case.Level)
		}
		h.owes()
	})
}

// Overdue is raised to the next level, and rings there too; it is never lost.
func TestADecisionThatIsOverdueIsRaised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		h.rings("ingo2")
		h.until(tens(3).Add(4*time.Hour - time.Second))
		h.isNotTexted("sms_answer_overdue")
		h.until(tens(3).Add(4*time.Hour + time.Second))
		h.isTexted("sms_answer_overdue +14155550205", "sms_answer_overdue +14155550204")
		do(t, h.store, func(tx *tx) error {
			d, _, err := tx.commitment("answer:ES-CA5-4")
			if d.Raised != 1 {
				t.Errorf("raised %d times", d.Raised)
			}
			return err
		})
		var rung []string
		for len(h.phones.rung) > 0 {
			rung = append(rung, (<-h.phones.rung).Person)
		}
		for _, who := range []string{"ingo2", "dana", "ana"} {
			if !slices.Contains(rung, who) {
				t.Errorf("%s was not rung: %q", who, rung)
			}
		}
	})
}

// At night nobody is rung for an escalation, and its time does not run (P10).
func TestAnEscalationAtNightRingsInTheMorning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(time.Date(2000, 1, 7, 22, 0, 0, 0, paris)) // Friday
		h.escalates("CA5", buyer, 1, false)
		waits := func(want int) {
			t.Helper()
			if n := count(t, h.store, `SELECT COUNT(*) FROM work WHERE state = 'pending' AND payload LIKE '%sms_decide%'`); n != want {
				t.Errorf("%d messages wait, not %d", n, want)
			}
		}
		h.until(tens(10).Add(-time.Hour - time.Second))
		if n := len(h.phones.rung); n != 0 {
			t.Errorf("%d phones were rung over the weekend", n)
		}
		waits(1)
		h.until(tens(10).Add(-time.Hour + time.Second))
		h.rings("ingo2")
		waits(0)
		do(t, h.store, func(tx *tx) error {
			d, _, err := tx.commitment("answer:ES-CA5-4")
			if !d.Due.Equal(tens(10).Add(3 * time.Hour)) {
				t.Errorf("due at %s", d.Due)
			}
			return err
		})
	})
}

// Ingo has spoken to the customer, and says so in his own words (R37). If they
// name no case that is owed a word, he is told what to send.
func TestWhatIsDoneIsReportedInOwnWords(t *testing.T) {
	for text, noted := range map[string]bool{
		"3 C3333333": true, "3 C3333333 spoke to him at 14:30": true, "3 c333-3333": true, "3C3333333": true, "3: 333 3333.": true, "3 C3333333 (of C1234567)": true,
		"3": false, "3 done": false, "3 C9999999": false, "3 C33333333": false, "4 C3333333": false,
	} {
		t.Run(text, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := staffed(t)
				h.until(tens(3))
				h.escalates("CA5", buyer, 1, false)
				h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
				h.happens(support.Event{Kind: support.Texted, From: "+14155550205", Text: text})
				if noted {
					h.isTexted("sms_recorded +14155550205")
					h.owes()
					return
				}
				h.isTexted("sms_not_recorded +14155550205")
				h.owes("contact:ES-CA5-4 ingo2")
			})
		})
	}
}

// The account manager has spoken to his customer. He is in no rota; of other
// customers, and after his term, he is a stranger (R37, R48, R50).
func TestAnAccountManagerReportsThatHeHasContactedHisCustomer(t *testing.T) {
	const lenas = support.E164("+14155550299")
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
		for _, text := range []string{"3", "3 C1234567", "4 C3333333", "1 C3333333"} {
			h.happens(support.Event{Kind: support.Texted, From: lenas, Text: text})
		}
		h.happens(support.Event{Kind: support.Texted, From: buyer, Text: "3 C3333333"})
		h.isNotTexted("sms_recorded")
		h.isNotTexted("sms_not_recorded")
		h.owes("contact:ES-CA5-4 ingo2")
		h.happens(support.Event{Kind: support.Texted, From: lenas, Text: "3 C3333333"})
		h.isTexted("sms_recorded " + string(lenas))
		h.owes()
		if diff := cmp.Diff([]string{" by tsam:Lena Berg"}, h.noted(support.NoteContacted)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAFormerAccountManagerReportsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		must(t, h.store.Put(t.Context(), Directory{Contracts: []support.Contract{{
			Number: "100300", Company: "Bolt", Package: support.Gold, Zone: paris,
			TSAMs: []support.TSAM{{Name: "Lena Berg", Phone: "+14155550299", Zone: paris, Since: civil.Date{Year: 1998, Month: 12, Day: 1}}},
		}}}))
		h.until(tens(3))
		h.escalates("CA5", buyer, 1, false)
		h.decides(h.rings("ingo2"), support.EscalationAccepted, false)
		h.happens(support.Event{Kind: support.Texted, From: "+14155550299", Text: "3 C3333333"})
		h.owes("contact:ES-CA5-4 ingo2")
	})
}

// From the third level on, a full analysis is owed; the vice president answers
// in person (R28).
func TestTheHighestLevels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.escalates("CA5", buyer, 3, false)
		h.decides(h.rings("ana"), support.EscalationAccepted, false)
		h.owes("analysis:ES-CA5-4 ana", "contact:ES-CA5-4 ana")
		h.isTexted("sms_analysis_due +14155550203")
		h.happens(support.Event{Kind: support.Texted, From: "+14155550203", Text: "4 C3333333"})
		h.owes("contact:ES-CA5-4 ana")
		if got := h.noted(support.NoteAnalysis); len(got) != 1 {
			t.Errorf("%q", got)
		}
		h.escalates("CA6", buyer, 4, false)
		h.decides(h.rings("vp"), support.EscalationAccepted, false)
		h.isTexted("sms_escalation_personal " + string(buyer))
		h.escalates("CA7", buyer, 4, false)
		h.escalates("CA7", buyer, 4, false) // told twice
		h.rings("vp")
		if n := len(h.phones.rung); n != 0 {
			t.Errorf("%d more phones ring", n)
		}
	})
}

// An account manager is rung within his hours; he may have his customer's case
// raised (R45, R46, R48).
func TestAnAccountManagerRaisesTheCaseOfHisCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.calls("CA5", buyer)
		k := h.turn["CA5"]
		k.Session.Case, k.Key = slow, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.AccountWanted, Call: "CA5"})
		leg := h.rings("tsam:Lena Berg")
		if leg.To != "+14155550299" || leg.Purpose != support.ForOperator {
			t.Errorf("rung: %+v", leg)
		}
		h.happens(support.Event{Kind: support.Accepted, Call: leg.ID})
		h.happens(support.Event{Kind: support.Escalated, Call: leg.ID, Escalation: &support.Escalation{Level: 1, Reason: support.NoUpdates}})
		s := standing(t, h.store, slow)
		if len(s.Escalations) != 1 || s.Escalations[0].By != buyer || s.Escalations[0].Call != "CA5" {
			t.Fatalf("escalated: %+v", s.Escalations)
		}
		if leg := h.rings("ingo2"); leg.Page != s.Escalations[0].ID {
			t.Errorf("rung: %+v", leg)
		}
	})
}

// A person without a zone lives where his first shift is: at half past one in
// the morning there, he is rung for no escalation (P10).
func TestAPersonWithoutAZoneIsRungByHisShifts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		must(t, h.store.Put(t.Context(), Directory{
			People: []rota.Person{{ID: "eng", Name: "ENG", Phone: "+14155550304", Language: "en", Supervisor: "mei"}},
			Shifts: []rota.Shift{{Person: "mei", Role: rota.Manager, Layer: 1, From: 9 * 60, To: 17 * 60, Zone: mustZone("America/Los_Angeles")}}}))
		h.until(time.Date(2000, 1, 3, 9, 30, 0, 0, time.UTC))
		h.escalates("CA5", buyer, 1, false)
		if rung := h.hushes(); !slices.Equal(rung, []string{"raj"}) { // whose day it is
			t.Errorf("rung at night: %q", rung)
		}
		h.until(time.Date(2000, 1, 3, 17, 0, 1, 0, time.UTC))
		if _, rung := h.conference()["mei"]; !rung {
			t.Error("nobody rings her in the morning")
		}
	})
}

// The engineer of a case is rung while he is at work, and else whoever is (P10).
func TestAnEngineerWhoSleepsIsNotRung(t *testing.T) {
	for at, want := range map[time.Time]string{
		time.Date(2000, 1, 9, 3, 0, 0, 0, time.UTC):   "dana", // Sunday
		time.Date(2000, 1, 9, 9, 0, 0, 0, time.UTC):   "eng",  // his shift
		time.Date(2000, 1, 10, 16, 0, 0, 0, time.UTC): "eng",  // business hours
	} {
		synctest.Test(t, func(t *testing.T) {
			h := guarded(t)
			must(t, h.store.Put(t.Context(), Directory{Shifts: []rota.Shift{
				{Person: "eng", Role: rota.SeniorEngineer, From: 9 * 60, To: 11 * 60},
				{Person: "dana", Role: rota.Engineer},
			}}))
			h.until(at)
			h.calls("CA5", buyer)
			k := h.turn["CA5"]
			k.Session.Case, k.Key = slow, "tells"
			turn(t, h.store, k)
			h.happens(support.Event{Kind: support.EngineerWanted, Call: "CA5"})
			h.rings(want)
		})
	}
}

// The engineer of the case is rung, and those who ring for something else of
// the same caller are let go; an operator may vouch for him.
func TestOneHuntAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := staffed(t)
		h.until(tens(3))
		h.calls("CA5", buyer)
		k := h.turn["CA5"]
		k.Session.Case, k.Key = slow, "tells"
		turn(t, h.store, k)
		h.happens(support.Event{Kind: support.EngineerWanted, Call: "CA5"})
		h.rings("engine")
		h.happens(support.Event{Kind: support.OperatorWanted, Call: "CA5"})
		leg := h.rings("olga")
		states := map[support.PageKind]support.PageState{}
		pages, err := h.store.Pages(t.Context(), 9)
		must(t, err)
		for _, p := range pages {
			states[p.Kind] = p.State
		}
		if diff := cmp.Diff(map[support.PageKind]support.PageState{support.EngineerPage: support.PageClosed, support.OperatorPage: support.PageRinging}, states); diff != "" {
			t.Error(diff)
		}
		h.happens(support.Event{Kind: support.Accepted, Call: leg.ID})
		h.happens(support.Event{Kind: support.Vouched, Call: leg.ID})
		pages, err = h.store.Pages(t.Context(), 9)
		must(t, err)
		if i := slices.IndexFunc(pages, func(p paging.Page) bool { return p.Vouched }); i < 0 || pages[i].Kind != support.OperatorPage {
			t.Error("nobody has vouched")
		}
	})
}
