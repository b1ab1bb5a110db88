package ivr

import (
	"slices"

	"edown"
)

// operatorTree is the desk of an operator who has nothing but a phone: the
// whisper, the caller, and on * a menu of his own (R2).
func operatorTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes: map[string]node{
			"page":     look{LookPages, deskStands, []string{"offer", "room", "taken", "gone"}, nil},
			"offer":    menu{ask: "operator_keys", say: sayCaller, said: []string{"operator_headline", "flag_limit_reached", "operator_keys"}, mute: true, keys: decisions("details")},
			"details":  look{LookPages, sayDetails, []string{"deciding"}, detailPrompts},
			"deciding": menu{ask: "operator_keys", mute: true, keys: decisions("details")},
			"claim":    look{Claim, claimed, []string{"accepted", "taken", "stood_down"}, nil},
			"accepted": tell{ask: "operator_accepted", to: "room"},
			"room":     bridge{star: true, to: "left"},
			"left":     look{LookPages, deskLeft, []string{"desk", "handed_over", "gone"}, nil},
			"desk": menu{ask: "operator_desk", mute: true, keys: map[string]step{
				"1": {hurry("first"), "transferring"}, "2": {hurry("next"), "transferring"}, "3": {hurry("level2"), "transferring"},
				"4": to("call_off"), "*": to("room"),
			}},
			"transferring": tell{ask: "operator_transferring", to: "room"},
			"call_off": menu{ask: "operator_call_off", mute: true, keys: map[string]step{
				"1": {deskCallsOff(edown.Solved), "room"}, "2": {deskCallsOff(edown.FalseAlarm), "room"}, "*": to("desk"),
			}},
			"handed_over": end{ask: "operator_handed_over"},
			"taken":       end{ask: "operator_taken"},
			"gone":        end{ask: "operator_gone"},
			"stood_down":  end{ask: "operator_gone"},
			"passed":      end{ask: "manager_passed"},
			"no_key":      end{ask: "manager_no_key"},
		},
	}
}

func deskStands(t *turn, f Found) string {
	switch h := f.Hunt; {
	case h == nil || h.State == PageClosed || h.State == PageUnanswered:
		return "gone"
	case h.State == PageAccepted && h.AcceptedBy == t.s.Person:
		t.s.Room = h.ID
		return "room"
	case h.State == PageAccepted:
		return "taken"
	}
	return "offer"
}

func sayCaller(t *turn) {
	if t.hunt != nil {
		t.say("operator_headline", headline(t.hunt))
		if slices.Contains(t.hunt.Flags, edown.FlagLimitReached) { // he decides what to make of it
			t.say("flag_limit_reached")
		}
	}
	t.say("operator_keys")
}

// deskLeft is where the operator is after the room: at his menu when he asked
// for it, done when the caller is with a manager or gone.
func deskLeft(t *turn, f Found) string {
	switch {
	case f.Page != nil && f.Page.State == PageAccepted && f.Page.Here:
		return "handed_over"
	case f.Hunt == nil || f.Hunt.State == PageClosed || !f.Hunt.CallerHere:
		return "gone"
	}
	return "desk"
}

// hurry asks for a manager: the appropriate one, the next, or level 2.
func hurry(whom string) func(*turn) {
	return func(t *turn) { t.event(edown.Event{Kind: edown.Hurried, Reason: whom}) }
}

func deskCallsOff(o edown.Outcome) func(*turn) {
	return func(t *turn) { t.event(edown.Event{Kind: edown.CalledOff, Outcome: o, Reason: "operator"}) }
}

// standDownTree tells everyone who was paged that it is over.
func standDownTree() *Tree {
	return &Tree{
		Start: "page", Human: "told", Summon: "page",
		Nodes: map[string]node{
			"page": look{LookPages, func(t *turn, f Found) string {
				if f.Page != nil {
					t.say("stand_down", headline(f.Page), Data{"Reason": "outcome_" + string(f.Page.Outcome)})
				}
				return "told"
			}, []string{"told"}, []string{"stand_down"}},
			"told": end{ask: "goodbye_staff"},
		},
	}
}
