package drill

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/operators/paging"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// What the line promises, in the words of the report.
const (
	paged      = "every declared Enterprise Down was paged"
	ends       = "none ends without a human or a recorded reason"
	oneAccept  = "exactly one accepts, and only he is told so"
	nobodyMore = "nobody is paged after the accept or the stand-down"
	permitted  = "only permitted numbers are dialled and texted"
	noneLost   = "no answer that was heard is lost"
	noStranger = "nobody is bridged to a stranger"
	replays    = "the journal replays to the state in the tables"
	trueWords  = "what a caller is told is on record"
	allHome    = "everybody is let go in the end"
	goesOn     = "the line goes on"
)

// Promises returns all that a drill checks, in the words of its report.
func Promises() []string {
	return []string{
		paged, ends, oneAccept, nobodyMore, permitted, noneLost, noStranger, replays, trueWords, allHome, goesOn,
		asked, oneVerdict, turnedDown, sleep, proved, thanked, numbered, fallenDue, wayOut, sealed,
	}
}

// inquest checks one storm against the promises.
type inquest struct {
	*town
	found     Report
	stories   []store.Story // of all pages
	calls     map[string]store.Call
	histories []store.History          // of all cases
	texts     []exchange.Line          // SMS, on any phone
	has       map[string]bool          // calls that have an Enterprise Down
	history   map[string][]paging.Page // by page: its state after each line of its journal
}

// inspect reports the results of the storm.
func (t *town) inspect(ctx context.Context) Report {
	q := &inquest{town: t, calls: map[string]store.Call{}, has: map[string]bool{}, history: map[string][]paging.Page{}}
	q.found = Report{Storms: 1, Calls: len(t.calls), Struck: t.struck, Checked: map[string]int{}}
	if err := q.read(ctx); err != nil {
		return t.failed("the record cannot be read: " + err.Error())
	}
	for _, s := range q.stories {
		q.journal(s)
		if s.Page.Kind == support.EmergencyPage {
			q.page(s)
		}
	}
	q.holds(goesOn, true, "")
	q.declarations()
	q.dials()
	q.pagesByText()
	q.numbers()
	q.answers()
	q.phoneLines()
	q.casesOnRecord()
	q.home()
	for i := range q.found.Breaches {
		q.found.Breaches[i].Plan = printed(t.plan)
	}
	return q.found
}

func (t *town) failed(why string) (r Report) {
	r.Checked = map[string]int{goesOn: 1}
	r.breach(t.seed, goesOn, why)
	r.Breaches[0].Plan = printed(t.plan)
	return r
}

func (q *inquest) read(ctx context.Context) error {
	for t := q.town; ; pause(ctx, time.Second) {
		t.living(ctx)
		pages, err := t.record().Pages(ctx, 1000)
		if err != nil {
			return err
		}
		for _, p := range pages {
			s, err := t.record().Story(ctx, p.ID)
			if err != nil {
				return err
			}
			q.stories = append(q.stories, s)
		}
		if q.histories, err = t.record().Histories(ctx); err != nil {
			return err
		}
		calls, err := t.record().Calls(ctx, t.began.Add(-time.Hour))
		for _, c := range calls {
			q.calls[c.ID] = c
		}
		return err
	}
}

// holds counts one check of a promise, and a breach if it is not kept.
func (q *inquest) holds(promise string, kept bool, format string, args ...any) {
	q.found.Checked[promise]++
	if !kept {
		q.found.breach(q.seed, promise, fmt.Sprintf(format, args...))
	}
}

// journal replays the page from its journal.
func (q *inquest) journal(s store.Story) {
	var was []paging.Page
	for _, moved := range paging.Replay(s.Page, s.Journal) {
		was = append(was, moved.Page)
	}
	q.history[s.Page.ID] = was
	want, _ := json.Marshal(s.Page)
	got, _ := json.Marshal(was[len(was)-1])
	q.holds(replays, string(want) == string(got), "%s: in the table\n%s\nfrom the journal\n%s", s.Page.ID, want, got)
}

