package ivr

import (
	"cmp"

	"edown/support"
)

// pageStands is how the page of the Enterprise Down stands for a caller.
type pageStands int

const (
	pageHere      pageStands = iota // the manager is in the room
	pageRuns                        // it rings, or the manager is on the way
	pageMayAsk                      // it runs, and the questions may go on
	noPage                          // there is none, and production is not said to be down
	pageDue                         // there is none yet: it is about to begin
	pageBarred                      // there is none, nor will be without an operator's word (R42)
	pageCalledOff                   // it ended as a false alarm, or before a manager accepted
	pageOver                        // it ended after a manager had accepted
	pageGaveUp                      // it ended because no manager accepted
	pageAsked                       // it runs, and the caller waits to be let in
	pageShut                        // the caller is not let in any more
)

// huntStands is how the hunt stands that a caller waits for: for an operator, an
// engineer or an account manager.
type huntStands int

const (
	otherwise  huntStands = iota // any standing that a row of the table does not name
	noHunt                       // there is none
	huntDue                      // there is none yet, and the caller waits for it
	huntRings                    // phones ring
	huntHere                     // the accepter is in the room
	huntMissed                   // it gave up, and the caller waits for it
	huntOld                      // it gave up, and the caller does not wait for it any more
	huntLetIn                    // it ended, and the operator has just vouched for the caller
	huntEnded                    // it ended, or the accepter has left the room
)

// place is where a caller belongs.
type place struct {
	name string
	lead func(*turn) string // does what goes with it, and leads to its node
}

var (
	talks     = place{name: "talks", lead: (*turn).join}
	holds     = place{name: "holds", lead: holdingOn("waiting")}
	holdsHunt = place{name: "holds for hunt", lead: holdingOn("waiting_operator")}
	begins    = place{name: "page begins", lead: straightTo("waiting")}
	seeks     = place{name: "hunt begins", lead: (*turn).seekAgain}
	asks      = place{name: "questions", lead: (*turn).askOn}
	letsIn    = place{name: "vouched", lead: straightTo("vouched")}
	fetches   = place{name: "operator", lead: straightTo("operator")}
	promises  = place{name: "callback", lead: (*turn).missed}
	ends      = place{name: "called off", lead: straightTo("called_off")}
	closes    = place{name: "after", lead: (*turn).after}
	knocks    = place{name: "asks to be let in", lead: holdingOn("asking")}
	shutOut   = place{name: "not let in", lead: straightTo("shut_out")}
)

// places are where a caller belongs, by how the page and the hunt stand. The
// conversation is before everything; then what still rings; then what has ended.
var places = map[pageStands]map[huntStands]place{
	pageHere: {
		otherwise: talks,
	},
	pageRuns: {
		huntHere:  talks,
		huntRings: holdsHunt,
		otherwise: holds,
	},
	pageMayAsk: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntMissed: asks,
		huntOld:    asks,
		otherwise:  holds,
	},
	noPage: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntMissed: promises,
		huntOld:    promises,
		huntLetIn:  letsIn,
		huntEnded:  closes,
		otherwise:  seeks,
	},
	pageDue: {
		huntHere:  talks,
		huntRings: holdsHunt,
		huntLetIn: letsIn,
		huntEnded: closes,
		otherwise: begins,
	},
	pageBarred: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntMissed: promises,
		huntOld:    promises,
		huntLetIn:  letsIn,
		huntEnded:  closes,
		huntDue:    begins,
		otherwise:  fetches,
	},
	pageCalledOff: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntMissed: promises,
		huntLetIn:  letsIn,
		otherwise:  ends,
	},
	pageOver: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntMissed: promises,
		huntLetIn:  letsIn,
		otherwise:  closes,
	},
	pageGaveUp: {
		huntHere:  talks,
		huntRings: holdsHunt,
		huntLetIn: letsIn,
		otherwise: closes,
	},
	pageAsked: {
		huntHere:  talks,
		huntRings: holdsHunt,
		huntLetIn: letsIn,
		otherwise: knocks,
	},
	pageShut: {
		huntHere:   talks,
		huntRings:  holdsHunt,
		huntDue:    holdsHunt,
		huntMissed: promises,
		huntOld:    promises,
		huntLetIn:  letsIn,
		huntEnded:  closes,
		otherwise:  shutOut,
	},
}

// placeOf looks the place up.
func placeOf(page pageStands, hunt huntStands) place {
	if at, named := places[page][hunt]; named {
		return at
	}
	return places[page][otherwise]
}

