package ivr

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"edown/support"
)

// whereaboutsInTurn is the twin of [whereabouts]: the conditions one after the
// other, the most urgent first. It is how the place of a caller was decided before
// there was a table.
func whereaboutsInTurn(t *turn, f Found) string {
	page, hunt := f.Page, f.Hunt
	if hunt != nil && (hunt.State == support.PageClosed || hunt.State == support.PageUnanswered) &&
		cmp.Or(hunt.Kind, support.OperatorPage) != cmp.Or(t.s.Sought, support.OperatorPage) {
		hunt = nil
	}
	t.hunt = hunt
	if page != nil && page.State == support.PageClosed {
		t.s.Suspected, t.s.Declared = false, false
	}
	pages := t.s.Suspected && (t.s.Declared || t.s.Entitlement != support.NoPhoneSupport)
	vouched := hunt != nil && hunt.State == support.PageClosed && hunt.Vouched && hunt.Case != "" &&
		(hunt.ID == t.s.Room || page == nil && !t.s.Hunting && t.s.Vouched && t.s.Case == hunt.Case)
	missed := hunt != nil && hunt.State == support.PageUnanswered
	if page != nil && (page.Asks || page.Shut) {
		switch {
		case hunt != nil && hunt.State == support.PageAccepted && hunt.Here:
			t.s.Room, t.s.Hunting = hunt.ID, false
			return "joining"
		case hunt != nil && hunt.State == support.PageRinging, page.Shut && hunt == nil && t.s.Hunting:
			t.event(support.Event{Kind: support.Holding})
			return "waiting_operator"
		case vouched:
			return "vouched"
		case page.Asks:
			t.event(support.Event{Kind: support.Holding})
			return "asking"
		case missed && t.s.Sought == support.AccountPage:
			return "account_nobody"
		case missed && (t.s.From.Known() || t.s.Callback != ""):
			return "callback"
		case missed:
			return "callback_number"
		case hunt != nil:
			return "after"
		}
		return "shut_out"
	}
	switch {
	case page != nil && page.State == support.PageAccepted && page.Here:
		t.s.Room, t.s.Hunting = page.ID, false
		return "joining"
	case hunt != nil && hunt.State == support.PageAccepted && hunt.Here:
		t.s.Room, t.s.Hunting = hunt.ID, false
		return "joining"
	case page != nil && (page.State == support.PageRinging || page.State == support.PageAccepted) || hunt != nil &&
		hunt.State == support.PageRinging:
		if hunt != nil && hunt.State == support.PageRinging {
			t.event(support.Event{Kind: support.Holding})
			return "waiting_operator"
		}
		if missed && !t.s.Asked && t.s.Errors < errorsInCall && t.s.Declared && nextQuestion(t) != "summary" {
			t.s.Asked = true
			return "back_to_questions"
		}
		t.event(support.Event{Kind: support.Holding})
		return "waiting"
	case vouched:
		return "vouched"
	case missed && !pages && (page == nil || page.State == support.PageClosed && t.s.Hunting):
		switch {
		case t.s.Sought == support.AccountPage:
			return "account_nobody"
		case t.s.From.Known() || t.s.Callback != "":
			return "callback"
		}
		return "callback_number"
	case page != nil && page.State == support.PageClosed && (page.Outcome == support.FalseAlarm || page.AcceptedBy == ""):
		return "called_off"
	case page == nil && hunt == nil && t.s.Suspected && !pages && !t.s.Hunting:
		return "operator"
	case page == nil && hunt == nil && !t.s.Suspected:
		return t.seekAgain()
	case page == nil && (hunt == nil || missed):
		return "waiting"
	case page == nil && t.s.Vouched && t.s.Case != "":
		return "after_case"
	}
	return "after"
}

// settled is all that deciding on the place of a caller leads to.
type settled struct {
	node, room                            string
	suspected, declared, hunting, askedOn bool
	sought                                support.PageKind
	hunt                                  *Page
	first, last                           support.EventKind
	events                                int
}

func settle(decide func(*turn, Found) string, s Session, f Found) settled {
	t := onCall(s)
	got := settled{node: decide(t, f)}
	got.room, got.suspected, got.declared, got.hunting = t.s.Room, t.s.Suspected, t.s.Declared, t.s.Hunting
	got.askedOn, got.sought, got.hunt, got.events = t.s.Asked, t.s.Sought, t.hunt, len(t.r.Events)
	if got.events > 0 {
		got.first, got.last = t.r.Events[0].Kind, t.r.Events[got.events-1].Kind
	}
	return got
}

// Everything that the place of a caller can depend on, in every combination.
func TestWhereaboutsAgreeWithTheirTwin(t *testing.T) {
	places := map[string]int{}
	sessions := everySession()
	for _, page := range everyPage() {
		for _, hunt := range everyHunt() {
			f := Found{Page: page, Hunt: hunt}
			for _, s := range sessions {
				want, got := settle(whereaboutsInTurn, s, f), settle(whereabouts, s, f)
				if got != want {
					t.Fatalf("page %+v\nhunt %+v\n%+v\nleads to %+v, want %+v", page, hunt, s, got, want)
				}
				places[got.node]++
			}
		}
	}
	for _, to := range trees["caller"].Nodes["hold"].exits() {
		if to.to == "soon" { // whoever is being fetched: see together_test.go
			continue
		}
		if places[to.to] == 0 {
			t.Errorf("no combination leads to %q", to.to)
		}
	}
}

