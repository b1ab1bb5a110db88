package paging

import (
	"testing"
	"time"

	"edown/operators/rota/rotatest"
	"edown/support"
)

// An SMS that has not arrived rings its person at once: not one whose phone rings
// anyway, one who has passed, or one of a page that nobody is needed for any more.
func TestAPersonWhomAnSMSHasNotReachedIsRung(t *testing.T) {
	for what, before := range map[string]struct {
		event support.Event
		rung  int
	}{
		"not picked up": {support.Event{Kind: support.CallEnded, Ending: support.EndNoAnswer}, 1},
		"rings":         {support.Event{Kind: support.Ringing}, 0},
		"has passed":    {support.Event{Kind: support.Declined}, 0},
		"has accepted":  {support.Event{Kind: support.Accepted}, 0},
	} {
		g := starts(t, rotatest.Duty())
		first := g.p.Attempts[0]
		before.event.Call = first.Leg
		g.step(before.event)
		for i, a := range g.p.Attempts { // the ladder has rung the next ones
			if a.Person.ID == first.Person.ID && i > 0 {
				g.step(support.Event{Kind: support.CallEnded, Call: a.Leg, Ending: support.EndNoAnswer})
			}
		}
		was := len(g.p.Attempts)
		g.now = g.now.Add(time.Second)
		lost := support.Event{Kind: support.Undelivered, Person: first.Person.ID, Text: "m1"}
		for range 3 {
			g.step(lost)
		}
		if n := len(g.p.Attempts) - was; n != before.rung {
			t.Errorf("%s: rung %d times, want %d", what, n, before.rung)
		}
	}
}
