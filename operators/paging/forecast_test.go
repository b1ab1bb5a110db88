package paging

import (
	"fmt"
	"testing"
	"time"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

// crowd is a rota of so many managers in the first layer, always on duty.
func crowd(n int) (r rota.Rota) {
	for i := range n {
		id := fmt.Sprint("m", i)
		r.People = append(r.People, rota.Person{ID: id})
		r.Shifts = append(r.Shifts, rota.Shift{Person: id, Role: rota.Manager, Layer: 1})
	}
	return r
}

func TestAClimbRingsEveryRung(t *testing.T) {
	climb := DefaultLadder().Climb(rotatest.Duty(), rotatest.Noon)
	var got string
	for _, r := range climb {
		got += fmt.Sprintf("%v:", r.After)
		for _, p := range r.Dials {
			got += " " + p.ID
		}
		got += fmt.Sprintf(" (%d)\n", r.Ringing)
	}
	want := `0s: mei (1)
40s: raj mei (2)
1m30s: mei raj (2)
3m0s: ana (1)
5m0s: dov tom zoe (3)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if climb.Phones() != 3 || climb.By(90*time.Second) != 5 || climb.By(0) != 1 {
		t.Error(climb.Phones(), climb.By(90*time.Second), climb.By(0))
	}
}

func TestAPhoneThatStillRingsIsNotCountedTwice(t *testing.T) {
	l := Ladder{Rungs: []Rung{{0, []Whom{Primary}}, {10 * time.Second, []Whom{Managers}}}, Ring: 25 * time.Second}
	climb := l.Climb(rotatest.Duty(), rotatest.Noon)
	if len(climb[1].Dials) != 1 || climb[1].Ringing != 2 {
		t.Errorf("%+v", climb)
	}
}

func TestOneCallASecondMakesTheLastOneLate(t *testing.T) {
	l := Ladder{Rungs: []Rung{{0, []Whom{Primary}}, {5 * time.Second, []Whom{Managers}}}, Ring: 5 * time.Second}
	for _, c := range []struct {
		people int
		pace   float64
		want   time.Duration
	}{
		{1, 1, 0}, {3, 1, 2 * time.Second}, {10, 1, 14 * time.Second}, {10, 0, 0}, {10, 2, 4500 * time.Millisecond}, {0, 1, 0},
	} {
		if got := l.Climb(crowd(c.people), rotatest.Noon).Late(c.pace); got != c.want {
			t.Errorf("%d people at %v a second: %v, want %v", c.people, c.pace, got, c.want)
		}
	}
}

func TestTheBusiestMomentIsFoundAhead(t *testing.T) {
	r := crowd(1)
	r.People = append(r.People, rota.Person{ID: "night"})
	r.Shifts = append(r.Shifts, rota.Shift{Person: "night", Role: rota.Manager, From: 22 * 60, To: 6 * 60})
	l := Ladder{Rungs: []Rung{{0, []Whom{Managers}}}, Ring: 25 * time.Second}
	if got := l.Busiest(r, rotatest.Noon, rotatest.Noon.Add(24*time.Hour)).Phones(); got != 2 {
		t.Errorf("%d phones", got)
	}
	if got := l.Climb(r, rotatest.Noon).Phones(); got != 1 {
		t.Errorf("%d phones at noon", got)
	}
}
