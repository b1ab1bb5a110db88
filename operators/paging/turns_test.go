package paging

import (
	"fmt"
	"testing"
	"time"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

// A night in which no phone is picked up: from the first ring on, a phone rings
// at any moment, for twenty minutes, and after the last rung none rings more than once
// a minute (P4). Where there are too few people for that, they ring as often
// as they may.
func TestAPhoneRingsAtAnyMoment(t *testing.T) {
	for n := 1; n <= 6; n++ {
		t.Run(fmt.Sprint(n, " people"), func(t *testing.T) { nobodyPicksUp(t, n) })
	}
}

func nobodyPicksUp(t *testing.T, people int) {
	p := starts(t, staffOf(people)).p
	silent, last := time.Duration(0), map[string]time.Time{}
	for second := range 1200 {
		now := rotatest.Noon.Add(time.Duration(second) * time.Second)
		hears := func(kind support.EventKind, a Attempt) {
			p = Step(p, support.Event{Kind: kind, Call: a.Leg, SID: "CA" + a.Leg, Ending: support.EndNoAnswer}, now).Page
		}
		for i := 0; i < len(p.Attempts); i++ {
			if a := p.Attempts[i]; a.Live() && !a.Placed.IsZero() && !now.Before(a.Placed.Add(25*time.Second)) {
				hears(support.CallEnded, a)
			}
		}
		hears(support.Due, Attempt{})
		for i := 0; i < len(p.Attempts); i++ {
			if a := p.Attempts[i]; a.Live() && a.Placed.IsZero() {
				hears(support.Placed, a)
				if again := now.Sub(last[a.Person.ID]); second > 360 && again < time.Minute {
					t.Fatalf("after %d s %s rings again after %s", second, a.Person.Name, again)
				}
				last[a.Person.ID] = now
			}
		}
		if p.ringing() == 0 {
			silent += time.Second
		}
	}
	if most := map[int]time.Duration{1: 13 * time.Minute, 2: 4 * time.Minute, 3: 15 * time.Second}[people]; silent > most {
		t.Errorf("no phone rang for %s of twenty minutes, at most %s may pass", silent, most)
	}
}

func staffOf(n int) rota.Rota {
	r := rotatest.Duty()
	r.People, r.Shifts = r.People[:n], r.Shifts[:n]
	return r
}

// When everybody has passed, the next turn comes at once for those whose phones
// were silent for a minute (P4).
func TestEverybodyHasPassed(t *testing.T) {
	g := starts(t, rotatest.Duty())
	for _, p := range []rota.Person{rotatest.Mei, rotatest.Raj, rotatest.Ana, rotatest.Dov, rotatest.Tom, rotatest.Zoe} {
		g.declines(p)
	}
	g.rang("Mei Chen", "Raj Patel", "Ana Diaz", "Dov Katz", "Tom Bell", "Zoé Roy")
	g.after(59 * time.Second).rang()
	g.after(time.Minute).rang("Mei Chen", "Raj Patel")
}

// Mei is on duty until ten past twelve, Raj from then on, and her number is
// corrected meanwhile: who rings is who is on duty when the rung rings, at the
// number of that moment (P6); and the journal says so.
func TestAPageThatOutlivesAHandOver(t *testing.T) {
	r := rotatest.Duty()
	r.Shifts = []rota.Shift{
		{Person: "mei", Role: rota.Manager, From: 0, To: 12*60 + 10}, {Person: "raj", Role: rota.Manager, From: 12*60 + 10, To: 24 * 60},
	}
	g := starts(t, r).nobodyAnswers().rang("Mei Chen", "Mei Chen", "Mei Chen") // each rung that has her
	r.People[0].Phone = "+14155550999"
	g.asks(r, 5*time.Minute).rang("Mei Chen")
	if last := g.p.Attempts[len(g.p.Attempts)-1]; last.Person.Phone != "+14155550999" {
		t.Errorf("her old number is rung: %s", last.Person.Phone)
	}
	g.nobodyAnswers().asks(r, 10*time.Minute).rang("Raj Patel")
	for at := 11 * time.Minute; at < 20*time.Minute; at += time.Minute {
		g.nobodyAnswers().asks(r, at).rang("Raj Patel")
	}
}

// nobodyAnswers has every phone ring in vain, until none is rung at this moment.
func (g *paging) nobodyAnswers() *paging {
	for i := 0; i < len(g.p.Attempts); i++ {
		if a := g.p.Attempts[i]; a.Live() {
			g.step(support.Event{Kind: support.Placed, Call: a.Leg, SID: "CA" + a.Leg})
			g.step(support.Event{Kind: support.CallEnded, Call: a.Leg, Ending: support.EndNoAnswer})
		}
	}
	return g
}

// asks is the page at a moment, with the rota of that moment.
func (g *paging) asks(r rota.Rota, after time.Duration) *paging {
	g.t.Helper()
	g.now = rotatest.Noon.Add(after)
	moved := StepAsking(stored(g.p), support.Event{Kind: support.Due, At: g.now}, g.now, r)
	g.p = moved.Page
	g.did = append(g.did, moved.Commands...)
	g.journal = append(g.journal, Happening{At: g.now, Event: moved.Event, Who: moved.Who})
	if diff := replayed(g.p, g.journal); diff != "" {
		g.t.Fatalf("the journal tells another story (-page +journal):\n%s", diff)
	}
	return g
}
