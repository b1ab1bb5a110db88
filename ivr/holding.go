package ivr

import (
	"cmp"
	"slices"
	"time"

	"edown/support"
)

const (
	firstNews = 2 * time.Second  // music between the words, so that news comes at 10 s
	laterNews = 18 * time.Second // and then every 30 s (U14)
)

// addHolding adds what surrounds the conversation: hold with true news, the
// operator, the bridge, and what follows it.
func addHolding(nodes map[string]node) {
	nodes["operator"] = tell{ask: "operator", to: "operator_rings"}
	nodes["operator_rings"] = tell{do: callOperator, to: "waiting_operator"}
	nodes["hold"] = look{LookPages, whereabouts, []string{"joining", "waiting", "waiting_operator", "back_to_questions", "called_off", "after", "after_case", "callback", "callback_number", "vouched", "account_nobody", "operator"}, nil}
	nodes["waiting"] = menu{ask: "waiting", say: sayNews, said: []string{"waiting_starting", "waiting_next", "waiting_dropped", "waiting_ringing", "waiting_ringing_others", "waiting_accepted", "waiting_call_off", "waiting_stranger"}, silent: "hold", other: "hold", music: untilNews, mute: true, keys: map[string]step{
		"1": to("over"),
	}}
	nodes["over"] = branch{mayEnd, []string{"call_off", "hold"}}
	nodes["waiting_operator"] = menu{ask: "waiting_operator", say: sayHuntNews, said: slices.Concat(worded("waiting_operator"), worded("waiting_engineer"), worded("waiting_account"), []string{"waiting_ringing"}), silent: "hold", other: "hold", music: untilNews, mute: true}
	nodes["call_off"] = menu{ask: "call_off", silent: "hold", keys: map[string]step{
		"1": {callOff(support.Solved), "called_off"}, "2": {callOff(support.FalseAlarm), "called_off"},
	}}
	nodes["called_off"] = end{ask: "called_off"}
	nodes["back_to_questions"] = tell{ask: "back_to_questions", to: "next"}
	nodes["joining"] = tell{ask: "joining", to: "bridge"}
	nodes["bridge"] = bridge{caller: true, to: "hold"}
	nodes["after"] = menu{ask: "after", say: sayAfter, said: []string{"after", "after_operator", "after_hunt"}, silent: "goodbye", keys: map[string]step{}}
	nodes["after_case"] = menu{ask: "after_case", silent: "goodbye", keys: map[string]step{"1": to("case")}}
	nodes["goodbye"] = end{ask: "goodbye"}
	nodes["callback"] = tell{do: wantCallback, to: "callback_promised"}
	nodes["callback_promised"] = end{ask: "callback_promised"}
	nodes["callback_number"] = entry{ask: "callback_number", lone: "goodbye", sensitive: true, leads: []string{"callback"}, take: takeCallback, problems: []string{"sorry_phone_number"}}

	// The line calls back: a human must say that he is one before he is bridged.
	nodes["returning"] = look{LookPages, stillWanted, []string{"reached", "called_off", "after"}, nil}
	nodes["reached"] = menu{ask: "reached", say: sayReached, said: []string{"reached", "reached_decision"}, fails: "not_reached", keys: map[string]step{"1": {comeBack, "hold"}}}
	nodes["not_reached"] = end{ask: "goodbye"}
}

// untilNews is how long the music plays: the first news come early (U14).
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

// seek has somebody rung while the caller waits: kind is that of the page.
func (t *turn) seek(e support.Event, kind support.PageKind) {
	t.event(e)
	t.event(support.Event{Kind: support.Holding})
	t.s.Asked, t.s.Hunting, t.s.Sought = false, true, kind
}

// sought is the hunt that the caller waits for. One for somebody else that
// has ended says nothing of it.
func (t *turn) sought(h *Page) *Page {
	if h == nil || (h.State == support.PageClosed || h.State == support.PageUnanswered) && cmp.Or(h.Kind, support.OperatorPage) != cmp.Or(t.s.Sought, support.OperatorPage) {
		return nil
	}
	return h
}

// whereabouts says where a caller belongs, by how his pages stand. It is the
// one place that decides, whoever asks: a caller on hold, one who was
// summoned, one whose conversation has ended.
func whereabouts(t *turn, f Found) string {
	t.hunt = t.sought(f.Hunt)
	page, hunt := f.Page, t.hunt
	if page != nil && page.State == support.PageClosed { // it is over; what comes now is another matter
		t.s.Suspected, t.s.Declared = false, false
	}
	switch {
	case page != nil && page.State == support.PageAccepted && page.Here:
		return t.join(page)
	case hunt != nil && hunt.State == support.PageAccepted && hunt.Here:
		return t.join(hunt)
	case page != nil && (page.State == support.PageRinging || page.State == support.PageAccepted) || hunt != nil && hunt.State == support.PageRinging:
		return holding(t, page, hunt)
	case t.vouchedFor(page, hunt):
		return "vouched"
	case hunt != nil && hunt.State == support.PageUnanswered && !t.pages() && (page == nil || page.State == support.PageClosed && t.s.Hunting):
		return nobodyCame(t)
	case page != nil && page.State == support.PageClosed && (page.Outcome == support.FalseAlarm || page.AcceptedBy == ""):
		return "called_off"
	case page == nil && hunt == nil && t.s.Suspected && !t.pages() && !t.s.Hunting: // he is back, and no phone rings for him
		return "operator"
	case page == nil && hunt == nil && !t.s.Suspected:
		return t.soughtAgain()
	case page == nil && (hunt == nil || hunt.State == support.PageUnanswered): // its page is about to begin
		return "waiting"
	case page == nil && t.s.Vouched && t.s.Case != "":
		return "after_case"
	}
	return "after"
}

