package ivr

import "edown/support"

// reviewTree is heard by a support manager when an Enterprise Down is to be reviewed (R23):
// all managers who press 1 are in one conference, and the first of them says
// what came of it.
func reviewTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes:   joined(reviewWhisper(), reviewRoom()),
		Concern: RungPage,
	}
}

// reviewWhisper are the words to a manager who picks up, and the keys.
func reviewWhisper() map[string]node {
	return map[string]node{
		"page": look{
			kind:   LookPages,
			choose: reviewStands,
			leads:  []string{"headline", "left", "over"},
		},

		"headline": look{
			kind:   LookStanding,
			choose: sayReview,
			leads:  []string{"offer"},
			said:   []string{"review_headline"},
		},

		"offer": menu{
			ask:  "review_keys",
			keys: decisions("details"),
			mute: true,
		},

		"details": look{
			kind:   LookStanding,
			choose: sayReviewDetails,
			leads:  []string{"offer"},
			said:   append([]string{"decision_case", "review_never", "review_last"}, detailPrompts...),
		},

		"claim": look{
			kind:   Claim,
			choose: joinReview,
			leads:  []string{"joining", "over"},
		},

		"over":   end{ask: "review_over"},
		"passed": end{ask: "review_passed"},
		"no_key": unanswered("manager_no_key"),
	}
}

// reviewRoom is the conference, and the question after it.
func reviewRoom() map[string]node {
	return map[string]node{
		"joining": tell{ask: "review_joining", to: "room"},
		"room":    bridge{star: true, to: "left"},

		"left": look{
			kind:   LookPages,
			choose: reviewLeft,
			leads:  []string{"outcome", "goodbye", "over"},
		},

		"outcome": menu{
			ask:  "review_outcome",
			mute: true,
			keys: map[string]step{
				"1": reviewed(support.Working),
				"2": reviewed(support.Solved),
				"3": reviewed(support.Lowered),
				"4": reviewed(support.NoProgress),
				"*": {do: goBack, to: "room"},
			},
		},

		"noted":   end{ask: "manager_noted"},
		"goodbye": end{ask: "goodbye_staff"},
	}
}

// reviewStands is where a manager belongs whose phone was rung for a review.
func reviewStands(t *turn, f Found) string {
	if over(f.Page) {
		return "over"
	}
	t.s.Case, t.s.Company = f.Page.Case, f.Page.Company
	if t.s.Room == f.Page.ID { // the manager was in it, and is alone
		return "left"
	}
	return "headline"
}

// sayReview names the Enterprise Down, and how long it has been one.
func sayReview(t *turn, f Found) string {
	var down any = "" // since when is not known
	if f.Standing != nil && !f.Standing.Declared.IsZero() {
		down = t.now.Sub(f.Standing.Declared)
	}
	t.say("review_headline", Data{"Down": down})
	return "offer"
}

// sayReviewDetails says what the case is, when it was reviewed last, and what its caller
// has answered.
func sayReviewDetails(t *turn, f Found) string {
	if f.Standing != nil {
		t.say("decision_case", Data{"Title": f.Standing.Case.Title, "Engineer": f.Standing.Engineer})
		if last := f.Standing.Reviewed; last.IsZero() {
			t.say("review_never")
		} else {
			t.say("review_last", Data{"Waited": t.now.Sub(last)})
		}
	}
	if f.Page != nil {
		t.r.Say = append(t.r.Say, details(*f.Page)...)
	}
	return "offer"
}

// joinReview puts every manager who presses 1 into the conference. The first of them
// records what comes of it.
func joinReview(t *turn, f Found) string {
	if over(f.Page) {
		return "over"
	}
	t.s.Room = f.Page.ID
	if f.Won {
		t.event(support.Event{Kind: support.Accepted, Round: f.Page.Round})
	}
	return "joining"
}

// reviewLeft asks the first manager for the outcome once the conversation is over.
func reviewLeft(t *turn, f Found) string {
	switch {
	case over(f.Page):
		return "over"
	case f.Page.AcceptedBy != t.s.Person:
		return "goodbye"
	}
	t.event(support.Event{Kind: support.WrappingUp})
	return "outcome"
}

func reviewed(o support.Outcome) step {
	return step{
		do: func(t *turn) { t.event(support.Event{Kind: support.OutcomeGiven, Outcome: o}) },
		to: "noted",
	}
}
