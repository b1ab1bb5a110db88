package paging

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators/rota"
	"edown/operators/rota/rotatest"
	"edown/support"
)

// paging is a page in a test that reads like the night it happened. The page
// goes through its stored form between any two steps.
type paging struct {
	t    *testing.T
	p    Page
	now  time.Time
	did  []Command
	seen int

	journal []Happening
}

const caller = "CA1"

func starts(t *testing.T, roster rota.Rota) *paging {
	return begins(t, support.EmergencyPage, Known{Call: caller, Case: "C1234567", Company: "Acme", From: "+14155550123", Language: "en", Where: support.Answering}, roster)
}

func hunts(t *testing.T, urgent bool) *paging {
	return begins(t, support.OperatorPage, Known{Call: caller, Suspected: urgent, Where: support.OnHold}, rotatest.Duty())
}

func begins(t *testing.T, kind support.PageKind, k Known, roster rota.Rota) *paging {
	ladder := map[support.PageKind]Ladder{support.EmergencyPage: DefaultLadder(), support.OperatorPage: DeskLadder(), support.ReviewPage: ReviewLadder()}[kind]
	return plans(t, Planned("ED-CA1", kind, k, roster, ladder, rotatest.Noon), k)
}

// plans is a page from its beginning on.
func plans(t *testing.T, p Page, k Known) *paging {
	g := &paging{t: t, now: p.Started, journal: []Happening{{At: p.Started, Event: k.Event(support.Declared, p.Started)}}}
	began := p.Begin(k, support.Declared)
	g.p, g.did = began.Page, began.Commands
	return g
}

func (g *paging) step(e support.Event) *paging {
	g.t.Helper()
	e.At = g.now
	moved := Step(stored(g.p), e, g.now)
	g.p = moved.Page
	g.did = append(g.did, moved.Commands...)
	g.journal = append(g.journal, Happening{At: g.now, Event: e})
	if diff := replayed(g.p, g.journal); diff != "" {
		g.t.Fatalf("the journal tells another story (-page +journal):\n%s", diff)
	}
	return g
}

// replayed is how a page differs from what its journal makes of it.
func replayed(p Page, journal []Happening) string {
	was := Replay(p, journal)
	return cmp.Diff(stored(p), stored(was[len(was)-1].Page))
}

// stored is a page as it comes back from the record.
func stored(p Page) (back Page) {
	text, err := json.Marshal(p)
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if err != nil {
		panic(err)
	}
	return back
}

// rang lists the phones dialled since the last look, by name.
func (g *paging) rang(names ...string) *paging {
	g.t.Helper()
	if got := g.since(Dial); !slices.Equal(got, names) {
		g.t.Fatalf("%s: rang %q, want %q", g.clock(), got, names)
	}
	return g
}

func (g *paging) since(do Do) []string {
	var got []string
	for _, c := range g.did[g.seen:] {
		if c.Do == do {
			got = append(got, g.describe(c))
		}
	}
	g.seen = len(g.did)
	return got
}

func (g *paging) describe(c Command) string {
	switch c.Do {
	case Dial:
		if c.Leg.Purpose == support.ForCaller {
			return "the caller"
		}
		return g.p.name(c.Leg.Person)
	case Text:
		return c.Message.Key + " " + string(c.Message.To)
	}
	return c.Call
}

func (g *paging) did1(do Do, what string) *paging {
	g.t.Helper()
	for _, c := range g.did[g.seen:] {
		if c.Do == do && g.describe(c) == what {
			return g
		}
	}
	g.t.Fatalf("%s: no %s of %s among %+v", g.clock(), do, what, g.did[g.seen:])
	return g
}

func (g *paging) clock() string { return "at " + g.now.Sub(rotatest.Noon).String() }

// leg is the newest phone of a person.
func (g *paging) leg(p rota.Person) string {
	g.t.Helper()
	for _, a := range slices.Backward(g.p.Attempts) {
		if a.Person.ID == p.ID {
			return a.Leg
		}
	}
	g.t.Fatalf("%s was never rung", p.Name)
	return ""
}

func (g *paging) on(p rota.Person, kind support.EventKind, ending string) *paging {
	g.t.Helper()
	return g.step(support.Event{Kind: kind, Call: g.leg(p), Ending: ending})
}

