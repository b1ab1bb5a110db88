package ivr

import (
	"strings"

	"edown/support"
)

// entry takes a number of any length; # or a pause ends it (R4). In it 0 is a
// digit, so *0 reaches the human and * alone clears or goes back (R1, U6).
type entry struct {
	ask       string
	lone      string // where # alone leads; empty: it is a miss
	sensitive bool   // its keys are masked in the record of turns
	secret    bool   // a PIN: also not to be said aloud, and known to take alone
	fails     string // where too many misses lead; empty: to the tree's human
	leads     []string
	problems  []string // what it may find wrong

	// take takes the number, and answer what was looked up. They return where it leads,
	// or the problem. Neither: a lookup was asked.
	take   func(t *turn, digits string) (to, problem string)
	answer func(t *turn, f Found) (to, problem string)

	needs    need
	resumes  resumption
	question support.Question
	proves   bool
}

func (e entry) marks() marks {
	return marks{needs: e.needs, resumes: e.resumes, question: e.question, proves: e.proves}
}

func (e entry) prompts() []string { return append(worded(e.ask), e.problems...) }

func (e entry) enter(t *turn) {
	t.say(t.prompted(e.ask))
	t.r.Wait = Wait{
		For: Press, Patience: t.patience(entryPatience), Between: t.patience(keyPatience),
		Finish: "#", Speech: t.words() && !e.secret, Hints: e.ask, Sensitive: e.sensitive || e.secret,
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
	out := []exit{{on: "#", to: e.lone}, {on: "misses", to: e.fails}}
	for _, to := range e.leads {
		out = append(out, exit{on: "number", to: to})
	}
	return out
}

// entered is one entry of all that was typed: it ends at the first # after its
// digits. What was typed ahead may be a secret of the next entry, and is kept
// nowhere. A * followed by a steering key counts wherever it stands (R1).
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

// plainKeys is an entry without the keys that only steer it: what stands after the
// last *, without any #.
func plainKeys(keys string) string {
	if i := strings.LastIndex(keys, "*"); i >= 0 {
		keys = keys[i+1:]
	}
	return strings.Trim(keys, "#")
}
