package exchange

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// message is a text message of the account.
type message struct {
	sid, from, to, body, direction, status string
	created, updated, sent                 time.Time
	code                                   int // error code of a message that failed
	progress                               address
	callbacks                              courier
}

// post accepts a message for delivery. The lock is held.
func (x *Exchange) post(m *message) *message {
	m.sid, m.created, m.updated = newSID("SM"), time.Now(), time.Now()
	x.messages = append(x.messages, m)
	x.running.spawn(func() { x.carry(m) })
	return m
}

// carry delivers a message to its phone and tells its status callback.
func (x *Exchange) carry(m *message) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.progress(m, "sent")
	h := x.handsets[m.to]
	if m.code = x.cfg.Faults.message(m); m.code == 0 && (h == nil || h.mode == Unreachable) {
		m.code = 30003 // unreachable destination handset
	}
	if m.code != 0 {
		x.progress(m, "undelivered")
		return
	}
	h.log(Line{Kind: "text", From: m.from, Text: m.body})
	x.progress(m, "delivered")
}

// progress moves a message to its next status. The lock is held.
func (x *Exchange) progress(m *message, status string) {
	m.status, m.updated = status, time.Now()
	if m.sent.IsZero() {
		m.sent = m.updated
	}
	if m.progress.url == "" {
		return
	}
	v := x.messageParams(m)
	v.Set("MessageStatus", status)
	v.Set("SmsStatus", status)
	if m.code != 0 {
		v.Set("ErrorCode", strconv.Itoa(m.code))
	}
	x.send(&m.callbacks, hook{kind: "message", url: m.progress.url, method: m.progress.method, params: v})
}

func (x *Exchange) messageParams(m *message) url.Values {
	return url.Values{
		"MessageSid": {m.sid}, "SmsSid": {m.sid}, "AccountSid": {x.cfg.AccountSID},
		"From": {m.from}, "To": {m.to}, "ApiVersion": {"2010-04-01"},
	}
}

// text sends a message from the phone. The lock is held.
func (h *Handset) text(to, body string) error {
	if body == "" {
		return errors.New("nothing to send: the body is empty")
	}
	h.log(Line{Kind: "texted", To: to, Text: body})
	x := h.x
	if n := x.numbers[to]; n != nil {
		m := &message{from: h.number, to: to, body: body, direction: "inbound", status: "received"}
		m.sid, m.created, m.updated = newSID("SM"), time.Now(), time.Now()
		x.messages = append(x.messages, m)
		sms := address{n.SMSURL, n.SMSMethod}
		x.running.spawn(func() { x.receive(m, sms) })
		return nil
	}
	if other := x.handsets[to]; other != nil {
		other.log(Line{Kind: "text", From: h.number, Text: body})
		return nil
	}
	return errors.New("no phone has the number " + to)
}

// receive delivers an inbound message to the application, and sends its answer.
// Source: Twilio, Messaging webhooks; of its TwiML, <Message> and <Redirect>
// are understood.
func (x *Exchange) receive(m *message, at address) {
	for hops := 0; at.url != "" && hops < maxRedirects; hops++ {
		v := x.messageParams(m)
		v.Set("Body", m.body)
		v.Set("NumMedia", "0")
		v.Set("NumSegments", "1")
		r, f := x.deliver(x.ctx, hook{kind: "sms", url: at.url, method: at.method, params: v})
		if f != nil {
			x.warn("", f.code, f.url, "message webhook: %s", f.reason)
			return
		}
		at = address{url: x.reply(m, r)}
	}
}

// reply sends the answer's messages, and returns where it redirects to.
func (x *Exchange) reply(m *message, r reply) string {
	if len(r.body) == 0 {
		return ""
	}
	if strings.HasPrefix(r.contentType, "text/plain") {
		x.replyWith(m, strings.TrimSpace(string(r.body)))
		return ""
	}
	root, err := parseTwiML(r.body)
	if err != nil {
		x.warn("", codeMalformed, r.url, "%v", err)
		return ""
	}
	for _, e := range root.children {
		switch e.name {
		case "Message", "Sms":
			x.replyWith(m, e.text())
		case "Redirect":
			to, _ := document{url: r.url}.target(e.text())
			return to
		}
	}
	return ""
}

func (x *Exchange) replyWith(m *message, body string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if body != "" && context.Cause(x.ctx) == nil {
		x.post(&message{from: m.to, to: m.from, body: body, direction: "outbound-reply", status: queued})
	}
}
