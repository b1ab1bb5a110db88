package casework

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

// seen is a look in short.
type seen struct {
	Remind, Ring, Raise bool
	Raised              int
	Next                time.Duration // from noon; 0 is never
}

func looks(owed Commitment, at time.Time) seen {
	after, l := owed.look(at)
	s := seen{l.remind, l.ring, l.raise, after.Raised, 0}
	if !l.next.IsZero() {
		s.Next = l.next.Sub(rotatest.Noon)
	}
	return s
}

// What a commitment calls for, on both sides of every limit. It is due at noon.
func TestACommitmentToTheSecond(t *testing.T) {
	review := Commitment{Kind: OwesReview, Due: rotatest.Noon}
	restored := Commitment{Kind: OwesRestoration, Due: rotatest.Noon.Add(48 * time.Hour), Internal: rotatest.Noon}
	answered, opened := Commitment{Kind: OwesResponse, For: "ED-CA1", Due: rotatest.Noon}, Commitment{Kind: OwesResponse, Due: rotatest.Noon}
	update := Commitment{Kind: OwesUpdate, Due: rotatest.Noon}
	raised := func(d Commitment, times int) Commitment { d.Raised = times; return d }
	done := func(d Commitment) Commitment { d.Done = rotatest.Noon.Add(-time.Minute); return d }
	for name, c := range map[string]struct {
		owed Commitment
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
		"a clock that stands still":                    {Commitment{Kind: OwesUpdate}, 0, seen{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, looks(c.owed, rotatest.Noon.Add(c.at))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whenever a commitment is looked at, it is raised at most by one, and the next look
// lies ahead: it never turns in a circle.
func TestALookNeverTurnsInACircle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		owed := Commitment{Kind: []Kind{OwesReview, OwesRestoration, OwesResponse, OwesUpdate}[r.IntN(4)], Due: rotatest.Noon}
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
func TestOverdueGoesUp(t *testing.T) {
	vp := rota.Person{ID: "vp"}
	all := rota.Rota{People: []rota.Person{rotatest.Mei, rotatest.Ana, rotatest.Dov, vp}, Shifts: []rota.Shift{
		{Person: "mei", Role: rota.Manager}, {Person: "ana", Role: rota.Level2}, {Person: "dov", Role: rota.Director}, {Person: "vp", Role: rota.VicePresident},
	}}
	few := rota.Rota{People: []rota.Person{rotatest.Mei}, Shifts: all.Shifts[:1]}
	for raised, want := range []string{1: "ana", 2: "dov", 3: "vp", 4: "vp", 5: "vp"} {
		if raised == 0 {
			continue
		}
		owed := Commitment{Kind: OwesReview, Raised: raised}
		if got := above(owed, all, "", rotatest.Noon); len(got) != 1 || got[0].ID != want {
			t.Errorf("raised %d times: %v", raised, got)
		}
		if got := above(owed, few, "", rotatest.Noon); len(got) != 1 || got[0].ID != "mei" {
			t.Errorf("with nobody above, raised %d times: %v", raised, got)
		}
	}
	if got := above(Commitment{Kind: OwesReview, Raised: 1}, rota.Rota{}, "", rotatest.Noon); got != nil {
		t.Errorf("an empty rota: %v", got)
	}
	line := rota.Rota{People: []rota.Person{{ID: "eng", Supervisor: "mei"}, rotatest.Mei, rotatest.Ana}, Shifts: all.Shifts[1:2]}
	late := Commitment{Kind: OwesUpdate, Raised: 1}
	if got := above(late, line, "eng", rotatest.Noon); len(got) != 1 || got[0].ID != "mei" {
		t.Errorf("an update: %v", got)
	}
}

// Every level that a commitment is raised to is a rank of management.
func TestLevelsAreRanks(t *testing.T) {
	for _, kind := range []Kind{OwesReview, OwesRestoration, OwesResponse, OwesUpdate} {
		for _, role := range (Commitment{Kind: kind}).course().levels {
			if !slices.Contains(rota.Ranks, role) {
				t.Errorf("%s is raised to %s", kind, role)
			}
		}
	}
}
