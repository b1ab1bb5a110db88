package drill

import (
	"context"
	"math/rand/v2"
	"strings"
	"time"

	"edown/voice/exchange"
)

// player is a person with a phone, who hears what is said and answers it, more
// or less well.
type player struct {
	phone *exchange.Handset
	rng   *rand.Rand
	rules []rule
}

// rule is what to do when these words were the last question.
type rule struct {
	heard string
	act   func(now exchange.Now) (verb, what string)
}

func (p *player) chance(of float64) bool { return p.rng.Float64() < of }

func (p *player) seconds(from, to float64) time.Duration {
	return time.Duration((from + (to-from)*p.rng.Float64()) * float64(time.Second))
}

// presses is an act: these keys.
func presses(keys string) func(exchange.Now) (string, string) {
	return func(exchange.Now) (string, string) { return "press", keys }
}

func (p *player) oneOf(keys ...string) func(exchange.Now) (string, string) {
	return func(exchange.Now) (string, string) { return "press", keys[p.rng.IntN(len(keys))] }
}

// letsItEnd hears that an emergency is about to end: any key takes it back.
func (p *player) letsItEnd(exchange.Now) (string, string) {
	if p.rng.IntN(4) == 0 {
		return "press", "7"
	}
	return "", ""
}

func nothing(exchange.Now) (string, string) { return "", "" }

// asked finds the rule whose words were said last.
func (p *player) asked(heard string) (last rule) {
	at := -1
	for _, r := range p.rules {
		if i := strings.LastIndex(heard, r.heard); i > at {
			at, last = i, r
		}
	}
	return last
}

// waiting reports whether the phone expects something of its person.
func waiting(n exchange.Now) bool {
	return n.State == "idle" || len(n.With) > 0 || (n.Keys || n.Speech) && n.Room == "" && n.Heard != ""
}

// call is one call, from off-hook to the end. talk is called when another
// person is there.
func (p *player) call(ctx context.Context, talk func(context.Context)) {
	for {
		now, ok := p.soon(ctx, waiting)
		switch {
		case ctx.Err() != nil || now.State == "idle":
			return
		case !ok && p.chance(0.5):
			p.phone.Do("press", "*")
		case !ok:
			p.phone.Do("hangup", "")
		case len(now.With) > 0:
			talk(ctx)
		default:
			p.answer(ctx, now)
		}
	}
}

// soon waits as long as a person would who hears nothing of interest.
func (p *player) soon(ctx context.Context, wanted func(exchange.Now) bool) (exchange.Now, bool) {
	ctx, cancel := context.WithTimeout(ctx, p.seconds(120, 400))
	defer cancel()
	return p.phone.Wait(ctx, wanted)
}

// answer does what the rules say, after a moment, unless the situation has
// changed.
func (p *player) answer(ctx context.Context, was exchange.Now) {
	pause(ctx, p.seconds(0.3, 4))
	now := p.phone.Now()
	if !waiting(now) || now.State == "idle" || len(now.With) > 0 {
		return
	}
	verb, what := "", ""
	if r := p.asked(now.Heard); r.act != nil {
		verb, what = r.act(now)
	}
	switch {
	case p.chance(0.03):
		verb, what = "press", string("0123456789*#"[p.rng.IntN(12)])
	case p.chance(0.03):
		verb = "" // thinks
	case p.chance(0.01):
		verb = "hangup"
	}
	if verb != "" && p.phone.Do(verb, what) == nil {
		if verb == "speak" && p.chance(0.8) {
			pause(ctx, p.seconds(4, 9))
			p.phone.Do("press", "#")
		}
		return
	}
	p.phone.Wait(ctx, func(n exchange.Now) bool {
		return n.Heard != now.Heard || n.State != now.State || n.Recording != now.Recording || len(n.With) > 0
	})
}

// stay waits until the others have left, or for so long.
func (p *player) stay(ctx context.Context, long time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	p.phone.Wait(ctx, func(n exchange.Now) bool { return len(n.With) == 0 })
}
