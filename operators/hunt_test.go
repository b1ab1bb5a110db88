package operators

import (
	"testing"
	"time"

	"edown/support"
	"edown/support/civil"
)

var (
	ivo  = Person{ID: "ivo", Name: "Ivo Horn", Phone: "+14155550107", Language: "en", Supervisor: "ana"}
	kim  = Person{ID: "kim", Name: "Kim Oh", Phone: "+14155550108", Language: "en"}
	dedi = Person{ID: "engineer:Dedi Cato", Name: "Dedi Cato", Phone: "+14155550109"}
	lena = Person{ID: "tsam:Lena Berg", Name: "Lena Berg", Phone: "+14155550110", Language: "fr"}
)

// engineers is the rota with Kim on duty as an engineer, and Ivo at home.
func engineers() Rota {
	r := duty()
	r.People = append(r.People, ivo, kim)
	r.Shifts = append(r.Shifts, Shift{Person: "kim", Role: Engineer})
	return r
}

// huntsFor is a caller on hold who wants somebody of his own.
func huntsFor(t *testing.T, kind Kind, ladder Ladder, who map[Whom][]Person) *paging {
	k := Known{Call: caller, Case: "C1234567", Where: OnHold}
	return plans(t, planned("ED-CA1", kind, k, engineers(), ladder, noon).with(who), k)
}

func TestAnEngineerIsRungThenThoseOnDutyThenTheOperators(t *testing.T) { // R6
	g := huntsFor(t, EngineerCall, EngineerLadder(), map[Whom][]Person{AssignedEngineer: {ivo}}).rang("Ivo Horn").isPlaced(ivo)
	g.after(29*time.Second + 999*time.Millisecond).rang()
	g.after(30 * time.Second).rang("Kim Oh").isPlaced(kim)
	g.after(59 * time.Second).rang()
	g.after(60*time.Second).rang("Tom Bell", "Zoé Roy")
	g.after(119 * time.Second).is(Ringing)
	g.seen = len(g.did)
	g.after(120*time.Second).is(Unanswered).did1(Summon, caller)
}

func TestAnEngineerIsRungAsAnOperatorIs(t *testing.T) {
	g := huntsFor(t, EngineerCall, EngineerLadder(), map[Whom][]Person{AssignedEngineer: {ivo}})
	for _, c := range g.did {
		if c.Do == Text || c.Do == Dial && (c.Leg.Purpose != ForOperator || c.Urgency != urgentDesk) {
			t.Fatalf("%+v", c)
		}
	}
	g.accepts(ivo).is(Accepted).did1(Summon, caller).callerDoes(support.Joined)
	g.seen = len(g.did)
	g.hangsUp(ivo).is(Closed).did1(Summon, caller)
	huntsFor(t, EngineerCall, EngineerLadder(), map[Whom][]Person{AssignedEngineer: {ivo}}).isPlaced(ivo).
		callerDoes(support.CallEnded).is(Closed).did1(NoteMissed, caller).did1(HangUp, "ED-CA1.1")
}

func TestARungOfAHuntWithNobodyIsSkipped(t *testing.T) {
	huntsFor(t, EngineerCall, EngineerLadder(), nil).rang("Kim Oh")
	huntsFor(t, EngineerCall, EngineerLadder(), map[Whom][]Person{DedicatedEngineer: {dedi}}).rang("Dedi Cato")
	huntsFor(t, AccountCall, AccountLadder(), nil).is(Unanswered).did1(Summon, caller) // his reasons are asked for instead
}

func TestAnAccountManagerIsRungTwiceInAMinute(t *testing.T) { // R45
	g := huntsFor(t, AccountCall, AccountLadder(), map[Whom][]Person{AccountManagers: {lena}}).rang("Lena Berg").isPlaced(lena)
	g.now = noon.Add(25 * time.Second)
	g.doesNotAnswer(lena).rang("Lena Berg").isPlaced(lena)
	g.doesNotAnswer(lena).rang()
	g.after(59 * time.Second).is(Ringing).after(60 * time.Second).is(Unanswered)
}

func TestWhoSaysThatProductionIsDownStaysUrgent(t *testing.T) {
	k := Known{Call: caller, Suspected: true, Where: OnHold}
	g := plans(t, planned("ED-CA1", EngineerCall, k, engineers(), EngineerLadder(), noon), k)
	g.after(120*time.Second).is(Unanswered).did1(StartPage, "")
}

func TestAnOperatorVouches(t *testing.T) {
	vouched := func(g *paging, leg string) *paging {
		return g.step(support.Event{Kind: support.Vouched, Call: leg})
	}
	g := hunts(t, false).accepts(tom).callerDoes(support.Joined).on(tom, support.Left, "")
	g.seen = len(g.did)
	vouched(g, g.leg(tom)).is(Closed).did1(Summon, caller)
	if !g.p.Vouched {
		t.Fatal("nobody has vouched")
	}
	for name, g := range map[string]*paging{
		"who has not accepted": vouched(hunts(t, false).picksUp(tom), "ED-CA1.1"),
		"a colleague":          vouched(hunts(t, false).accepts(tom), "ED-CA1.2"),
		"a stranger":           vouched(hunts(t, false).accepts(tom), "CA7"),
		"an engineer": vouched(huntsFor(t, EngineerCall, EngineerLadder(),
			map[Whom][]Person{AssignedEngineer: {ivo}}).accepts(ivo), "ED-CA1.1"),
	} {
		if g.p.Vouched || g.p.State == Closed {
			t.Errorf("%s vouches", name)
		}
	}
}

// Whom a contract has booked, and whose case it is (R44, R45).
func TestACustomersOwnPeople(t *testing.T) {
	desk := &Desk{}
	booked := support.Booking{Span: civil.Span{From: noon, To: noon.Add(time.Hour)}, Engineer: "Dedi Cato", Phone: dedi.Phone}
	s := support.Standing{Case: support.Case{Engineer: "ivo"}, Contract: &support.Contract{Engineers: []support.Booking{booked}}}
	for _, c := range []struct {
		at   time.Time
		whom Whom
		want Person
	}{
		{noon.Add(-time.Second), AssignedEngineer, ivo}, {noon, DedicatedEngineer, dedi},
		{noon.Add(time.Hour - time.Second), DedicatedEngineer, dedi}, {noon.Add(time.Hour), AssignedEngineer, ivo},
	} {
		if who := desk.ownEngineers(engineers(), s, c.at); len(who) != 1 || len(who[c.whom]) != 1 || who[c.whom][0] != c.want {
			t.Errorf("at %s: %+v", c.at, who)
		}
	}
	if who := desk.ownEngineers(engineers(), support.Standing{Case: support.Case{Engineer: "gone"}}, noon); who != nil {
		t.Errorf("nobody is %+v", who)
	}
}
