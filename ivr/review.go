package ivr

import "edown/support"

// reviewTree is what a support manager hears when an Enterprise Down is to be
// reviewed (R23): all who press 1 are in one conference, and whoever was the
// first says what came of it.
func reviewTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes: map[string]node{
			"page":     look{LookPages, reviewStands, []string{"headline", "left", "over"}, nil},
			"headline": look{LookStanding, sayReview, []string{"offer"}, []string{"review_headline"}},
			"offer":    menu{ask: "review_keys", mute: true, keys: decisions("details")},
			"details":  look{LookStanding, sayReviewDetails, []string{"offer"}, append([]string{"decision_case", "review_never", "review_last"}, detailPrompts...)},
			"claim":    look{Claim, joinReview, []string{"joining", "over"}, nil},
			"joining":  tell{ask: "review_joining", to: "room"},
			"room":     bridge{star: true, to: "left"},
			"left":     look{LookPages, reviewLeft, []string{"outcome", "goodbye", "over"}, nil},
			"outcome": menu{ask: "review_outcome", mute: true, keys: map[string]step{
				"1": reviewed(support.Working), "2": reviewed(support.Solved), "3": reviewed(support.Lowered), "4": reviewed(support.NoProgress),
				"*": {goBack, "room"},
			}},
			"noted":   end{ask: "manager_noted"},
			"over":    end{ask: "review_over"},
			"passed":  end{ask: "review_passed"},
			"no_key":  end{ask: "manager_no_key"},
			"goodbye": end{ask: "goodbye_staff"},
		},
	}
}

// reviewStands is where a manager belongs whose phone was rung for a review.
func reviewStands(t *turn, f Found) string {
	if over(f.Page) {
		return "over"
	}
	t.s.Case, t.s.Company = f.Page.Case, f.Page.Company
	if t.s.Room == f.Page.ID { // he was in it, and nobody else is
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

// sayReviewDetails tells of the case, when it was reviewed last, and what its
// caller had answered if he is still about it.
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

// joinReview: everybody who presses 1 is in the conference; the first of them
// is who records what comes of it.
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

// reviewLeft asks the first for the outcome once the conversation is over.
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
	return step{func(t *turn) { t.event(support.Event{Kind: support.OutcomeGiven, Outcome: o}) }, "noted"}
}
