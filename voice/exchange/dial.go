package exchange

import (
	"context"
	"slices"
	"strings"
	"time"
)

// dial joins the call to telephone numbers or to a conference. Source: Twilio,
// <Dial>.
func (s *session) dial(ctx context.Context, e *element) (*jump, error) {
	hang := newStar()
	if e.flag("hangupOnStar", false) {
		s.listenForStar(ctx, hang)
		defer s.stopListening(hang)
	}
	result, err := s.connect(ctx, e, hang)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	return s.dialled(e, result, ctx.Err())
}

func (s *session) connect(ctx context.Context, e *element, hang *star) (dialled, error) {
	if at := slices.IndexFunc(e.children, func(c *element) bool { return c.name == "Conference" }); at >= 0 {
		return s.confer(ctx, e, e.children[at], hang)
	}
	return s.dialNumbers(ctx, e, hang)
}

// dialled reports the end of a <Dial>. If the call was redirected or is over,
// the action is still requested, and its TwiML ignored.
func (s *session) dialled(e *element, result dialled, interrupted error) (*jump, error) {
	if !e.has("action") {
		return nil, interrupted
	}
	j, err := s.action(e.attrs["action"], e.attrs["method"], result.params())
	if interrupted != nil {
		s.farewell(j)
		return nil, interrupted
	}
	return j, err
}

func (s *session) listenForStar(ctx context.Context, hang *star) {
	s.leg.x.mu.Lock()
	defer s.leg.x.mu.Unlock()
	if ctx.Err() == nil {
		s.leg.listen(hang, Line{})
	}
}

func (s *session) stopListening(hang *star) {
	s.leg.x.mu.Lock()
	defer s.leg.x.mu.Unlock()
	s.leg.deafen(hang)
}

func (s *session) dialNumbers(ctx context.Context, e *element, hang *star) (dialled, error) {
	list := s.callees(e)
	caller, ok := s.callerID(e)
	if len(list) == 0 || !ok {
		return dialled{status: failed}, nil
	}
	h := &hunt{s: s, caller: caller, timeout: ringingTime(e.number("timeout", 30), 5)}
	limit := e.seconds("timeLimit", longestCall)
	return h.call(ctx, list, e.flag("sequential", false), limit, hang)
}

// ringingTime is how long a phone rings, with Twilio's buffer: from least to
// 600 seconds.
func ringingTime(asked, least int) time.Duration {
	return time.Duration(min(max(asked, least), 600))*time.Second + ringBuffer
}

// callees are the numbers of the <Dial>: nested elements, or its text.
func (s *session) callees(e *element) []callee {
	if n := e.text(); n != "" && len(e.children) == 0 {
		return s.valid([]callee{{number: n}})
	}
	var list []callee
	for _, c := range e.children {
		if c.name == "Number" {
			list = append(list, s.callee(c))
		}
	}
	if len(list) > maxNumbers {
		s.leg.x.warn(s.leg.sid, codeSchema, s.doc.url, "<Dial> with %d numbers; %d are called", len(list), maxNumbers)
		list = list[:maxNumbers]
	}
	return s.valid(list)
}

// valid removes what is not a telephone number (error 13224).
func (s *session) valid(list []callee) []callee {
	return slices.DeleteFunc(list, func(c callee) bool {
		if isE164(c.number) {
			return false
		}
		s.leg.x.warn(s.leg.sid, 13224, s.doc.url, "<Dial> to %q, which is not a number in E.164 form", c.number)
		return true
	})
}

func (s *session) callee(e *element) callee {
	c := callee{number: strings.TrimSpace(e.text())}
	if e.has("url") {
		j, _ := s.action(e.attrs["url"], e.attrs["method"], nil)
		c.whisper = j
	}
	if e.has("statusCallback") {
		j, _ := s.action(e.attrs["statusCallback"], e.attrs["statusCallbackMethod"], nil)
		c.progress = callback{address{j.url, j.method}, eventSet(e.attrs["statusCallbackEvent"])}
	}
	return c
}

// callerID is the number shown on the phones called. It must be one of the
// call's own or of the account's.
func (s *session) callerID(e *element) (string, bool) {
	l, id := s.leg, e.attrs["callerId"]
	if id == "" {
		return l.from, true
	}
	l.x.mu.Lock()
	known := id == l.from || id == l.to || l.x.numbers[id] != nil
	l.x.mu.Unlock()
	if !known {
		l.x.warn(l.sid, 13214, s.doc.url, "<Dial callerId=%q>: neither a number of the call nor of the account", id)
	}
	return id, known
}

// isE164 reports whether s is a telephone number in E.164 form.
func isE164(s string) bool {
	if len(s) < 8 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}