func (g *paging) presses(p rota.Person, key string) *paging {
	g.t.Helper()
	return g.step(support.Event{Kind: support.KeyPressed, Call: g.leg(p), Key: key})
}

func (g *paging) isPlaced(people ...rota.Person) *paging {
	for _, p := range people {
		g.step(support.Event{Kind: support.Placed, Call: g.leg(p), SID: "CA" + g.leg(p)})
	}
	return g
}
func (g *paging) picksUp(p rota.Person) *paging { return g.isPlaced(p).on(p, support.PickedUp, "") }
func (g *paging) declines(p rota.Person) *paging {
	return g.picksUp(p).on(p, support.Declined, "").on(p, support.CallEnded, support.EndCompleted)
}
func (g *paging) isBusy(p rota.Person) *paging {
	return g.isPlaced(p).on(p, support.CallEnded, support.EndBusy)
}
func (g *paging) doesNotAnswer(p rota.Person) *paging {
	return g.isPlaced(p).on(p, support.CallEnded, support.EndNoAnswer)
}
func (g *paging) accepts(p rota.Person) *paging {
	return g.picksUp(p).on(p, support.Accepted, "").enters(p)
}
func (g *paging) enters(p rota.Person) *paging { return g.on(p, support.Joined, "") }
func (g *paging) hangsUp(p rota.Person) *paging {
	return g.on(p, support.Left, "").on(p, support.CallEnded, support.EndCompleted)
}
func (g *paging) callerDoes(kind support.EventKind) *paging {
	return g.step(support.Event{Kind: kind, Call: caller})
}
func (g *paging) after(d time.Duration) *paging {
	g.now = rotatest.Noon.Add(d)
	return g.step(support.Event{Kind: support.Due})
}

func (g *paging) is(s support.PageState) *paging {
	g.t.Helper()
	if g.p.State != s {
		g.t.Fatalf("%s: the page is %s, want %s", g.clock(), g.p.State, s)
	}
	return g
}

func TestLadderByTheClock(t *testing.T) { // P4
	g := starts(t, rotatest.Duty()).rang("Mei Chen").isPlaced(rotatest.Mei)
	g.after(39*time.Second + 999*time.Millisecond).rang()
	g.after(40 * time.Second).rang("Raj Patel") // Mei's phone still rings
	g.isPlaced(rotatest.Raj)
	g.after(89*time.Second).rang("Mei Chen", "Raj Patel") // no word from the carrier for too long: rung anew
}

func TestLadderClimbsAtTheSecondThatIsWritten(t *testing.T) {
	roster := rotatest.Duty()
	for i := range 3 { // enough people that a rung is never spent
		roster.Shifts = append(roster.Shifts, rota.Shift{Person: fmt.Sprint(i), Role: rota.Manager, Layer: 3})
		roster.People = append(roster.People, rota.Person{ID: fmt.Sprint(i), Name: fmt.Sprint(i), Phone: "+1415555020" + support.E164(fmt.Sprint(i))})
	}
	for _, c := range []struct {
		at  time.Duration
		new []string
	}{
		{0, []string{"Mei Chen"}}, {40 * time.Second, []string{"Raj Patel"}}, {90 * time.Second, []string{"0", "1", "2"}},
		{180 * time.Second, []string{"Ana Diaz"}}, {300 * time.Second, []string{"Dov Katz", "Tom Bell", "Zoé Roy"}},
	} {
		g := starts(t, roster) // nobody is placed: the carrier is slow, no attempt ends
		for _, step := range []time.Duration{40, 90, 180, 300} {
			if at := step * time.Second; at < c.at {
				g.after(at)
			}
		}
		g.seen = len(g.did)
		if c.at == 0 {
			g.seen = 0
			g.rang(c.new...)
			continue
		}
		g.after(c.at - time.Millisecond).rang()
		g.after(c.at).rang(c.new...)
	}
}

