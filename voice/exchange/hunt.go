package exchange

import (
	"context"
	"net/url"
	"time"
)

// hunt is a <Dial> to telephone numbers. Source: Twilio, <Dial> and <Number>.
type hunt struct {
	s        *session
	caller   string // callerId: shown on the phones called
	timeout  time.Duration
	children []*leg
	answered bool
	ready    chan *leg // answered, and heard its whisper
	over     chan *leg // has failed or ended
}

// callee is a number to dial.
type callee struct {
	number   string
	whisper  *jump // what the callee hears before the bridge; nil: nothing
	progress callback
}

// dialled is the result of a <Dial>.
type dialled struct {
	status, sid string
	lasted      time.Duration
	bridged     bool
}

const (
	maxNumbers = 10
	ringBuffer = 5 * time.Second // Twilio adds it to every ringing timeout
)

var whisperVerbs = words("Say Play Pause Gather Redirect Hangup")

// call dials the callees, all at once or one by one, and returns when the call
// with the first to answer is over.
func (h *hunt) call(ctx context.Context, list []callee, sequential bool, limit time.Duration, hang *star) (dialled,
	error) {
	h.ready, h.over = make(chan *leg, len(list)), make(chan *leg, len(list))
	group := len(list)
	if sequential {
		group = 1
	}
	result := dialled{status: failed}
	for len(list) > 0 {
		h.start(list[:group])
		list = list[group:]
		var err error
		result, err = h.follow(ctx, group, limit, hang)
		if err != nil || h.answered {
			return result, err
		}
	}
	return result, nil
}

// start makes a call for each callee.
func (h *hunt) start(list []callee) {
	x := h.s.leg.x
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, to := range list {
		l := x.addLeg(&leg{
			parent: h.s.leg.sid, from: h.caller, to: to.number, direction: "outbound-dial",
			status: initiated, progress: to.progress, hunt: h, line: h.s.leg.line,
		})
		h.children = append(h.children, l)
		x.running.spawn(func() { h.attend(l, to) })
	}
}

// won cancels the other phones when one answers. The lock is held.
func (h *hunt) won(winner *leg) {
	h.answered = true
	for _, l := range h.children {
		if l != winner {
			l.finish(noAnswer)
		}
	}
}

// attend is the life of one called leg.
func (h *hunt) attend(l *leg, to callee) {
	if l.ring(h.timeout) {
		h.connect(l, to)
	}
	j := l.next()
	h.over <- l
	l.converse(j)
}

// connect plays the whisper to the callee and offers the leg to the bridge. It
// returns when that is over or the callee is redirected.
func (h *hunt) connect(l *leg, to callee) {
	ctx := l.begin()
	if to.whisper != nil {
		s := session{leg: l, allowed: whisperVerbs, why: 13223}
		if s.run(ctx, to.whisper) != nil {
			return
		}
	}
	h.ready <- l
	<-ctx.Done()
}

// follow waits until one of n calls is bridged and the bridge ends, or all of
// them have failed.
func (h *hunt) follow(ctx context.Context, n int, limit time.Duration, hang *star) (dialled, error) {
	result := dialled{status: failed}
	for range n {
		select {
		case l := <-h.ready:
			return h.join(ctx, l, limit, hang)
		case l := <-h.over:
			if result.status != completed {
				result = h.outcome(l, dialled{})
			}
		case <-hang.pressed:
			return h.dismiss(nil), nil
		case <-ctx.Done():
			return h.dismiss(nil), ctx.Err()
		}
	}
	return result, nil
}

// join bridges the caller and l, and returns when the bridge ends.
func (h *hunt) join(ctx context.Context, l *leg, limit time.Duration, hang *star) (dialled, error) {
	b := h.s.leg.x.bridge(h.s.leg, l)
	if b == nil { // one of them has hung up since
		return h.dismiss(l), ctx.Err()
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-b.over:
	case <-timer.C:
	case <-hang.pressed:
	case <-ctx.Done():
	}
	h.dismiss(l)
	lasted := b.length()
	return h.outcome(l, dialled{bridged: true, lasted: lasted}), ctx.Err()
}

// dismiss ends every call of the hunt that was not redirected, and reports the
// last.
func (h *hunt) dismiss(l *leg) dialled {
	x := h.s.leg.x
	x.mu.Lock()
	for _, c := range h.children {
		switch {
		case c.hunt != h: // it was redirected
		case c.status == inProgress:
			c.finish(completed)
		default:
			c.finish(noAnswer)
		}
		if l == nil {
			l = c
		}
	}
	x.mu.Unlock()
	return h.outcome(l, dialled{})
}

func (h *hunt) outcome(l *leg, d dialled) dialled {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	d.status, d.sid = l.status, l.sid
	if d.status == inProgress { // the call continues elsewhere
		d.status = completed
	}
	return d
}

// params are the result as the action of the <Dial> gets it.
func (d dialled) params() url.Values {
	v := url.Values{}
	v.Set("DialCallStatus", d.status)
	if d.sid != "" {
		v.Set("DialCallSid", d.sid)
		v.Set("DialCallDuration", seconds(d.lasted))
		v.Set("DialBridged", map[bool]string{true: "true", false: "false"}[d.bridged])
	}
	return v
}
