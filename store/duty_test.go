package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/ivr"
	"edown/operators"
	"edown/operators/casework"
	"edown/operators/paging"
	"edown/operators/rota"
	"edown/support"
)

const down = support.CaseNumber("C1234567") // Acme's, Goldplus

// A day of an emergency is three hours here, to save the tests the rest.
const aDay = 3 * time.Hour

// guarded is a house with all whom an Enterprise Down concerns, and engineers.
func guarded(t *testing.T) *house {
	policy := support.DefaultPolicy()
	policy.Review, policy.Packages.Goldplus.Restored = aDay, aDay
	h := ruled(t, policy)
	person := func(id string, n int, above string) rota.Person {
		return rota.Person{ID: id, Name: strings.ToUpper(id), Phone: support.E164(fmt.Sprintf("+1415555030%d", n)), Language: "en", Supervisor: above}
	}
	must(t, h.store.Put(t.Context(), Directory{
		People: []rota.Person{person("dana", 1, ""), person("dev", 2, ""), person("lead", 3, "dana"), person("eng", 4, "lead"), person("victor", 5, "")},
		Shifts: []rota.Shift{
			{Person: "dana", Role: rota.Level2}, {Person: "victor", Role: rota.Director}, {Person: "dev", Role: rota.Development},
			{Person: "lead", Role: rota.TeamLead}, {Person: "eng", Role: rota.Engineer},
		},
		Cases: []support.Case{
			{Number: down, Contract: "100200", Title: "Dead", Severity: support.Critical, Opened: day(1), Engineer: "eng"},
			{Number: slow, Contract: "100300", Title: "Slow", Severity: support.Moderate, Engineer: "eng"},
		},
	}))
	return h
}

// phone numbers of the guarded house.
const danas, engs = " +14155550301", " +14155550304"

// declares is a registered caller whose production is down, up to the moment
// at which his case is certain, and what follows from that.
func (h *house) declares(call string) paging.Leg {
	h.t.Helper()
	h.calls(call, ann)
	h.presses(call, "1")
	h.presses(call, "1")
	leg := h.rings("mei")
	h.after(2 * time.Second)
	if owed := h.open(down); len(owed) > 0 {
		h.t.Errorf("before the case is certain, there is owed %v", owed)
	}
	h.presses(call, "1")
	h.after(2 * time.Second)
	return leg
}

func (h *house) after(d time.Duration) { h.t.Helper(); h.until(time.Now().Add(d)) }

// takes is a manager who presses 1 on a phone that was rung.
func (h *house) takes(leg paging.Leg) {
	h.t.Helper()
	h.happens(support.Event{Kind: support.PickedUp, Call: leg.ID, SID: "SID-" + leg.ID})
	h.happens(support.Event{Kind: support.Accepted, Call: leg.ID})
}

// goes is a caller who hangs up.
func (h *house) goes(call string) {
	h.t.Helper()
	_, err := h.line.Over(h.t.Context(), call, "", support.EndCompleted)
	must(h.t, err)
	h.phones.over.Store(call, true)
}

// finds is the outcome that whoever has accepted gives after the conversation, before he hangs up.
func (h *house) finds(leg paging.Leg, o support.Outcome) {
	h.t.Helper()
	h.happens(support.Event{Kind: support.WrappingUp, Call: leg.ID, Talked: leg.Purpose == support.ForManager})
	h.happens(support.Event{Kind: support.OutcomeGiven, Call: leg.ID, Outcome: o})
	h.happens(support.Event{Kind: support.CallEnded, Call: leg.ID, Ending: support.EndCompleted})
	h.after(2 * time.Second)
}

// open are the duties of a case that are not done, and when they are due.
func (h *house) open(number support.CaseNumber) map[casework.Kind]time.Time {
	h.t.Helper()
	owed := map[casework.Kind]time.Time{}
	do(h.t, h.store, func(tx *tx) error {
		duties, err := tx.commitments(number)
		for _, d := range duties {
			owed[d.Kind] = d.Due
		}
		return err
	})
	return owed
}

