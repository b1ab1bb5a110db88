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
const danas, devs, leads, engs, victors = " +14155550301", " +14155550302", " +14155550303", " +14155550304", " +14155550305"

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

// finds is the outcome that whoever has accepted gives, before he hangs up.
func (h *house) finds(leg paging.Leg, o support.Outcome) {
	h.t.Helper()
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

// An Enterprise Down is told to development and to the engineer (R22, R14), and
// its clocks begin with its page; whoever accepts has responded (R23, R25).
func TestAnEnterpriseDownBeginsItsClocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(time.Date(2000, 1, 8, 3, 0, 0, 0, time.UTC)) // a Saturday night
		began := time.Now()
		leg := h.declares("CA1")
		h.isTexted("sms_emergency"+devs, "sms_emergency"+engs)
		h.reads(down, support.NoteSeverity, "1 ", "0 ")
		h.isOpen(down, map[casework.Kind]time.Time{
			casework.OwesResponse: began.Add(30 * time.Minute).UTC(), casework.OwesRestoration: began.Add(aDay).UTC(), casework.OwesReview: began.Add(aDay).UTC(),
		})
		h.takes(leg)
		h.after(2 * time.Second)
		h.isOpen(down, map[casework.Kind]time.Time{
			casework.OwesRestoration: began.Add(aDay).UTC(), casework.OwesReview: began.Add(aDay).UTC(),
		})
		if n := count(t, h.store, `SELECT COUNT(*) FROM duties WHERE kind = 'first_response' AND done_by = 'mei' AND done < due`); n != 1 {
			t.Error("nobody has responded")
		}
		h.finds(leg, support.Working) // it outlives its page
		if owed := h.open(down); len(owed) != 2 {
			t.Errorf("owed: %v", owed)
		}
		h.reads(down, support.NoteEnded)
		if n := h.texts("sms_emergency"); n != 2 {
			t.Errorf("%d were told", n)
		}
	})
}

// The accepter's outcome ends it, or does not (R21).
func TestTheOutcomeEndsAnEnterpriseDown(t *testing.T) {
	for _, o := range []support.Outcome{support.Solved, support.Lowered, support.FalseAlarm} {
		synctest.Test(t, func(t *testing.T) {
			h := guarded(t)
			leg := h.declares("CA1")
			h.takes(leg)
			h.finds(leg, o)
			h.isOpen(down, map[casework.Kind]time.Time{})
			h.reads(down, support.NoteEnded, string(o)+" mei")
			if s := standing(t, h.store, down); !s.Declared.IsZero() || s.Case.Severity != support.Critical { // as before
				t.Errorf("%s: severity %d, declared %s", o, s.Case.Severity, s.Declared)
			}
			if n := h.texts("sms_severity" + engs); n != 1 {
				t.Errorf("%s: the engineer was told %d times", o, n)
			}
			if n := count(t, h.store, `SELECT COUNT(*) FROM work WHERE id LIKE 'duty:%'`); n != 0 {
				t.Errorf("%s: %d duties will be looked at", o, n)
			}
		})
	}
}

// A caller who lowers the severity ends the emergency: its page is called off,
// and everyone who was paged is told (R21, R14).
func TestACallerLowersAnEnterpriseDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.declares("CA1")
		h.happens(support.Event{Kind: support.SeverityChanged, Call: "CA1", Case: down, Severity: support.Moderate})
		h.after(2 * time.Second)
		pages, err := h.store.Pages(t.Context(), 1)
		must(t, err)
		if p := pages[0]; p.State != support.PageClosed || p.Outcome != support.Lowered {
			t.Errorf("the page is %s, %s", p.State, p.Outcome)
		}
		h.isOpen(down, map[casework.Kind]time.Time{})
		h.reads(down, support.NoteEnded, "lowered ")
		h.reads(down, support.NoteSeverity, "1 ", "0 ", "2 ")
		h.isTexted("sms_stand_down "+string(mei.Phone), "sms_severity"+engs)
		if s := standing(t, h.store, down); s.Case.Severity != support.Moderate {
			t.Errorf("severity %d", s.Case.Severity)
		}
	})
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

