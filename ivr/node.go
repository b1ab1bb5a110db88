package ivr

import (
	"maps"
	"slices"
	"strings"
	"time"

	"edown/support"
)

// node is a place in a dialogue.
type node interface {
	enter(*turn)       // say the prompt and wait, or move on
	exits() []exit     // every way out
	prompts() []string // every message it may say
	marks() marks      // what it is for
}

// hearer is a node that waits for the person on the phone.
type hearer interface {
	node
	hear(*turn)
}

// asker is a node that waits for the answer to a [Lookup].
type asker interface {
	node
	found(*turn, Found)
}

// exit is a way out of a node: on which key, or why, and to where.
type exit struct{ on, to string }

func leads(names []string) []exit {
	var out []exit
	for _, name := range names {
		out = append(out, exit{on: "", to: name})
	}
	return out
}

// step is what a key does, and where it leads.
type step struct {
	do   func(*turn)
	to   string
	ends bool // leads to the end of an emergency, or takes it back: see ending_test.go
}

func to(name string) step { return step{to: name} }

func (s step) take(t *turn) {
	if s.do != nil {
		s.do(t)
	}
	t.leave(s.to)
}

// menu offers keys (U1-U3).
type menu struct {
	ask    string      // the prompt; its reworded form has "_again" behind it
	say    func(*turn) // says the prompt in its place, where it depends on the record
	said   []string    // the messages that say may choose from
	keys   map[string]step
	silent string                    // where silence leads; empty: it is a miss
	other  string                    // where any other key leads; empty: it is a miss
	fails  string                    // where too many misses lead; empty: to the tree's human
	music  func(*turn) time.Duration // played after the words, on hold
	mute   bool                      // keys only: no words would be meant for the line
	rests  func(*turn) time.Duration // how long silence may last after the words; nil: as in any menu

	needs     need
	resumes   resumption
	question  support.Question
	qualifies bool
	gone      func(*turn)
}

func (m menu) marks() marks {
	return marks{needs: m.needs, resumes: m.resumes, question: m.question, qualifies: m.qualifies, gone: m.gone}
}

func (m menu) prompts() []string {
	if m.say != nil {
		return m.said
	}
	return worded(m.ask)
}

// worded is a prompt in its two wordings (U8).
func worded(ask string) []string { return []string{ask, ask + "_again"} }

func (m menu) enter(t *turn) {
	if m.say != nil {
		m.say(t)
	} else {
		t.say(t.prompted(m.ask))
	}
	t.r.Wait = Wait{
		For: Press, Digits: 1, Patience: t.patience(menuPatience),
		Speech: t.words() && !m.mute, Hints: m.ask,
	}
	if m.rests != nil {
		t.r.Wait.Patience = m.rests(t)
	}
	if m.music != nil {
		t.r.Wait.Music, t.r.Wait.Patience = m.music(t), time.Second
	}
}

func (m menu) hear(t *turn) {
	chosen, ok := m.keys[t.in.Keys]
	switch {
	case t.in.Kind == Silence && m.silent != "":
		t.goTo(m.silent)
	case t.in.Kind != Keys:
		t.wrong()
	case ok:
		chosen.take(t)
	case t.global(t.in.Keys):
	case m.other != "":
		t.goTo(m.other)
	default:
		t.wrong()
	}
}

func (m menu) exits() []exit {
	var out []exit
	for _, key := range slices.Sorted(maps.Keys(m.keys)) {
		out = append(out, exit{on: key, to: m.keys[key].to})
	}
	return append(out, exit{on: "silence", to: m.silent}, exit{on: "other", to: m.other}, exit{on: "misses", to: m.fails})
}

// recording takes free speech after a tone, announced, and refusable (U12).
type recording struct {
	ask     string
	most    time.Duration
	take    func(*turn)
	revoked string // the keys that take back what was said before them; with any other it is kept
	to      string

	needs    need
	resumes  resumption
	question support.Question
}

func (r recording) marks() marks {
	return marks{needs: r.needs, resumes: r.resumes, question: r.question}
}