// Call B of the mission.
func TestCallB_NobodyPicksUp(t *testing.T) {
	g := starts(t, rotatest.Duty()).rang("Mei Chen")
	g.now = rotatest.Noon.Add(25 * time.Second)
	g.doesNotAnswer(rotatest.Mei).rang("Raj Patel", "Mei Chen") // the page moves on at once
	g.declines(rotatest.Raj).rang()                             // Mei still rings
	g.isBusy(rotatest.Mei).rang("Mei Chen")                     // all duty managers, but not who has passed
	g.doesNotAnswer(rotatest.Mei).rang("Ana Diaz")
	g.isBusy(rotatest.Ana).rang("Dov Katz", "Tom Bell", "Zoé Roy")
	g.doesNotAnswer(rotatest.Dov).doesNotAnswer(rotatest.Tom).doesNotAnswer(rotatest.Zoe).rang().is(support.PageRinging)
	if due := g.p.nextRung(); !due.Equal(rotatest.Noon.Add(85 * time.Second)) {
		t.Fatalf("the next turn is at %s", due.Sub(rotatest.Noon))
	}
	g.after(85*time.Second).rang("Mei Chen", "Raj Patel") // a minute after their last ring; who has passed too
	g.doesNotAnswer(rotatest.Mei).rang("Ana Diaz").doesNotAnswer(rotatest.Raj).rang("Dov Katz").is(support.PageRinging)
}

func TestFirstRingComesWithAnSMS(t *testing.T) {
	g := starts(t, rotatest.Duty()).did1(Text, "sms_page +14155550101")
	g.seen = len(g.did)
	g.doesNotAnswer(rotatest.Mei).did1(Text, "sms_page +14155550102")
	if texts := g.since(Text); len(texts) != 1 {
		t.Fatalf("texts %q: Mei has hers already", texts)
	}
}

func TestAStepWithNobodyOnDutyIsSkipped(t *testing.T) {
	roster := rotatest.Duty()
	roster.Shifts = roster.Shifts[2:] // no duty manager at all
	starts(t, roster).rang("Ana Diaz")
}

func TestAnEmptyRotaPagesEveryone(t *testing.T) { // P7
	starts(t, rota.Rota{People: rotatest.Duty().People}).rang("Mei Chen", "Raj Patel", "Ana Diaz", "Dov Katz", "Tom Bell", "Zoé Roy")
}

func TestABadNumberMovesOn(t *testing.T) {
	starts(t, rotatest.Duty()).rang("Mei Chen").on(rotatest.Mei, support.Refused, "21211 invalid number").rang("Raj Patel", "Mei Chen")
}

func TestPickingUpIsNotAccepting(t *testing.T) { // P1, P3
	g := starts(t, rotatest.Duty()).rang("Mei Chen").picksUp(rotatest.Mei).is(support.PageRinging)
	g.now = rotatest.Noon.Add(10 * time.Second)
	g.presses(rotatest.Mei, "3") // listens to the details
	g.after(29 * time.Second).rang().is(support.PageRinging)
	leg := g.leg(rotatest.Mei)
	g.after(40 * time.Second).rang("Raj Patel")
	g.after(119 * time.Second).is(support.PageRinging)
	if a := g.p.Attempts[0]; !a.Live() {
		t.Fatalf("cut off in mid-sentence: %+v", a)
	}
	g.after(120*time.Second).did1(HangUp, leg).is(support.PageRinging)
	if a := g.p.Attempts[0]; a.End != support.EndNoKey {
		t.Fatalf("on record: %+v", a)
	}
}

// A page of before has no time for its words: it goes on as it was begun (P6).
func TestALadderOfBeforeCountsFromPickUp(t *testing.T) {
	g := starts(t, rotatest.Duty())
	g.p.Ladder.Words = 0
	g.picksUp(rotatest.Mei).after(20*time.Second).did1(HangUp, "ED-CA1.1")
	if before, now := (Ladder{NoKey: time.Second}).Version(), (Ladder{NoKey: time.Second, Words: 0}).Version(); before != now {
		t.Errorf("version %s, then %s", before, now)
	}
}

func TestAnAcceptThatIsHeardOfLate(t *testing.T) {
	g := starts(t, rotatest.Duty()).picksUp(rotatest.Mei).after(110*time.Second).did1(HangUp, "ED-CA1.1")
	g.step(support.Event{Kind: support.Accepted, Call: "ED-CA1.1"}).is(support.PageAccepted)
	if !g.p.Attempts[0].Live() {
		t.Fatal("who has accepted is given up on")
	}
	g.step(support.Event{Kind: support.CallEnded, Call: "ED-CA1.1", Ending: support.EndCompleted}).is(support.PageRinging)
}

