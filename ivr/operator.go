package ivr

import (
	"cmp"
	"fmt"
	"slices"

	"edown/support"
)

// operatorTree is the desk of an operator who has nothing but a phone: the whisper,
// the caller, and on * a menu (R2). Engineers and account managers, who are rung for a
// caller in the same way, have menus without an operator's rights.
func operatorTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes:   joined(operatorWhisper(), operatorDesk(), otherDesks()),
		Concern: RungHunt,
	}
}

// operatorWhisper are the words to an operator who picks up, and the keys.
func operatorWhisper() map[string]node {
	return map[string]node{
		"page": look{
			kind:   LookPages,
			choose: deskStands,
			leads:  []string{"offer", "room", "taken", "gone"},
		},

		"offer": insists(menu{
			ask: "operator_keys",
			say: sayCaller,
			said: []string{
				"operator_headline", "engineer_headline", "account_headline", "flag_limit_reached", "operator_keys",
			},
			keys: decisions("details"),
			mute: true,
		}, "once_more"),

		"once_more": look{
			kind:   LookPages,
			choose: stillAsked("offer_again", deskStands),
			leads:  []string{"offer_again", "room", "taken", "gone"},
		},

		"offer_again": insists(menu{
			ask:  "operator_keys",
			say:  func(t *turn) { t.say("operator_keys_again") },
			said: []string{"operator_keys_again"},
			keys: decisions("details"),
			mute: true,
		}, "no_key"),

		"details": look{
			kind:   LookPages,
			choose: sayDetails,
			leads:  []string{"deciding"},
			said:   detailPrompts,
		},

		"deciding": insists(menu{
			ask:  "operator_keys",
			keys: decisions("details"),
			mute: true,
		}, "once_more"),

		"claim": look{
			kind:   Claim,
			choose: claimed,
			leads:  []string{"accepted", "taken", "stood_down"},
		},

		"accepted": tell{ask: "operator_accepted", to: "room"},

		"taken": end{
			say:  sayCallerTaken,
			said: []string{"operator_taken", "caller_taken"},
		},

		"gone":       end{ask: "operator_gone"},
		"stood_down": end{ask: "operator_gone"},
		"passed":     end{ask: "manager_passed"},
		"no_key":     unanswered("manager_no_key"),
	}
}

// operatorDesk is the room with the caller, and what an operator can do on *.
func operatorDesk() map[string]node {
	return map[string]node{
		"room": bridge{star: true, to: "left"},

		"left": look{
			kind:   LookPages,
			choose: deskLeft,
			leads:  []string{"desk", "engineer_desk", "account_desk", "handed_over", "gone"},
		},

		"desk": menu{
			ask:  "operator_desk",
			mute: true,
			keys: map[string]step{
				"1": {do: hurry(support.ClimbFirst), to: "transferring"},
				"2": {do: hurry(support.ClimbNext), to: "transferring"},
				"3": {do: hurry(support.ClimbLevel2), to: "transferring"},
				"4": to("over"),
				"*": to("room"),
			},
		},

		"over": branch{choose: callsOff, leads: []string{"call_off", "call_off_only"}},

		"call_off": menu{
			ask:  "operator_call_off",
			mute: true,
			keys: map[string]step{
				"1": to("room"),
				"2": {to: "ending_solved", ends: true},
				"3": {to: "ending_false_alarm", ends: true},
				"4": {do: vouches, to: "vouched"},
				"*": to("desk"),
			},
		},

		"call_off_only": menu{
			ask:  "operator_call_off_only",
			mute: true,
			keys: map[string]step{
				"1": to("room"),
				"2": {to: "ending_solved", ends: true},
				"3": {to: "ending_false_alarm", ends: true},
				"*": to("desk"),
			},
		},

		"ending_solved": grace{
			ask: "operator_solved", do: deskCallsOff(support.Solved), to: "room", undone: "still_down",
		},
		"ending_false_alarm": grace{
			ask: "operator_false_alarm", do: deskCallsOff(support.FalseAlarm), to: "room", undone: "still_down",
		},
		"still_down": tell{ask: "still_down", to: "room"},

		"transferring": tell{ask: "operator_transferring", to: "room"},
		"vouched":      end{ask: "operator_vouched"},
		"handed_over":  end{ask: "operator_handed_over"},
	}
}

// otherDesks are the menus of an engineer, and of an account manager.
func otherDesks() map[string]node {
	return map[string]node{
		"engineer_desk": menu{
			ask:  "engineer_desk",
			mute: true,
			keys: map[string]step{
				"1": {do: hurry(support.ClimbFirst), to: "transferring"},
				"2": {do: hurry(support.ClimbNext), to: "transferring"},
				"3": {do: hurry(support.ClimbLevel2), to: "transferring"},
				"*": to("room"),
			},
		},

		"account_desk": menu{
			ask:  "account_desk",
			mute: true,
			keys: map[string]step{
				"1": {do: hurry(support.ClimbFirst), to: "transferring"},
				"2": to("account_reason"),
				"*": to("room"),
			},
		},

		"account_reason": menu{
			ask:  "account_reason",
			mute: true,
			keys: map[string]step{
				"1": raises(support.Deadline),
				"2": raises(support.FunctionImpaired),
				"3": raises(support.FirstResponseMissed),
				"4": raises(support.NoUpdates),
				"*": to("room"),
			},
		},

		"raising": look{
			kind:   LookStanding,
			choose: raised,
			leads:  []string{"room"},
			said:   []string{"account_raised", "account_highest"},
		},
	}
}

// deskStands is where an operator belongs whose phone was rung.
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

// whispers are the first words to an engineer and to an account manager.
var whispers = map[support.PageKind]string{
	support.EngineerPage: "engineer_headline",
	support.AccountPage:  "account_headline",
}

func sayCaller(t *turn) {
	if t.hunt != nil {
		t.say(cmp.Or(whispers[t.hunt.Kind], "operator_headline"), headline(t.hunt))
		if slices.Contains(t.hunt.Flags, support.FlagLimitReached) { // the operator decides what to make of it
			t.say("flag_limit_reached")
		}
	}
	t.say("operator_keys")
}

// deskLeft is where the operator is after the room: at the menu, or done when the
// caller is with a manager or gone.
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

// desks are the menus of engineers and account managers, who call no emergency off and
// vouch for no caller. Having a manager rung there says that all production has
// stopped.
var desks = map[support.PageKind]string{
	support.EngineerPage: "engineer_desk",
	support.AccountPage:  "account_desk",
}

func sayCallerTaken(t *turn) {
	if t.hunt != nil && desks[t.hunt.Kind] != "" {
		t.say("caller_taken")
		return
	}
	t.say("operator_taken")
}

// hurry asks for a manager: the appropriate one, the next, or level 2.
func hurry(climb string) func(*turn) {
	return func(t *turn) { t.event(support.Event{Kind: support.Hurried, Climb: climb}) }
}

func deskCallsOff(o support.Outcome) func(*turn) {
	return func(t *turn) {
		t.event(support.Event{Kind: support.CalledOff, Outcome: o, By: support.ByOperator})
	}
}

// callsOff offers to vouch for the caller only when there is a case to vouch for.
func callsOff(t *turn) string {
	if t.s.Case == "" {
		return "call_off_only"
	}
	return "call_off"
}

// vouches answers for the caller's right to hear and change the case (section 6). The
// caller goes back to it.
func vouches(t *turn) { t.event(support.Event{Kind: support.Vouched, Case: t.s.Case}) }

// raises has an account manager escalate the customer's case, for a reason (R48).
func raises(why support.Reason) step {
	return step{
		do: func(t *turn) { t.s.Escalation = &support.Escalation{Reason: why} },
		to: "raising",
	}
}

// raised asks the managers of the next level. No gate holds an account manager up;
// the manager who decides hears that one was closed. The page knows on which call it
// was asked, and in which language.
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
