// Package phone is a phone of the demo in a terminal: it prints what is heard, and
// takes keys and words from a keyboard or a script.
package phone

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"edown/cmd/edown/numbers"
)

// Terminal is a phone of a demo, used in a terminal or by a script.
type Terminal struct {
	At       string        // where the demo is
	From     string        // the number of this phone
	To       string        // the number to dial; empty is the demo's line
	Answer   bool          // wait for the phone to ring
	Script   string        // a file to play; empty: In is typed
	Patience time.Duration // how long a script waits for the words it expects
	In       io.Reader
	Out      io.Writer // what is heard, as it is heard
}

// Use makes or answers calls until they are over. When ctx ends, the phone hangs
// up. The error of a script names the act that failed.
func (t Terminal) Use(ctx context.Context) error {
	live, cancel := context.WithCancel(context.WithoutCancel(ctx)) // when ctx ends, the phone still hangs up
	defer cancel()
	acts, err := t.acts()
	if err != nil {
		return err
	}
	h, told, err := t.phone(live)
	if err != nil {
		return err
	}
	news, err := h.listen(live)
	if err != nil {
		return err
	}
	if err := t.dial(live, h, told); err != nil {
		return err
	}
	if t.Script != "" {
		p := &player{phone: h, told: told.teller, news: news, patience: t.Patience, file: t.Script, stop: ctx.Done()}
		return p.play(live, acts)
	}
	k := talker{phone: h, told: told.teller, news: news, typed: lines(t.In), stays: t.Answer}
	return k.talk(live, ctx.Done())
}

func (t Terminal) acts() ([]act, error) {
	if t.Script == "" {
		return nil, nil
	}
	text, err := os.ReadFile(t.Script)
	if err != nil {
		return nil, fmt.Errorf("--script: %w", err)
	}
	return readScript(t.Script, string(text))
}

// exchangeSide is what the exchange reported at the start.
type exchangeSide struct {
	*teller
	number string // of the line
}

func (t Terminal) phone(ctx context.Context) (handset, exchangeSide, error) {
	number, err := numbers.Parse(t.From)
	if err != nil {
		return handset{}, exchangeSide{}, fmt.Errorf("--from %q: %w", t.From, err)
	}
	h := handset{at: t.At, number: string(number)}
	p, err := h.phones(ctx)
	return h, exchangeSide{newTeller(t.Out, p), p.Line}, err
}

func (t Terminal) dial(ctx context.Context, h handset, x exchangeSide) error {
	if t.Answer {
		x.line("this is", x.name(h.number)+"; when it rings, Enter answers")
		return nil
	}
	return h.do(ctx, "dial", map[string]string{"to": cmp.Or(t.To, x.number)})
}