func TestWhoHadGoneBeforeHisAcceptWasHeardOf(t *testing.T) {
	g := starts(t, rotatest.Duty()).picksUp(rotatest.Mei).hangsUp(rotatest.Mei)
	g.step(support.Event{Kind: support.Accepted, Call: "ED-CA1.1"}).is(support.PageRinging)
	if g.p.Round != 1 {
		t.Fatalf("round %d", g.p.Round)
	}
}

func TestAMachineIsAHintOnly(t *testing.T) {
	g := starts(t, rotatest.Duty()).rang("Mei Chen").picksUp(rotatest.Mei).on(rotatest.Mei, support.MachineHeard, "").rang("Raj Patel")
	g.on(rotatest.Mei, support.Accepted, "").is(support.PageAccepted) // it was Mei, breathing loudly
}

func TestAcceptStopsEverythingElse(t *testing.T) { // P2
	g := starts(t, rotatest.Duty()).isPlaced(rotatest.Mei)
	g.after(40 * time.Second).picksUp(rotatest.Raj).isPlaced(rotatest.Raj)
	g.callerDoes(support.Holding)
	g.seen = len(g.did)
	g.on(rotatest.Raj, support.Accepted, "").is(support.PageAccepted)
	g.did1(HangUp, g.leg(rotatest.Mei)).did1(Text, "sms_taken +14155550101").did1(Summon, caller)
	g.seen = len(g.did)
	g.on(rotatest.Mei, support.PickedUp, "").on(rotatest.Mei, support.Accepted, "").on(rotatest.Mei, support.CallEnded, support.EndNoAnswer).rang().is(support.PageAccepted)
	if g.p.AcceptedBy != "raj" {
		t.Fatalf("accepted by %s", g.p.AcceptedBy)
	}
	g.after(9 * time.Minute).rang().is(support.PageAccepted)
}

func TestWhoeverListensHearsWhoHasIt(t *testing.T) {
	g := starts(t, rotatest.Duty()).picksUp(rotatest.Mei)
	g.after(40 * time.Second)
	g = starts(t, rotatest.Duty()).picksUp(rotatest.Mei).presses(rotatest.Mei, "3")
	g.now = rotatest.Noon.Add(15 * time.Second)
	g.step(support.Event{Kind: support.Hurried, Climb: "next"}).accepts(rotatest.Raj).did1(Summon, g.leg(rotatest.Mei))
}

func TestACarrierThatPlacesTooLateIsHungUpOn(t *testing.T) {
	g := starts(t, rotatest.Duty())
	g.after(40 * time.Second).accepts(rotatest.Raj)
	g.seen = len(g.did)
	g.isPlaced(rotatest.Mei).did1(HangUp, g.leg(rotatest.Mei))
}

func TestAcceptedDuringTheInterviewFetchesTheCaller(t *testing.T) {
	g := starts(t, rotatest.Duty()).accepts(rotatest.Mei).is(support.PageAccepted).did1(Summon, caller)
	g.callerDoes(support.Fetched).callerDoes(support.Joined)
	if !g.p.Talked || !g.p.CheckAt.IsZero() {
		t.Fatal("they talk: nothing is to be checked")
	}
}

func talking(t *testing.T) *paging {
	g := starts(t, rotatest.Duty()).callerDoes(support.Holding).accepts(rotatest.Mei).callerDoes(support.Joined)
	g.seen = len(g.did)
	return g
}

func TestManagerDropsPageAgain(t *testing.T) { // P5
	g := talking(t)
	g.now = rotatest.Noon.Add(5 * time.Minute)
	g.hangsUp(rotatest.Mei).is(support.PageRinging).did1(Summon, caller).rang("Mei Chen")
	g.doesNotAnswer(rotatest.Mei).rang("Raj Patel", "Mei Chen").accepts(rotatest.Raj).is(support.PageAccepted)
	if g.p.Round != 1 || g.p.AcceptedBy != "raj" {
		t.Fatalf("round %d, accepted by %s", g.p.Round, g.p.AcceptedBy)
	}
}

func TestEachAccepterHasHisOwnConversation(t *testing.T) {
	g := talking(t)
	g.hangsUp(rotatest.Mei).is(support.PageRinging).doesNotAnswer(rotatest.Mei).accepts(rotatest.Raj).is(support.PageAccepted)
	g.seen = len(g.did)
	g.callerDoes(support.CallEnded).rang("the caller") // he talked to Mei, and not to Raj
	g.on(rotatest.Raj, support.Left, "").on(rotatest.Raj, support.CallEnded, support.EndCompleted).is(support.PageRinging)
}