func (h *house) isOpen(number support.CaseNumber, want map[casework.Kind]time.Time) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.open(number)); diff != "" {
		h.t.Errorf("what is owed: %s", diff)
	}
}

// lines are a case's record of one kind.
func (h *house) lines(number support.CaseNumber, kind support.NoteKind) (lines []string) {
	h.t.Helper()
	rows, err := h.store.db.Query(`SELECT said || ' ' || given_by FROM notes WHERE case_number = $1 AND kind = $2 ORDER BY at, seq`, number, string(kind))
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var line string
		must(h.t, rows.Scan(&line))
		lines = append(lines, line)
	}
	return lines
}

func (h *house) reads(number support.CaseNumber, kind support.NoteKind, want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.lines(number, kind)); diff != "" {
		h.t.Errorf("%s: %s", kind, diff)
	}
}

// hushes forgets the phones that have rung until now, by whose they are.
func (h *house) hushes() (rung []string) {
	return slices.Sorted(maps.Keys(h.conference()))
}

// conference are the phones that have rung until now.
func (h *house) conference() map[string]paging.Leg {
	legs := map[string]paging.Leg{}
	for len(h.phones.rung) > 0 {
		leg := <-h.phones.rung
		legs[leg.Person] = leg
	}
	return legs
}

func (h *house) texts(key string) (n int) {
	h.t.Helper()
	for _, one := range h.texted() {
		if strings.HasPrefix(one, key) {
			n++
		}
	}
	return n
}

// Every day the managers confer: announced an hour before, rung at the
// time, and the outcome is on record (R23).
func TestTheManagersReviewAnEnterpriseDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		began := time.Now()
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working)
		h.hushes()
		h.restarts()
		h.until(began.Add(aDay - time.Hour - time.Second))
		h.isNotTexted("sms_review")
		h.until(began.Add(aDay - time.Hour + time.Second))
		h.isTexted("sms_review_soon "+string(mei.Phone), "sms_review_soon "+string(raj.Phone), "sms_review_soon"+danas)
		h.until(began.Add(aDay - time.Second))
		if rung := h.hushes(); len(rung) > 0 {
			t.Errorf("%v are rung too early", rung)
		}
		h.until(began.Add(aDay + time.Second))
		rung := h.conference()
		first := rung["mei"]
		if first.Purpose != support.ForReview || first.Page != fmt.Sprintf("RV-%s-%d", down, began.Add(aDay).Unix()) {
			t.Errorf("rung: %+v", first)
		}
		if who := slices.Sorted(maps.Keys(rung)); !slices.Equal(who, []string{"dana", "mei", "raj"}) {
			t.Errorf("%v are rung", who)
		}
		h.takes(first)
		h.after(time.Minute)
		h.finds(first, support.Working)
		h.reads(down, support.NoteReview, "working mei")
		reviewed := standing(t, h.store, down).Reviewed
		if due := h.open(down)[casework.OwesReview]; !due.Equal(reviewed.Add(aDay)) {
			t.Errorf("reviewed at %s, and again at %s", reviewed, due)
		}
		h.isNotTexted("sms_review_overdue")

		h.hushes()
		h.until(reviewed.Add(aDay + time.Second))
		second := h.conference()["mei"]
		h.takes(second)
		h.finds(second, support.NoProgress)
		h.isOpen(down, map[casework.Kind]time.Time{})
		h.reads(down, support.NoteReview, "working mei", "no_progress mei")
		h.reads(down, support.NoteEnded, "no_progress mei")
		h.isTexted("sms_ended " + string(ann))
	})
}

