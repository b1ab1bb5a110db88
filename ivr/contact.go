package ivr

import "edown/support"

// contactNodes follow an accepted escalation: the customer is to be spoken to, now or
// later (R37).
func contactNodes() map[string]node {
	return map[string]node{
		"accepted": tell{
			do: sayResponsible,
			said: []string{
				"decision_accepted", "decision_analysis", "decision_responsible", "decision_asleep",
			},
			to: "reachable",
		},

		"reachable": branch{choose: reachable, leads: []string{"talk", "no_number"}},

		"talk": menu{
			ask:    "decision_talk",
			silent: "later",
			mute:   true,
			keys: map[string]step{
				"1": {do: talk, to: "connecting"},
				"2": {do: present, to: "later"},
				"*": {do: present, to: "page"},
			},
		},

		"yours": menu{
			ask:    "decision_yours",
			silent: "later",
			mute:   true,
			keys: map[string]step{
				"1": {do: talk, to: "connecting"},
				"2": {do: present, to: "later"},
				"*": {do: present, to: "page"},
			},
		},

		"connecting": tell{ask: "decision_connecting", to: "room"},
		"room":       bridge{star: true, to: "left"},

		"left": look{
			kind:   LookRequest,
			choose: afterTalk,
			leads:  []string{"noted", "contacted"},
		},

		"contacted": menu{
			ask:    "decision_contacted",
			silent: "later",
			mute:   true,
			keys: map[string]step{
				"1": {do: contact, to: "noted"},
				"2": {do: present, to: "later"},
				"*": {do: goBack, to: "room"},
			},
		},

		"noted":     end{ask: "manager_noted"},
		"later":     end{ask: "decision_later"},
		"no_number": end{ask: "decision_no_number"},
	}
}

// reachable offers to call the customer when there is a number.
func reachable(t *turn) string {
	if t.request().By.Known() {
		return "talk"
	}
	return "no_number"
}

// stillToContact is where a manager who waited in the room for the customer belongs.
func stillToContact(t *turn, p *Page) string {
	if p != nil && p.Callback.InVain() {
		t.say("decision_unreachable")
		return "later"
	}
	return "contacted"
}

// sayResponsible says what goes with the level that was accepted (R28).
func sayResponsible(t *turn) {
	t.say("decision_accepted")
	level, _, _ := t.d.policy().Escalation.Level(t.request().Level)
	if level.Analysis {
		t.say("decision_analysis")
	}
	if level.Responsible == support.VicePresident {
		t.say("decision_responsible")
	}
	sayAsleep(t)
}

// sayAsleep warns a manager who is about to ring a customer at night (P10): a word too
// early does more harm than one in the morning.
func sayAsleep(t *turn) {
	if t.s.Asleep {
		t.say("decision_asleep")
	}
}

// talk has the customer called; the manager waits in the room.
func talk(t *turn) {
	t.s.Room = t.s.Page
	t.event(support.Event{Kind: support.Accepted})
}

// afterTalk asks whether they have talked, unless that is on record.
func afterTalk(t *turn, f Found) string {
	t.event(support.Event{Kind: support.WrappingUp})
	if f.Request != nil && !f.Request.Contacted.IsZero() {
		return "noted"
	}
	return "contacted"
}

// contact records that the customer was spoken to (R37).
func contact(t *turn) { t.event(support.Event{Kind: support.Contacted, Case: t.s.Case}) }