func TestConversationEndsWithAnOutcome(t *testing.T) {
	g := talking(t).callerDoes(support.Left).callerDoes(support.CallEnded).on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").is(support.PageAccepted)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(rotatest.Mei), Outcome: support.Working}).is(support.PageClosed)
	g.step(support.Event{Kind: support.EssentialGiven, Call: g.leg(rotatest.Mei), Essential: true})
	if g.p.Essential == nil || !*g.p.Essential || g.p.Outcome != support.Working {
		t.Fatalf("on record: %+v", g.p)
	}
	if g.on(rotatest.Mei, support.CallEnded, support.EndCompleted).since(Dial); g.p.State != support.PageClosed {
		t.Fatal("a page that ended begins again")
	}
}

func TestBothHangUpWithoutAnOutcome(t *testing.T) {
	g := talking(t).callerDoes(support.CallEnded).hangsUp(rotatest.Mei).is(support.PageClosed)
	if g.p.Outcome != support.NoOutcome {
		t.Fatalf("outcome %q", g.p.Outcome)
	}
}

func TestStarWhileTheCallerWaitsIsNoDrop(t *testing.T) {
	g := talking(t).on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").is(support.PageAccepted).rang()
	g.on(rotatest.Mei, support.WentBack, "").on(rotatest.Mei, support.Joined, "").is(support.PageAccepted).rang()
	g.on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageRinging).rang("Mei Chen")
}

func TestCallerGoneIsCalledBackOnceSomebodyIsThere(t *testing.T) { // R-gone
	g := starts(t, rotatest.Duty()).rang("Mei Chen").callerDoes(support.CallEnded).is(support.PageRinging).rang()
	g.accepts(rotatest.Mei).is(support.PageAccepted).rang("the caller")
	back := g.p.Attempts[len(g.p.Attempts)-1].Leg
	g.step(support.Event{Kind: support.Placed, Call: back, SID: "CAb"}).step(support.Event{Kind: support.PickedUp, Call: back})
	g.step(support.Event{Kind: support.CallReturned, Call: back}).step(support.Event{Kind: support.Joined, Call: back})
	if !g.p.Talked {
		t.Fatal("they talk")
	}
	g.step(support.Event{Kind: support.CallEnded, Call: back, Ending: support.EndCompleted}).rang().is(support.PageAccepted)
}

func TestCallbackIsTriedThreeTimes(t *testing.T) {
	g := starts(t, rotatest.Duty()).callerDoes(support.CallEnded).accepts(rotatest.Mei)
	for i := range 3 {
		g.rangLast("the caller")
		back := g.p.Attempts[len(g.p.Attempts)-1].Leg
		g.step(support.Event{Kind: support.CallEnded, Call: back, Ending: support.EndNoAnswer})
		if i < 2 {
			g.now = g.p.Due()
			g.step(support.Event{Kind: support.Due})
		}
	}
	if g.p.Callback != support.CallbackFailed || g.p.State != support.PageAccepted {
		t.Fatalf("callback %q, state %s", g.p.Callback, g.p.State)
	}
	g.hangsUp(rotatest.Mei).is(support.PageRinging) // no customer was talked to: hanging up ends no emergency
}

func (g *paging) rangLast(name string) {
	g.t.Helper()
	if got := g.since(Dial); len(got) == 0 || got[len(got)-1] != name {
		g.t.Fatalf("%s: rang %q, want %s", g.clock(), got, name)
	}
}

func TestNoCallbackToANumberThatMayNotBeCalled(t *testing.T) { // law 8
	g := begins(t, support.EmergencyPage, Known{Call: caller, Where: support.Gone}, rotatest.Duty())
	g.rang("Mei Chen").accepts(rotatest.Mei).rang()
	if g.p.Callback != support.CallbackImpossible {
		t.Fatalf("callback %q", g.p.Callback)
	}
}

func TestCallerRingsBackHimself(t *testing.T) {
	g := starts(t, rotatest.Duty()).callerDoes(support.CallEnded)
	g.step(support.Event{Kind: support.CallReturned, Call: "CA2", OldCall: caller}).accepts(rotatest.Mei).did1(Summon, "CA2").rang("Mei Chen")
}

