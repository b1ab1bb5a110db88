package exchange

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// gathering is a <Gather> in progress. Source: Twilio, <Gather>.
type gathering struct {
	leg           *leg
	keys, talk    bool          // which input it takes
	timeout       time.Duration // of silence, and between digits
	speechTimeout time.Duration // of silence that ends speech
	most          int           // numDigits; 0: no limit
	finish        string        // finishOnKey; empty: every key is input
	hush          context.CancelFunc

	digits     string
	said       []string
	confidence float64
	alarm      alarm
	done       chan struct{} // closed when the input is complete
}

func newGathering(l *leg, e *element) *gathering {
	input := strings.Fields(e.attrs["input"])
	g := &gathering{
		leg:     l,
		keys:    len(input) == 0 || slices.Contains(input, "dtmf"),
		talk:    slices.Contains(input, "speech"),
		timeout: e.seconds("timeout", 5*time.Second),
		most:    e.number("numDigits", 0),
		finish:  "#",
		alarm:   newAlarm(), done: make(chan struct{}),
	}
	if e.has("finishOnKey") {
		g.finish = e.attrs["finishOnKey"]
	}
	g.speechTimeout = e.seconds("speechTimeout", g.timeout)
	if e.attrs["speechTimeout"] == "auto" {
		g.speechTimeout = 0
	}
	return g
}

// gather collects keys or speech during its prompt and afterwards.
func (s *session) gather(ctx context.Context, e *element) (*jump, error) {
	g := newGathering(s.leg, e)
	if err := s.collect(ctx, g, e.children); err != nil {
		return nil, err
	}
	if g.empty() && !e.flag("actionOnEmptyResult", false) {
		return nil, nil
	}
	return s.action(e.attrs["action"], e.attrs["method"], g.params())
}

// collect runs the prompt and the gathering side by side.
func (s *session) collect(ctx context.Context, g *gathering, prompt []*element) error {
	promptCtx, hush := context.WithCancel(ctx)
	defer hush()
	g.hush = hush
	if err := g.start(ctx); err != nil {
		return err
	}
	said := make(chan struct{})
	go func() {
		defer close(said)
		s.prompt(promptCtx, prompt)
		g.prompted()
	}()
	err := g.wait(ctx)
	hush()
	<-said
	return err
}

// prompt says what is nested in a Gather.
func (s *session) prompt(ctx context.Context, verbs []*element) {
	for _, e := range verbs {
		if slices.Contains(prompts, e.name) && s.sound(ctx, e) != nil {
			return
		}
	}
}

func (g *gathering) start(ctx context.Context) error {
	x := g.leg.x
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	g.leg.listen(g, Line{Kind: "listening", Digits: g.most, Finish: g.finish, Keypad: g.keys, Speech: g.talk})
	return nil
}

// prompted starts the timeout, unless a key or a word came first.
func (g *gathering) prompted() {
	g.leg.x.mu.Lock()
	defer g.leg.x.mu.Unlock()
	if g.alarm.at.IsZero() {
		g.alarm.set(g.timeout)
	}
}

// wait lasts until the gathering is done or ctx ends.
func (g *gathering) wait(ctx context.Context) error {
	return g.leg.x.await(ctx, &g.alarm, g.done, g.stop)
}

// stop ends the gathering. The lock is held.
func (g *gathering) stop() {
	select {
	case <-g.done:
		return
	default:
	}
	close(g.done)
	g.hush()
	g.leg.deafen(g)
}

func (g *gathering) wantsKeys() bool   { return g.keys && len(g.said) == 0 }
func (g *gathering) wantsSpeech() bool { return g.talk && g.digits == "" }
func (g *gathering) timesOut() bool    { return true }

// key takes a key. Each key starts the timeout again.
func (g *gathering) key(k rune) {
	g.hush()
	if strings.ContainsRune(g.finish, k) {
		g.stop()
		return
	}
	g.digits += string(k)
	g.alarm.set(g.timeout)
	if g.most > 0 && utf8.RuneCountInString(g.digits) >= g.most {
		g.stop()
	}
}

// speech takes what was said; it is complete after speechTimeout of silence.
func (g *gathering) speech(u utterance) {
	g.hush()
	g.said = append(g.said, u.text)
	g.confidence = u.confidence
	g.alarm.set(u.lasts + g.speechTimeout)
}

func (g *gathering) empty() bool { return g.digits == "" && len(g.said) == 0 }

// params are the input as the action gets it: empty without input.
func (g *gathering) params() url.Values {
	v := url.Values{}
	if g.digits != "" {
		v.Set("Digits", g.digits)
	}
	if len(g.said) > 0 {
		v.Set("SpeechResult", strings.Join(g.said, " "))
		if g.confidence >= 0 {
			v.Set("Confidence", strconv.FormatFloat(g.confidence, 'f', -1, 64))
		}
	}
	return v
}