// page checks one Enterprise Down.
func (q *inquest) page(s store.Story) {
	p := s.Page
	q.found.Pages++
	if p.Talked {
		q.found.Bridged++
	}
	for _, a := range p.Attempts {
		if !a.Placed.IsZero() {
			q.found.Placed = append(q.found.Placed, max(a.Placed.Sub(p.Started), 0))
			break
		}
	}
	if len(s.Accepts) > 0 {
		q.found.Accepted = append(q.found.Accepted, s.Accepts[0].At.Sub(p.Started))
	}
	reason := len(s.Accepts) > 0 || p.Outcome != support.NoOutcome || p.Reason != ""
	q.holds(ends, p.State == support.PageClosed && reason, "%s\n%s", q.stands(p), q.lately(s))
	tried := slices.ContainsFunc(p.Attempts, func(a paging.Attempt) bool { return !a.Placed.IsZero() || a.End != "" })
	q.holds(paged, tried || p.Reason != "" || p.Outcome != support.NoOutcome, "%s: no phone was rung", p.ID)
	accepted := 0
	for i, was := range q.history[p.ID] {
		if was.State == support.PageAccepted && (i == 0 || q.history[p.ID][i-1].State != support.PageAccepted) {
			accepted++
		}
	}
	q.holds(oneAccept, accepted <= len(s.Accepts), "%s was taken %d times, %d are on record", p.ID, accepted,
		len(s.Accepts))
}

// stands describes the final state of a page.
func (q *inquest) stands(p paging.Page) string {
	var live []string
	for _, a := range p.Attempts {
		if a.Live() {
			live = append(live, fmt.Sprintf("%s of %s (picked up %t)", a.Leg, a.Person.ID, !a.PickedUp.IsZero()))
		}
	}
	return fmt.Sprintf(
		"%s is %s by %q on %q, present %t, talked %t, outcome %q, reason %q, callback %q, callers %v, inside %v, phones "+
			"%v, due %s",
		p.ID, p.State, p.AcceptedBy, p.AcceptedLeg, p.Present, p.Talked, p.Outcome, p.Reason, p.Callback, p.Callers, p.Inside,
		live, p.Due().Sub(q.began))
}

// lately returns the end of a page's journal.
func (q *inquest) lately(s store.Story) string {
	var lines []string
	for _, h := range s.Journal[max(0, len(s.Journal)-25):] {
		if h.Kind != support.Due {
			lines = append(lines, fmt.Sprintf("  %s %s %s%s %s", h.At.Sub(q.began), h.Kind, h.Call, h.Person,
				cmp.Or(h.Why, h.Ending, h.Key, h.Text, h.By, h.Climb, h.OldCall, h.Number)))
		}
	}
	return strings.Join(lines, "\n")
}

// declarations checks that each call in which an emergency was declared has a
// page.
func (q *inquest) declarations() {
	for _, s := range q.stories {
		if s.Page.Kind == support.EmergencyPage {
			for _, c := range s.Calls {
				q.has[c.ID] = true
			}
		}
	}
	for id, c := range q.calls {
		if c.Session.Declared {
			q.holds(paged, q.has[id], "call %s declared and has no page", id)
		}
	}
}

// dials checks that at the moment of each order for a call, its page wanted it.
func (q *inquest) dials() {
	for _, d := range q.seen.dialled {
		for _, s := range q.stories {
			i := slices.IndexFunc(s.Page.Attempts, func(a paging.Attempt) bool { return a.Leg == d.leg })
			if i < 0 {
				continue
			}
			a, was, is := s.Page.Attempts[i], q.at(s, d.at.Add(-time.Millisecond)), q.at(s, d.at)
			q.asleep(d, a)
			if a.Purpose == support.ForManager || a.Purpose == support.ForOperator || a.Purpose == support.ForDecision {
				q.holds(nobodyMore, wants(was, a) || wants(is, a) || q.together(d.at),
					"%s of %s was dialled at %s, when the page was %s by %q", d.leg, a.Person.ID, d.at.Sub(q.began), was.State,
					was.AcceptedBy)
			}
		}
	}
}

