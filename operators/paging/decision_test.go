package paging

import (
	"testing"
	"time"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

// decides is an escalation that Mei is to decide on within four hours, Raj from
// half of them on too, and Ana when they are over.
func decides(t *testing.T, at time.Time, p rota.Person) *paging {
	k := Known{Case: "C1234567", Company: "Acme", From: "+14155550123", Language: "en"}
	page := Planned("ES-CA1-7", support.DecisionPage, k, rotatest.Duty(), DecisionLadder(), at).
		With(map[Whom][]rota.Person{Decider: {p}, Above: {rotatest.Raj}, Higher: {rotatest.Ana}})
	page.Hours = rota.HoursOf(support.DefaultPolicy(), nil)
	page.Relief = []Relief{{at.Add(2 * time.Hour), Above}, {at.Add(4 * time.Hour), Higher}}
	return plans(t, page, k)
}

// at is the page at a moment, and all moments before it at which it was due.
func (g *paging) at(at time.Time) *paging {
	g.t.Helper()
	for due := g.p.Due(); !due.IsZero() && !due.After(at); due = g.p.Due() {
		g.now = due
		g.step(support.Event{Kind: support.Due})
	}
	g.now = at
	return g.step(support.Event{Kind: support.Due})
}

func TestADeciderIsRungInTheTimeThatHeHas(t *testing.T) { // R33
	g := decides(t, rotatest.Monday, rotatest.Mei).rang("Mei Chen").doesNotAnswer(rotatest.Mei)
	g.at(rotatest.Monday.Add(30*time.Minute - time.Second)).rang()
	g.at(rotatest.Monday.Add(30 * time.Minute)).rang("Mei Chen").doesNotAnswer(rotatest.Mei)
	g.at(rotatest.Monday.Add(90*time.Minute - time.Second)).rang()
	g.at(rotatest.Monday.Add(90 * time.Minute)).rang("Mei Chen").doesNotAnswer(rotatest.Mei)
	g.at(rotatest.Monday.Add(2*time.Hour - time.Second)).rang()
	g.at(rotatest.Monday.Add(2*time.Hour)).rang("Mei Chen", "Raj Patel").doesNotAnswer(rotatest.Mei).doesNotAnswer(rotatest.Raj)
	g.at(rotatest.Monday.Add(3*time.Hour)).rang("Mei Chen", "Raj Patel").doesNotAnswer(rotatest.Mei).doesNotAnswer(rotatest.Raj)
	g.at(rotatest.Monday.Add(4*time.Hour)).rang("Mei Chen", "Raj Patel", "Ana Diaz").is(support.PageRinging)
}

func TestOnlyAnEnterpriseDownRingsAtNight(t *testing.T) { // P10
	far := rotatest.Mei
	far.Zone = "America/Los_Angeles"
	g := decides(t, rotatest.Monday, far).rang() // two in the morning there, and nobody else may be asked yet
	for _, at := range []time.Duration{120, 150, 210} {
		g.at(rotatest.Monday.Add(at*time.Minute - time.Second)).rang()
		g.at(rotatest.Monday.Add(at * time.Minute)).rang("Raj Patel").doesNotAnswer(rotatest.Raj) // in London it is noon
	}
	for _, at := range []time.Duration{240, 300, 360} {
		g.at(rotatest.Monday.Add(at*time.Minute)).rang("Raj Patel", "Ana Diaz").doesNotAnswer(rotatest.Raj).doesNotAnswer(rotatest.Ana)
	}
	g.at(rotatest.Monday.Add(7*time.Hour - time.Second)).rang()
	g.at(rotatest.Monday.Add(7 * time.Hour)).rang("Mei Chen") // nine, and London has gone home
	friday := time.Date(2026, 11, 27, 16, 59, 0, 0, time.UTC)
	g = decides(t, friday, rotatest.Mei).rang("Mei Chen").doesNotAnswer(rotatest.Mei)
	g.at(rotatest.Monday.AddDate(0, 0, 7).Add(-time.Hour - time.Second)).rang()
	g.at(rotatest.Monday.AddDate(0, 0, 7).Add(-time.Hour)).rang("Mei Chen", "Raj Patel", "Ana Diaz")
}

// He who listens to the details hears the customer's own words to their end;
// he who picks up and presses nothing is given up on as ever (P3).
func TestADeciderMayListen(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei).presses(rotatest.Mei, "3")
	g.at(rotatest.Monday.Add(2 * time.Minute))
	if a := g.p.Attempts[0]; !a.Live() {
		t.Fatalf("cut off while he listened: %+v", a)
	}
	g = decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei)
	g.at(rotatest.Monday.Add(2 * time.Minute))
	if a := g.p.Attempts[0]; a.End != support.EndNoKey {
		t.Fatalf("a voicemail is listened to: %+v", a)
	}
}

func TestAnAcceptedEscalationEndsWithThePhone(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei).presses(rotatest.Mei, "1")
	g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: support.EscalationAccepted}).is(support.PageAccepted)
	g.seen = len(g.did)
	g.on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageClosed).rang()
	if g.p.Verdict != support.EscalationAccepted || g.p.AcceptedBy != "mei" {
		t.Fatalf("%s by %s", g.p.Verdict, g.p.AcceptedBy)
	}
}

