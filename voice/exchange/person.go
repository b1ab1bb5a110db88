package exchange

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// TB is what a [Person] needs of a test; *testing.T is one.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

// Person uses a phone in a test: each method does or expects one thing, and fails the
// test with the whole transcript when it cannot be. A test reads like the call:
//
//	caller.Dials(line).Hears("production", "press 1").Presses("1")
//
// Pressing a key or speaking moves on: what was heard before is not heard again.
type Person struct {
	*Handset
	t TB
}

// In binds the phone to a test.
func (h *Handset) In(t TB) *Person { return &Person{h, t} }

// mark is how far a test has listened to a phone's log.
type mark struct{ line, offset int }

// await waits until cond, which is called with the lock held, is true. After
// the exchange's patience it fails the test with what was expected.
func (p *Person) await(what string, cond func() bool) bool {
	p.t.Helper()
	timer := time.NewTimer(p.x.cfg.Patience)
	defer timer.Stop()
	for {
		p.x.mu.Lock()
		met, changed := cond(), p.changed
		p.x.mu.Unlock()
		if met {
			return true
		}
		select {
		case <-changed:
		case <-timer.C:
			p.fail("%s: nothing of the kind within %v", what, p.x.cfg.Patience)
			return false
		case <-p.x.ctx.Done():
			p.fail("%s: the exchange was closed", what)
			return false
		}
	}
}

func (p *Person) fail(format string, args ...any) {
	p.t.Helper()
	p.t.Fatalf("phone %s: %s\n%s", p.number, fmt.Sprintf(format, args...), p.story())
}

// story is the transcript as text, with seconds since its first line.
func (p *Person) story() string {
	var b strings.Builder
	lines := p.Transcript()
	for _, l := range lines {
		fmt.Fprintf(&b, "%9.3f  %s\n", l.At.Sub(lines[0].At).Seconds(), l)
	}
	if len(lines) == 0 {
		return "(nothing happened to this phone)"
	}
	return b.String()
}

// do performs an act with the lock held, as soon as ready allows.
func (p *Person) do(what string, ready func() bool, act func() error) *Person {
	p.t.Helper()
	var err error
	acted := p.await(what, func() bool {
		if !ready() {
			return false
		}
		err = act()
		return true
	})
	if acted && err != nil {
		p.fail("%s: %v", what, err)
	}
	return p
}

func always() bool { return true }

// Dials places a call from this phone.
func (p *Person) Dials(to string) *Person {
	p.t.Helper()
	return p.do("dial "+to, always, func() error { return p.dial(to) })
}

// Hears waits until all these words have been said in this order, after what
// was last heard, in upper or lower case. It returns when the sentence with the
// last of them begins.
func (p *Person) Hears(words ...string) *Person {
	p.t.Helper()
	p.await(fmt.Sprintf("hear %q", words), func() bool {
		to, ok := p.find(words)
		if ok {
			p.mark = to
		}
		return ok
	})
	return p
}

// find looks for words from the mark on, and returns the place after the last.
func (h *Handset) find(words []string) (mark, bool) {
	at := h.mark
	for _, w := range words {
		var ok bool
		if at, ok = h.findOne(strings.ToLower(w), at); !ok {
			return at, false
		}
	}
	return at, true
}

func (h *Handset) findOne(word string, from mark) (mark, bool) {
	for i := from.line; i < len(h.lines); i++ {
		said := strings.ToLower(h.lines[i].audible())
		start := 0
		if i == from.line {
			start = min(from.offset, len(said))
		}
		if at := strings.Index(said[start:], word); at >= 0 {
			return mark{i, start + at + len(word)}, true
		}
	}
	return from, false
}

// Presses sends keys as soon as something listens to keys. Keys that come when
// it has stopped listening are lost, as on a real line.
func (p *Person) Presses(keys string) *Person {
	p.t.Helper()
	ready := func() bool { return p.leg != nil && p.leg.ear != nil && p.leg.ear.wantsKeys() }
	return p.do("press "+keys+" where keys are listened to", ready, func() error { return p.press(keys) })
}

// Says speaks as soon as something or someone listens. It returns when the
// words, or the call, have ended.
func (p *Person) Says(text string) *Person {
	p.t.Helper()
	var lasts time.Duration
	var life context.Context
	p.do("say "+text+" where someone listens", p.isHeard, func() (err error) {
		life = p.leg.life
		lasts, err = p.speak(text)
		return err
	})
	if life != nil {
		sleep(life, lasts)
	}
	return p
}

func (h *Handset) isHeard() bool {
	return h.leg != nil && (h.leg.ear != nil && h.leg.ear.wantsSpeech() || len(h.leg.listeners()) > 0)
}

// StaysSilent waits until what listens now, or next, gives up.
func (p *Person) StaysSilent() *Person {
	p.t.Helper()
	var e ear
	p.await("be listened to", func() bool {
		if p.leg == nil || p.leg.ear == nil || !p.leg.ear.timesOut() {
			return false
		}
		e, p.mark = p.leg.ear, p.end()
		return true
	})
	p.await("be silent until that is noticed", func() bool { return p.leg == nil || p.leg.ear != e })
	return p
}

// HangsUp ends the call, or declines one that rings.
func (p *Person) HangsUp() *Person {
	p.t.Helper()
	return p.do("hang up", always, p.hangUp)
}

// IsHungUp waits until the phone has no call any more.
func (p *Person) IsHungUp() *Person {
	p.t.Helper()
	p.await("be hung up", func() bool { return p.leg == nil })
	return p
}

// Receives waits for a message that contains all these words in order, after
// the last one received.
func (p *Person) Receives(words ...string) *Person {
	p.t.Helper()
	p.await(fmt.Sprintf("receive a message with %q", words), func() bool { return p.findText(words) })
	return p
}

func (h *Handset) findText(words []string) bool {
	for i := h.textMark; i < len(h.lines); i++ {
		if h.lines[i].Kind == "text" && containsInOrder(h.lines[i].Text, words) {
			h.textMark = i + 1
			return true
		}
	}
	return false
}

func containsInOrder(text string, words []string) bool {
	rest := strings.ToLower(text)
	for _, w := range words {
		_, after, ok := strings.Cut(rest, strings.ToLower(w))
		if !ok {
			return false
		}
		rest = after
	}
	return true
}

// Texts sends a message.
func (p *Person) Texts(to, body string) *Person {
	p.t.Helper()
	return p.do("text "+to, always, func() error { return p.text(to, body) })
}