// describes a new problem of Bolt's, and is asked of what type it is.
func (h *house) describes(call string) {
	h.t.Helper()
	h.calls(call, buyer)
	h.presses(call, "3")
	h.presses(call, "100300#")
	for range 3 { // the product, the area, the version
		h.does(call, "", ivr.Input{Kind: ivr.Silence})
	}
	h.presses(call, "#")
	h.does(call, "", ivr.Input{Kind: ivr.Recorded, Audio: "https://audio/1"})
	h.hears(call, "problem_type")
}

// Whoever has described his problem and hangs up has a case all the same (R8).
func TestWhoHangsUpNearTheEndReadsHisNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3))
		h.describes("CA5")
		h.goes("CA5")
		h.goes("CA5") // the carrier says it twice
		h.after(time.Second)
		h.isTexted("sms_case_number "+string(buyer), "sms_case_opened"+engs)
		if n := h.texts("sms_case"); n != 2 {
			t.Errorf("%d messages: %q", n, h.texted())
		}
	})
}

// Production has stopped, he says, and hangs up at the question whether all work
// has: the watchdog pages for the case that was opened, and raises it (R15).
func TestWhoHangsUpWhenAskedIfAllHasStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3))
		h.describes("CA5")
		h.presses("CA5", "1")
		h.presses("CA5", "1")
		h.hears("CA5", "qualify")
		h.goes("CA5")
		h.after(2 * time.Minute)
		h.isTexted("sms_case_number " + string(buyer))
		pages, err := h.store.Pages(t.Context(), 1)
		must(t, err)
		if len(pages) != 1 || pages[0].Kind != support.EmergencyPage || pages[0].Case == "" {
			t.Fatalf("paged for %+v", pages)
		}
		if s := standing(t, h.store, pages[0].Case); s.Case.Severity != support.EnterpriseDown || s.Before != support.Critical {
			t.Errorf("on record: %+v", s)
		}
	})
}

// post is a mail server in a test.
type post struct {
	took chan paging.Letter
	says func(paging.Letter) error
}

func (p post) Send(ctx context.Context, l paging.Letter) error {
	if err := p.says(l); err != nil {
		return err
	}
	p.took <- l
	return nil
}

// A letter is sent when the mail server is back, hours later; one that no
// server takes is given up. Meanwhile phones ring.
func TestLettersAreTriedForHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		defer s.Close()
		back := time.Now().Add(2 * time.Hour)
		took := make(chan paging.Letter, 9)
		tries := 0
		mail := post{took, func(l paging.Letter) error {
			if l.To == "nobody@example.com" {
				tries++
				return operators.ErrRefused
			}
			if time.Now().Before(back) {
				time.Sleep(20 * time.Second) // it hangs
				return operators.ErrTryAgain
			}
			return nil
		}}
		rung := newPhones()
		desk := &operators.Desk{Ledger: s, Phone: rung, Mail: mail}
		do(t, s, func(tx *tx) error {
			for i, to := range []string{"a", "b", "c", "d", "e", "f", "nobody"} {
				letter := paging.Letter{ID: fmt.Sprint(i), To: to + "@example.com", Key: "mail_comment"}
				for range 2 { // ordered twice, sent once
					if err := tx.Order(paging.Command{Do: paging.Post, Urgency: 6, Once: true, Letter: letter}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		ctx, stop := context.WithCancel(t.Context())
		over := make(chan error)
		go func() { over <- desk.Run(ctx) }()
		synctest.Wait()
		turn(t, s, told(called("CA1", ann), "0"))
		page(t, s, "ED-CA1", support.EmergencyPage, "CA1")
		desk.Poke()
		synctest.Wait()
		if len(rung.rung) != 1 {
			t.Error("the letters have kept a phone from ringing")
		}
		step(t, s, "ED-CA1", support.Event{Kind: support.CalledOff, Outcome: support.FalseAlarm})
		time.Sleep(time.Until(back) + time.Hour)
		stop()
		must(t, <-over)
		if len(took) != 6 || tries != 1 {
			t.Errorf("%d letters were taken; the hopeless one was tried %d times", len(took), tries)
		}
	})
}