func TestTheDeciderTalksToTheCustomerAtOnce(t *testing.T) { // R37
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei).presses(rotatest.Mei, "1")
	g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: support.EscalationAccepted})
	g.seen = len(g.did)
	g.rang() // not before she says so
	g.on(rotatest.Mei, support.Accepted, "").rang("the caller").enters(rotatest.Mei)
	back := g.p.Attempts[len(g.p.Attempts)-1].Leg
	g.step(support.Event{Kind: support.CallReturned, Call: back}).step(support.Event{Kind: support.Holding, Call: back}).did1(Summon, back)
	g.step(support.Event{Kind: support.Joined, Call: back})
	if !g.p.Talked {
		t.Fatal("they talk")
	}
	g.on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").did1(Summon, back).on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageClosed)
}

func TestADeciderDoesNotWaitForWhoCannotBeReached(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei)
	g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: support.EscalationAccepted}).on(rotatest.Mei, support.Accepted, "").enters(rotatest.Mei)
	for i := range mostCallbacks {
		g.step(support.Event{Kind: support.CallEnded, Call: g.p.Attempts[len(g.p.Attempts)-1].Leg, Ending: support.EndNoAnswer})
		if i == mostCallbacks-1 {
			break
		}
		g.seen = len(g.did)
		g.at(g.now.Add(callbackPause)).rang("the caller")
	}
	g.did1(Summon, g.leg(rotatest.Mei)).is(support.PageAccepted)
}

func TestAVerdictBySMSEndsTheRinging(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).isPlaced(rotatest.Mei)
	g.seen = len(g.did)
	g.step(support.Event{Kind: support.Ruled, Person: "mei", Verdict: support.EscalationAccepted}).is(support.PageClosed).did1(HangUp, g.leg(rotatest.Mei))
	g.on(rotatest.Mei, support.CallEnded, support.EndNoAnswer).rang().is(support.PageClosed)
}

func TestARefusalIsToldByTelephone(t *testing.T) { // R34
	refuse := func(at time.Time) *paging {
		g := decides(t, at, rotatest.Mei).picksUp(rotatest.Mei)
		return g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: support.EscalationRefused, From: "+14155550199", Language: "fr"})
	}
	last := func(g *paging) Attempt { return g.p.Attempts[len(g.p.Attempts)-1] }
	g := refuse(rotatest.Monday).is(support.PageAccepted).on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageAccepted)
	if a := last(g); a.Purpose != support.ForRefusal || a.Person.Phone != "+14155550199" || a.Person.Language != "fr" {
		t.Fatalf("rung: %+v", a)
	}
	g.step(support.Event{Kind: support.PickedUp, Call: last(g).Leg}).step(support.Event{Kind: support.KeyPressed, Call: last(g).Leg, Key: "1"})
	g.step(support.Event{Kind: support.CallEnded, Call: last(g).Leg, Ending: support.EndCompleted}).is(support.PageClosed)

	g = refuse(rotatest.Monday).on(rotatest.Mei, support.CallEnded, support.EndCompleted) // a voicemail hears nothing, three times
	for range mostCallbacks {
		g.is(support.PageAccepted).step(support.Event{Kind: support.PickedUp, Call: last(g).Leg})
		g.step(support.Event{Kind: support.CallEnded, Call: last(g).Leg, Ending: support.EndCompleted})
		g.at(g.now.Add(callbackPause))
	}
	if g.is(support.PageClosed); g.p.Callback != support.CallbackFailed || g.p.Callbacks != mostCallbacks {
		t.Fatalf("callback %q after %d", g.p.Callback, g.p.Callbacks)
	}
	if g = refuse(time.Date(2026, 11, 27, 16, 59, 30, 0, time.UTC)); last(g).Purpose != support.ForRefusal {
		t.Fatalf("within his hours: %+v", last(g))
	}
}

func TestARefusalWakesNobody(t *testing.T) { // P10
	g := decides(t, time.Date(2026, 11, 27, 16, 59, 45, 0, time.UTC), rotatest.Mei).picksUp(rotatest.Mei)
	g.now = g.now.Add(15 * time.Second)
	g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: support.EscalationRefused, From: "+14155550199"})
	if a := g.p.Attempts[len(g.p.Attempts)-1]; a.Purpose != support.ForDecision {
		t.Fatalf("rung on Friday evening: %+v", a)
	}
	if opens := rotatest.Monday.AddDate(0, 0, 7).Add(-time.Hour); !g.p.CallbackAt.Equal(opens) || !g.p.Due().Before(opens.Add(time.Second)) {
		t.Fatalf("to be told at %s", g.p.CallbackAt)
	}
}

func TestTheFirstVerdictStands(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei)
	for _, v := range []support.Verdict{support.EscalationAccepted, support.EscalationRefused} {
		g.step(support.Event{Kind: support.Ruled, Call: g.leg(rotatest.Mei), Verdict: v, From: "+14155550199"})
	}
	if g.p.Verdict != support.EscalationAccepted || g.p.Refusal != nil {
		t.Fatalf("verdict %s", g.p.Verdict)
	}
	g = decides(t, rotatest.Monday, rotatest.Mei).step(support.Event{Kind: support.Ruled, Call: "CA7", Verdict: support.EscalationAccepted}).is(support.PageRinging)
	g.step(support.Event{Kind: support.Accepted, Call: g.leg(rotatest.Mei)}).is(support.PageRinging) // without a verdict
}

// Who has claimed the decision and hangs up has not decided: the others may.
func TestAClaimWithoutAVerdictIsOfThisRoundOnly(t *testing.T) {
	g := decides(t, rotatest.Monday, rotatest.Mei).picksUp(rotatest.Mei).presses(rotatest.Mei, "1").on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageRinging)
	if g.p.Round != 1 {
		t.Fatalf("round %d", g.p.Round)
	}
	if g.doesNotAnswer(rotatest.Mei); g.p.Round != 1 {
		t.Fatal("a phone that nobody picked up claims nothing")
	}
}
