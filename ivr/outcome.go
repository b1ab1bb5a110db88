package ivr

import "edown/support"

// outcomeNodes are what a manager hears who comes out of the room: how it went, once a customer
// was talked to; else the ways to the customer, and to the next manager.
func outcomeNodes() map[string]node {
	return joined(wayBackNodes(), map[string]node{
		"wrap_up": look{
			kind:   LookPages,
			choose: wrapUp,
			leads:  []string{"outcome", "not_talked", "still_there", "visitor", "room", "goodbye"},
		},

		"outcome": menu{
			ask:   "manager_outcome",
			fails: "back_in",
			mute:  true,
			keys: map[string]step{
				"1": outcome("1", "essential"),
				"2": outcome("2", "noted"),
				"3": outcome("3", "essential"),
				"4": outcome("4", "noted"),
				"0": {do: handOn, to: "handed_on"},
				"*": {do: goBack, to: "room"},
			},
		},

		"essential": menu{
			ask:   "manager_essential",
			fails: "unanswered",
			mute:  true,
			keys: map[string]step{
				"1": {do: essential(true), to: "noted"},
				"2": {do: essential(false), to: "noted"},
			},
		},

		"noted": look{
			kind:   LookPages,
			choose: nextOpen,
			leads:  []string{"another", "goodbye"},
			said:   []string{"manager_noted"},
		},

		"another": menu{
			ask:    "manager_another",
			say:    sayAnother,
			said:   worded("manager_another"),
			keys:   map[string]step{"1": to("claim_another"), "2": to("goodbye")},
			silent: "goodbye",
			fails:  "goodbye",
			mute:   true,
		},

		"claim_another": look{
			kind:   ClaimAnother,
			choose: claimedAnother,
			leads:  []string{"another_taken", "goodbye"},
			said:   []string{"manager_another_gone"},
		},

		"another_taken": end{ask: "manager_another_taken"},
		"handed_on":     end{ask: "manager_handed_on"},
		"unanswered":    unanswered("manager_unanswered"),
	})
}

// wayBackNodes lead a manager back to the customer, or to the next manager: without a
// conversation there is no outcome.
func wayBackNodes() map[string]node {
	return map[string]node{
		"not_talked": menu{
			ask:   "manager_not_talked",
			fails: "back_in",
			mute:  true,
			keys: map[string]step{
				"1": {do: goBack, to: "room"},
				"2": {do: elsewhere, to: "outcome"},
				"0": {do: handOn, to: "handed_on"},
				"*": {do: goBack, to: "room"},
			},
		},

		// A caller has left the room without having heard a word.
		"still_there": menu{
			ask:    "manager_still_there",
			keys:   map[string]step{"1": {do: goBack, to: "room"}, "*": {do: goBack, to: "room"}},
			silent: "no_key",
			mute:   true,
		},

		"back_in": look{
			kind:   LookPages,
			choose: backIn,
			leads:  []string{"room", "unanswered", "goodbye"},
			said:   []string{"manager_back_in", "manager_back_in_calling", "manager_back_in_alone"},
		},
	}
}

// wrapUp is where a manager belongs who comes out of the room. Any manager who talks is asked
// first about a caller who waits to be let in.
func wrapUp(t *turn, f Found) string {
	if over(f.Page) {
		return "goodbye"
	}
	p := f.Page
	if v, asks := t.atDoor(p); asks {
		t.s.Visitor = v.Call
		return "visitor"
	}
	switch {
	case p.AcceptedBy != t.s.Person:
		return "goodbye"
	case p.Torn: // by the line: they meet again at once
		return "room"
	case p.Alone:
		return "still_there"
	}
	t.event(support.Event{Kind: support.WrappingUp, Talked: p.Talked})
	if !p.Talked && !p.outOfReach() {
		return "not_talked"
	}
	return "outcome"
}

func outcome(key, then string) step {
	o, _ := support.OutcomeOf(key)
	return step{
		do: func(t *turn) { t.event(support.Event{Kind: support.OutcomeGiven, Outcome: o}) },
		to: then,
	}
}

// goBack returns to the caller, to talk now. One who has left is called.
func goBack(t *turn) { t.event(support.Event{Kind: support.WentBack}) }

func handOn(t *turn) { t.event(support.Event{Kind: support.HandedOn}) }

func elsewhere(t *turn) { t.event(support.Event{Kind: support.SpokeElsewhere}) }

func essential(yes bool) func(*turn) {
	return func(t *turn) { t.event(support.Event{Kind: support.EssentialGiven, Essential: yes}) }
}

// backIn brings a manager who has pressed no key back to the customer.
func backIn(t *turn, f Found) string {
	p := f.Page
	if over(p) || p.AcceptedBy != t.s.Person {
		return "goodbye"
	}
	switch {
	case p.outOfReach() && !p.Talked: // no one to bring here, and no outcome: it rings on (P5)
		return "unanswered"
	case p.CallerHere:
		t.say("manager_back_in")
	case p.outOfReach():
		t.say("manager_back_in_alone")
	default:
		t.say("manager_back_in_calling")
	}
	goBack(t)
	return "room"
}

// outOfReach reports whether the caller has gone and cannot be called back. How it
// stands can be said all the same.
func (p *Page) outOfReach() bool {
	return !p.CallerHere && p.Callback.InVain()
}

// nextOpen offers another emergency that still rings to a manager who is free now.
func nextOpen(t *turn, f Found) string {
	t.say("manager_noted")
	if f.Page == nil || f.Page.Another == nil {
		return "goodbye"
	}
	return "another"
}

func sayAnother(t *turn) {
	data := Data{"Count": 1}
	if t.page != nil && t.page.Another != nil {
		data = headline(t.page.Another)
		data["Count"] = t.page.Open
	}
	t.say(t.prompted("manager_another"), data)
}

// claimedAnother ends the race for another emergency. The phone rings for it as soon as it is
// free.
func claimedAnother(t *turn, f Found) string {
	if !f.Won {
		t.say("manager_another_gone")
		return "goodbye"
	}
	t.event(support.Event{
		Kind: support.Accepted, Page: f.Page.ID, Person: t.s.Person, Round: f.Page.Round,
	})
	return "another_taken"
}

// unanswered ends a call to a phone on which no key was pressed after the words: it
// counts as no answer (P3), whatever the carrier calls the end of it.
func unanswered(ask string) end {
	return end{
		say: func(t *turn) {
			t.event(support.Event{Kind: support.CallEnded, Ending: support.EndNoKey})
			t.say(ask)
		},
		said: []string{ask},
	}
}