func TestAcceptedBySMS(t *testing.T) {
	g := starts(t, rotatest.Duty()).rang("Mei Chen").isPlaced(rotatest.Mei)
	g.step(support.Event{Kind: support.Accepted, Person: "mei"}).is(support.PageAccepted).rang() // her phone rings already
	if g.p.Present {
		t.Fatal("a phone in a drawer is not present")
	}
	g.picksUp(rotatest.Mei).on(rotatest.Mei, support.Accepted, "").callerDoes(support.Holding).did1(Summon, caller)

	g = starts(t, rotatest.Duty()).rang("Mei Chen").doesNotAnswer(rotatest.Mei).rang("Raj Patel", "Mei Chen").isPlaced(rotatest.Mei, rotatest.Raj)
	g.now = rotatest.Noon.Add(5 * time.Second)
	g.step(support.Event{Kind: support.Accepted, Person: "mei"}).did1(HangUp, g.leg(rotatest.Raj))
	g.seen = len(g.did)
	g.doesNotAnswer(rotatest.Mei).rang("Mei Chen").doesNotAnswer(rotatest.Mei).rang("Mei Chen").doesNotAnswer(rotatest.Mei).rang("Mei Chen").is(support.PageAccepted)
	g.doesNotAnswer(rotatest.Mei).is(support.PageRinging) // SMS or not: somebody must talk to the caller
}

func TestWhoIsThereFirstTakesOverFromAnSMS(t *testing.T) {
	g := starts(t, rotatest.Duty()).doesNotAnswer(rotatest.Mei).picksUp(rotatest.Raj).callerDoes(support.Holding)
	g.step(support.Event{Kind: support.Accepted, Person: "mei"}).is(support.PageAccepted) // and her phone rings
	g.isPlaced(rotatest.Mei).enters(rotatest.Raj).did1(Summon, caller).did1(HangUp, g.leg(rotatest.Mei))
	if g.p.AcceptedBy != "raj" || !g.p.Present {
		t.Fatalf("accepted by %s, present %t", g.p.AcceptedBy, g.p.Present)
	}
	g.seen = len(g.did)
	g.callerDoes(support.Joined)
	if got := g.since(Summon); len(got) != 0 {
		t.Fatalf("torn out of the room: %q", got)
	}
}

func TestAColleagueWaitsWhileTheAccepterIsElsewhere(t *testing.T) {
	g := starts(t, rotatest.Duty()).doesNotAnswer(rotatest.Mei).callerDoes(support.Holding).picksUp(rotatest.Raj).accepts(rotatest.Mei).callerDoes(support.Joined)
	g.on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").callerDoes(support.Left).callerDoes(support.Holding)
	g.seen = len(g.did)
	g.on(rotatest.Raj, support.Joined, "")
	if got := g.since(Summon); len(got) != 0 {
		t.Fatalf("sent round in a circle: %q", got)
	}
}

func TestAcceptedAndNotTalkingIsAsked(t *testing.T) { // P5
	g := starts(t, rotatest.Duty()).accepts(rotatest.Mei)
	g.seen = len(g.did)
	g.after(9*time.Minute + 59*time.Second)
	if got := g.since(Summon); len(got) != 0 {
		t.Fatalf("asked too early: %q", got)
	}
	g.after(10*time.Minute).did1(Summon, g.leg(rotatest.Mei)) // on the phone that she holds
	g.on(rotatest.Mei, support.CallEnded, support.EndCompleted).is(support.PageRinging)

	g = starts(t, rotatest.Duty()).step(support.Event{Kind: support.Accepted, Person: "mei"}) // and the carrier never says what became of her phone
	g.after(10 * time.Minute).is(support.PageRinging)
}

func TestFalseAlarmStandsEveryoneDown(t *testing.T) { // R-false
	g := starts(t, rotatest.Duty()).doesNotAnswer(rotatest.Mei).picksUp(rotatest.Raj).isPlaced(rotatest.Mei)
	g.seen = len(g.did)
	g.step(support.Event{Kind: support.CalledOff, Call: caller, Outcome: support.FalseAlarm, By: "caller"}).is(support.PageClosed)
	g.did1(Text, "sms_stand_down +14155550101").did1(Text, "sms_stand_down +14155550102").did1(Summon, g.leg(rotatest.Raj))
	g.rang() // Mei's phone rings again just now, and Raj holds his: they hear it there
	g.after(time.Hour).rang().is(support.PageClosed)
}

