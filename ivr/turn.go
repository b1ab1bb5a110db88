package ivr

import (
	"cmp"
	"maps"
	"time"

	"edown/support"
)

// turn is one step in the making.
type turn struct {
	d    *Dialogues
	tree *Tree
	s    Session
	r    Reply
	in   Input
	now  time.Time
	page *Page // what the last lookup said of the pages
	hunt *Page
}

func (t *turn) take() {
	switch {
	case t.s.Over && t.in.Kind == Answered:
		t.problemLeft(*t.in.Found)
	case t.s.Over:
		t.lastWords()
	case t.in.Kind == HungUp:
		t.hangUp()
	case t.in.Kind == Began && t.s.Node == "":
		t.begin()
	case t.in.Kind == Answered:
		t.answered()
	case t.in.Kind == Summoned:
		t.goTo(t.tree.Summon)
	case t.in.Kind == Failed:
		t.say("sorry_failed")
		t.goTo(t.tree.Human)
	default:
		t.hear()
	}
}

// begin enters the dialogue. A rung phone that speaks to the line was picked up,
// whether or not the carrier says so.
func (t *turn) begin() {
	if t.s.Page != "" {
		t.event(support.Event{Kind: support.PickedUp})
	}
	t.goTo(t.tree.Start)
}

func (t *turn) answered() {
	t.page, t.hunt = t.in.Found.Page, t.in.Found.Hunt
	t.tree.Nodes[t.s.Node].(asker).found(t, *t.in.Found)
}

func (t *turn) hear() {
	n, waits := t.tree.Nodes[t.s.Node].(hearer)
	if !waits { // the program has changed under a live call: begin again rather than fail
		t.goTo(t.tree.Start)
		return
	}
	if t.alarmed() {
		return
	}
	if t.in.Speech != "" && t.in.Keys == "" {
		t.s.Deaf++
	}
	if t.fromHabit() {
		t.goTo(t.s.Node)
		return
	}
	n.hear(t)
}

// lastWords keeps an answer that was spoken as the caller hung up and arrives
// after the end: no answer that was heard is lost.
func (t *turn) lastWords() {
	if r, speaks := t.tree.Nodes[t.s.Node].(recording); speaks && t.in.Kind == Recorded && t.in.Audio != "" {
		r.take(t)
		t.leaveProblem()
	}
}

// hangUp ends the call, and does what the caller has asked for by then.
func (t *turn) hangUp() {
	t.s.Over = true
	if gone := t.marks(t.s.Node).gone; gone != nil {
		gone(t)
	}
	t.event(support.Event{Kind: support.CallEnded, Ending: t.in.Ending})
	t.leaveProblem()
}

// marks are those of a node of the dialogue; of one that it does not have, none.
func (t *turn) marks(name string) marks {
	if n := t.tree.Nodes[name]; n != nil {
		return n.marks()
	}
	return marks{}
}

// goTo enters a node with a clean slate.
func (t *turn) goTo(name string) {
	t.s.Node, t.s.Misses = name, 0
	if t.s.Unheard > 0 {
		t.s.Entered = t.now
	}
	t.tree.Nodes[name].enter(t)
}

// leave is goTo after a valid answer: * will come back here.
func (t *turn) leave(to string) {
	t.s.Firm = t.s.Firm || t.s.Suspected && t.marks(t.s.Node).qualifies
	t.s.Trail = append(t.s.Trail, t.s.Node)
	if len(t.s.Trail) > trailLength {
		t.s.Trail = t.s.Trail[1:]
	}
	t.goTo(to)
}

// back goes to where the caller was before, or repeats (U6).
func (t *turn) back() {
	to := t.s.Node
	for n := len(t.s.Trail); n > 0 && (to == t.s.Node || t.barred(to)); n-- {
		to, t.s.Trail = t.s.Trail[n-1], t.s.Trail[:n-1]
	}
	if to != t.s.Node {
		t.takeBack()
	}
	t.goTo(to)
}

// barred reports whether a node needs what is not there: the caller may have gone
// to another case since, or to none.
func (t *turn) barred(node string) bool { return !t.marks(node).needs.met(t.s) }

// miss answers silence or a key that means nothing here: repeat, reword, then
// a human (U8).
func (t *turn) miss(problem string) {
	t.s.Misses++
	t.s.Errors++
	if t.s.Misses >= triesInNode || t.s.Errors >= errorsInCall {
		t.goTo(t.human())
		return
	}
	t.say(problem)
	t.tree.Nodes[t.s.Node].enter(t)
}

// human is where too many misses lead.
func (t *turn) human() string {
	switch n := t.tree.Nodes[t.s.Node].(type) {
	case menu:
		return cmp.Or(n.fails, t.tree.Human)
	case entry:
		return cmp.Or(n.fails, t.tree.Human)
	}
	return t.tree.Human
}

// wrong is a miss, named for what came in.
func (t *turn) wrong() {
	switch {
	case t.in.Kind == Keys && t.in.Keys != "":
		t.miss("sorry_key")
	case t.in.Speech != "":
		t.miss("sorry_speech")
	default:
		t.miss("sorry_silence")
	}
}

// global performs a key that works everywhere; false if it is none.
func (t *turn) global(key string) bool {
	to, ok := t.tree.Keys[key]
	switch {
	case ok:
		t.leave(to)
	case key == "*":
		t.back()
	case key == "#":
		t.goTo(t.s.Node)
	case key == moreTime:
		t.s.Slow = true
		t.say("more_time")
		t.goTo(t.s.Node)
	default:
		return false
	}
	return true
}

// say adds a message with the data that every message may use.
func (t *turn) say(key string, extra ...Data) {
	t.sayIn("", key, extra...)
}

func (t *turn) sayIn(lang, key string, extra ...Data) {
	data := Data{
		"Support": t.d.Company, "Customer": t.s.Company, "Case": t.s.Case, "Name": t.s.Name,
	}
	for _, more := range extra {
		maps.Copy(data, more)
	}
	t.r.Say = append(t.r.Say, Say{Key: key, Data: data, Lang: lang})
}

// prompted is the wording for this try: the plain one, and after two misses
// the one with an example (U8).
func (t *turn) prompted(prompt string) string {
	if t.s.Misses == triesInNode-1 {
		return prompt + "_again"
	}
	return prompt
}

func (t *turn) event(e support.Event) {
	e.At, e.Call = t.now, t.s.Call
	if e.Page == "" {
		e.Page = t.s.Page
	}
	t.r.Events = append(t.r.Events, e)
}

func (t *turn) patience(d time.Duration) time.Duration {
	if t.s.Slow {
		return d * slower
	}
	return d
}

func (t *turn) ask(l Lookup) { t.r.Lookup = &l }

// words reports whether speech is still worth listening for (U12).
func (t *turn) words() bool { return t.s.Deaf < deafAfter }
