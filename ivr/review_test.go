package ivr

import (
	"slices"
	"testing"
	"time"

	"edown/support"
)

// inReview is a record with an Enterprise Down of 26 hours, whose review is
// ringing.
func inReview() *record {
	r := acme()
	r.page = &Page{ID: "RV-1", Kind: support.ReviewPage, State: support.PageRinging, Company: "Acme", Case: "C1234567"}
	r.standing = &support.Standing{
		Case:     support.Case{Number: "C1234567", Title: "Nobody can log in"},
		Engineer: "Ingo Roth", Declared: noon.Add(-26 * time.Hour),
	}
	return r
}

func reviewer(t *testing.T, r *record, leg, person string) *onPhone {
	return rung(t, r, phone("review", leg, "RV-1", person))
}

func TestAReviewSaysWhatItIsAbout(t *testing.T) { // R23
	r := inReview()
	m := reviewer(t, r, "RV-1.1", "mei").hears("review_headline", "review_keys")
	if data := m.say("review_headline").Data; data["Down"] != 26*time.Hour || data["Customer"] != "Acme" ||
		data["Case"] != support.CaseNumber("C1234567") {
		t.Fatalf("headline %v", data)
	}
	m.presses("3").hears("decision_case", "review_never", "review_keys")
	r.standing.Reviewed = noon.Add(-25 * time.Hour)
	m.presses("3").hears("review_last")
	m.presses("2").hears("review_passed").happened(support.KeyPressed, support.KeyPressed, support.Declined)
}

func TestAllManagersWhoPressOneAreInTheConference(t *testing.T) {
	r := inReview()
	r.won = true
	first := reviewer(t, r, "RV-1.1", "mei").presses("1").hears("review_joining").talksIn("RV-1").
		happened(support.KeyPressed, support.Accepted)
	r.won = false
	r.page.State, r.page.AcceptedBy = support.PageAccepted, "mei"
	second := reviewer(t, r, "RV-1.2", "raj").hears("review_headline").presses("1").talksIn("RV-1").
		happened(support.KeyPressed)
	second.returns().hears("goodbye_staff").happened(support.KeyPressed)
	first.returns().hears("review_outcome").presses("*").talksIn("RV-1")
	first.returns().presses("1").hears("manager_noted").
		happened(support.KeyPressed, support.Accepted, support.WrappingUp, support.WentBack, support.WrappingUp,
			support.OutcomeGiven)
}

func TestTheOutcomesOfAReview(t *testing.T) { // R21
	for key, want := range map[string]support.Outcome{
		"1": support.Working, "2": support.Solved, "3": support.Lowered, "4": support.NoProgress,
	} {
		r := inReview()
		r.won = true
		m := reviewer(t, r, "RV-1.1", "mei").presses("1")
		r.page.State, r.page.AcceptedBy = support.PageAccepted, "mei"
		m.returns().presses(key).hears("manager_noted")
		if last := m.events[len(m.events)-1]; last.Kind != support.OutcomeGiven || last.Outcome != want {
			t.Errorf("key %s: %+v", key, last)
		}
	}
}

// The others have left, or all is said.
func TestSummonedOutOfAReview(t *testing.T) {
	r := inReview()
	r.won = true
	m := reviewer(t, r, "RV-1.1", "mei").presses("1")
	r.page.State, r.page.AcceptedBy = support.PageAccepted, "mei"
	m.isSummoned().hears("review_outcome")
	r.page.State = support.PageClosed
	m.isSummoned().hears("review_over")
	reviewer(t, r, "RV-1.3", "ana").hears("review_over")
}

func TestSilenceJoinsNoReview(t *testing.T) {
	r := inReview()
	r.won = true
	reviewer(t, r, "RV-1.1", "mei").isSilent().isSilent().isSilent().hears("manager_no_key").happened(support.CallEnded)
}

// A manager alone in the conference hears that the others are being called, and nothing
// of callers.
func TestTheFirstInAReviewHearsSo(t *testing.T) {
	said, _ := english.Briefing(Page{ID: "RV-1", Kind: support.ReviewPage, State: support.PageAccepted}, 0)
	if !slices.ContainsFunc(said, func(s Say) bool { return s.Key == "briefing_first" }) || len(said) != 1 {
		t.Fatalf("heard %+v", said)
	}
}
