package paging

import (
	"testing"
	"time"

	"edown/operators/rota/rotatest"
	"edown/support"
)

// reviews is an Enterprise Down that the managers are to review.
func reviews(t *testing.T) *paging {
	return begins(t, support.ReviewPage, Known{Case: "C1234567", Company: "Acme"}, rotatest.Duty())
}

func TestTheManagersAreRungTogetherForAReview(t *testing.T) { // R23
	g := reviews(t).rang("Mei Chen", "Raj Patel", "Ana Diaz")
	for _, c := range g.did {
		if c.Do == Dial && c.Leg.Purpose != support.ForReview {
			t.Fatalf("%+v", c)
		}
	}
	g.accepts(rotatest.Mei).is(support.PageAccepted).rang() // and those who ring may still join
	g.picksUp(rotatest.Raj).enters(rotatest.Raj)
	for _, call := range g.since(HangUp) {
		t.Fatalf("%s is hung up", call)
	}
	for _, call := range g.since(Summon) {
		t.Fatalf("%s is torn out of the room", call)
	}
	g.on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "").on(rotatest.Raj, support.Left, "").is(support.PageAccepted)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(rotatest.Mei), Outcome: support.Working}).is(support.PageClosed).did1(HangUp, g.leg(rotatest.Ana))
	if g.p.Outcome != support.Working {
		t.Fatalf("outcome %q", g.p.Outcome)
	}
}

func TestAReviewGoesOnWithoutWhoBeganIt(t *testing.T) {
	g := reviews(t).accepts(rotatest.Mei).picksUp(rotatest.Raj).enters(rotatest.Raj)
	g.hangsUp(rotatest.Mei).is(support.PageAccepted)
	if g.p.AcceptedBy != "raj" {
		t.Fatalf("%s gives the outcome", g.p.AcceptedBy)
	}
	if g.hangsUp(rotatest.Raj).is(support.PageClosed); g.p.Outcome != support.NoOutcome {
		t.Fatalf("outcome %q", g.p.Outcome)
	}
}

func TestNobodyIsLeftAloneInAReview(t *testing.T) {
	g := reviews(t).accepts(rotatest.Mei).picksUp(rotatest.Raj).enters(rotatest.Raj).on(rotatest.Mei, support.Left, "").on(rotatest.Mei, support.WrappingUp, "")
	g.seen = len(g.did)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(rotatest.Mei), Outcome: support.NoProgress}).is(support.PageClosed).did1(Summon, g.leg(rotatest.Raj))
}

func TestAReviewThatNobodyComesToGivesUp(t *testing.T) {
	g := reviews(t)
	g.at(rotatest.Noon.Add(3*time.Minute - time.Second)).is(support.PageRinging)
	g.at(rotatest.Noon.Add(3 * time.Minute)).is(support.PageUnanswered)
}