// numbers checks that all numbers dialled and texted are those of our people,
// or of callers who show theirs (law 8). Some callers type other numbers, to
// reach a contact or because they hide their own. Those may only be dialled by
// a human.
func (q *inquest) numbers() {
	known := map[string]bool{}
	for _, s := range q.staff {
		known[s.phone.Number()] = true
	}
	for _, c := range q.town.calls {
		known[c.phone.Number()] = !c.hidden
	}
	for _, d := range q.seen.dialled {
		q.holds(permitted, known[d.to], "%s was dialled for %s at %s", d.to, d.leg, d.at.Sub(q.began))
	}
	for _, t := range q.seen.texted {
		q.holds(permitted, known[t.to], "%s was texted %q at %s", t.to, t.words, t.at.Sub(q.began))
	}
}

// aPage matches an SMS that pages for an Enterprise Down, with its case if
// there is one.
var aPage = regexp.MustCompile(`^E-DOWN(?: (C\d{7}))?.*To accept, reply 1`)

// pagesByText checks the same for each SMS that pages.
func (q *inquest) pagesByText() {
	for _, t := range q.seen.texted {
		if match := aPage.FindStringSubmatch(t.words); match != nil {
			wanted := slices.ContainsFunc(q.stories, func(s store.Story) bool {
				return q.pagesBy(s, t, support.CaseNumber(
					match[1]))
			})
			q.holds(nobodyMore, wanted || q.together(t.at), "%s was texted %q at %s, when no page wanted that", t.to, t.words,
				t.at.Sub(q.began))
		}
	}
}

// pagesBy reports whether an SMS may belong to a page. It does not name its
// page, and a person may be paged for several.
func (q *inquest) pagesBy(s store.Story, t texted, about support.CaseNumber) bool {
	paged := s.Page.Kind == support.EmergencyPage && slices.ContainsFunc(s.Page.Attempts, func(a paging.Attempt) bool {
		return a.Purpose == support.ForManager && string(a.Person.Phone) == t.to
	})
	its := about == "" || slices.ContainsFunc(q.history[s.Page.ID], func(p paging.Page) bool { return p.Case == about })
	return paged && its && (q.at(s, t.at.Add(-time.Millisecond)).State == support.PageRinging ||
		q.at(s, t.at).State == support.PageRinging)
}

// together reports whether a stalled commit ended at a moment. Then all that
// was decided while it stalled became durable at once: the order to dial, and
// what made it unnecessary.
func (q *inquest) together(moment time.Time) bool {
	return slices.ContainsFunc(q.stalls, func(end time.Time) bool { return moment.Sub(end).Abs() <= time.Millisecond })
}

// wants reports whether a page wants a phone to ring.
func wants(p paging.Page, a paging.Attempt) bool {
	return p.State == support.PageRinging || p.State == support.PageAccepted && p.AcceptedBy == a.Person.ID
}

// at returns a page as it was at a moment.
func (q *inquest) at(s store.Story, moment time.Time) paging.Page {
	was := q.history[s.Page.ID]
	for i := len(was) - 1; i > 0; i-- {
		if !s.Journal[i].At.After(moment) {
			return was[i]
		}
	}
	return was[0]
}

