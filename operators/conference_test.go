package operators

import (
	"testing"
	"time"

	"edown/support"
)

// reviews is an Enterprise Down that the managers are to review.
func reviews(t *testing.T) *paging {
	return begins(t, Review, Known{Case: "C1234567", Company: "Acme"}, duty())
}

func TestTheManagersAreRungTogetherForAReview(t *testing.T) { // R23
	g := reviews(t).rang("Mei Chen", "Raj Patel", "Ana Diaz")
	for _, c := range g.did {
		if c.Do == Dial && c.Leg.Purpose != ForReview {
			t.Fatalf("%+v", c)
		}
	}
	g.accepts(mei).is(Accepted).rang() // and those who ring may still join
	g.picksUp(raj).enters(raj)
	for _, call := range g.since(HangUp) {
		t.Fatalf("%s is hung up", call)
	}
	for _, call := range g.since(Summon) {
		t.Fatalf("%s is torn out of the room", call)
	}
	g.on(mei, support.Left, "").on(mei, support.WrappingUp, "").on(raj, support.Left, "").is(Accepted)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(mei), Outcome: support.Working}).is(Closed).did1(HangUp, g.leg(ana))
	if g.p.Outcome != support.Working {
		t.Fatalf("outcome %q", g.p.Outcome)
	}
}

func TestAReviewGoesOnWithoutWhoBeganIt(t *testing.T) {
	g := reviews(t).accepts(mei).picksUp(raj).enters(raj)
	g.hangsUp(mei).is(Accepted)
	if g.p.AcceptedBy != "raj" {
		t.Fatalf("%s gives the outcome", g.p.AcceptedBy)
	}
	if g.hangsUp(raj).is(Closed); g.p.Outcome != support.NoOutcome {
		t.Fatalf("outcome %q", g.p.Outcome)
	}
}

func TestNobodyIsLeftAloneInAReview(t *testing.T) {
	g := reviews(t).accepts(mei).picksUp(raj).enters(raj).on(mei, support.Left, "").on(mei, support.WrappingUp, "")
	g.seen = len(g.did)
	g.step(support.Event{Kind: support.OutcomeGiven, Call: g.leg(mei), Outcome: support.NoProgress}).is(Closed).did1(Summon, g.leg(raj))
}

func TestAReviewThatNobodyComesToGivesUp(t *testing.T) {
	g := reviews(t)
	g.at(noon.Add(3*time.Minute - time.Second)).is(Ringing)
	g.at(noon.Add(3 * time.Minute)).is(Unanswered)
}