// whereabouts says where a caller belongs. It is the one place that decides, for a
// caller on hold, one who was summoned, and one whose conversation has ended.
func whereabouts(t *turn, f Found) string {
	t.page, t.hunt = f.Page, t.sought(f.Hunt)
	if t.page != nil && t.page.State == support.PageClosed { // what comes now is another matter
		t.s.Suspected, t.s.Declared = false, false
	}
	return placeOf(t.pageStands(), t.huntStands()).lead(t)
}

func (t *turn) pageStands() pageStands {
	p := t.page
	if p == nil {
		return t.pageless()
	}
	if p.Asks || p.Shut {
		return t.standsOutside()
	}
	switch p.State {
	case support.PageRinging, support.PageAccepted:
		switch {
		case p.State == support.PageAccepted && p.Here:
			return pageHere
		case t.mayAskOn():
			return pageMayAsk
		}
		return pageRuns
	case support.PageClosed:
		if p.Outcome == support.FalseAlarm || p.AcceptedBy == "" {
			return pageCalledOff
		}
		return pageOver
	}
	return pageGaveUp
}

// standsOutside is how the page stands for a caller without proof. One who is let in
// later is a guest of that page.
func (t *turn) standsOutside() pageStands {
	t.s.Guest, t.s.Stranger = true, true
	if t.page.Asks {
		return pageAsked
	}
	return pageShut
}

// pageless is whether a page is to come. Where the package has no phone support, an
// operator must say so (R42), except for a caller who has joined a page that runs.
func (t *turn) pageless() pageStands {
	switch {
	case !t.s.Suspected:
		return noPage
	case t.s.Declared || t.s.Entitlement != support.NoPhoneSupport:
		return pageDue
	}
	return pageBarred
}

// mayAskOn reports whether the questions that were interrupted go on when no
// operator came. They go on once, and never when it was errors that interrupted
// them: a caller who cannot answer is not asked again and again.
func (t *turn) mayAskOn() bool {
	return !t.s.Asked && t.s.Errors < errorsInCall && t.s.Declared && nextQuestion(t) != "summary"
}

func (t *turn) huntStands() huntStands {
	switch h := t.hunt; {
	case h == nil && t.s.Hunting:
		return huntDue
	case h == nil:
		return noHunt
	case h.State == support.PageRinging:
		return huntRings
	case h.State == support.PageAccepted && h.Here:
		return huntHere
	case h.State == support.PageUnanswered && t.s.Hunting:
		return huntMissed
	case h.State == support.PageUnanswered:
		return huntOld
	case t.vouchedFor(h):
		return huntLetIn
	}
	return huntEnded
}

// sought is the hunt that the caller waits for. One of another kind that has ended
// says nothing of it.
func (t *turn) sought(h *Page) *Page {
	if over(h) && (h == nil || cmp.Or(h.Kind, support.OperatorPage) != cmp.Or(t.s.Sought, support.OperatorPage)) {
		return nil
	}
	return h
}

// vouchedFor reports whether an operator has just let the caller in to the case.
// A call that is fetched from a room comes twice, in any order, and the carrier plays
// only the answer to the summons (Twilio, modifying a call in a Dial): so it is
// repeated to a caller whose first answer the carrier dropped.
func (t *turn) vouchedFor(h *Page) bool {
	if h.State != support.PageClosed || !h.Vouched || h.Case == "" {
		return false
	}
	return h.ID == t.s.Room || t.page == nil && !t.s.Hunting && t.s.Vouched && t.s.Case == h.Case
}

// join leads into the room of the manager, or else of the hunt.
func (t *turn) join() string {
	p := t.page
	if t.pageStands() != pageHere {
		p = t.hunt
	}
	t.s.Room, t.s.Hunting, t.s.Met = p.ID, false, meeting(p)
	return "joining"
}

func holdingOn(node string) func(*turn) string {
	return func(t *turn) string {
		t.event(support.Event{Kind: support.Holding})
		return node
	}
}

func straightTo(node string) func(*turn) string {
	return func(*turn) string { return node }
}

func (t *turn) askOn() string {
	t.s.Asked = true
	return "back_to_questions"
}

// seekAgain asks for the hunt that is about to begin, or never will: what a caller
// asked for in the moment in which another role took the call was not looked for.
// Asking twice does no harm.
func (t *turn) seekAgain() string {
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

// missed leads on to a manager when it was the account manager who did not come;
// else a callback is promised.
func (t *turn) missed() string {
	switch {
	case t.s.Sought == support.AccountPage:
		return "account_nobody"
	case t.s.From.Known() || t.s.Callback != "":
		return "callback"
	}
	return "callback_number"
}

// after closes the conversation. A caller who has proved the case may go on with it.
func (t *turn) after() string {
	if t.page == nil && t.s.Vouched && t.s.Case != "" {
		return "after_case"
	}
	return "after"
}
