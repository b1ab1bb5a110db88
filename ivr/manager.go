package ivr

import (
	"slices"
	"time"

	"edown/support"
)

// managerTree is heard by a manager whose phone was rung: what is known by now, and four
// keys (P1). Only keys count.
func managerTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes:   joined(managerWhisper(), managerRoom(), outcomeNodes(), doorNodes()),
		Concern: RungPage,
	}
}

// managerWhisper are the words to a manager who picks up, and the keys.
func managerWhisper() map[string]node {
	return map[string]node{
		"page": look{
			kind:   LookPages,
			choose: howItStands,
			leads:  []string{"offer", "yours", "still_there", "taken", "room_of_other", "stood_down"},
		},

		"offer": insists(menu{
			ask: "manager_offer",
			say: sayOffer,
			said: []string{
				"manager_headline", "manager_keys", "manager_open", "manager_more", "manager_caller",
				"flag_" + string(support.FlagEntitlementUnknown),
			},
			keys: decisions("details"),
			mute: true,
		}, "once_more"),

		"once_more": look{
			kind:   LookPages,
			choose: stillAsked("offer_again", howItStands),
			leads:  []string{"offer_again", "yours", "still_there", "taken", "room_of_other", "stood_down"},
		},

		"offer_again": insists(menu{
			ask:  "manager_keys",
			say:  sayOnceMore("manager_keys_again"),
			said: []string{"manager_headline", "manager_keys_again"},
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
			ask:  "manager_keys",
			keys: decisions("details"),
			mute: true,
		}, "once_more"),

		"claim": look{
			kind:   Claim,
			choose: claimed,
			leads:  []string{"accepted", "taken", "stood_down"},
		},

		"yours": menu{
			ask:  "manager_yours",
			say:  sayYours,
			said: worded("manager_yours"),
			keys: map[string]step{"1": {do: present, to: "claim"}},
			mute: true,
		},

		"taken": menu{
			ask:    "manager_taken",
			say:    sayTaken,
			said:   []string{"manager_taken"},
			keys:   map[string]step{"1": {do: present, to: "join"}},
			silent: "goodbye",
			mute:   true,
		},

		"passed": end{ask: "manager_passed"},

		"stood_down": end{
			say:  sayOver,
			said: []string{"stand_down", "manager_stood_down"},
		},

		"no_key":  unanswered("manager_no_key"),
		"goodbye": end{ask: "goodbye_staff"},
	}
}

// managerRoom is the conversation.
func managerRoom() map[string]node {
	return map[string]node{
		"accepted": tell{
			do:   sayAccepted,
			said: []string{"manager_accepted", "manager_accepted_no_caller", "manager_accepted_calling_back"},
			to:   "room",
		},

		"room": bridge{star: true, to: "wrap_up"},

		"join": tell{
			do:   enterRoom,
			said: []string{"manager_joining"},
			to:   "room_of_other",
		},

		"room_of_other": bridge{star: true, to: "wrap_up"},
	}
}

// decisions are the four keys of a whisper (P1). Every key but 2 shows that a human is
// there.
func decisions(details string) map[string]step {
	return map[string]step{
		"1": {do: present, to: "claim"},
		"2": {do: decline, to: "passed"},
		"3": {do: present, to: details},
		"*": {do: present, to: "page"},
	}
}

// howItStands is where a manager belongs whose phone was rung.
func howItStands(t *turn, f Found) string {
	switch p := f.Page; {
	case p == nil || p.State == support.PageClosed || p.State == support.PageUnanswered:
		return "stood_down"
	case p.State == support.PageAccepted && p.AcceptedBy == t.s.Person && p.Alone:
		return "still_there"
	case p.State == support.PageAccepted && p.AcceptedBy == t.s.Person:
		return "yours" // by SMS, or long ago: the phone may be in a drawer, so ask (P5)
	case p.State == support.PageAccepted && t.s.Room == p.ID: // has joined already
		return "room_of_other"
	case p.State == support.PageAccepted:
		return "taken"
	}
	return "offer"
}

// claimed ends the race.
func claimed(t *turn, f Found) string {
	switch {
	case f.Page == nil || f.Page.State == support.PageClosed || f.Page.State == support.PageUnanswered:
		return "stood_down"
	case !f.Won:
		return "taken"
	}
	t.s.Room = f.Page.ID
	t.event(support.Event{Kind: support.Accepted, Round: f.Page.Round})
	return "accepted"
}

// sayOver says that the page is over, and why.
func sayOver(t *turn) {
	if p := t.page; p != nil && p.State == support.PageClosed && p.Outcome != "" && p.AcceptedBy == "" {
		t.say("stand_down", headline(p), Data{"Reason": "outcome_" + string(p.Outcome)})
		return
	}
	t.say("manager_stood_down")
}

