package exchange

import (
	"context"
	"slices"
)

// setMuted mutes or unmutes. The lock is held, as for everything below except
// announce.
func (p *seat) setMuted(muted bool) {
	if p.muted == muted {
		return
	}
	p.muted = muted
	p.room.notify("participant-"+prefixed(muted, "mute"), p, nil)
}

// setHeld puts the participant on hold, with music or with TwiML from at, or
// ends the hold.
func (p *seat) setHeld(held bool, at *jump) {
	if p.held == held {
		return
	}
	p.held = held
	if held {
		p.hold(at)
	} else {
		p.unhold()
	}
	p.room.notify("participant-"+prefixed(held, "hold"), p, nil)
	p.room.show()
}

func prefixed(on bool, what string) string {
	if on {
		return what
	}
	return "un" + what
}

func (p *seat) hold(at *jump) {
	ctx, cancel := context.WithCancel(p.leg.life)
	p.unhold = cancel
	s := session{leg: p.leg, allowed: waitVerbs, why: 13238, strict: true, begun: true}
	p.leg.x.running.spawn(func() {
		if at == nil {
			s.music(ctx)
			return
		}
		s.run(ctx, at) // a failure is in the debugger; the hold goes on in silence
	})
}

// setEnds sets whether leaving ends the conference.
func (p *seat) setEnds(ends bool) {
	p.ends = ends
	p.room.notify("participant-modify", p, nil)
}

// announce plays a document to these participants, to all at once.
func (c *conference) announce(to []*seat, j *jump) {
	for i, p := range slices.Clone(to) {
		c.x.running.spawn(func() {
			s := session{leg: p.leg, allowed: announceVerbs, why: 13238, strict: true, begun: true}
			err := s.run(p.leg.life, j)
			if i == 0 {
				c.announced(p, err == nil)
			}
		})
	}
}

func (c *conference) announced(p *seat, well bool) {
	c.x.mu.Lock()
	defer c.x.mu.Unlock()
	event := "announcement-fail"
	if well {
		event = "announcement-end"
	}
	c.notify(event, p, nil)
}

// setCoach makes the participant heard only by one other, or by all again.
func (p *seat) setCoach(callSID string, on bool) {
	if callSID != "" {
		p.coach = callSID
	}
	if !on {
		p.coach = ""
	}
	p.room.notify("participant-modify", p, nil)
	p.room.show()
}
