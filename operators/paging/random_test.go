package paging

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
	"edown/support/civil"
)

// Whatever happens, in whatever order and however often: a page that rings
// has somebody to wait for, nobody is paged once it is accepted or over, no
// phone is rung twice at once, an accept is never taken back by anything but
// the loss of the accepter, nobody sleeps less for what is no emergency, Step
// changes nothing that it was given, and the journal makes the same page again.
func TestNoNightBreaksThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := rotatest.Noon
		known := Known{Call: caller, Case: "C1234567", From: rapid.SampledFrom([]support.E164{"", "+14155550123"}).Draw(t, "from"), Where: support.Answering}
		began := somePage(t, known).Begin(known, support.Declared)
		p, out := began.Page, began.Commands
		journal := []Happening{{At: now, Event: known.Event(support.Declared, now)}}
		for i := range rapid.IntRange(1, 60).Draw(t, "events") {
			before := p
			given, _ := json.Marshal(p)
			checkPage(t, p, out, now)
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			e := someEvent(t, p, i)
			moved := Step(p, e, now)
			p, out = moved.Page, moved.Commands
			if after, _ := json.Marshal(before); string(given) != string(after) {
				t.Fatalf("Step changed the page it was given by %s", e.Kind)
			}
			checkStep(t, before, p, out, e)
			journal = append(journal, Happening{At: now, Event: e})
		}
		if diff := replayed(p, journal); diff != "" {
			t.Fatalf("the journal tells another story (-page +journal):\n%s", diff)
		}
	})
}

// somePage is a page of any kind before its beginning.
func somePage(t *rapid.T, k Known) Page {
	kind := rapid.SampledFrom(support.PageKinds()).Draw(t, "kind")
	ladder := map[support.PageKind]Ladder{
		support.EmergencyPage: DefaultLadder(), support.OperatorPage: DeskLadder(), support.EngineerPage: EngineerLadder(), support.AccountPage: AccountLadder(),
		support.DecisionPage: DecisionLadder(), support.ReviewPage: ReviewLadder(),
	}[kind]
	p := Planned("ED-CA1", kind, k, rotatest.Duty(), ladder, rotatest.Noon)
	switch kind {
	case support.AccountPage:
		p = p.With(map[Whom][]rota.Person{AccountManagers: {rotatest.Lena}})
	case support.DecisionPage:
		p = p.With(map[Whom][]rota.Person{Decider: {rotatest.Mei}, Above: {rotatest.Raj}})
		p.Hours, p.Relief = &rota.Hours{Business: civil.MondayToFriday(9*time.Hour, 17*time.Hour)}, []Relief{{rotatest.Noon.Add(time.Hour), Above}}
		if rapid.Bool().Draw(t, "at work") {
			p.Hours.Business = civil.Always()
		}
	}
	return p
}

func checkPage(t *rapid.T, p Page, out []Command, now time.Time) {
	if due := p.Due(); !due.IsZero() && !due.After(now) {
		t.Fatalf("at %s the page is due at once, again: %+v", now, p)
	}
	if p.State == support.PageRinging && p.Due().IsZero() {
		t.Fatalf("a page rings and will never be looked at again: %+v", p)
	}
	if ended := p.State == support.PageClosed || p.State == support.PageUnanswered; ended != !p.EndedAt.IsZero() {
		t.Fatalf("state %s, ended %s", p.State, p.EndedAt)
	}
	if i := slices.IndexFunc(p.Attempts, func(a Attempt) bool { return a.Leg == p.AcceptedLeg }); p.State == support.PageAccepted && i >= 0 && !p.Attempts[i].Live() {
		t.Fatalf("accepted on a phone that is down: %+v", p)
	}
	live := map[string]int{}
	for _, a := range p.Attempts {
		if a.Live() && a.Rings() && !a.Declined && a.PickedUp.IsZero() {
			live[a.Person.ID]++
		}
	}
	for who, n := range live {
		if n > 1 {
			t.Fatalf("%s's phone is rung %d times at once", who, n)
		}
	}
	legs := map[string]bool{}
	for _, c := range out {
		if c.Do == Dial && legs[c.Leg.ID] {
			t.Fatalf("leg %s is dialled twice", c.Leg.ID)
		}
		legs[c.Leg.ID] = true
		if person := (rota.Person{Zone: "UTC"}); c.Do == Dial && c.Leg.Purpose != support.ForCaller && !p.mayRing(person, now) {
			t.Fatalf("%s is woken at %s", c.Leg.Person, now)
		}
	}
}

