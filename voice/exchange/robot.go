package exchange

import (
	"context"
	"strings"
)

// Now is what a phone is doing, and what its person knows of it.
type Now struct {
	State        string   // idle, dialing, ringing or talking
	Keys, Speech bool     // what is listened to
	Recording    bool     // after a tone
	Room         string   // the conference that it is in, alone or not
	With         []string // the phones in conversation with it
	Heard        string   // what has been said to it since it last did something
	Texts        []string // the messages that it got since it last sent one
}

// Wait waits until the phone is as wanted, for a program that plays its person.
// It returns how the phone is then; false: ctx has ended, or the exchange.
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

// Now is how the phone is at this moment.
func (h *Handset) Now() Now {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	return h.now()
}

// Do has the phone dial, answer, decline, hangup, press, speak or change its mode;
// what is the number, the keys, the words or the mode. An error says why it cannot.
func (h *Handset) Do(verb, what string) error {
	return h.do(verb, act{To: what, Keys: what, Text: what, Mode: what})
}

// Send sends a message.
func (h *Handset) Send(to, body string) error {
	return h.do("text", act{To: to, Body: body})
}

// now is the phone at this moment. The lock is held.
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
