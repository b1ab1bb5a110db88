package ivr

import (
	"fmt"
	"slices"
	"time"

	"edown/support"
)

// This file brings the caller to the manager who has accepted: at once, in the middle of
// whatever the line says. Silence and words connect; a key goes on with the questions.

// togetherNodes are the ways of a caller into the room of the page, and out of it.
func togetherNodes() map[string]node {
	return map[string]node{
		"summoned": look{
			kind:   LookPages,
			choose: fetched,
			leads:  append([]string{"here"}, holdLeads...),
		},

		"here": menu{
			ask:    "here",
			say:    sayHere,
			said:   []string{"here"},
			silent: "hold",
			other:  "hold",
			rests:  soonTalks,
			keys: map[string]step{
				"1": to("hold"),
				"2": to("stay"),
			},
		},

		"stay": tell{ask: "here_later", to: "go_on"}, // to where the caller was: see callerTree

		// A request to fetch the call is on its way: what comes first must not be torn by it.
		"soon": menu{
			ask:    "joining",
			say:    func(t *turn) { t.say("joining") },
			said:   []string{"joining"},
			silent: "hold",
			other:  "hold",
			music:  func(*turn) time.Duration { return firstNews },
			mute:   true,
		},

		"talk_now": look{
			kind:   LookPages,
			choose: toManager,
			leads:  holdLeads,
		},

		"left_room": look{
			kind:   LookPages,
			choose: leftRoom,
			leads:  append([]string{"alone"}, holdLeads...),
		},
		"alone": tell{do: sayAlone, said: []string{"left_alone"}, to: "alone_waits"},
		"alone_waits": menu{
			ask:    "left_alone",
			say:    func(*turn) {},
			keys:   map[string]step{},
			silent: "hold",
			other:  "hold",
			music:  untilNews,
			mute:   true,
		},
	}
}

// holdLeads are the places of a caller whose whereabouts are looked up.
var holdLeads = []string{
	"joining", "soon", "waiting", "waiting_operator", "back_to_questions", "called_off", "after", "after_case",
	"callback", "callback_number", "vouched", "account_nobody", "operator", "asking", "shut_out",
}

// soonTalks is how long a caller may be silent before the conversation begins.
func soonTalks(*turn) time.Duration { return 2 * time.Second }

// fetched is where a call goes that the desk has fetched. A caller who waits is connected. One
// who is busy with the line is told who is here, and may go on, unless the manager wants to
// talk now.
func fetched(t *turn, f Found) string {
	from := t.s.Broke
	if f.Page != nil { // it hears that the request has taken effect
		t.event(support.Event{Kind: support.Fetched})
	}
	if p := f.Page; hosts(p) && !p.Wanted && t.marks(from).resumes != unmarked {
		return t.offer(p, from)
	}
	return whereabouts(t, f)
}

// hosts reports whether a manager has accepted the emergency, and is there.
func hosts(p *Page) bool { return p != nil && p.State == support.PageAccepted && p.Here }

// meeting names the manager who is there, so that the next one is announced too.
func meeting(p *Page) string { return fmt.Sprint(p.ID, "#", p.Round) }

// nextOrTalk offers the conversation once a manager has accepted, one time.
func nextOrTalk(t *turn, f Found) string {
	switch p := f.Page; {
	case !hosts(p):
	case p.Wanted:
		return "hold"
	case t.s.Met != meeting(p):
		return t.offer(p, "")
	}
	return nextQuestion(t)
}

// With reports whether the call was led into the room of a manager, and did not leave it again
// but by hanging up. The carrier's word for it may come late, or never.
func (s Session) With(p Page) bool {
	_, inside := s.node().(bridge)
	return inside && s.Met == meeting(&p)
}

// offer tells the caller which manager is here. from is where the caller goes on with a key.
func (t *turn) offer(p *Page, from string) string {
	t.s.Offered, t.s.Met, t.s.Broke = true, meeting(p), from
	return "here"
}

// goesOn is where the caller was before the manager came; in the questions, the first one
// without an answer. The key that leads there does not lead to what it ends there.
func goesOn(t *turn) string {
	if was := t.s.Broke; goesOnAt(t.marks(was)) && !t.barred(was) {
		return was
	}
	return nextQuestion(t)
}

func goesOnAt(m marks) bool { return m.resumes != unmarked && m.resumes != atQuestion && !m.qualifies }

// interruptible are the nodes at which a caller goes on after the offer.
func interruptible(nodes map[string]node) []string {
	return slices.DeleteFunc(resumable(nodes), func(name string) bool { return !goesOnAt(nodes[name].marks()) })
}

func sayHere(t *turn) {
	accepter := ""
	if t.page != nil && t.s.Misses == 0 {
		accepter = t.page.Accepter
	}
	t.say("here", Data{"Accepter": accepter})
}

// toManager is * of a caller who has gone on with the questions: the manager waits.
func toManager(t *turn, f Found) string {
	if hosts(f.Page) {
		return whereabouts(t, f)
	}
	t.s.Met = ""
	return t.s.Broke
}

// sayJoining names the way out of the room, where it has one.
func sayJoining(t *turn) {
	if hasWayOut(t) {
		t.say("joining")
		return
	}
	t.say("joining_other")
}

// hasWayOut reports whether * leads a caller out of the room: that of an emergency.
func hasWayOut(t *turn) bool {
	return t.page != nil && t.page.ID == t.s.Room && t.page.Kind != support.DecisionPage
}

// comesAlone is where a caller belongs who comes alone: not into the room while a request to fetch
// the call may still take effect.
func comesAlone(t *turn, f Found) string {
	if hosts(f.Page) && f.Page.Fetching {
		return "soon"
	}
	return whereabouts(t, f)
}

// leftRoom is where a caller belongs who comes out of a room. A manager who leaves it, or who
// ends the page, has the caller fetched, and is here no longer then; the carrier reports the end
// of the conversation all the same. Else it was * of the caller, who had heard no one.
func leftRoom(t *turn, f Found) string {
	t.page = f.Page
	if p := f.Page; hosts(p) && p.ID == t.s.Room && !p.Shared && !p.Torn {
		return "alone"
	}
	return whereabouts(t, f)
}

func sayAlone(t *turn) {
	t.event(support.Event{Kind: support.LeftAlone})
	t.say("left_alone", Data{"Accepter": t.page.Accepter})
}