func checkStep(t *rapid.T, before, p Page, out []Command, e support.Event) {
	if before.State != p.State && (before.State == support.PageClosed || before.State == support.PageUnanswered) {
		t.Fatalf("%s brought an ended page back", e.Kind)
	}
	if before.State == support.PageAccepted && p.State == support.PageAccepted && before.AcceptedBy != p.AcceptedBy && !p.Inside[p.AcceptedLeg] { // but a colleague who has joined
		t.Fatalf("%s took the page from %s and gave it to %s", e.Kind, before.AcceptedBy, p.AcceptedBy)
	}
	if p.State == support.PageRinging || p.Round != before.Round {
		return
	}
	for _, c := range out {
		if c.Do == Dial && (Attempt{Purpose: c.Leg.Purpose}).Rings() && c.Leg.Person != p.AcceptedBy {
			t.Fatalf("%s is rung though the page is %s (after %s)", c.Leg.Person, p.State, e.Kind)
		}
	}
}

func someEvent(t *rapid.T, p Page, i int) support.Event {
	leg, first := caller, ""
	if n := len(p.Attempts); n > 0 {
		leg, first = p.Attempts[rapid.IntRange(0, n-1).Draw(t, "leg")].Leg, p.Attempts[0].Person.ID
	}
	call := rapid.SampledFrom([]string{leg, leg, leg, caller, "CA2"}).Draw(t, "call")
	kinds := []support.EventKind{
		support.Placed, support.Refused, support.Ringing, support.PickedUp, support.MachineHeard, support.KeyPressed, support.Declined, support.Accepted, support.Accepted,
		support.Joined, support.Left, support.WrappingUp, support.WentBack, support.CallEnded, support.CallEnded, support.Holding, support.CallReturned,
		support.Due, support.Due, support.Due, support.Hurried, support.Superseded, support.Identified, support.OutcomeGiven, support.EssentialGiven, support.CalledOff,
		support.Vouched, support.Ruled, support.Ruled,
	}
	e := support.Event{
		Kind: rapid.SampledFrom(kinds).Draw(t, fmt.Sprintf("kind %d", i)), Call: call, SID: "CA" + leg,
		Ending:  rapid.SampledFrom([]string{"", support.EndBusy, support.EndNoAnswer}).Draw(t, "ending"),
		Climb:   rapid.SampledFrom([]string{"", support.ClimbNext, support.ClimbLevel2}).Draw(t, "climb"),
		OldCall: rapid.SampledFrom([]string{"", caller}).Draw(t, "old call"),
		Key:     rapid.SampledFrom([]string{"", "1", "3"}).Draw(t, "key"),
		By:      rapid.SampledFrom([]string{"", support.ByCaller, support.ByOperator}).Draw(t, "by"),
	}
	if e.Kind == support.OutcomeGiven || e.Kind == support.CalledOff {
		e.Outcome = rapid.SampledFrom([]support.Outcome{support.Working, support.Solved, support.Lowered, support.FalseAlarm}).Draw(t, "outcome")
	}
	if e.Kind == support.Ruled {
		e.Verdict = rapid.SampledFrom([]support.Verdict{support.EscalationAccepted, support.EscalationRefused}).Draw(t, "verdict")
		e.From = rapid.SampledFrom([]support.E164{"", "+14155550123"}).Draw(t, "to be called")
	}
	if (e.Kind == support.Accepted || e.Kind == support.Ruled) && rapid.Bool().Draw(t, "by SMS") {
		e.Call, e.Person = "", first
	}
	return e
}
