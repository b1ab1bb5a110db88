package ivr

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"edown/support"
)

// Tree is one dialogue: a literal of named nodes.
type Tree struct {
	Start  string            // where a call begins
	Human  string            // where errors lead: to a person, or out of the way (U8)
	Summon string            // where a call goes that is told to look where it stands
	Keys   map[string]string // keys that work in every node, and where they lead (U5)
	Nodes  map[string]node
}

// node is a place in a dialogue.
type node interface {
	enter(*turn)       // say the prompt and wait, or move on
	exits() []exit     // every way out
	prompts() []string // every message it may say
}

// hearer is a node that waits for the person on the phone.
type hearer interface {
	node
	hear(*turn)
}

// asker is a node that waits for a [Lookup].
type asker interface {
	node
	found(*turn, Found)
}

// exit is a way out of a node: on which key, or why, and to where.
type exit struct{ on, to string }

const (
	menuPatience    = 7 * time.Second  // U7
	entryPatience   = 15 * time.Second // where a number must be fetched
	keyPatience     = 3 * time.Second  // between keys
	slower          = 3                // U16: how many times longer
	triesInNode     = 3                // U8
	errorsInCall    = 6
	deafAfter       = 2 // U12
	moreTime        = "8"
	trailLength     = 12
	anotherLanguage = "9"
)

// Dialogues are all the trees of an installation. Company is how the line
// names itself; Languages are offered in this order; Limits send callers to a
// human first.
type Dialogues struct {
	Company   string
	Limits    support.Limits
	Policy    support.Policy     // what contracts promise, and when a case may be escalated; zero is support.DefaultPolicy
	Format    support.CaseFormat // zero is support.DefaultCaseFormat
	Languages []string
}

// trees are built once; they hold no state.
var trees = map[string]*Tree{
	"caller":     callerTree("hello"),
	"callback":   callerTree("returning"),
	"manager":    managerTree(),
	"operator":   operatorTree(),
	"stand_down": standDownTree(),
	"decision":   decisionTree(),
	"review":     reviewTree(),
	"refusal":    callerTree("refused"),
}

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

// Next is the whole machine: where a call stands, what was heard and what
// time it is lead to where it stands then and what is to be said and kept. It
// changes nothing it is given. A Reply with a Lookup wants the answer as the
// next input, in the same turn.
func (d *Dialogues) Next(s Session, in Input, now time.Time) (Session, Reply) {
	s.Interview, s.Problem = maps.Clone(s.Interview), maps.Clone(s.Problem)
	s.Trail = slices.Clone(s.Trail)
	t := &turn{d: d, tree: trees[s.Tree], s: s, in: in, now: now}
	t.take()
	if t.r.Lookup == nil && in.Kind != HungUp { // what he said last may still be on its way
		t.s.Turn++
	}
	return t.s, t.r
}

// Run is Next with its lookups answered by look, until the call must wait.
func (d *Dialogues) Run(s Session, in Input, now time.Time, look func(Session, Lookup) (Found, error)) (Session, Reply, error) {
	var sum Reply
	for {
		next, r := d.Next(s, in, now)
		sum.Say, sum.Events, sum.Answers = append(sum.Say, r.Say...), append(sum.Events, r.Events...), append(sum.Answers, r.Answers...)
		sum.Wait = r.Wait
		if r.Spoke != "" {
			sum.Spoke = r.Spoke
		}
		s = next
		if r.Lookup == nil {
			return s, sum, nil
		}
		found, err := look(s, *r.Lookup)
		if err != nil {
			return s, sum, err
		}
		in = Input{Kind: Answered, Found: &found}
	}
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

// begin enters the dialogue. That a rung phone speaks to us shows that it was
// picked up, whether or not the carrier says so.
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
	if t.in.Speech != "" && t.in.Keys == "" {
		t.s.Deaf++
	}
	n.hear(t)
}

// lastWords keeps an answer that was spoken as he hung up and arrives after
// the end: no answer that was heard is lost.
func (t *turn) lastWords() {
	if r, speaks := t.tree.Nodes[t.s.Node].(recording); speaks && t.in.Kind == Recorded && t.in.Audio != "" {
		r.take(t)
		t.leaveProblem()
	}
}

// hangUp ends the call. Who had only to say how a refusal is to reach him has
// escalated; who has described a problem has a case.
func (t *turn) hangUp() {
	t.s.Over = true
	if t.s.Node == "escalation_callback" {
		escalate(t)
	}
	t.event(support.Event{Kind: support.CallEnded, Ending: t.in.Ending})
	t.leaveProblem()
}

// goTo enters a node with a clean slate.
func (t *turn) goTo(name string) {
	t.s.Node, t.s.Misses = name, 0
	t.tree.Nodes[name].enter(t)
}

// leave is goTo after a valid answer: * will come back here.
func (t *turn) leave(to string) {
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

// barred are places that need a case, where there is none any more, or one
// that is not proved to be his, or is closed; and those of a request that is
// made, or given up.
func (t *turn) barred(node string) bool {
	return t.s.Case == "" && slices.Contains(aboutTheCase, node) || !t.s.Vouched && slices.Contains(provedOnly, node) ||
		t.s.Closed && slices.Contains(openOnly, node) || t.s.Escalation == nil && slices.Contains(askedOnly, node)
}

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

// entered is one entry of all that was typed: it ends at the first # after its
// digits. What was typed ahead may be a secret of the next entry, and is kept
// nowhere. A * with what only steers is heard all the same (R1).
func entered(keys string) string {
	if i := strings.LastIndex(keys, "*"); i >= 0 && steers(strings.TrimSuffix(keys[i+1:], "#")) {
		return keys[i:]
	}
	first := strings.IndexAny(keys, "0123456789")
	if first < 0 {
		return keys
	}
	if end := strings.Index(keys[first:], "#"); end >= 0 {
		return keys[:first+end+1]
	}
	return keys
}

func steers(keys string) bool { return keys == "0" || keys == moreTime }

// plainKeys is an entry without what only steers it: what stands after the
// last *, without any #.
func plainKeys(keys string) string {
	if i := strings.LastIndex(keys, "*"); i >= 0 {
		keys = keys[i+1:]
	}
	return strings.Trim(keys, "#")
}
