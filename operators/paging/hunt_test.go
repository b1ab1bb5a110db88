package paging

import (
	"testing"
	"time"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

// huntsFor is a caller on hold who wants somebody of his own.
func huntsFor(t *testing.T, kind support.PageKind, ladder Ladder, who map[Whom][]rota.Person) *paging {
	k := Known{Call: caller, Case: "C1234567", Where: support.OnHold}
	return plans(t, Planned("ED-CA1", kind, k, rotatest.WithEngineers(), ladder, rotatest.Noon).With(who), k)
}

func TestAnEngineerIsRungThenThoseOnDutyThenTheOperators(t *testing.T) { // R6
	g := huntsFor(t, support.EngineerPage, EngineerLadder(), map[Whom][]rota.Person{AssignedEngineer: {rotatest.Ivo}}).rang("Ivo Horn").isPlaced(rotatest.Ivo)
	g.after(29*time.Second + 999*time.Millisecond).rang()
	g.after(30 * time.Second).rang("Kim Oh").isPlaced(rotatest.Kim)
	g.after(59 * time.Second).rang()
	g.after(60*time.Second).rang("Tom Bell", "Zoé Roy")
	g.after(119 * time.Second).is(support.PageRinging)
	g.seen = len(g.did)
	g.after(120*time.Second).is(support.PageUnanswered).did1(Summon, caller)
}

func TestAnEngineerIsRungAsAnOperatorIs(t *testing.T) {
	g := huntsFor(t, support.EngineerPage, EngineerLadder(), map[Whom][]rota.Person{AssignedEngineer: {rotatest.Ivo}})
	for _, c := range g.did {
		if c.Do == Text || c.Do == Dial && (c.Leg.Purpose != support.ForOperator || c.Urgency != UrgentDesk) {
			t.Fatalf("%+v", c)
		}
	}
	g.accepts(rotatest.Ivo).is(support.PageAccepted).did1(Summon, caller).callerDoes(support.Joined)
	g.seen = len(g.did)
	g.hangsUp(rotatest.Ivo).is(support.PageClosed).did1(Summon, caller)
	huntsFor(t, support.EngineerPage, EngineerLadder(), map[Whom][]rota.Person{AssignedEngineer: {rotatest.Ivo}}).isPlaced(rotatest.Ivo).
		callerDoes(support.CallEnded).is(support.PageClosed).did1(NoteMissed, caller).did1(HangUp, "ED-CA1.1")
}

func TestARungOfAHuntWithNobodyIsSkipped(t *testing.T) {
	huntsFor(t, support.EngineerPage, EngineerLadder(), nil).rang("Kim Oh")
	huntsFor(t, support.EngineerPage, EngineerLadder(), map[Whom][]rota.Person{DedicatedEngineer: {rotatest.Dedi}}).rang("Dedi Cato")
	huntsFor(t, support.AccountPage, AccountLadder(), nil).is(support.PageUnanswered).did1(Summon, caller) // his reasons are asked for instead
}

func TestAnAccountManagerIsRungTwiceInAMinute(t *testing.T) { // R45
	g := huntsFor(t, support.AccountPage, AccountLadder(), map[Whom][]rota.Person{AccountManagers: {rotatest.Lena}}).rang("Lena Berg").isPlaced(rotatest.Lena)
	g.now = rotatest.Noon.Add(25 * time.Second)
	g.doesNotAnswer(rotatest.Lena).rang("Lena Berg").isPlaced(rotatest.Lena)
	g.is(support.PageRinging).doesNotAnswer(rotatest.Lena).rang().is(support.PageUnanswered)
}

func TestAHuntInWhichEveryoneHasSaidNoIsOver(t *testing.T) { // P4
	g := huntsFor(t, support.AccountPage, AccountLadder(), map[Whom][]rota.Person{AccountManagers: {rotatest.Lena}}).isPlaced(rotatest.Lena)
	g.declines(rotatest.Lena).is(support.PageUnanswered).did1(Summon, caller)
}

func TestWhoSaysThatProductionIsDownStaysUrgent(t *testing.T) {
	k := Known{Call: caller, Suspected: true, Where: support.OnHold}
	g := plans(t, Planned("ED-CA1", support.EngineerPage, k, rotatest.WithEngineers(), EngineerLadder(), rotatest.Noon), k)
	g.after(120*time.Second).is(support.PageUnanswered).did1(StartPage, "")
}

func TestAnOperatorVouches(t *testing.T) {
	vouched := func(g *paging, leg string) *paging {
		return g.step(support.Event{Kind: support.Vouched, Call: leg})
	}
	g := hunts(t, false).accepts(rotatest.Tom).callerDoes(support.Joined).on(rotatest.Tom, support.Left, "")
	g.seen = len(g.did)
	vouched(g, g.leg(rotatest.Tom)).is(support.PageClosed).did1(Summon, caller)
	if !g.p.Vouched {
		t.Fatal("nobody has vouched")
	}
	for name, g := range map[string]*paging{
		"who has not accepted": vouched(hunts(t, false).picksUp(rotatest.Tom), "ED-CA1.1"),
		"a colleague":          vouched(hunts(t, false).accepts(rotatest.Tom), "ED-CA1.2"),
		"a stranger":           vouched(hunts(t, false).accepts(rotatest.Tom), "CA7"),
		"an engineer": vouched(huntsFor(t, support.EngineerPage, EngineerLadder(),
			map[Whom][]rota.Person{AssignedEngineer: {rotatest.Ivo}}).accepts(rotatest.Ivo), "ED-CA1.1"),
	} {
		if g.p.Vouched || g.p.State == support.PageClosed {
			t.Errorf("%s vouches", name)
		}
	}
}