func TestNobodyIsRungForWhatIsOver(t *testing.T) {
	g := starts(t, rotatest.Duty()).doesNotAnswer(rotatest.Mei).rang("Mei Chen", "Raj Patel", "Mei Chen") // the last two wait for the carrier's pace
	g.step(support.Event{Kind: support.CalledOff, Call: caller, Outcome: support.FalseAlarm, By: "caller"})
	g.did1(Text, "sms_stand_down +14155550101").did1(Text, "sms_stand_down +14155550102").did1(HangUp, "ED-CA1.2").did1(HangUp, "ED-CA1.3")
	g.rang("Mei Chen") // to be told; Raj's phone never rang
}

func TestManagerCallsItAFalseAlarm(t *testing.T) {
	g := starts(t, rotatest.Duty()).doesNotAnswer(rotatest.Mei).callerDoes(support.Holding).accepts(rotatest.Raj).callerDoes(support.Joined)
	g.on(rotatest.Raj, support.Left, "").on(rotatest.Raj, support.WrappingUp, "").did1(Summon, caller).callerDoes(support.Left).callerDoes(support.Holding)
	g.seen = len(g.did)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(rotatest.Raj), Outcome: support.FalseAlarm}).is(support.PageClosed).
		did1(Text, "sms_stand_down +14155550101").did1(Summon, caller).rang("Mei Chen")
}

func TestOperatorsAreRungAllAtOnceForAMinute(t *testing.T) {
	g := hunts(t, false).rang("Tom Bell", "Zoé Roy").isPlaced(rotatest.Tom, rotatest.Zoe)
	g.doesNotAnswer(rotatest.Tom).doesNotAnswer(rotatest.Zoe).rang("Tom Bell", "Zoé Roy").declines(rotatest.Tom).declines(rotatest.Zoe).rang()
	g.is(support.PageUnanswered) // all have said no: nothing is waited for
	if got := g.since(StartPage); len(got) != 0 {
		t.Fatal("no emergency, no page")
	}
	hunts(t, true).after(60*time.Second).is(support.PageUnanswered).did1(StartPage, "")
}

func TestOperatorAcceptsAndLeaves(t *testing.T) {
	g := hunts(t, false).accepts(rotatest.Tom).is(support.PageAccepted).did1(Summon, caller).callerDoes(support.Joined)
	g.seen = len(g.did)
	g.hangsUp(rotatest.Tom).is(support.PageClosed).did1(Summon, caller) // the caller hears how to go on
	hunts(t, false).isPlaced(rotatest.Tom).callerDoes(support.CallEnded).is(support.PageClosed).did1(NoteMissed, caller).did1(HangUp, "ED-CA1.1")
}

func TestAnOperatorHurriesThePage(t *testing.T) {
	g := starts(t, rotatest.Duty()).rang("Mei Chen").isPlaced(rotatest.Mei)
	g.step(support.Event{Kind: support.Hurried, Climb: "first"}).rang()
	g.step(support.Event{Kind: support.Hurried, Climb: "next"}).rang("Raj Patel")
	g.step(support.Event{Kind: support.Hurried, Climb: "level2"}).rang("Ana Diaz")
	g.after(40 * time.Second).rang()
}