// A review to which nobody comes is raised at once, and then every hour, level
// by level, until somebody gives its outcome.
func TestAReviewThatIsOverdueIsRaised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		began := time.Now()
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working)
		h.until(began.Add(aDay + time.Second))
		h.hushes()
		h.isNotTexted("sms_review_overdue")
		h.after(10 * time.Minute) // nobody picks up
		h.isTexted("sms_review_overdue" + danas)
		h.isNotTexted("sms_review_overdue" + victors)
		h.hushes()
		h.after(time.Hour)
		h.isTexted("sms_review_overdue" + victors)
		if rung := h.hushes(); !slices.Contains(rung, "victor") || !slices.Contains(rung, "mei") {
			t.Errorf("%v are rung", rung)
		}
		h.after(2 * time.Hour)
		raised := 0
		do(t, h.store, func(tx *tx) error {
			duties, err := tx.commitments(down)
			for _, d := range duties {
				if d.Kind == casework.OwesReview {
					raised = d.Raised
				}
			}
			return err
		})
		if raised != 4 {
			t.Errorf("raised %d times in three hours", raised)
		}
		h.isTexted("sms_restoration_overdue"+danas, "sms_restoration_overdue"+victors) // nor does it run again
	})
}

// While the managers confer, nothing is raised.
func TestAConferenceIsNotDisturbed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		began := time.Now()
		leg := h.declares("CA1")
		h.takes(leg)
		h.finds(leg, support.Working)
		h.hushes()
		h.until(began.Add(aDay + time.Second))
		first := h.conference()["mei"]
		h.takes(first)
		h.happens(support.Event{Kind: support.Joined, Call: first.ID})
		h.hushes()
		h.after(3 * time.Hour)
		h.isNotTexted("sms_review_overdue")
		h.finds(first, support.Solved)
		h.isOpen(down, map[casework.Kind]time.Time{})
		h.isTexted("sms_ended " + string(ann))
	})
}

// A new case has its number sent to the caller, its engineers told, and its
// first clock (R8); a human who talks to the customer stops that.
func TestACaseIsOpened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3))
		h.calls("CA5", buyer)
		opened := support.Case{Number: "C5550001", Contract: "100300", Title: "Sometimes", Severity: support.Critical, Opened: time.Now()}
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{opened}}))
		h.happens(support.Event{Kind: support.CaseOpened, Call: "CA5", Case: opened.Number, Contract: "100300"})
		h.happens(support.Event{Kind: support.CaseOpened, Call: "CA5", Case: opened.Number, Contract: "100300"}) // told twice
		h.isTexted("sms_case_number "+string(buyer), "sms_case_opened"+engs, "sms_case_opened"+leads)
		if n := h.texts("sms_case"); n != 3 {
			t.Errorf("%d messages: %q", n, h.texted())
		}
		var data string // by the clocks of the contract, as he hears it on the phone
		must(t, h.store.db.QueryRow(`SELECT data FROM messages WHERE key = 'sms_case_number'`).Scan(&data))
		if want := opened.Opened.Add(2 * time.Hour).In(paris).Format(time.RFC3339); !strings.Contains(data, want) {
			t.Errorf("he is told %s, want %s", data, want)
		}
		h.isOpen(opened.Number, map[casework.Kind]time.Time{casework.OwesResponse: opened.Opened.Add(2 * time.Hour).UTC()})
		h.reads(opened.Number, support.NoteOpened, "Sometimes ")
		h.after(2*time.Hour + time.Second)
		h.isTexted("sms_response_overdue " + string(mei.Phone))

		k := h.turn["CA5"]
		k.Session.Case, k.Key = opened.Number, "tells"
		turn(t, h.store, k)
		h.hushes()
		h.happens(support.Event{Kind: support.EngineerWanted, Call: "CA5"})
		h.after(31 * time.Second)
		leg := h.rings("eng")
		h.takes(leg)
		h.happens(support.Event{Kind: support.Joined, Call: "CA5"})
		h.happens(support.Event{Kind: support.Joined, Call: leg.ID})
		h.after(2 * time.Second)
		h.isOpen(opened.Number, map[casework.Kind]time.Time{})
		h.reads(opened.Number, support.NoteContacted, " eng")
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

// Out of coverage the engineers hear of it all the same; their SMS waits for
// nobody who is at work, and the clock begins on Monday (R40).
func TestACaseIsOpenedOutsideCoverage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(time.Date(2000, 1, 8, 10, 0, 0, 0, paris)) // Saturday; Bolt is Gold
		opened := support.Case{Number: "C5550001", Contract: "100300", Title: "Sometimes", Severity: support.Moderate, Opened: time.Now()}
		must(t, h.store.Put(t.Context(), Directory{Cases: []support.Case{opened}}))
		h.happens(support.Event{Kind: support.CaseOpened, Case: opened.Number, Contract: "100300"})
		h.isOpen(opened.Number, map[casework.Kind]time.Time{casework.OwesResponse: time.Date(2000, 1, 10, 4, 0, 0, 0, paris).UTC()})
		h.isTexted("sms_case_opened" + engs)
		h.isNotTexted("sms_case_opened" + leads)
		var data string
		must(t, h.store.db.QueryRow(`SELECT data FROM messages WHERE key = 'sms_case_opened'`).Scan(&data))
		if !strings.Contains(data, `"Opens":"2000-01-09T23:00:00Z"`) {
			t.Errorf("when its clock begins is not said: %s", data)
		}
		h.isNotTexted("sms_case_number") // nobody's number is known
	})
}

