package exchange

import (
	"slices"
	"time"
)

// bridge joins the two legs of a <Dial>.
type bridge struct {
	a, b  *leg
	over  chan struct{} // closed when it ends
	since time.Time
	until time.Time
}

// bridge joins a and b. It returns nil if either call is already over.
func (x *Exchange) bridge(a, b *leg) *bridge {
	x.mu.Lock()
	defer x.mu.Unlock()
	if a.over() || b.over() || a.pending != nil || b.pending != nil {
		return nil
	}
	a.answer()
	br := &bridge{a: a, b: b, over: make(chan struct{}), since: time.Now()}
	a.bridge, b.bridge = br, br
	a.heard(Line{Kind: "conference", With: []string{b.party()}})
	b.heard(Line{Kind: "conference", With: []string{a.party()}})
	return br
}

// end separates the two. The lock is held.
func (br *bridge) end() {
	if !br.until.IsZero() {
		return
	}
	br.until = time.Now()
	close(br.over)
	for _, l := range []*leg{br.a, br.b} {
		l.bridge = nil
		l.heard(Line{Kind: "conference"})
	}
}

func (br *bridge) length() time.Duration {
	br.a.x.mu.Lock()
	defer br.a.x.mu.Unlock()
	if br.until.IsZero() {
		return time.Since(br.since)
	}
	return br.until.Sub(br.since)
}

// party is the number of the phone at the leg's far end.
func (l *leg) party() string {
	if l.far != nil {
		return l.far.number
	}
	if l.direction == "inbound" {
		return l.from
	}
	return l.to
}

// listeners are the legs that hear what is said on l: the other one of a
// bridge, or the others of a conference. The lock is held.
func (l *leg) listeners() []*leg {
	switch {
	case l.bridge != nil && l.bridge.a == l:
		return []*leg{l.bridge.b}
	case l.bridge != nil:
		return []*leg{l.bridge.a}
	case l.seat != nil:
		return l.seat.listeners()
	}
	return nil
}

// talksWith reports whether the two hear each other. The lock is held.
func (l *leg) talksWith(other *leg) bool {
	return l != nil && other != nil && slices.Contains(l.joined(), other)
}

// joined are the legs in conversation with l, muted or not.
func (l *leg) joined() []*leg {
	if l.seat != nil {
		return l.seat.others()
	}
	return l.listeners()
}
