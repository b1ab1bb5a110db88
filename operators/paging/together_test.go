package paging

import (
	"testing"
	"time"

	"edown/operators/rota/rotatest"
	"edown/support"
)

// meets is a page whose manager has accepted, and whose caller has not come yet.
func meets(t *testing.T) *paging {
	g := starts(t, rotatest.Duty()).callerDoes(support.Holding).accepts(rotatest.Mei)
	g.seen = len(g.did)
	return g
}

func (g *paging) says(o support.Outcome) *paging {
	return g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(rotatest.Mei), Outcome: o})
}

func TestNoOutcomeWithoutAConversation(t *testing.T) {
	for _, o := range []support.Outcome{support.Working, support.Solved, support.Lowered, support.FalseAlarm} {
		g := meets(t).on(rotatest.Mei, support.WrappingUp, "").says(o).is(support.PageAccepted)
		if g.p.Outcome != "" {
			t.Errorf("%s without a conversation: %q", o, g.p.Outcome)
		}
		g.on(rotatest.Mei, support.SpokeElsewhere, "").says(o).is(support.PageClosed)
	}
}

func TestTheNextManager(t *testing.T) {
	g := meets(t).callerDoes(support.Joined).on(rotatest.Mei, support.WrappingUp, "").on(rotatest.Mei, support.HandedOn, "")
	if got := g.is(support.PageRinging).since(HangUp); len(got) > 0 {
		t.Errorf("hung up on %q: she hears who is rung next", got)
	}
	g.on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageRinging)
	for _, a := range g.p.Attempts {
		if a.Round == 1 && a.Person.ID == "mei" {
			t.Error("the manager who handed it on is rung first")
		}
	}
}

func TestWhoSaysNothingIsAsked(t *testing.T) {
	g := meets(t).callerDoes(support.Joined)
	g.seen = len(g.did)
	g.callerDoes(support.LeftAlone).is(support.PageAccepted).did1(Summon, g.leg(rotatest.Mei))
	g.after(50*time.Second).is(support.PageRinging).did1(HangUp, g.leg(rotatest.Mei)).rang("Raj Patel")

	g = meets(t).callerDoes(support.Joined).callerDoes(support.LeftAlone)
	g.on(rotatest.Mei, support.WentBack, "").did1(Summon, caller)
	g.callerDoes(support.Fetched).callerDoes(support.Joined)
	g.after(5 * time.Minute).is(support.PageAccepted)
}

// The carrier tells that the accepter has joined after the phone has told that the accepter
// left: the caller is not led back into an empty room.
func TestALateWordOfWhoJoined(t *testing.T) {
	g := meets(t).callerDoes(support.Joined).step(support.Event{
		Kind: support.WrappingUp, Call: "ED-CA1.1", Talked: true,
	})
	g.seen = len(g.did)
	g.on(rotatest.Mei, support.Joined, "").on(rotatest.Mei, support.Left, "")
	if got := g.since(Summon); g.p.Present || len(got) > 0 {
		t.Errorf("present %t, fetched %v", g.p.Present, got)
	}
	g.on(rotatest.Mei, support.WentBack, "")
	if !g.p.Present {
		t.Error("the accepter has gone back, and is not there")
	}
}

func TestWhoIsInTheRoomIsNotFetched(t *testing.T) {
	p := meets(t).p
	for _, c := range []struct {
		name       string
		known      Known
		now, later bool
	}{
		{"on hold", Known{Where: support.Answering}, true, false},
		{"in the room, or on the way", Known{Where: support.Answering, Room: p.ID}, false, false},
		{"being recorded", Known{Where: support.Answering, Speaking: true}, false, true},
		{"gone", Known{Where: support.Gone}, false, false},
	} {
		if now, later := p.Brings(c.known); now != c.now || later != c.later {
			t.Errorf("%s: now %v, later %v", c.name, now, later)
		}
	}
	p.Wanted = true
	if now, _ := p.Brings(Known{Where: support.Answering, Speaking: true}); !now {
		t.Error("a manager who wants to talk now waits for an answer to be recorded")
	}
	p.State = support.PageRinging
	if now, later := p.Brings(Known{}); now || later {
		t.Error("fetched for nobody")
	}
}

func TestATornConversation(t *testing.T) { // the caller came alone, and then the request took effect
	g := meets(t).callerDoes(support.Joined)
	if !g.p.Torn(g.now) {
		t.Fatal("the request is still on its way")
	}
	for _, order := range [][]support.EventKind{{support.Left, support.Fetched}, {support.Fetched, support.Left}} {
		torn := *g
		torn.callerDoes(order[0]).callerDoes(order[1])
		if !torn.p.Torn(g.now.Add(10 * time.Second)) {
			t.Errorf("%q: the manager is asked how it went", order)
		}
		if torn.callerDoes(support.Joined); torn.p.Torn(g.now) {
			t.Errorf("%q: together, and still torn", order)
		}
	}
	g = meets(t).callerDoes(support.Fetched).callerDoes(support.Joined) // as it should be
	if g.p.Torn(g.now) {
		t.Error("nothing is torn when the request comes first")
	}
}

func TestAcceptingAsksTheCarrierWhoIsThere(t *testing.T) {
	starts(t, rotatest.Duty()).accepts(rotatest.Mei).did1(Look, caller)
}

func TestNobodyToCallBackAndNoWord(t *testing.T) {
	g := begins(t, support.EmergencyPage, Known{Call: caller, Where: support.Gone}, rotatest.Duty()).accepts(rotatest.Mei)
	g.after(10*time.Minute).did1(Summon, g.leg(rotatest.Mei))
	g.on(rotatest.Mei, support.CallEnded, support.EndNoKey).is(support.PageRinging)
}

func TestTheLineDropsAndTheManagerSaysNothing(t *testing.T) {
	g := meets(t).callerDoes(support.Joined).callerDoes(support.CallEnded).on(rotatest.Mei, support.WrappingUp, "")
	g.seen = len(g.did)
	g.on(rotatest.Mei, support.WentBack, "").rang("the caller").is(support.PageAccepted)
	if g.p.CheckAt.IsZero() {
		t.Error("alone in the room, and never asked")
	}
	g.on(rotatest.Mei, support.CallEnded, support.EndNoKey).is(support.PageRinging)
}