func (r recording) prompts() []string { return worded(r.ask) }

func (r recording) enter(t *turn) {
	t.say(t.prompted(r.ask))
	t.r.Wait = Wait{For: Speak, Max: r.most, Finish: "#0*", Patience: t.patience(menuPatience)}
}

func (r recording) hear(t *turn) {
	skipped := t.in.Kind == Keys && strings.Contains(skips, t.in.Keys) && t.in.Keys != ""
	spoken := t.in.Kind == Recorded || t.in.Kind == Silence
	gone := t.in.Ending != ""
	if revoked := t.in.Keys != "" && strings.Contains(r.revoked, t.in.Keys); skipped || spoken && (gone || !revoked) {
		r.take(t)
	}
	switch {
	case gone: // the caller hung up while speaking: what was said is kept
		t.hangUp()
	case t.in.Keys == "0":
		t.global("0")
	case t.in.Keys == "*":
		t.goTo(t.s.Node)
	case spoken || skipped:
		t.leave(r.to)
	default:
		t.wrong()
	}
}

// skips are the keys before the tone that leave an answer out. The prompts name 1: # ends
// an answer, and may come half a second early.
const skips = "1#"

func (r recording) exits() []exit { return []exit{{on: "1", to: r.to}, {on: "#", to: r.to}} }

// tell says something and moves on.
type tell struct {
	ask  string
	do   func(*turn)
	said []string // what do may say
	to   string

	resumes resumption
}

func (n tell) marks() marks { return marks{resumes: n.resumes} }

func (n tell) prompts() []string {
	if n.ask == "" {
		return n.said
	}
	return append([]string{n.ask}, n.said...)
}

func (n tell) enter(t *turn) {
	if n.ask != "" {
		t.say(n.ask)
	}
	if n.do != nil {
		n.do(t)
	}
	t.goTo(n.to)
}

func (n tell) exits() []exit { return []exit{{on: "", to: n.to}} }

// branch moves on at once, by what the session holds.
type branch struct {
	choose func(*turn) string
	leads  []string
}

func (b branch) marks() marks { return marks{} }

func (b branch) prompts() []string { return nil }

func (b branch) enter(t *turn) { t.goTo(b.choose(t)) }

func (b branch) exits() []exit { return leads(b.leads) }

// look asks the record and moves on by its answer.
type look struct {
	kind   LookupKind
	choose func(*turn, Found) string
	leads  []string
	said   []string // what choose may say

	needs   need
	resumes resumption
}

func (l look) marks() marks { return marks{needs: l.needs, resumes: l.resumes} }

func (l look) prompts() []string { return l.said }

func (l look) enter(t *turn) {
	t.ask(Lookup{Kind: l.kind, Case: t.s.Case, Contract: t.s.Contract})
}

func (l look) found(t *turn, f Found) { t.goTo(l.choose(t, f)) }

func (l look) exits() []exit { return leads(l.leads) }

// bridge puts the call into the room of a page, until it comes back.
type bridge struct {
	caller bool // the conversation ends when this one leaves, except when a guest does
	star   bool // * comes back
	to     string
}

func (b bridge) marks() marks { return marks{} }

func (b bridge) prompts() []string { return nil }

func (b bridge) enter(t *turn) {
	t.r.Wait = Wait{For: Talk, Room: t.s.Room, Ends: b.caller && !t.s.Guest, Guest: t.s.Guest, Star: b.star}
}

func (b bridge) hear(t *turn) { t.goTo(b.to) }

func (b bridge) exits() []exit { return []exit{{on: "returned", to: b.to}} }

// end says the last words; then the line hangs up.
type end struct {
	ask  string
	say  func(*turn) // says them in its place
	said []string
}

func (e end) marks() marks { return marks{} }

func (e end) enter(t *turn) {
	t.s.Next = ""
	if e.say != nil {
		e.say(t)
		return
	}
	t.say(e.ask)
}

func (e end) exits() []exit { return nil }

func (e end) prompts() []string {
	if e.say != nil {
		return e.said
	}
	return []string{e.ask}
}