// everyPage is the Enterprise Down's page in every state; nil is none.
func everyPage() []*Page {
	pages := []*Page{
		nil,
		{ID: "P", State: support.PageRinging},
		{ID: "P", State: support.PageAccepted, AcceptedBy: "mei"},
		{ID: "P", State: support.PageAccepted, AcceptedBy: "mei", Here: true},
		{ID: "P", State: support.PageUnanswered},
	}
	for _, at := range []Standing{{Asks: true}, {Shut: true}} {
		pages = append(pages, &Page{ID: "P", State: support.PageAccepted, AcceptedBy: "mei", Here: true, Standing: at},
			&Page{ID: "P", State: support.PageRinging, Standing: at})
	}
	pages = append(pages, &Page{ID: "P", State: support.PageClosed, AcceptedBy: "mei", Standing: Standing{Shut: true}})
	for _, outcome := range []support.Outcome{support.Working, support.FalseAlarm} {
		for _, by := range []string{"", "mei"} {
			pages = append(pages, &Page{ID: "P", State: support.PageClosed, Outcome: outcome, AcceptedBy: by})
		}
	}
	return pages
}

// everyHunt is a hunt in every state; nil is none.
func everyHunt() []*Page {
	hunts := []*Page{nil}
	for _, kind := range []support.PageKind{support.OperatorPage, support.AccountPage} {
		hunts = append(hunts,
			&Page{ID: "H", Kind: kind, State: support.PageRinging},
			&Page{ID: "H", Kind: kind, State: support.PageAccepted},
			&Page{ID: "H", Kind: kind, State: support.PageAccepted, Here: true},
			&Page{ID: "H", Kind: kind, State: support.PageUnanswered},
			&Page{ID: "H", Kind: kind, State: support.PageClosed, Case: "C1234567"},
			&Page{ID: "H", Kind: kind, State: support.PageClosed, Vouched: true},
			&Page{ID: "H", Kind: kind, State: support.PageClosed, Vouched: true, Case: "C1234567"},
			&Page{ID: "H2", Kind: kind, State: support.PageClosed, Vouched: true, Case: "C1234567"},
		)
	}
	return hunts
}

// everySession varies all of a session that the place of a caller depends on. The
// last room was that of hunt H.
func everySession() []Session {
	all := []Session{{}}
	each := func(changes ...func(*Session)) {
		var next []Session
		for _, s := range all {
			for _, change := range changes {
				changed := s
				change(&changed)
				next = append(next, changed)
			}
		}
		all = next
	}
	each(func(s *Session) { s.Room = "H" })
	each(func(*Session) {}, func(s *Session) { s.Suspected = true })
	each(func(*Session) {}, func(s *Session) { s.Declared = true })
	each(func(*Session) {}, func(s *Session) { s.Entitlement = support.NoPhoneSupport })
	each(func(*Session) {}, func(s *Session) { s.Hunting = true })
	each(func(*Session) {}, func(s *Session) { s.Vouched = true })
	each(func(*Session) {}, func(s *Session) { s.Case = "C1234567" }, func(s *Session) { s.Case = "C2222222" })
	each(func(*Session) {}, func(s *Session) { s.Sought = support.EngineerPage },
		func(s *Session) { s.Sought = support.AccountPage })
	each(func(*Session) {}, func(s *Session) { s.Asked = true }, func(s *Session) { s.Errors = errorsInCall },
		func(s *Session) { s.Interview = interviewed() })
	each(func(*Session) {}, func(s *Session) { s.From = ann }, func(s *Session) { s.Callback = ann })
	return slices.Clip(all)
}

// The table of places, as a person reads it.
func TestPlaces(t *testing.T) {
	pages := []struct {
		name string
		is   pageStands
	}{
		{"here", pageHere}, {"runs", pageRuns}, {"runs, questions left", pageMayAsk}, {"none", noPage}, {"due", pageDue},
		{"needs an operator", pageBarred}, {"called off", pageCalledOff}, {"over", pageOver}, {"gave up", pageGaveUp},
	}
	hunts := []struct {
		name string
		is   huntStands
	}{
		{"none", noHunt}, {"due", huntDue}, {"rings", huntRings}, {"here", huntHere},
		{"missed", huntMissed}, {"missed, old", huntOld}, {"let in", huntLetIn}, {"ended", huntEnded},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s", "page \\ hunt")
	for _, hunt := range hunts {
		fmt.Fprintf(&b, "%-16s", hunt.name)
	}
	for _, page := range pages {
		fmt.Fprintf(&b, "\n%-22s", page.name)
		for _, hunt := range hunts {
			fmt.Fprintf(&b, "%-16s", placeOf(page.is, hunt.is).name)
		}
	}
	golden(t, "places.txt", regexp.MustCompile(` +(\n|$)`).ReplaceAllString(b.String(), "$1")+"\n")
}