// pages reports whether a page comes of what he has said: that production is
// down. Where the package has no phone support, an operator must say so (R42),
// unless he has joined a page that runs.
func (t *turn) pages() bool {
	return t.s.Suspected && (t.s.Declared || t.s.Entitlement != support.NoPhoneSupport)
}

// vouchedFor reports whether an operator has just let the caller in to his case.
// Whoever is fetched from a room comes twice, in any order, and the carrier
// plays only what the summons is answered (Twilio, modifying a call in a Dial):
// so it is said again to who was let in by what he never heard.
func (t *turn) vouchedFor(page, hunt *Page) bool {
	if hunt == nil || hunt.State != support.PageClosed || !hunt.Vouched || hunt.Case == "" {
		return false
	}
	return hunt.ID == t.s.Room || page == nil && !t.s.Hunting && t.s.Vouched && t.s.Case == hunt.Case
}

// soughtAgain: the search that he waits for is about to begin, or never will: what he
// asked for while somebody else had just taken him was not looked for. Asking
// twice does no harm.
func (t *turn) soughtAgain() string {
	wanted := support.OperatorWanted
	switch t.s.Sought {
	case support.EngineerPage:
		wanted = support.EngineerWanted
	case support.AccountPage:
		wanted = support.AccountWanted
	}
	t.seek(t.described(wanted), t.s.Sought)
	return "waiting"
}

func (t *turn) join(p *Page) string {
	t.s.Room, t.s.Hunting = p.ID, false
	return "joining"
}

// holding waits for the manager; when no operator came, the questions that
// were interrupted go on, unless it was errors that interrupted them: who
// cannot answer is not asked again and again.
func holding(t *turn, page, hunt *Page) string {
	if hunt != nil && hunt.State == support.PageRinging {
		t.event(support.Event{Kind: support.Holding})
		return "waiting_operator"
	}
	if hunt != nil && hunt.State == support.PageUnanswered && !t.s.Asked && t.s.Errors < errorsInCall && t.s.Declared && nextQuestion(t) != "summary" {
		t.s.Asked = true
		return "back_to_questions"
	}
	t.event(support.Event{Kind: support.Holding})
	return "waiting"
}

// nobodyCame: without his account manager he goes on to a manager; else he is
// called back.
func nobodyCame(t *turn) string {
	if t.s.Sought == support.AccountPage {
		return "account_nobody"
	}
	return callback(t)
}

func callback(t *turn) string {
	if t.s.From.Known() || t.s.Callback != "" {
		return "callback"
	}
	return "callback_number"
}

// sayNews tells the truth about the page (U14): who is being called, who was,
// and how long it has been.
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
	case p.Round > 1 && len(p.Ringing) == 0:
		key = "waiting_dropped"
	case len(p.Ringing) > 0 && p.Tried == 0:
		key = "waiting_ringing"
	case len(p.Ringing) > 0:
		key = "waiting_ringing_others"
	}
	t.say(key, Data{"Names": p.Ringing, "Accepter": p.Accepter, "Tried": p.Tried, "Waited": t.now.Sub(p.Since)})
	if t.s.Stranger {
		t.say("waiting_stranger")
		return
	}
	t.say("waiting_call_off")
}

// mayEnd: an emergency is over when one of its own says so. A stranger who has
// joined it only leaves it.
func mayEnd(t *turn) string {
	if t.s.Stranger {
		return "hold"
	}
	return "call_off"
}

// sayHuntNews is about whom he waits for, and about the manager who is being
// called all the while.
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

// sayAfter closes a conversation: who has left, and how to reach a human.
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
		t.s.Suspected, t.s.Declared = false, false
		t.event(support.Event{Kind: support.CalledOff, Outcome: outcome, By: support.ByCaller})
	}
}

func wantCallback(t *turn) {
	t.event(support.Event{Kind: support.CallbackWanted, From: t.s.From, Case: t.s.Case, Language: t.s.Lang, Number: string(t.s.Callback)})
}

func takeCallback(t *turn, digits string) (string, string) {
	if len(digits) < 5 || len(digits) > 18 {
		return "", "sorry_phone_number"
	}
	t.s.Callback = support.E164(digits)
	return "callback", ""
}

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

// longestDown is a century, in hours: a duration holds no more than three.
const longestDown = 100 * 365 * 24

// downFor puts the answer to Q5 as a duration; whoever types more than
// [longestDown] is heard to have said that.
func downFor(hours int) time.Duration { return time.Duration(min(hours, longestDown)) * time.Hour }
