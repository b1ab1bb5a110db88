package ivr

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// step is what a key does, and where it leads.
type step struct {
	do func(*turn)
	to string
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
	mute   bool                      // keys only: no words would be meant for us
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
	t.r.Wait = Wait{For: Press, Digits: 1, Patience: t.patience(menuPatience), Speech: t.words() && !m.mute, Hints: m.ask}
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
		out = append(out, exit{key, m.keys[key].to})
	}
	return append(out, exit{"silence", m.silent}, exit{"other", m.other}, exit{"misses", m.fails})
}

// entry takes a number of any length; # or a pause ends it (R4). In it 0 is a
// digit, so *0 reaches the human and * alone clears or goes back (R1, U6).
type entry struct {
	ask       string
	lone      string                                            // where # alone leads; empty: it is a miss
	sensitive bool                                              // its keys are masked in the record of turns
	secret    bool                                              // a PIN: sensitive, not to be said aloud, and known to take alone
	take      func(t *turn, digits string) (to, problem string) // to "" with no problem: a lookup was asked
	answer    func(t *turn, f Found) (to, problem string)
	fails     string // where too many misses lead; empty: to the tree's human
	leads     []string
	problems  []string // what it may find wrong
}

func (e entry) prompts() []string { return append(worded(e.ask), e.problems...) }

func (e entry) enter(t *turn) {
	t.say(t.prompted(e.ask))
	t.r.Wait = Wait{
		For: Press, Patience: t.patience(entryPatience), Between: t.patience(keyPatience),
		Speech: t.words() && !e.secret, Hints: e.ask, Sensitive: e.sensitive || e.secret,
	}
	if e.lone == "" { // the carrier swallows the finishing key: a lone # must be told from silence
		t.r.Wait.Finish = "#"
	}
}

func (e entry) hear(t *turn) {
	keys := entered(t.in.Keys)
	t.in.Keys = keys
	if e.secret { // nothing that looks at the input from here on can keep it
		t.in.Keys, t.in.Speech = mask(keys), mask(t.in.Speech)
	}
	switch digits := plainKeys(keys); {
	case t.in.Kind != Keys || keys == "":
		t.wrong()
	case strings.HasSuffix(keys, "*0"), strings.HasSuffix(keys, "*0#"):
		t.global("0")
	case strings.HasSuffix(keys, "*"+moreTime), strings.HasSuffix(keys, "*"+moreTime+"#"):
		t.global(moreTime)
	case keys == "*":
		t.back()
	case digits == "" && keys == "#" && e.lone != "":
		t.leave(e.lone)
	case digits == "" && strings.Contains(keys, "*"): // cleared
		t.goTo(t.s.Node)
	case digits == "":
		t.wrong()
	default:
		e.settle(t)(e.take(t, digits))
	}
}

func (e entry) found(t *turn, f Found) { e.settle(t)(e.answer(t, f)) }

// settle moves on, or asks again with the reason.
func (e entry) settle(t *turn) func(to, problem string) {
	return func(to, problem string) {
		switch {
		case problem != "":
			t.miss(problem)
		case to != "":
			t.leave(to)
		}
	}
}

func (e entry) exits() []exit {
	out := []exit{{"#", e.lone}, {"misses", e.fails}}
	for _, to := range e.leads {
		out = append(out, exit{"number", to})
	}
	return out
}

// recording takes free speech after a tone, announced, and refusable (U12).
type recording struct {
	ask     string
	most    time.Duration
	take    func(*turn)
	revoked string // the keys that take back what was said before them; with any other it is kept
	to      string
}

func (r recording) prompts() []string { return worded(r.ask) }

func (r recording) enter(t *turn) {
	t.say(t.prompted(r.ask))
	t.r.Wait = Wait{For: Speak, Max: r.most, Finish: "#0*", Patience: t.patience(menuPatience)}
}

func (r recording) hear(t *turn) {
	skipped := t.in.Kind == Keys && t.in.Keys == "#"
	spoken := t.in.Kind == Recorded || t.in.Kind == Silence
	gone := t.in.Ending != ""
	if revoked := t.in.Keys != "" && strings.Contains(r.revoked, t.in.Keys); skipped || spoken && (gone || !revoked) {
		r.take(t)
	}
	switch {
	case gone: // he hung up while speaking: what he said is kept
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

func (r recording) exits() []exit { return []exit{{"#", r.to}} }

// tell says something and moves on.
type tell struct {
	ask  string
	do   func(*turn)
	said []string // what do may say
	to   string
}

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

func (n tell) exits() []exit { return []exit{{"", n.to}} }

// branch moves on at once, by what the session holds.
type branch struct {
	choose func(*turn) string
	leads  []string
}

func (b branch) prompts() []string { return nil }

func (b branch) enter(t *turn) { t.goTo(b.choose(t)) }

func (b branch) exits() []exit { return leads(b.leads) }

// look asks the record and moves on by its answer.
type look struct {
	kind   LookupKind
	choose func(*turn, Found) string
	leads  []string
	said   []string // what choose may say
}

func (l look) prompts() []string { return l.said }

func (l look) enter(t *turn) {
	t.ask(Lookup{Kind: l.kind, Case: t.s.Case, Contract: t.s.Contract})
}

func (l look) found(t *turn, f Found) { t.goTo(l.choose(t, f)) }

func (l look) exits() []exit { return leads(l.leads) }

func leads(names []string) []exit {
	var out []exit
	for _, name := range names {
		out = append(out, exit{"", name})
	}
	return out
}

// bridge puts the call into the room of a page, until it comes back.
type bridge struct {
	caller bool // the conversation ends when this one leaves, unless he is a guest
	star   bool // * comes back
	to     string
}

func (b bridge) prompts() []string { return nil }

func (b bridge) enter(t *turn) {
	t.r.Wait = Wait{For: Talk, Room: t.s.Room, Ends: b.caller && !t.s.Guest, Guest: t.s.Guest, Star: b.star}
}

func (b bridge) hear(t *turn) { t.goTo(b.to) }

func (b bridge) exits() []exit { return []exit{{"returned", b.to}} }

// end says the last words; then the line hangs up.
type end struct {
	ask  string
	say  func(*turn) // says them in its place
	said []string
}

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
