package paging

import (
	"slices"
	"testing"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
)

// keepsItsWord: the phones that a page announces ring when it has said, and none
// before.
func (g *paging) keepsItsWord() *paging {
	g.t.Helper()
	people, at := stored(g.p).Upcoming()
	if len(people) == 0 {
		g.t.Fatalf("%s: it announces nobody", g.clock())
	}
	g.since(Dial)
	return g.after(at.Sub(rotatest.Noon) - 1).rang().after(at.Sub(rotatest.Noon)).rang(namesOf(people)...).isPlaced(people...)
}

func namesOf(people []rota.Person) (names []string) {
	for _, p := range people {
		names = append(names, p.Name)
	}
	return names
}

func TestWhatAPageAnnouncesIsWhatItDoes(t *testing.T) {
	starts(t, rotatest.Duty()).isPlaced(rotatest.Mei).keepsItsWord().keepsItsWord().keepsItsWord().keepsItsWord().keepsItsWord()
	starts(t, rotatest.Duty()).declines(rotatest.Mei).isPlaced(rotatest.Raj).keepsItsWord()
}

func TestAPageThatIsTakenAnnouncesNobody(t *testing.T) {
	g := starts(t, rotatest.Duty()).declines(rotatest.Mei)
	if people, _ := g.p.Upcoming(); slices.Contains(namesOf(people), rotatest.Mei.Name) {
		t.Errorf("Mei has passed, and is announced in the same round: %q", namesOf(people))
	}
	g.accepts(rotatest.Raj)
	if people, at := g.p.Upcoming(); people != nil || !at.IsZero() {
		t.Errorf("it is accepted, and announces %q at %s", namesOf(people), at)
	}
}
