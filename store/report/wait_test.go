package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/store"
	"edown/support"
)

// waitFor is a search that began at noon.
func waitFor(kind support.PageKind, state support.PageState, accepted, ended time.Duration) store.Search {
	s := store.Search{Kind: kind, State: state, Asked: noon}
	if accepted > 0 {
		s.Accepted = noon.Add(accepted)
		s.Talked = s.Accepted
	}
	if ended > 0 {
		s.Ended = noon.Add(ended)
	}
	return s
}

// unheard is a search whose caller a human has accepted, and not talked to.
func unheard(s store.Search) store.Search {
	s.Talked = time.Time{}
	return s
}

// elsewhere is a search that is no longer needed.
func elsewhere(s store.Search) store.Search {
	s.Elsewhere = true
	return s
}

// A caller who was answered within a limit counts for it, one who was not
// counts against it, except callers who left before the limit or have not
// waited that long yet.
func TestWithin(t *testing.T) {
	const tick = time.Millisecond
	for _, c := range []struct {
		name                     string
		search                   store.Search
		of60, in60, of180, in180 int
	}{
		{"answered at once", waitFor(support.OperatorPage, support.PageClosed, time.Second, time.Hour), 1, 1, 1, 1},
		{"answered at the limit", waitFor(support.OperatorPage, support.PageClosed, time.Minute, time.Hour), 1, 1, 1, 1},
		{"answered a moment after it", waitFor(support.OperatorPage, support.PageClosed, time.Minute+tick, time.Hour), 1, 0, 1, 1},
		{"answered, and talking", waitFor(support.EmergencyPage, support.PageAccepted, 3*time.Minute+tick, 0), 1, 0, 1, 0},
		{"accepted, lost, and ringing again", waitFor(support.EmergencyPage, support.PageRinging, 5*time.Second, 0), 1, 1, 1, 1},
		{"accepted, and never talked to", unheard(waitFor(support.EmergencyPage, support.PageClosed, 5*time.Second, 2*time.Minute)), 1, 0, 0, 0},
		{"accepted, and not yet talked to", unheard(waitFor(support.EmergencyPage, support.PageAccepted, 5*time.Second, 0)), 1, 0, 0, 0},
		{"the line gave up", waitFor(support.OperatorPage, support.PageUnanswered, 0, time.Minute), 1, 0, 1, 0},
		{"hung up at once", waitFor(support.OperatorPage, support.PageClosed, 0, 5*time.Second), 0, 0, 0, 0},
		{"hung up after two minutes", waitFor(support.OperatorPage, support.PageClosed, 0, 2*time.Minute), 1, 0, 0, 0},
		{"a manager came by another page", elsewhere(waitFor(support.OperatorPage, support.PageClosed, 0, 2*time.Minute)), 0, 0, 0, 0},
		{"waits since two minutes", waitFor(support.EmergencyPage, support.PageRinging, 0, 0), 1, 0, 0, 0},
	} {
		w := waitsFor("x", []store.Search{c.search}, noon.Add(2*time.Minute))
		got := []int{w.Within[0].Of, w.Within[0].Answers, w.Within[1].Of, w.Within[1].Answers}
		if diff := cmp.Diff([]int{c.of60, c.in60, c.of180, c.in180}, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A target of 98.5 % is kept by 197 of 200, and not by 196.
func TestTargets(t *testing.T) {
	for answers, kept := range map[int]bool{197: true, 196: false} {
		var searches []store.Search
		for i := range 200 {
			took := time.Second
			if i >= answers {
				took = time.Hour
			}
			searches = append(searches, waitFor(support.OperatorPage, support.PageClosed, took, 2*time.Hour))
		}
		w := within(searches, 3*time.Minute, 985, november)
		if *w.Kept != kept {
			t.Errorf("%d of 200: %v %%, kept %v", answers, *w.Percent, *w.Kept)
		}
	}
	if w := within(nil, time.Minute, 900, november); w.Kept != nil || w.Percent != nil {
		t.Errorf("of no callers: %+v", w)
	}
	if got := percent(8999, 10000); *got != 89.9 {
		t.Errorf("89.99 %% is %v", *got)
	}
}

// One example by hand: twenty callers, one that the line gave up on.
func TestWaits(t *testing.T) {
	var searches []store.Search
	for i := range 19 { // 3 s to 57 s
		searches = append(searches, waitFor(support.OperatorPage, support.PageClosed, time.Duration(3+3*i)*time.Second, time.Hour))
	}
	searches = append(searches,
		waitFor(support.OperatorPage, support.PageUnanswered, 0, time.Minute),
		waitFor(support.OperatorPage, support.PageClosed, 0, 2*time.Second), // left
		waitFor(support.EmergencyPage, support.PageRinging, 0, 0),
		waitFor(support.ReviewPage, support.PageRinging, 0, 0), // callers do not wait for that
	)
	all := waits(searches, noon.Add(10*time.Second))
	yes, no := true, false
	of := func(n float64) *float64 { return &n }
	want := Wait{
		For: "operator", Asked: 21, Answered: 19, Accepted: 19, Unanswered: 1, Left: 1,
		AcceptP50: seconds(30 * time.Second), AcceptP95: seconds(57 * time.Second), AcceptMax: seconds(57 * time.Second),
		P50: seconds(30 * time.Second), P90: seconds(54 * time.Second), P95: seconds(57 * time.Second), Max: seconds(57 * time.Second),
		Within: []Within{
			{Limit: Seconds(time.Minute), Of: 20, Answers: 19, Percent: of(95), Target: 90, Kept: &yes},
			{Limit: Seconds(3 * time.Minute), Of: 20, Answers: 19, Percent: of(95), Target: 98.5, Kept: &no},
		},
	}
	if diff := cmp.Diff(want, all[1]); diff != "" {
		t.Error(diff)
	}
	sum := all[len(all)-1]
	if sum.For != Everyone || sum.Asked != 22 || sum.Waiting != 1 || sum.Within[0].Of != 20 {
		t.Errorf("all: %+v", sum)
	}
	if down := all[0]; !down.Few || down.P50 != nil || down.Max != nil || down.Waiting != 1 {
		t.Errorf("Enterprise Downs: %+v", down)
	}
}

// From the pickup, while that is still on record.
func TestPlacing(t *testing.T) {
	var searches []store.Search
	for i := range 20 { // 6 s to 44 s
		s := waitFor(support.EmergencyPage, support.PageClosed, time.Minute, time.Hour)
		s.PickedUp, s.Placed = noon.Add(-5*time.Second), noon.Add(time.Duration(1+2*i)*time.Second)
		searches = append(searches, s)
	}
	other, forgotten, never := searches[0], searches[0], searches[0]
	other.Kind, forgotten.PickedUp, never.Placed = support.OperatorPage, time.Time{}, time.Time{}
	p := placing(append(searches, other, forgotten, never))
	yes, no := true, false
	want := Placing{Paged: 20, Max: seconds(44 * time.Second), Marks: []Reached{
		{50, seconds(24 * time.Second), Seconds(20 * time.Second), &no}, {95, seconds(42 * time.Second), Seconds(45 * time.Second), &yes},
	}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	if p := placing(searches[:19]); !p.Few || p.Marks[0].Took != nil || p.Marks[0].Kept != nil || p.Max == nil {
		t.Errorf("of 19: %+v", p)
	}
}
