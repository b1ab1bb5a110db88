package exchange

import (
	"time"
)

// order is a call that the application asked for over REST.
type order struct {
	to, from   string
	start      *jump // what the call does when answered; nil with a seat
	seat       *seat // the conference that it joins instead
	room       *conference
	fallback   address
	progress   callback
	timeout    time.Duration
	timeLimit  time.Duration
	machine    amd
	fromNumber *line
}

// place accepts an order: the call is dialled when its turn comes. The lock is
// held.
func (x *Exchange) place(o order) *leg {
	at := x.slot()
	l := x.addLeg(&leg{
		from: o.from, to: o.to, direction: "outbound-api", line: o.fromNumber, status: queued,
		fallback: o.fallback, progress: o.progress, machineOptions: o.machine,
		queue: time.Until(at).Round(time.Millisecond),
	})
	x.running.spawn(func() { l.placed(o, at) })
	return l
}

// slot is when the next call may be dialled, at the account's calls per second,
// in order. Source: Twilio, calls per second.
func (x *Exchange) slot() time.Time {
	now := time.Now()
	if x.cfg.CallsPerSecond < 0 {
		return now
	}
	at := x.nextSlot
	if at.Before(now) {
		at = now
	}
	x.nextSlot = at.Add(time.Duration(float64(time.Second) / x.cfg.CallsPerSecond))
	return at
}

// placed is the life of an ordered call.
func (l *leg) placed(o order, at time.Time) {
	answered := sleep(l.life, time.Until(at)) == nil && l.ring(o.timeout)
	if o.seat != nil {
		defer o.room.expect(-1)
	}
	if !answered {
		return
	}
	l.x.mu.Lock()
	l.limitTo(o.timeLimit)
	l.x.mu.Unlock()
	l.detect()
	if o.seat != nil {
		l.joinRoom(o)
		return
	}
	l.converse(o.start)
}

// joinRoom runs a participant added over REST.
func (l *leg) joinRoom(o order) {
	s := session{leg: l, begun: true}
	s.attend(l.begin(), o.seat, o.room.name, newStar(), longestCall)
	l.converse(l.next())
}

// incoming takes a call from a phone to one of the account's numbers. The lock
// is held. It returns nil when the exchange is full: the phone hears the busy
// tone.
func (x *Exchange) incoming(h *Handset, to *line) *leg {
	if x.full() {
		x.warn("", 10004, "", "Call concurrency limit exceeded")
		h.log(Line{Kind: "ended", Reason: busy})
		return nil
	}
	l := x.addLeg(&leg{
		from: h.callerID, to: to.number, direction: "inbound", line: to, status: ringing, far: h,
		fallback: address{to.VoiceFallbackURL, to.VoiceFallbackMethod},
	})
	l.dialled = l.created
	l.limitTo(longestCall)
	start := &jump{url: to.VoiceURL, method: to.VoiceMethod}
	x.running.spawn(func() { l.converse(start) })
	return l
}
