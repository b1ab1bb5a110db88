package exchange

import (
	"context"
	"strings"
)

// Now is the present state of a phone, and what its person knows.
type Now struct {
	State        string   // idle, dialing, ringing or talking
	Keys, Speech bool     // what input is listened to
	Recording    bool     // after a tone
	Room         string   // the conference that the phone is in, alone or not
	With         []string // the phones in conversation with it
	Heard        string   // what it has heard since it last did something
	Texts        []string // the messages received since it last sent one
}

// Wait waits until the phone is as wanted. It is for a program that plays the
// phone's person. It returns the state then, or false if ctx or the exchange
// has ended.
func (h *Handset) Wait(ctx context.Context, wanted func(Now) bool) (Now, bool) {
	for {
		h.x.mu.Lock()
		now, changed := h.now(), h.changed
		h.x.mu.Unlock()
		if ctx.Err() == nil && wanted(now) {
			return now, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return now, false
		case <-h.x.ctx.Done():
			return now, false
		}
	}
}

// Now returns the phone's present state.
func (h *Handset) Now() Now {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	return h.now()
}

// Do makes the phone dial, answer, decline, hangup, press, speak or change its
// mode; what is the number, the keys, the words or the mode. An error says why
// it cannot.
func (h *Handset) Do(verb, what string) error {
	return h.do(verb, act{To: what, Keys: what, Text: what, Mode: what})
}

// Send sends a message from the phone. An error says why it cannot.
func (h *Handset) Send(to, body string) error {
	return h.do("text", act{To: to, Body: body})
}

// now is the phone's present state. The lock is held.
func (h *Handset) now() Now {
	n := Now{State: h.state(), Heard: h.heardSince(h.mark), Texts: h.textsSince()}
	if h.leg == nil {
		return n
	}
	if e := h.leg.ear; e != nil {
		n.Keys, n.Speech, n.Recording = e.wantsKeys(), e.wantsSpeech(), h.leg.asks.Kind == "recording"
	}
	if h.leg.seat != nil {
		n.Room = h.leg.seat.room.name
	}
	if h.leg.seat != nil || h.leg.bridge != nil {
		n.With = parties(h.leg.joined())
	}
	return n
}

func (h *Handset) heardSince(from mark) string {
	var words []string
	for _, l := range h.lines[min(from.line, len(h.lines)):] {
		if said := l.audible(); said != "" {
			words = append(words, said)
		}
	}
	return strings.Join(words, " ")
}

func (h *Handset) textsSince() (texts []string) {
	for _, l := range h.lines {
		switch l.Kind {
		case "text":
			texts = append(texts, l.Text)
		case "texted":
			texts = nil
		}
	}
	return texts
}
