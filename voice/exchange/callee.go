package exchange

import "time"

// Rings waits until the phone rings.
func (p *Person) Rings() *Person {
	p.t.Helper()
	p.await("ring", p.rings)
	return p
}

func (h *Handset) rings() bool { return h.state() == "ringing" }

// Answers waits for the phone to ring and picks up.
func (p *Person) Answers() *Person {
	p.t.Helper()
	return p.do("ring, to be answered", p.rings, p.answer)
}

// Declines waits for the phone to ring and declines the call.
func (p *Person) Declines() *Person {
	p.t.Helper()
	return p.do("ring, to be declined", p.rings, p.decline)
}

// NeverRings waits for d, and fails the test if the phone rings meanwhile.
func (p *Person) NeverRings(d time.Duration) *Person {
	p.t.Helper()
	p.x.mu.Lock()
	from := len(p.lines)
	rang := p.rings()
	p.x.mu.Unlock()
	timer := time.NewTimer(d)
	defer timer.Stop()
	for !rang {
		p.x.mu.Lock()
		changed := p.changed
		rang = p.rangSince(from)
		p.x.mu.Unlock()
		select {
		case <-changed:
		case <-timer.C:
			return p
		}
	}
	p.fail("rings, and should not within %v", d)
	return p
}

func (h *Handset) rangSince(line int) bool {
	for _, l := range h.lines[line:] {
		if l.Kind == "ringing" {
			return true
		}
	}
	return false
}

// IsNormal makes the phone ring when it is called, from now on.
func (p *Person) IsNormal() *Person { p.t.Helper(); return p.becomes(Normal) }

// IsBusy makes calls find the phone busy, from now on.
func (p *Person) IsBusy() *Person { p.t.Helper(); return p.becomes(Busy) }

// IsUnreachable makes calls to the phone fail, from now on.
func (p *Person) IsUnreachable() *Person { p.t.Helper(); return p.becomes(Unreachable) }

// IsVoicemail makes a machine answer calls from now on: it picks up after 15 s,
// says the greeting in 3 s, and listens for two minutes.
func (p *Person) IsVoicemail(greeting string) *Person {
	p.t.Helper()
	p.change(func() { p.greeting = greeting })
	return p.becomes(Voicemail)
}

func (p *Person) becomes(mode string) *Person {
	p.t.Helper()
	return p.do("become "+mode, always, func() error { return p.setMode(mode) })
}

// TalksWith waits until the two phones are bridged by a Dial, or in the same
// started conference with neither on hold.
func (p *Person) TalksWith(other *Handset) *Person {
	p.t.Helper()
	p.await("talk with "+other.number, func() bool { return p.leg.talksWith(other.leg) })
	return p
}

// IsAlone waits until the phone is in conversation with no other.
func (p *Person) IsAlone() *Person {
	p.t.Helper()
	p.await("be alone", func() bool { return p.leg == nil || len(p.leg.joined()) == 0 })
	return p
}
