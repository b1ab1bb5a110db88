package ivr

import (
	"slices"
	"time"

	"edown/support"
)

const (
	firstNews = 2 * time.Second  // music between the words, so that news comes at 10 s
	laterNews = 18 * time.Second // and then every 30 s (U14)
)

// holdingNodes keep a waiting caller company, with true news.
func holdingNodes() map[string]node {
	return map[string]node{
		"operator":       tell{ask: "operator", to: "operator_rings", resumes: here},
		"operator_rings": tell{do: callOperator, to: "waiting_operator"},

		"hold": look{
			kind:   LookPages,
			choose: whereabouts,
			leads: []string{
				"joining", "waiting", "waiting_operator", "back_to_questions", "called_off", "after", "after_case",
				"callback", "callback_number", "vouched", "account_nobody", "operator",
			},
		},

		"waiting": menu{
			ask: "waiting",
			say: sayNews,
			said: []string{
				"waiting_starting", "waiting_next", "waiting_dropped", "waiting_ringing", "waiting_ringing_others",
				"waiting_accepted", "waiting_call_off", "waiting_stranger",
			},
			keys:   map[string]step{"2": to("over")},
			silent: "hold",
			other:  "hold",
			music:  untilNews,
			mute:   true,
		},

		"waiting_operator": menu{
			ask: "waiting_operator",
			say: sayHuntNews,
			said: slices.Concat(worded("waiting_operator"), worded("waiting_engineer"), worded("waiting_account"),
				[]string{"waiting_ringing"}),
			silent: "hold",
			other:  "hold",
			music:  untilNews,
			mute:   true,
		},

		"back_to_questions": tell{ask: "back_to_questions", to: "next"},

		"over": branch{choose: mayEnd, leads: []string{"call_off", "hold"}},

		// The harmless answers come first, so that no key that led here ends anything.
		"call_off": menu{
			ask:    "call_off",
			silent: "hold",
			mute:   true,
			keys: map[string]step{
				"1": to("hold"),
				"2": to("hold"),
				"3": {to: "ending_solved", ends: true},
				"4": {to: "ending_false_alarm", ends: true},
			},
		},

		"ending_solved": grace{
			ask: "call_off_solved", do: callOff(support.Solved), to: "called_off", undone: "still_down",
		},
		"ending_false_alarm": grace{
			ask: "call_off_false_alarm", do: callOff(support.FalseAlarm), to: "called_off", undone: "still_down",
		},

		"still_down": tell{ask: "still_down", to: "hold"},
		"called_off": end{ask: "called_off"},
	}
}

// conversationNodes are the conversation, and what follows it or takes its place.
func conversationNodes() map[string]node {
	return map[string]node{
		"joining": tell{ask: "joining", to: "bridge"},
		"bridge":  bridge{caller: true, to: "hold"},

		"after": menu{
			ask:    "after",
			say:    sayAfter,
			said:   []string{"after", "after_operator", "after_hunt"},
			keys:   map[string]step{},
			silent: "goodbye",
		},

		"after_case": menu{
			ask:     "after_case",
			keys:    map[string]step{"1": to("case")},
			silent:  "goodbye",
			needs:   proof,
			resumes: atCase,
		},

		"goodbye": end{ask: "goodbye"},

		"callback":          tell{do: wantCallback, to: "callback_promised"},
		"callback_promised": end{ask: "callback_promised"},

		"callback_number": entry{
			ask:       "callback_number",
			lone:      "goodbye",
			sensitive: true,
			take:      takeNumber("callback_sure"),
			problems:  []string{"sorry_phone_number"},
			leads:     []string{"callback_sure"},
		},

		"callback_sure":  numberSure("callback_typed", "callback_number", unmarked),
		"callback_typed": tell{do: takeCallback, to: "callback"},
	}
}

// callbackNodes are the beginning of a call by which the line calls back. Only a
// human presses the key: a voicemail is never bridged.
func callbackNodes() map[string]node {
	return map[string]node{
		"returning": look{
			kind:   LookPages,
			choose: stillWanted,
			leads:  []string{"reached", "called_off", "after"},
		},

		"reached": menu{
			ask:   "reached",
			say:   sayReached,
			said:  []string{"reached", "reached_decision"},
			keys:  map[string]step{"1": {do: comeBack, to: "hold"}},
			fails: "not_reached",
			mute:  true,
		},

		"not_reached": end{ask: "goodbye"},
	}
}