// answers checks that what was pressed or spoken, and answered, is on record in
// its turn, unless another input had that turn.
func (q *inquest) answers() {
	for _, h := range q.seen.heard {
		c, known := q.calls[h.call]
		kept := known && slices.ContainsFunc(c.Turns, func(t store.Turn) bool {
			return t.Key == h.turn && (t.Input.Keys == h.keys || h.audio != "" && t.Input.Audio == h.audio ||
				masked(t.Input.Keys, h.keys))
		})
		n, _ := strconv.Atoi(h.turn)
		late := known && slices.ContainsFunc(c.Turns,
			func(t store.Turn) bool { return t.N > n && t.Key != h.turn && !t.At.After(h.at) })
		q.holds(noneLost, kept || late, "call %s, turn %s: %q", h.call, h.turn, h.keys)
	}
}

// masked reports whether only the number of keys is on record.
func masked(kept, keys string) bool { return kept == strings.Repeat("•", len(keys)) }

// phoneLines checks what each phone heard.
func (q *inquest) phoneLines() {
	for _, h := range q.phones() {
		lines := h.Transcript()
		q.aboutCases(h.Number(), lines)
		for _, l := range lines {
			switch {
			case l.Kind == "text":
				q.texts = append(q.texts, l)
			case l.Kind == "conference" && l.Room != "":
				q.company(h.Number(), l)
			case l.Kind == "say" && strings.Contains(l.Text, "It is yours."):
				q.yours(l)
			case l.Kind == "say" && strings.Contains(l.Text, "We are calling the duty manager now"):
				c := q.bySID(l.Call)
				q.holds(trueWords, c.Session.Declared || q.has[c.ID],
					"%s was told that a manager is called, and on record call %s (%s) wants none", h.Number(), c.ID, l.Call)
			}
		}
	}
}

// company checks that every call in a room belongs to the room's page. Each
// phone in a room reports its own call: a telephone number would not
// distinguish callers who hide theirs, nor a caller's calls about other things.
func (q *inquest) company(phone string, l exchange.Line) {
	i := slices.IndexFunc(q.stories, func(s store.Story) bool { return l.Room == s.Page.ID })
	if i < 0 {
		q.holds(noStranger, false, "%s is in room %s, which is no page", phone, l.Room)
		return
	}
	q.holds(noStranger, belongs(q.stories[i], q.bySID(l.Call).ID),
		"%s is in room %s with %v, on call %s, which is none of its", phone, l.Room, l.With, l.Call)
}

// belongs reports whether a call belongs to a page, or once did.
func belongs(s store.Story, call string) bool {
	rung := func(a paging.Attempt) bool { return a.Leg == call }
	told := func(c store.Call) bool { return c.ID == call }
	was := func(h paging.Happening) bool { return h.Call == call && slices.Contains(bringing, h.Kind) }
	return call != "" && (slices.ContainsFunc(s.Page.Attempts, rung) || slices.ContainsFunc(s.Calls, told) ||
		slices.ContainsFunc(s.Journal, was))
}

// bringing are the events that bring a caller to a page.
var bringing = []support.EventKind{support.Declared, support.CallReturned, support.OperatorWanted,
	support.EngineerWanted, support.AccountWanted}

// yours checks that a person who was told "It is yours" has accepted, on
// record.
func (q *inquest) yours(l exchange.Line) {
	c := q.bySID(l.Call)
	kept := slices.ContainsFunc(q.stories, func(s store.Story) bool {
		return slices.ContainsFunc(s.Accepts, func(a store.Accept) bool {
			return c.ID != "" && s.Page.ID == c.Session.Page &&
				a.Person == c.Person
		})
	})
	q.holds(oneAccept, kept, "%s was told to have %s, and on record has not", c.Person, c.Session.Page)
}

func (q *inquest) bySID(sid string) store.Call {
	for _, c := range q.calls {
		if c.SID == sid {
			return c
		}
	}
	return store.Call{}
}

// home checks that no phone is left off-hook, and nothing is left to do.
func (q *inquest) home() {
	for _, h := range q.phones() {
		state := h.Now().State
		q.holds(allHome, state == "idle", "%s is %s", h.Number(), state)
	}
	for _, what := range q.seen.failed {
		q.holds(allHome, false, "%s", what)
	}
}
