package phone

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/numbers"
)

// player plays a script on a phone. As for a person, what was heard before an act is
// past after it.
type player struct {
	phone    handset
	told     *teller
	news     <-chan happening
	patience time.Duration
	file     string
	stop     <-chan struct{}

	said, texts []string // heard and not yet past
	offset      int      // how much of the first of said is past
	ringing     bool
	over        bool
	ear         happening // what the line waits for; an empty Kind: nothing
	with        []string  // the others in the conversation
}

// play performs the acts, and hangs up a call that is still on at the end. What the
// phone has told last may not have been read yet: only an end that was read is one.
func (p *player) play(ctx context.Context, acts []act) error {
	defer func() {
		if !p.over {
			p.phone.do(ctx, "hangup", nil) // refused when there is no call, which is as good
		}
	}()
	for _, a := range acts {
		if err := p.perform(ctx, a); err != nil {
			return fmt.Errorf("%s:%d: %s: %w", p.file, a.line, strings.TrimSpace(a.verb+" "+a.with), err)
		}
	}
	return nil
}

func (p *player) perform(ctx context.Context, a act) error {
	switch a.verb {
	case "hear":
		return p.await("not heard", func() bool { return p.hears(a.with) })
	case "receive":
		return p.await("no such message came", func() bool { return p.receives(a.with) })
	case "wait":
		pause, _ := time.ParseDuration(a.with) // checked when it was read
		return p.pass(pause)
	case "hungup":
		return p.await("the call goes on", func() bool { return p.over })
	case "talk":
		return p.await("nobody is there", func() bool { return p.talks(a.with) })
	case "press":
		return p.press(ctx, a.with)
	case "say":
		return p.when(ctx, "nobody listens to words", p.isHeard, "speak", map[string]string{"text": a.with})
	case "answer", "decline":
		return p.when(ctx, "the phone does not ring", func() bool { return p.ringing }, a.verb, nil)
	case "text":
		to, body, _ := strings.Cut(a.with, " ")
		return p.phone.do(ctx, a.verb, map[string]string{"to": to, "body": body})
	}
	return p.phone.do(ctx, a.verb, nil)
}

// when acts as soon as the phone is ready for it.
func (p *player) when(ctx context.Context, otherwise string, ready func() bool, verb string,
	with map[string]string) error {
	if err := p.await(otherwise, ready); err != nil {
		return err
	}
	p.said, p.offset = nil, 0
	return p.phone.do(ctx, verb, with)
}

func (p *player) press(ctx context.Context, keys string) error {
	listens := func() bool { return p.ear.Keypad || p.ear.Kind == "recording" || p.ear.Kind == "conference" }
	err := p.when(ctx, "nothing listens to keys", listens, "press", map[string]string{"keys": keys})
	if p.ear.Digits > 0 || p.ear.Kind == "recording" || strings.ContainsAny(keys, p.ear.Finish) {
		p.ear = happening{}
	}
	return err
}

func (p *player) isHeard() bool {
	return p.ear.Speech || p.ear.Kind == "recording" || len(p.with) > 0
}

// await waits until cond is true.
func (p *player) await(otherwise string, cond func() bool) error {
	met, err := p.listen(p.patience, cond)
	if err == nil && !met {
		err = fmt.Errorf("%s within %v", otherwise, p.patience)
	}
	return err
}

func (p *player) pass(pause time.Duration) error {
	_, err := p.listen(pause, func() bool { return false })
	return err
}

// listen takes in events until it has enough, for a limited time.
func (p *player) listen(most time.Duration, enough func() bool) (met bool, err error) {
	late := time.NewTimer(most)
	defer late.Stop()
	for !enough() {
		select {
		case h, ok := <-p.news:
			if !ok {
				return false, errGone
			}
			p.note(h)
		case <-late.C:
			return false, nil
		case <-p.stop:
			return false, errors.New("interrupted")
		}
	}
	return true, nil
}

func (p *player) note(h happening) {
	p.told.tell(h)
	switch h.Kind {
	case "say", "heard", "play":
		p.said = append(p.said, plain(h.Text))
	case "text":
		p.texts = append(p.texts, plain(h.Text))
	case "listening", "recording":
		p.ear, p.with = h, nil
	case "conference":
		p.ear, p.with = h, h.With
	case "state":
		p.ringing = h.State == "ringing"
	case "dialed", "answered":
		p.over = false
	case "ended":
		p.over, p.ear, p.with = true, happening{}, nil
	}
}

// hears searches what was said for words, and drops everything before them.
func (p *player) hears(words string) bool {
	for i, said := range p.said {
		from := 0
		if i == 0 {
			from = p.offset
		}
		if at := strings.Index(said[from:], plain(words)); at >= 0 {
			p.said, p.offset = p.said[i:], from+at+len(plain(words))
			return true
		}
	}
	return false
}

func (p *player) receives(words string) bool {
	i := slices.IndexFunc(p.texts, func(text string) bool { return strings.Contains(text, plain(words)) })
	if i >= 0 {
		p.texts = p.texts[i+1:]
	}
	return i >= 0
}

func (p *player) talks(number string) bool {
	if number == "" {
		return len(p.with) > 0
	}
	with, _ := numbers.Parse(number) // checked when it was read
	return slices.Contains(p.with, string(with))
}

// plain normalises case and spaces.
func plain(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }
