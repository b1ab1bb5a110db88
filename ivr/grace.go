package ivr

import "time"

// graceTime is how long what ends an emergency can be taken back.
const graceTime = 10 * time.Second

// grace says back what is about to end, and ends it after ten seconds of silence. Any
// key takes it back: until then nothing has happened, and the phones ring on. A caller
// who hangs up has confirmed. Only keys count.
type grace struct {
	ask    string
	grade  string // the message that names the severity which the case gets
	do     func(*turn)
	to     string // where silence leads
	undone string // where any key leads, except 0

	needs   need
	resumes resumption
}

func (g grace) marks() marks {
	return marks{needs: g.needs, resumes: g.resumes, gone: g.do}
}

func (g grace) prompts() []string { return []string{g.ask} }

func (g grace) enter(t *turn) {
	t.say(g.ask, Data{"Grade": g.grade})
	t.r.Wait = Wait{For: Press, Digits: 1, Patience: t.patience(graceTime)}
}

func (g grace) hear(t *turn) {
	switch {
	case t.in.Kind == Silence:
		g.do(t)
		t.goTo(g.to)
	case t.in.Keys == "0" && t.global("0"):
	default:
		t.goTo(g.undone)
	}
}

func (g grace) exits() []exit {
	return []exit{{on: "silence", to: g.to}, {on: "any key", to: g.undone}}
}
