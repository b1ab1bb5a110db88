package ivr

import (
	"cmp"
	"fmt"
	"slices"

	"edown/support"
)

// operatorTree is the desk of an operator who has nothing but a phone: the
// whisper, the caller, and on * a menu of his own (R2).
func operatorTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes: map[string]node{
			"page":     look{LookPages, deskStands, []string{"offer", "room", "taken", "gone"}, nil},
			"offer":    menu{ask: "operator_keys", say: sayCaller, said: []string{"operator_headline", "engineer_headline", "account_headline", "flag_limit_reached", "operator_keys"}, mute: true, keys: decisions("details")},
			"details":  look{LookPages, sayDetails, []string{"deciding"}, detailPrompts},
			"deciding": menu{ask: "operator_keys", mute: true, keys: decisions("details")},
			"claim":    look{Claim, claimed, []string{"accepted", "taken", "stood_down"}, nil},
			"accepted": tell{ask: "operator_accepted", to: "room"},
			"room":     bridge{star: true, to: "left"},
			"left":     look{LookPages, deskLeft, []string{"desk", "engineer_desk", "account_desk", "handed_over", "gone"}, nil},
			"desk": menu{ask: "operator_desk", mute: true, keys: map[string]step{
				"1": {hurry(support.ClimbFirst), "transferring"}, "2": {hurry(support.ClimbNext), "transferring"}, "3": {hurry(support.ClimbLevel2), "transferring"},
				"4": to("over"), "*": to("room"),
			}},
			"over": branch{callsOff, []string{"call_off", "call_off_only"}},
			"call_off_only": menu{ask: "operator_call_off_only", mute: true, keys: map[string]step{
				"1": {deskCallsOff(support.Solved), "room"}, "2": {deskCallsOff(support.FalseAlarm), "room"}, "*": to("desk"),
			}},
			"transferring": tell{ask: "operator_transferring", to: "room"},
			"call_off": menu{ask: "operator_call_off", mute: true, keys: map[string]step{
				"1": {deskCallsOff(support.Solved), "room"}, "2": {deskCallsOff(support.FalseAlarm), "room"}, "3": {vouches, "vouched"}, "*": to("desk"),
			}},
			"vouched": end{ask: "operator_vouched"},
			"engineer_desk": menu{ask: "engineer_desk", mute: true, keys: map[string]step{
				"1": {hurry(support.ClimbFirst), "transferring"}, "2": {hurry(support.ClimbNext), "transferring"}, "3": {hurry(support.ClimbLevel2), "transferring"}, "*": to("room"),
			}},
			"account_desk": menu{ask: "account_desk", mute: true, keys: map[string]step{
				"1": {hurry(support.ClimbFirst), "transferring"}, "2": to("account_reason"), "*": to("room"),
			}},
			"account_reason": menu{ask: "account_reason", mute: true, keys: map[string]step{
				"1": raises(support.Deadline), "2": raises(support.FunctionImpaired), "3": raises(support.FirstResponseMissed), "4": raises(support.NoUpdates),
				"*": to("room"),
			}},
			"raising":     look{LookStanding, raised, []string{"room"}, []string{"account_raised", "account_highest"}},
			"handed_over": end{ask: "operator_handed_over"},
			"taken":       end{say: sayCallerTaken, said: []string{"operator_taken", "caller_taken"}},
			"gone":        end{ask: "operator_gone"},
			"stood_down":  end{ask: "operator_gone"},
			"passed":      end{ask: "manager_passed"},
			"no_key":      end{ask: "manager_no_key"},
		},
	}
}

func deskStands(t *turn, f Found) string {
	switch h := f.Hunt; {
	case h == nil || h.State == support.PageClosed || h.State == support.PageUnanswered:
		return "gone"
	case h.State == support.PageAccepted && h.AcceptedBy == t.s.Person:
		t.s.Room = h.ID
		return "room"
	case h.State == support.PageAccepted:
		return "taken"
	}
	return "offer"
}

// whispers are the first words to whoever is rung for somebody else than an
// operator.
var whispers = map[support.PageKind]string{support.EngineerPage: "engineer_headline", support.AccountPage: "account_headline"}

func sayCaller(t *turn) {
	if t.hunt != nil {
		t.say(cmp.Or(whispers[t.hunt.Kind], "operator_headline"), headline(t.hunt))
		if slices.Contains(t.hunt.Flags, support.FlagLimitReached) { // he decides what to make of it
			t.say("flag_limit_reached")
		}
	}
	t.say("operator_keys")
}

// deskLeft is where the operator is after the room: at his menu when he asked
// for it, done when the caller is with a manager or gone.
func deskLeft(t *turn, f Found) string {
	switch {
	case f.Page != nil && f.Page.State == support.PageAccepted && f.Page.Here:
		return "handed_over"
	case f.Hunt == nil || f.Hunt.State == support.PageClosed || !f.Hunt.CallerHere:
		return "gone"
	}
	t.s.Case = f.Hunt.Case
	return cmp.Or(desks[f.Hunt.Kind], "desk")
}

// desks are the menus of those who are no operators: no emergency is theirs to
// call off, and no caller theirs to vouch for. Whoever has a manager rung there says
// that all production has stopped.
var desks = map[support.PageKind]string{support.EngineerPage: "engineer_desk", support.AccountPage: "account_desk"}

func sayCallerTaken(t *turn) {
	if t.hunt != nil && desks[t.hunt.Kind] != "" {
		t.say("caller_taken")
		return
	}
	t.say("operator_taken")
}

// hurry asks for a manager: the appropriate one, the next, or level 2.
func hurry(whom string) func(*turn) {
	return func(t *turn) { t.event(support.Event{Kind: support.Hurried, Climb: whom}) }
}

func deskCallsOff(o support.Outcome) func(*turn) {
	return func(t *turn) { t.event(support.Event{Kind: support.CalledOff, Outcome: o, By: support.ByOperator}) }
}

// callsOff: without a case there is nothing that he could vouch for.
func callsOff(t *turn) string {
	if t.s.Case == "" {
		return "call_off_only"
	}
	return "call_off"
}

// vouches answers for the caller's right to hear and change his case; he goes
// back to it (mission, section 6).
func vouches(t *turn) { t.event(support.Event{Kind: support.Vouched, Case: t.s.Case}) }

// raises has an account manager escalate his customer's case, for a reason (R48).
func raises(why support.Reason) step {
	return step{func(t *turn) { t.s.Escalation = &support.Escalation{Reason: why} }, "raising"}
}

// raised asks the managers of the next level. No gate holds an account manager
// up; that one was closed is told to whoever decides. Whose call it was asked
// on, and in which language, the page knows.
func raised(t *turn, f Found) string {
	if f.Standing == nil {
		return "room"
	}
	k := f.Standing.Case
	rise := t.d.policy().RiseAt(k, f.Standing.Contract, f.Standing.Reached(), t.now)
	if rise.Ascent == support.AlreadyHighest {
		t.say("account_highest")
		return "room"
	}
	t.event(support.Event{Kind: support.Escalated, Case: k.Number, Escalation: &support.Escalation{
		ID: fmt.Sprintf("ES-%s-%d", t.s.Call, t.s.Turn), Case: k.Number, Level: rise.Level, Reason: t.request().Reason,
		Strong: rise.Ascent == support.GateClosed, At: t.now,
	}})
	t.say("account_raised", Data{"Level": rise.Level})
	return "room"
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