// untilNews is how long the music plays: the first news comes early (U14).
func untilNews(t *turn) time.Duration {
	t.s.Held++
	if t.s.Held == 1 {
		return firstNews
	}
	return laterNews
}

// callOperator has the operators rung.
func callOperator(t *turn) {
	e := t.described(support.OperatorWanted)
	e.Why, e.Suspected = t.s.Wanted, t.s.Suspected
	t.seek(e, "")
	t.s.Wanted = ""
}

// seek has people rung while the caller waits: kind is that of the page.
func (t *turn) seek(e support.Event, kind support.PageKind) {
	t.event(e)
	t.event(support.Event{Kind: support.Holding})
	t.s.Asked, t.s.Hunting, t.s.Sought = false, true, kind
}

// sayNews tells the truth about the page (U14): which managers are being called, how
// many were, and how long the caller has waited.
func sayNews(t *turn) {
	p := t.page
	if p == nil {
		t.say("waiting_starting")
		return
	}
	key := "waiting_next"
	switch {
	case p.State == support.PageAccepted:
		key = "waiting_accepted"
	case p.Round > 1 && (len(p.Ringing) == 0 || p.Tried == 0): // the search has only just begun again
		key = "waiting_dropped"
	case len(p.Ringing) > 0 && p.Tried == 0:
		key = "waiting_ringing"
	case len(p.Ringing) > 0:
		key = "waiting_ringing_others"
	}
	t.say(key, Data{
		"Names": p.Ringing, "Accepter": p.Accepter, "Tried": p.Tried, "Waited": t.now.Sub(p.Since),
	})
	if t.s.Stranger {
		t.say("waiting_stranger")
		return
	}
	t.say("waiting_call_off")
}

// mayEnd lets a caller end the emergency, except a stranger who has only joined it.
func mayEnd(t *turn) string {
	if t.s.Stranger {
		return "hold"
	}
	return "call_off"
}

// sayHuntNews is about the role that the caller waits for, and about the manager who
// is being called all the while.
func sayHuntNews(t *turn) {
	ask := "waiting_operator"
	switch t.s.Sought {
	case support.EngineerPage:
		ask = "waiting_engineer"
	case support.AccountPage:
		ask = "waiting_account"
	}
	t.say(t.prompted(ask))
	if p := t.page; p != nil && p.State == support.PageRinging && len(p.Ringing) > 0 {
		t.say("waiting_ringing", Data{"Names": p.Ringing})
	}
}

// sayAfter closes a conversation: which role has left, and how to reach an operator.
func sayAfter(t *turn) {
	key, accepter := "after_operator", ""
	switch {
	case t.page != nil:
		key, accepter = "after", t.page.Accepter
	case t.s.Sought != "":
		key = "after_hunt"
	}
	t.say(key, Data{"Accepter": accepter})
}

func callOff(outcome support.Outcome) func(*turn) {
	return func(t *turn) {
		t.s.Suspected, t.s.Declared, t.s.Firm = false, false, false
		t.event(support.Event{Kind: support.CalledOff, Outcome: outcome, By: support.ByCaller})
	}
}

func wantCallback(t *turn) {
	t.event(support.Event{
		Kind: support.CallbackWanted, From: t.s.From, Case: t.s.Case, Language: t.s.Lang, Number: string(t.s.Callback),
	})
}

func takeCallback(t *turn) { t.s.Callback, t.s.Typed = t.s.Typed, "" }

// stillWanted asks for a human, unless the page that the call is for has ended.
func stillWanted(t *turn, f Found) string {
	switch {
	case f.Page != nil && f.Page.State == support.PageClosed && f.Page.Kind == support.DecisionPage:
		return "after"
	case f.Page == nil || f.Page.State == support.PageClosed:
		return "called_off"
	}
	return "reached"
}

func sayReached(t *turn) {
	key, accepter := "reached", ""
	if t.page != nil {
		accepter = t.page.Accepter
		if t.page.Kind == support.DecisionPage {
			key = "reached_decision"
		}
	}
	t.say(key, Data{"Accepter": accepter})
}

func comeBack(t *turn) {
	t.event(support.Event{Kind: support.CallReturned, From: t.s.From})
}
