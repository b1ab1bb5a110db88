package operators

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/paging"
	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

// seen is a look in short.
type seen struct {
	Remind, Ring, Raise bool
	Raised              int
	Next                time.Duration // from noon; 0 is never
}

func looks(owed Duty, at time.Time) seen {
	after, l := owed.look(at)
	s := seen{l.remind, l.ring, l.raise, after.Raised, 0}
	if !l.next.IsZero() {
		s.Next = l.next.Sub(rotatest.Noon)
	}
	return s
}

// What a duty calls for, on both sides of every limit. It is due at noon.
func TestADutyToTheSecond(t *testing.T) {
	review := Duty{Kind: OwesReview, Due: rotatest.Noon}
	restored := Duty{Kind: OwesRestoration, Due: rotatest.Noon.Add(48 * time.Hour), Internal: rotatest.Noon}
	answered, opened := Duty{Kind: OwesResponse, For: "ED-CA1", Due: rotatest.Noon}, Duty{Kind: OwesResponse, Due: rotatest.Noon}
	update := Duty{Kind: OwesUpdate, Due: rotatest.Noon}
	raised := func(d Duty, times int) Duty { d.Raised = times; return d }
	done := func(d Duty) Duty { d.Done = rotatest.Noon.Add(-time.Minute); return d }
	for name, c := range map[string]struct {
		owed Duty
		at   time.Duration
		want seen
	}{
		"a review is announced":                        {review, -time.Hour, seen{Remind: true}},
		"until its time":                               {review, -time.Second, seen{Remind: true}},
		"then the managers are rung":                   {review, 0, seen{Ring: true, Next: time.Hour}},
		"and have an hour":                             {review, time.Hour - time.Second, seen{Ring: true, Next: time.Hour}},
		"then it is raised, and rings again":           {review, time.Hour, seen{Ring: true, Raise: true, Raised: 1, Next: 2 * time.Hour}},
		"and an hour later":                            {raised(review, 1), 2 * time.Hour, seen{Ring: true, Raise: true, Raised: 2, Next: 3 * time.Hour}},
		"above all levels too":                         {raised(review, 9), 10 * time.Hour, seen{Ring: true, Raise: true, Raised: 10, Next: 11 * time.Hour}},
		"after a night of darkness, once":              {review, 7 * time.Hour, seen{Ring: true, Raise: true, Raised: 1, Next: 8 * time.Hour}},
		"done is done":                                 {done(review), time.Hour, seen{}},
		"restoration is held to the internal clock":    {restored, -time.Second, seen{}},
		"which comes before the contract's":            {restored, 0, seen{Raise: true, Raised: 1, Next: time.Hour}},
		"an emergency that nobody has taken":           {answered, 0, seen{Raise: true, Raised: 1, Next: time.Hour}},
		"a case that nobody has answered":              {opened, 0, seen{Raise: true, Raised: 1, Next: time.Hour}},
		"goes to the second level, and no further":     {raised(opened, 1), time.Hour, seen{Raise: true, Raised: 2}},
		"an update is due":                             {update, -24 * time.Hour, seen{Remind: true}},
		"and overdue: the supervisor hears of it once": {update, 0, seen{Raise: true, Raised: 1}},
		"a clock that stands still":                    {Duty{Kind: OwesUpdate}, 0, seen{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, looks(c.owed, rotatest.Noon.Add(c.at))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whenever a duty is looked at, it is raised at most by one, and the next look
// lies ahead: it never turns in a circle.
func TestALookNeverTurnsInACircle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		owed := Duty{Kind: []DutyKind{OwesReview, OwesRestoration, OwesResponse, OwesUpdate}[r.IntN(4)], Due: rotatest.Noon}
		owed.For = []string{"", "ED-CA1"}[r.IntN(2)]
		at := rotatest.Noon.Add(time.Duration(r.IntN(7200)-3600) * time.Second)
		for range 20 {
			after, l := owed.look(at)
			if up := after.Raised - owed.Raised; up > 1 || l.raise != (up == 1) || l.raise && at.Before(owed.heldTo()) {
				t.Fatalf("%+v at %s: %+v", owed, at, l)
			}
			if l.next.IsZero() {
				break
			}
			if !l.next.After(at) {
				t.Fatalf("%+v at %s looks again at %s", owed, at, l.next)
			}
			owed, at = after, l.next.Add(time.Duration(r.IntN(7200))*time.Second)
		}
	}
}

// Overdue goes up level by level; a level with nobody is skipped upwards, and
// when there is nobody above, the highest below hears of it.
func TestWhomADutyIsRaisedTo(t *testing.T) {
	vp := rota.Person{ID: "vp"}
	all := rota.Rota{People: []rota.Person{rotatest.Mei, rotatest.Ana, rotatest.Dov, vp}, Shifts: []rota.Shift{
		{Person: "mei", Role: rota.Manager}, {Person: "ana", Role: rota.Level2}, {Person: "dov", Role: rota.Director}, {Person: "vp", Role: rota.VicePresident},
	}}
	few := rota.Rota{People: []rota.Person{rotatest.Mei}, Shifts: all.Shifts[:1]}
	for raised, want := range []string{1: "ana", 2: "dov", 3: "vp", 4: "vp", 5: "vp"} {
		if raised == 0 {
			continue
		}
		owed := Duty{Kind: OwesReview, Raised: raised}
		if got := above(all, owed, support.Standing{}, rotatest.Noon); len(got) != 1 || got[0].ID != want {
			t.Errorf("raised %d times: %v", raised, got)
		}
		if got := above(few, owed, support.Standing{}, rotatest.Noon); len(got) != 1 || got[0].ID != "mei" {
			t.Errorf("with nobody above, raised %d times: %v", raised, got)
		}
	}
	if got := above(rota.Rota{}, Duty{Kind: OwesReview, Raised: 1}, support.Standing{}, rotatest.Noon); got != nil {
		t.Errorf("an empty rota: %v", got)
	}
	line := rota.Rota{People: []rota.Person{{ID: "eng", Supervisor: "mei"}, rotatest.Mei, rotatest.Ana}, Shifts: all.Shifts[1:2]}
	late := Duty{Kind: OwesUpdate, Raised: 1}
	if got := above(line, late, support.Standing{Case: support.Case{Engineer: "eng"}}, rotatest.Noon); len(got) != 1 || got[0].ID != "mei" {
		t.Errorf("an update: %v", got)
	}
}

// A notice goes by SMS, and by letter where there is an address. At night the
// SMS waits for the morning where each person lives, but for an emergency.
func TestTheWaysOfANotice(t *testing.T) {
	d := Desk{Policy: support.DefaultPolicy()}
	paris := rota.Person{ID: "zoe", Phone: "+33199005555", Email: "zoe@example.com", Zone: "Europe/Paris"}
	west := rota.Person{ID: "mei", Phone: "+14155550101", Zone: "America/Los_Angeles"}
	told := notice{ID: "1", Key: "comment", Data: map[string]string{"Case": "C1234567", "When": "2026-11-23T12:00:00Z"}}
	monday := time.Date(2026, 11, 23, 15, 59, 59, 0, time.UTC)
	for name, c := range map[string]struct {
		to   rota.Person
		at   time.Time
		now  bool
		due  string
		want int
	}{
		"before five in the afternoon":   {paris, monday, false, "2026-11-23T13:00:00+01:00", 2},
		"after it, tomorrow at nine":     {paris, monday.Add(time.Second), false, "2026-11-23T13:00:00+01:00", 2},
		"while others get up":            {west, monday, false, "2026-11-23T04:00:00-08:00", 1},
		"an emergency at any hour":       {paris, monday.Add(time.Second), true, "2026-11-23T13:00:00+01:00", 2},
		"nobody without a phone is sent": {rota.Person{ID: "x"}, monday, true, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			told.Urgent = c.now
			ways := d.ways(told, c.to, c.at)
			if len(ways) != c.want {
				t.Fatalf("ways: %+v", ways)
			}
			for _, w := range ways {
				if !w.Once {
					t.Errorf("%+v is sent twice", w)
				}
			}
			if len(ways) == 0 {
				return
			}
			if got := ways[0].Message.Data["When"]; got != c.due {
				t.Errorf("its moment is %s on the clocks there", got)
			}
			opens, _ := d.Policy.BusinessHours(c.to.Location()).Opens(c.at)
			if at := ways[0].At; c.now && !at.IsZero() || !c.now && opens.After(c.at) != at.Equal(opens) {
				t.Errorf("sent at %s", at)
			}
			if len(ways) > 1 && (!ways[1].At.IsZero() || ways[1].Letter.Key != "mail_comment" || ways[1].Urgency != paging.UrgentLetter) {
				t.Errorf("the letter: %+v", ways[1])
			}
		})
	}
	if told.Data["When"] != "2026-11-23T12:00:00Z" {
		t.Error("the notice itself was changed")
	}
}

// Letters have hands of their own, and are claimed only while these are free.
func TestLettersAreTheLeastUrgent(t *testing.T) {
	can := Can{All: 9, Perform: 2, Dial: 1, Post: 1}
	post, text, dial := Work{Command: &paging.Command{Do: paging.Post}}, Work{Command: &paging.Command{Do: paging.Text}}, Work{Command: &paging.Command{Do: paging.Dial}}
	after := can.Less(post)
	if after.Perform != 2 || after.Post != 0 || can.Least() != paging.UrgentLetter || after.Least() >= paging.UrgentLetter {
		t.Errorf("%+v", after)
	}
	if got := can.Less(dial).Less(text); got != (Can{All: 7, Post: 1}) {
		t.Errorf("%+v", got)
	}
	for _, u := range []int{paging.UrgentPage, paging.UrgentBack, paging.UrgentLater, paging.UrgentDesk, paging.UrgentCheck, paging.UrgentStandDown} {
		if u > after.Least() {
			t.Errorf("urgency %d is a letter's", u)
		}
	}
}

// Every level that a duty is raised to is a rank of management.
func TestLevelsAreRanks(t *testing.T) {
	for _, kind := range []DutyKind{OwesReview, OwesRestoration, OwesResponse, OwesUpdate} {
		for _, role := range (Duty{Kind: kind}).course().levels {
			if !slices.Contains(rota.Ranks, role) {
				t.Errorf("%s is raised to %s", kind, role)
			}
		}
	}
}
