package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/casework"
	"edown/store"
	"edown/support"
)

// october is a period, and november the moment at which its report is made.
var (
	october  = Period{time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	november = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	noon     = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)
)

// A "<" is missed exactly at its time, a "within" is not (R38). The time of a
// promise alone decides to which period it belongs.
func TestPromises(t *testing.T) {
	tick := time.Millisecond
	for _, c := range []struct {
		name string
		owed casework.Commitment
		held bool
		now  time.Time // zero: november
		want Promise   // of the commitment's kind, by the contract's clock
	}{
		{"in time", casework.Commitment{Kind: casework.OwesResponse, Due: noon, Done: noon.Add(-tick)}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"at the limit", casework.Commitment{Kind: casework.OwesResponse, Due: noon, Done: noon}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"an update at the limit", casework.Commitment{Kind: casework.OwesUpdate, Due: noon, Done: noon}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"restored at the limit", casework.Commitment{Kind: casework.OwesRestoration, Due: noon, Done: noon}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"reviewed at the limit", casework.Commitment{Kind: casework.OwesReview, Due: noon, Done: noon}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"decided at the limit", casework.Commitment{Kind: casework.OwesAnswer, Due: noon, Done: noon}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"decided after it", casework.Commitment{Kind: casework.OwesAnswer, Due: noon, Done: noon.Add(tick)}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"never done", casework.Commitment{Kind: casework.OwesUpdate, Due: noon}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"not due yet", casework.Commitment{Kind: casework.OwesUpdate, Due: noon}, true, noon.Add(-tick), Promise{Promised: 1, Open: 1}},
		{"due now", casework.Commitment{Kind: casework.OwesUpdate, Due: noon}, true, noon, Promise{Promised: 1, Missed: 1}},
		{"done in September, due in October", casework.Commitment{Kind: casework.OwesUpdate, Begun: noon.AddDate(0, -1, 0), Due: noon, Done: noon.AddDate(0, -1, 1)}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"due in November", casework.Commitment{Kind: casework.OwesUpdate, Begun: noon, Due: october.To, Done: noon}, true, time.Time{}, Promise{}},
		{"due with October", casework.Commitment{Kind: casework.OwesUpdate, Due: october.From, Done: noon.AddDate(0, -1, 0)}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"no time promised", casework.Commitment{Kind: casework.OwesContact, Begun: noon}, true, time.Time{}, Promise{Timeless: 1}},
		{"a false alarm is not restored", casework.Commitment{Kind: casework.OwesRestoration, Due: noon, Done: noon.Add(-tick), Outcome: string(support.FalseAlarm)}, true, time.Time{}, Promise{Promised: 1, Lifted: 1}},
		{"called off too late", casework.Commitment{Kind: casework.OwesRestoration, Due: noon, Done: noon, Outcome: string(support.FalseAlarm)}, true, time.Time{}, Promise{Promised: 1, Missed: 1}},
		{"ended without an answer", casework.Commitment{Kind: casework.OwesResponse, Due: noon, Done: noon.Add(-tick), Outcome: string(support.Solved)}, false, time.Time{}, Promise{Promised: 1, Lifted: 1}},
		{"an emergency before the decision", casework.Commitment{Kind: casework.OwesAnswer, Due: noon, Done: noon.Add(-tick), Outcome: string(support.EmergencyPage)}, true, time.Time{}, Promise{Promised: 1, Lifted: 1}},
		{"closed before the update", casework.Commitment{Kind: casework.OwesUpdate, Due: noon, Done: noon.Add(-tick), Outcome: string(support.StatusClosed)}, true, time.Time{}, Promise{Promised: 1, Lifted: 1}},
		{"updated", casework.Commitment{Kind: casework.OwesUpdate, Due: noon, Done: noon.Add(-tick), Outcome: "updated"}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"over before the review", casework.Commitment{Kind: casework.OwesReview, Due: noon, Done: noon.Add(-tick), Outcome: string(support.Solved)}, false, time.Time{}, Promise{Promised: 1, Lifted: 1}},
		{"solved in the review", casework.Commitment{Kind: casework.OwesReview, Due: noon, Done: noon.Add(-tick), Outcome: string(support.Solved)}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
		{"solved", casework.Commitment{Kind: casework.OwesRestoration, Due: noon, Done: noon.Add(-tick), Outcome: string(support.Solved)}, true, time.Time{}, Promise{Promised: 1, Kept: 1}},
	} {
		now := c.now
		if now.IsZero() {
			now = november
		}
		all, breaches := promises(store.Activity{Commitments: []store.Owed{{Commitment: c.owed, Held: c.held}}}, october, now)
		got := Promise{}
		for _, p := range all {
			if p.Kind == c.owed.Kind && p.Clock == OfContract {
				got = p
			}
		}
		c.want.Kind, c.want.Clock, c.want.Percent = c.owed.Kind, OfContract, percent(c.want.Kept, c.want.Kept+c.want.Missed)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if missed := len(breaches) > 0; missed != (c.want.Missed > 0) {
			t.Errorf("%s: missed ones: %+v", c.name, breaches)
		}
	}
}

// Outside its hours the contract's clock stands still, and ours does not (R41):
// one can be kept and the other missed.
func TestInternalClockRunsOutsideTheContractsHours(t *testing.T) {
	d := casework.Commitment{
		Kind: casework.OwesResponse, Case: "C1234567", Contract: "100200", Begun: noon,
		Internal: noon.Add(time.Hour), Due: noon.AddDate(0, 0, 2), Done: noon.Add(90 * time.Minute),
	}
	all, breaches := promises(store.Activity{Companies: map[string]string{"100200": "Acme"}, Commitments: []store.Owed{{Commitment: d}}}, october, november)
	if contract, own := all[0], all[1]; contract.Kept != 1 || own.Missed != 1 || own.Clock != Internal {
		t.Errorf("%+v, %+v", contract, own)
	}
	want := []Breach{{"100200", "Acme", "C1234567", casework.OwesResponse, Internal, noon.Add(time.Hour), &d.Done, Seconds(30 * time.Minute)}}
	if diff := cmp.Diff(want, breaches); diff != "" {
		t.Error(diff)
	}
}

// Without a promise there is no percentage.
func TestNoPromiseHasNoPercentage(t *testing.T) {
	all, _ := promises(store.Activity{}, october, november)
	for _, p := range all {
		if p.Percent != nil || p.share() != "no promise" {
			t.Errorf("%+v: %s", p, p.share())
		}
	}
}
