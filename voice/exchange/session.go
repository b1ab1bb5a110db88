package exchange

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// session runs TwiML for one leg: the leg's own, a whisper to it, or what it
// hears while it waits.
type session struct {
	leg     *leg
	doc     document
	allowed []string // verbs; nil: all
	why     int      // the warning for a verb that is not allowed
	strict  bool     // a document that fails is an error, without fallback or apology
	begun   bool     // a verb was done
}

var (
	errHangup = errors.New("the document hangs up")
	errNoDoc  = errors.New("the document could not be fetched")
)

// run follows j through documents until one ends, which is not an error.
func (s *session) run(ctx context.Context, j *jump) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for j != nil { // an action is requested even if ctx has ended since it was due
		doc, err := s.load(ctx, j)
		if err != nil {
			return err
		}
		s.doc = doc
		if j, err = s.perform(ctx, doc.root.children); err != nil {
			return err
		}
	}
	s.pickUp(&element{})
	return nil
}

func (s *session) load(ctx context.Context, j *jump) (document, error) {
	if !s.strict {
		return s.leg.load(ctx, j)
	}
	doc, failed, err := s.leg.read(ctx, j)
	if failed != nil {
		s.leg.x.warn(s.leg.sid, failed.code, failed.url, "%s", failed.reason)
		return doc, errNoDoc
	}
	return doc, err
}

// perform does verbs in order until one leads to another document.
func (s *session) perform(ctx context.Context, verbs []*element) (*jump, error) {
	for _, e := range verbs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j, err := s.verb(ctx, e)
		s.begun = true
		if j != nil || err != nil {
			return j, err
		}
	}
	return nil, nil
}

func (s *session) verb(ctx context.Context, e *element) (*jump, error) {
	if s.allowed != nil && !slices.Contains(s.allowed, e.name) {
		s.leg.x.warn(s.leg.sid, s.why, s.doc.url, "<%s> is not allowed here", e.name)
		return nil, nil
	}
	s.pickUp(e)
	switch e.name {
	case "Say", "Play", "Pause":
		return nil, s.sound(ctx, e)
	case "Gather":
		return s.gather(ctx, e)
	case "Record":
		return s.record(ctx, e)
	case "Dial":
		return s.dial(ctx, e)
	case "Redirect":
		return s.redirect(e)
	case "Reject":
		return s.reject(e)
	case "Hangup":
		return nil, errHangup
	}
	return nil, nil // reported when the document was read
}

// pickUp answers an inbound call before its first verb, unless that verb
// prevents it. Source: Twilio, <Reject>, <Pause>, and <Dial answerOnBridge>.
func (s *session) pickUp(e *element) {
	rejects := e.name == "Reject"
	waits := e.name == "Pause" || e.name == "Dial" && e.flag("answerOnBridge", false)
	if !s.begun && (rejects || waits) {
		return
	}
	s.leg.x.mu.Lock()
	defer s.leg.x.mu.Unlock()
	s.leg.answer()
}

func (s *session) redirect(e *element) (*jump, error) {
	return s.action(e.text(), e.attrs["method"], nil)
}

// reject refuses a call that has not been answered yet; later it hangs up.
func (s *session) reject(e *element) (*jump, error) {
	status := noAnswer
	if e.attrs["reason"] == "busy" {
		status = busy
	}
	if s.begun {
		status = completed
	}
	s.leg.hangUp(status)
	return nil, errHangup
}

// action is the jump to a URL of the document, with parameters. An invalid URL
// is a failure of the document.
func (s *session) action(ref, method string, params url.Values) (*jump, error) {
	j := &jump{method: method, params: params}
	to, bad := s.doc.target(ref)
	if bad != nil {
		to = ref // the request for it fails, and the fallback is told
	}
	j.url = to
	return j, nil
}

// farewell tells a URL how a call ended or where it went; the answer does not
// matter.
func (s *session) farewell(j *jump) {
	h := s.leg.hook("voice", *j)
	s.leg.x.running.spawn(func() { s.leg.x.callBack(h) })
}

// flag reads a boolean attribute.
func (e *element) flag(name string, otherwise bool) bool {
	switch strings.ToLower(e.attrs[name]) {
	case "true":
		return true
	case "false":
		return false
	}
	return otherwise
}

// number reads a whole number that is not negative.
func (e *element) number(name string, otherwise int) int {
	n, err := strconv.Atoi(e.attrs[name])
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}

// seconds reads a number of seconds, whole or not.
func (e *element) seconds(name string, otherwise time.Duration) time.Duration {
	f, err := strconv.ParseFloat(e.attrs[name], 64)
	if err != nil || f < 0 {
		return otherwise
	}
	return time.Duration(f * float64(time.Second))
}

// has reports whether the attribute is there, even if empty.
func (e *element) has(name string) bool {
	_, ok := e.attrs[name]
	return ok
}