func TestEveryEventIsHarmlessTwice(t *testing.T) {
	g := starts(t, rotatest.Duty()).rang("Mei Chen")
	script := []support.Event{
		{Kind: support.Placed, Call: g.leg(rotatest.Mei), SID: "CA9"}, {Kind: support.Ringing, Call: g.leg(rotatest.Mei)}, {Kind: support.PickedUp, Call: g.leg(rotatest.Mei)},
		{Kind: support.KeyPressed, Call: g.leg(rotatest.Mei), Key: "1"}, {Kind: support.Accepted, Call: g.leg(rotatest.Mei)}, {Kind: support.Joined, Call: g.leg(rotatest.Mei)},
		{Kind: support.Holding, Call: caller}, {Kind: support.Joined, Call: caller}, {Kind: support.Left, Call: caller}, {Kind: support.CallEnded, Call: caller, Ending: "completed"},
		{Kind: support.Left, Call: g.leg(rotatest.Mei)}, {Kind: support.WrappingUp, Call: g.leg(rotatest.Mei)}, {Kind: support.OutcomeGiven, Call: g.leg(rotatest.Mei), Outcome: support.Solved},
		{Kind: support.CallEnded, Call: g.leg(rotatest.Mei), Ending: "completed"},
	}
	for _, e := range script {
		g.step(e)
		once, _ := json.Marshal(g.p)
		dials := len(g.since(Dial))
		g.step(e)
		if twice, _ := json.Marshal(g.p); string(once) != string(twice) || dials+len(g.since(Dial)) > 0 {
			t.Fatalf("%s twice is not %s once:\n%s\n%s", e.Kind, e.Kind, once, twice)
		}
	}
}

func TestVersionNamesTheLadder(t *testing.T) { // P12
	a, b := DefaultLadder(), DefaultLadder()
	b.NoKey++
	if a.Version() != DefaultLadder().Version() || a.Version() == b.Version() || strings.TrimSpace(a.Version()) == "" {
		t.Fatalf("versions %s and %s", a.Version(), b.Version())
	}
}

// A review begins with the remarks of its Enterprise Down, as that came back
// from the record: none is none, however it was written.
func TestNoRemarksAreNoneInTheJournalToo(t *testing.T) {
	k := Known{Case: "C1234567", Flags: []support.Flag{}}
	first := k.Event(support.Due, rotatest.Noon)
	first.Flags = nil // as the record leaves out what is empty
	g := plans(t, Planned("RV-1", support.ReviewPage, k, rotatest.Duty(), ReviewLadder(), rotatest.Noon), k)
	if diff := replayed(g.p, []Happening{{At: rotatest.Noon, Event: first}}); diff != "" {
		t.Errorf("the journal tells another story (-page +journal):\n%s", diff)
	}
}

// Who has accepted by SMS may hand it back: the next round is for the others,
// and the journal tells so (the drill's seed 1029).
func TestWhoAcceptedBySMSHandsItBack(t *testing.T) {
	g := starts(t, rotatest.Duty())
	g.step(support.Event{Kind: support.Accepted, Person: "mei"}).step(support.Event{Kind: support.Declined, Person: "mei"})
	if g.p.State != support.PageRinging || g.p.Round != 1 || g.p.Skip != "mei" {
		t.Errorf("it is %s in round %d, and %q is left in peace", g.p.State, g.p.Round, g.p.Skip)
	}
}

// He has accepted by SMS, and a call to him is still to be placed when he says by
// another that it is over: it is not placed any more.
func TestNobodyIsRungForWhatHeHasClosed(t *testing.T) {
	g := starts(t, rotatest.Duty())
	g.isBusy(rotatest.Mei).step(support.Event{Kind: support.Accepted, Person: "mei"})
	if last := g.p.Attempts[len(g.p.Attempts)-1]; last.Person.ID != "mei" || !last.Live() || !last.Placed.IsZero() {
		t.Fatalf("he is not to be rung: %+v", last)
	}
	g.step(support.Event{Kind: support.CalledOff, Person: "mei", Outcome: support.Solved, By: support.ByOperator}).is(support.PageClosed)
	for _, a := range g.p.Attempts {
		if a.Live() {
			t.Errorf("%s is rung for nothing", a.Person.ID)
		}
	}
}

// An accept that was won before that, and is heard after it, is of a round that is
// over: what is accepted is what SQL has given away (law 5).
func TestAnAcceptOfARoundThatIsOver(t *testing.T) {
	g := starts(t, rotatest.Duty())
	g.picksUp(rotatest.Mei).step(support.Event{Kind: support.Accepted, Person: "mei"}).step(support.Event{Kind: support.Declined, Person: "mei"})
	late := support.Event{Kind: support.Accepted, Call: g.leg(rotatest.Mei), Round: 1}
	if g.step(late); g.p.State != support.PageRinging || g.p.Round != 1 {
		t.Fatalf("it is %s in round %d, accepted by %q, which nobody has won", g.p.State, g.p.Round, g.p.AcceptedBy)
	}
	late.Round = 2
	g.step(late).is(support.PageAccepted)
}