func present(t *turn) { t.event(support.Event{Kind: support.KeyPressed, Key: t.in.Keys}) }

func decline(t *turn) { t.event(support.Event{Kind: support.Declined}) }

// headline is what is known by now, the most urgent first: the company, the
// case, and what is down.
func headline(p *Page) Data {
	return Data{
		"Customer": p.Company, "Case": p.Case,
		"Category": category(p.Interview), "Language": "language_" + p.Language,
	}
}

// category is the message that names the answer to Q1; empty while there is none.
func category(iv support.Interview) string {
	if a, ok := iv[support.Q1Category]; ok {
		return "category_" + a.Value
	}
	return ""
}

func sayOffer(t *turn) {
	if t.page != nil {
		t.say("manager_headline", headline(t.page))
	}
	t.say("manager_keys")
	if t.page == nil {
		return
	}
	if t.page.Open > 0 {
		t.say("manager_open", Data{"Count": t.page.Open})
	}
	sayMore(t, t.page)
}

// sayMore is the rest of what is known, after the keys: whose line it is, the case and
// its figures, and whether the caller is there.
func sayMore(t *turn, p *Page) {
	total, _ := p.Interview.Number(support.Q2TotalUsers)
	impacted, asked := p.Interview.Number(support.Q3ImpactedUsers)
	if !asked {
		total = 0
	}
	t.say("manager_more", headline(p), Data{"Total": total, "Impacted": impacted})
	if slices.Contains(p.Flags, support.FlagEntitlementUnknown) {
		t.say("flag_" + string(support.FlagEntitlementUnknown))
	}
	here, number := "", p.From
	if p.CallerHere {
		here = "1"
		if p.Company != "" {
			number = ""
		}
	}
	t.say("manager_caller", Data{"Here": here, "Phone": number})
}

// sayOnceMore is short: what and where, and the keys in other words.
func sayOnceMore(keys string) func(*turn) {
	return func(t *turn) {
		if t.page != nil {
			t.say("manager_headline", headline(t.page))
		}
		t.say(keys)
	}
}

// insists makes a menu of a phone that was rung: half of the silence that is no answer leads
// on.
func insists(m menu, then string) menu {
	m.silent, m.rests = then, halfOfSilence
	return m
}

// stillAsked leads to the last words to a phone that has been silent, unless the page
// stands otherwise by now.
func stillAsked(last string, stands func(*turn, Found) string) func(*turn, Found) string {
	return func(t *turn, f Found) string {
		if to := stands(t, f); to != "offer" {
			return to
		}
		return last
	}
}

// usualSilence is how long a phone that was rung may be silent when the page does not say.
const usualSilence = 20 * time.Second

// halfOfSilence is the silence after the words that counts as no answer (P3), in two
// halves: in between, the offer is made once more.
func halfOfSilence(t *turn) time.Duration {
	for _, p := range []*Page{t.page, t.hunt} {
		if p != nil && p.NoKey > 0 {
			return p.NoKey / 2
		}
	}
	return usualSilence / 2
}

func sayYours(t *turn) {
	data := Data{}
	if t.page != nil {
		data = headline(t.page)
	}
	t.say(t.prompted("manager_yours"), data)
}

// sayDetails reads what has been answered, and what to be wary of.
func sayDetails(t *turn, f Found) string {
	if f.Page != nil {
		t.r.Say = append(t.r.Say, details(*f.Page)...)
	}
	return "deciding"
}

func sayAccepted(t *turn) {
	key := "manager_accepted"
	switch p := t.page; {
	case p == nil || p.CallerHere:
	case p.Callback == support.CallbackImpossible:
		key = "manager_accepted_no_caller"
	default:
		key = "manager_accepted_calling_back"
	}
	t.say(key)
}

func sayTaken(t *turn) {
	if t.page != nil {
		t.say("manager_taken", Data{"Accepter": t.page.Accepter})
	}
}

func enterRoom(t *turn) {
	t.s.Room = t.s.Page
	t.say("manager_joining")
}

// standDownTree tells every person who was paged that it is over.
func standDownTree() *Tree {
	return &Tree{
		Start: "page", Human: "told", Summon: "page",
		Nodes: map[string]node{
			"page": look{
				kind:   LookPages,
				choose: sayStandDown,
				leads:  []string{"told"},
				said:   []string{"stand_down"},
			},

			"told": end{ask: "goodbye_staff"},
		},
		Concern: RungPage,
	}
}

func sayStandDown(t *turn, f Found) string {
	if f.Page != nil {
		t.say("stand_down", headline(f.Page), Data{"Reason": "outcome_" + string(f.Page.Outcome)})
	}
	return "told"
}
