package ivr

import "edown/support"

// managerTree is what the manager hears who is woken: what is known by now,
// and four keys (P1). Everything he does not press counts for nothing.
func managerTree() *Tree {
	return &Tree{
		Start: "page", Human: "no_key", Summon: "page",
		Nodes: map[string]node{
			"page":     look{LookPages, howItStands, []string{"offer", "yours", "taken", "room_of_other", "stood_down"}, nil},
			"offer":    menu{ask: "manager_offer", say: sayOffer, said: []string{"manager_headline", "manager_keys"}, mute: true, keys: decisions("details")},
			"details":  look{LookPages, sayDetails, []string{"deciding"}, detailPrompts},
			"deciding": menu{ask: "manager_keys", mute: true, keys: decisions("details")},
			"claim":    look{Claim, claimed, []string{"accepted", "taken", "stood_down"}, nil},
			"accepted": tell{do: sayAccepted, to: "room",
				said: []string{"manager_accepted", "manager_accepted_no_caller", "manager_accepted_calling_back"}},
			"yours": menu{ask: "manager_yours", say: sayYours, said: worded("manager_yours"), mute: true, keys: map[string]step{"1": {present, "claim"}}},
			"room":  bridge{star: true, to: "wrap_up"},
			"taken": menu{ask: "manager_taken", say: sayTaken, said: []string{"manager_taken"}, silent: "goodbye", mute: true, keys: map[string]step{
				"1": {present, "join"},
			}},
			"join":          tell{do: enterRoom, said: []string{"manager_joining"}, to: "room_of_other"},
			"room_of_other": bridge{star: true, to: "wrap_up"},
			"wrap_up":       look{LookPages, wrapUp, []string{"outcome", "goodbye"}, nil},
			"outcome": menu{ask: "manager_outcome", mute: true, keys: map[string]step{
				"1": outcome("1", "essential"), "2": outcome("2", "noted"), "3": outcome("3", "essential"), "4": outcome("4", "noted"),
				"*": {goBack, "room"},
			}},
			"essential": menu{ask: "manager_essential", mute: true, keys: map[string]step{
				"1": {essential(true), "noted"}, "2": {essential(false), "noted"},
			}},
			"noted":      end{ask: "manager_noted"},
			"passed":     end{ask: "manager_passed"},
			"stood_down": end{say: sayOver, said: []string{"stand_down", "manager_stood_down"}},
			"no_key":     end{ask: "manager_no_key"},
			"goodbye":    end{ask: "goodbye_staff"},
		},
	}
}

// decisions are the four keys of a whisper (P1): every key but 2 shows that
// somebody is there.
func decisions(details string) map[string]step {
	return map[string]step{"1": {present, "claim"}, "2": {decline, "passed"}, "3": {present, details}, "*": {present, "page"}}
}

// howItStands is where a rung manager belongs.
func howItStands(t *turn, f Found) string {
	switch p := f.Page; {
	case p == nil || p.State == support.PageClosed || p.State == support.PageUnanswered:
		return "stood_down"
	case p.State == support.PageAccepted && p.AcceptedBy == t.s.Person:
		return "yours" // by SMS, or long ago: his phone may be in a drawer, so ask (P5)
	case p.State == support.PageAccepted && t.s.Room == p.ID: // has joined already
		return "room_of_other"
	case p.State == support.PageAccepted:
		return "taken"
	}
	return "offer"
}

// claimed is the end of the race.
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

// sayOver tells that nobody is needed any more, and why.
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
	return Data{"Customer": p.Company, "Case": p.Case, "Category": category(p.Interview), "Language": "language_" + p.Language}
}

// category is the message that names what Q1 said; empty while unanswered.
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

// wrapUp asks the accepter for the outcome once the conversation is over.
func wrapUp(t *turn, f Found) string {
	if f.Page == nil || f.Page.State == support.PageClosed || f.Page.AcceptedBy != t.s.Person {
		return "goodbye"
	}
	t.event(support.Event{Kind: support.WrappingUp})
	return "outcome"
}

func outcome(key, then string) step {
	o, _ := support.OutcomeOf(key)
	return step{func(t *turn) { t.event(support.Event{Kind: support.OutcomeGiven, Outcome: o}) }, then}
}

// goBack returns to the caller; one who has left is called.
func goBack(t *turn) {
	t.event(support.Event{Kind: support.WentBack})
}

func essential(yes bool) func(*turn) {
	return func(t *turn) { t.event(support.Event{Kind: support.EssentialGiven, Essential: yes}) }
}