// What a customer says of his case is on its record, and his engineer is told;
// a case of nobody is the managers' (R14).
func TestWhatACustomerSaysOfHisCase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3))
		h.happens(support.Event{Kind: support.Commented, Call: "CA5", Case: slow, Audio: "https://example.com/1"})
		h.happens(support.Event{Kind: support.PriorityChanged, Call: "CA5", Case: slow, Priority: support.PriorityHigh})
		h.happens(support.Event{Kind: support.SeverityChanged, Call: "CA5", Case: slow, Severity: support.Critical})
		h.happens(support.Event{Kind: support.SeverityChanged, Call: "CA5", Case: slow, Severity: support.EnterpriseDown}) // that is declared
		h.isTexted("sms_comment"+engs, "sms_priority"+engs, "sms_severity"+engs)
		s := standing(t, h.store, slow)
		if s.Case.Priority != support.PriorityHigh || s.Case.Severity != support.Critical {
			t.Errorf("the case: %+v", s.Case)
		}
		h.reads(slow, support.NoteComment, " ")
		h.reads(slow, support.NoteSeverity, "1 ")
		h.after(time.Second)
		h.happens(support.Event{Kind: support.Commented, Case: "C1111111"})
		h.isTexted("sms_comment " + string(mei.Phone))
		h.after(time.Second)
		h.happens(support.Event{Kind: support.Commented, Case: "C0000000"}) // not on record yet
		h.reads("C0000000", support.NoteComment, " ")
	})
}

// The update clock: the engineer is told a business day before, the supervisor
// once it is too late; an update begins it anew, waiting stops it (R39).
func TestUpdatesAreOwed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		h.until(tens(3)) // a Monday; Bolt is Gold in Paris: severity 2 is six business days
		note(t, h.store, support.Note{Case: slow, Kind: support.NoteStatus, At: tens(3), Text: string(support.InProgress)},
			support.Note{Case: slow, Kind: support.NoteUpdate, At: tens(3)})
		h.after(time.Hour + time.Minute) // it is swept
		h.isOpen(slow, map[casework.Kind]time.Time{casework.OwesUpdate: tens(11).UTC()})
		h.until(tens(10).Add(-time.Second))
		h.isNotTexted("sms_update")
		h.until(tens(10).Add(time.Second))
		h.isTexted("sms_update_due" + engs)
		h.until(tens(11).Add(-time.Second))
		h.isNotTexted("sms_update_overdue")
		h.until(tens(11).Add(time.Second))
		h.isTexted("sms_update_overdue" + leads)
		h.after(48 * time.Hour)
		if n := h.texts("sms_update"); n != 2 {
			t.Errorf("%d messages", n)
		}

		note(t, h.store, support.Note{Case: slow, Kind: support.NoteUpdate, At: time.Now(), By: "eng"})
		h.after(time.Hour + time.Minute)
		if due := h.open(slow)[casework.OwesUpdate]; !due.Equal(tens(21).Add(time.Second)) {
			t.Errorf("the next is due at %s", due)
		}
		note(t, h.store, support.Note{Case: slow, Kind: support.NoteStatus, At: time.Now(), Text: string(support.WaitsForCustomer)})
		h.after(time.Hour + time.Minute)
		h.isOpen(slow, map[casework.Kind]time.Time{casework.OwesUpdate: {}})
		h.after(10 * 24 * time.Hour)
		if n := h.texts("sms_update"); n != 2 {
			t.Errorf("%d messages while the clock stood still", n)
		}
	})
}

// A list of old cases that is imported wakes nobody.
func TestAnUpdateThatIsLongOverdueIsForTheReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := guarded(t)
		note(t, h.store, support.Note{Case: slow, Kind: support.NoteStatus, At: tens(3), Text: string(support.InProgress)})
		h.until(tens(14))
		note(t, h.store, support.Note{Case: slow, Kind: support.NoteUpdate, At: tens(4)})
		h.after(3 * time.Hour)
		h.isOpen(slow, map[casework.Kind]time.Time{casework.OwesUpdate: tens(12).UTC()})
		h.isNotTexted("sms_update")
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
