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
		h.restarts()
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

// The first verdict wins (law 5). It takes a key: an SMS decides nothing.
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
		h.isTexted("sms_ringing_for_verdict +14155550205")
		if diff := cmp.Diff([]string(nil), h.noted(support.NoteDecided)); diff != "" {
			t.Errorf("decided by an SMS: %s", diff)
		}
		h.happens(support.Event{Kind: support.Ruled, Call: leg.ID, Verdict: support.EscalationRefused})
		h.isTexted("sms_escalation_refused " + string(buyer))
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
