package exchange

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Handset is a person's phone, without call waiting: while it is in use,
// further calls find it busy. Tests drive it through [Handset.In].
type Handset struct {
	x      *Exchange
	number string

	// Exchange.mu guards these.
	mode       string
	greeting   string
	callerID   string // the number that it shows when it calls
	attested   string // StirVerstat of its calls
	confidence float64
	leg        *leg
	lines      []Line
	mark       mark
	textMark   int
	changed    chan struct{} // closed and renewed when anything happens to the phone
	watchers   map[*watcher]struct{}
}

// The modes of a phone: how it takes calls.
const (
	Normal      = "normal"
	Busy        = "busy"
	Voicemail   = "voicemail"
	Unreachable = "unreachable"
)

func newHandset(x *Exchange, number string) *Handset {
	h := &Handset{
		x: x, number: number, mode: Normal, callerID: number, confidence: 0.9,
		greeting: "Please leave a message after the tone.",
		changed:  make(chan struct{}), watchers: map[*watcher]struct{}{},
	}
	if strings.HasPrefix(number, "+1") || strings.HasPrefix(number, "+33") {
		h.attested = "TN-Validation-Passed-A"
	}
	return h
}

// Number returns the phone's number.
func (h *Handset) Number() string { return h.number }

// CallerID sets what the phone shows when it calls, such as "anonymous".
func (h *Handset) CallerID(shown string) *Handset {
	return h.change(func() { h.callerID = shown })
}

// Attested sets the StirVerstat parameter of the phone's calls, such as
// TN-Validation-Passed-B; empty leaves it out. Numbers in +1 and +33 begin with
// full attestation, others with none.
func (h *Handset) Attested(verstat string) *Handset {
	return h.change(func() { h.attested = verstat })
}

// Confidence sets how sure the recognizer is of this phone's speech, from 0 to
// 1; below 0 it does not say. A new phone has 0.9.
func (h *Handset) Confidence(c float64) *Handset {
	return h.change(func() { h.confidence = c })
}

func (h *Handset) change(f func()) *Handset {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	f()
	return h
}

// Transcript returns everything that the phone heard and did, oldest first.
func (h *Handset) Transcript() []Line {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(h.lines), func(l Line) bool { return l.Kind == "state" })
}

// log puts a line in the phone's log. The lock is held.
func (h *Handset) log(l Line) {
	l.At, l.Phone = time.Now(), h.number
	if h.leg != nil {
		l.Call = h.leg.sid
	}
	h.lines = append(h.lines, l)
	h.forget()
	for w := range h.watchers {
		w.tell(l)
	}
	h.wake()
}

// memory is how many lines a phone keeps at least; it keeps at most twice as
// many.
const memory = 10000

func (h *Handset) forget() {
	if len(h.lines) < 2*memory {
		return
	}
	h.lines = slices.Clone(h.lines[memory:])
	h.mark = mark{line: max(h.mark.line-memory, 0), offset: h.mark.offset}
	h.textMark = max(h.textMark-memory, 0)
}

// wake makes all waiting goroutines look at the phone again. The lock is held.
func (h *Handset) wake() {
	close(h.changed)
	h.changed = make(chan struct{})
}

// state is idle, dialing, ringing or talking. The lock is held.
func (h *Handset) state() string {
	switch {
	case h.leg == nil:
		return "idle"
	case h.leg.status == inProgress:
		return "talking"
	case h.leg.direction == "inbound":
		return "dialing"
	}
	return "ringing"
}

func (h *Handset) showState() { h.log(Line{Kind: "state", State: h.state(), Mode: h.mode}) }

// refusal is the status of a call that the phone cannot take. The lock is held.
func (h *Handset) refusal() string {
	switch {
	case h == nil:
		return ""
	case h.mode == Unreachable:
		return failed
	case h.mode == Busy || h.leg != nil:
		return busy
	}
	return ""
}

// ring makes the phone ring. The lock is held.
func (h *Handset) ring(l *leg) {
	h.leg, l.far = l, h
	h.log(Line{Kind: "ringing", From: l.from})
	h.showState()
	if h.mode == Voicemail {
		h.x.running.spawn(func() { h.answerByMachine(l) })
	}
}

// release frees the phone from a call that is over. The lock is held.
func (h *Handset) release(l *leg, status string) {
	if h.leg != l {
		return
	}
	if l.answered.IsZero() && l.direction != "inbound" && !l.declined {
		h.log(Line{Kind: "missed"})
	}
	h.leg = nil
	h.log(Line{Kind: "ended", Reason: status})
	h.showState()
}

// Errors of a phone that cannot do at this moment what it is asked.
var (
	errInUse      = errors.New("the phone is in use; hang up first")
	errNotRinging = errors.New("the phone does not ring; only a ringing phone can be answered or declined")
	errNoCall     = errors.New("the phone has no call; dial or answer first")
	errNotTalking = errors.New("the call is not answered yet; wait until it is")
)

// dial places a call. The lock is held, as for all below.
func (h *Handset) dial(to string) error {
	if h.leg != nil {
		return errInUse
	}
	to = strings.Join(strings.Fields(to), "")
	h.mark = h.end()
	h.log(Line{Kind: "dialed", To: to})
	number := h.x.numbers[to]
	if number == nil {
		h.log(Line{Kind: "ended", Reason: "number not in service"})
		return nil
	}
	h.leg = h.x.incoming(h, number)
	h.showState()
	return nil
}

func (h *Handset) answer() error {
	if h.state() != "ringing" {
		return errNotRinging
	}
	h.mark = h.end()
	h.log(Line{Kind: "answered"})
	h.leg.answer()
	return nil
}

func (h *Handset) decline() error {
	if h.state() != "ringing" {
		return errNotRinging
	}
	h.leg.declined = true
	h.log(Line{Kind: "declined"})
	h.leg.finish(busy)
	return nil
}

func (h *Handset) hangUp() error {
	switch h.state() {
	case "idle":
		return errNoCall
	case "ringing":
		return h.decline()
	case "dialing":
		h.leg.finish(noAnswer)
	default:
		h.leg.finish(completed)
	}
	return nil
}

// press sends keys to what listens. Keys are lost if nothing listens.
func (h *Handset) press(keys string) error {
	if bad := strings.Trim(keys, "0123456789*#"); bad != "" || keys == "" {
		return fmt.Errorf("keys %q: press 0 to 9, * or #", keys)
	}
	if h.state() != "talking" {
		return errNotTalking
	}
	h.mark = h.end()
	h.log(Line{Kind: "pressed", Keys: keys})
	for _, k := range keys {
		if e := h.leg.ear; e != nil && e.wantsKeys() {
			e.key(k)
		}
	}
	return nil
}

// speak says text on the phone, and returns how long that takes.
func (h *Handset) speak(text string) (time.Duration, error) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return 0, errors.New("nothing to say: the text is empty")
	}
	if h.state() != "talking" {
		return 0, errNotTalking
	}
	u := utterance{text: text, lasts: h.x.cfg.Talk("", text), confidence: h.confidence}
	h.mark = h.end()
	h.utter(u)
	return u.lasts, nil
}

// utter makes u heard by what listens, and by the phones in conversation with
// this one.
func (h *Handset) utter(u utterance) {
	h.log(Line{Kind: "spoke", Text: u.text, Seconds: u.lasts.Seconds()})
	if e := h.leg.ear; e != nil && e.wantsSpeech() {
		e.speech(u)
	}
	for _, other := range h.leg.listeners() {
		other.heard(Line{Kind: "heard", From: h.number, Text: u.text})
	}
}

// setMode changes how the phone takes calls from now on.
func (h *Handset) setMode(mode string) error {
	if !slices.Contains([]string{Normal, Busy, Voicemail, Unreachable}, mode) {
		return fmt.Errorf("mode %q: use normal, busy, voicemail or unreachable", mode)
	}
	h.mode = mode
	h.showState()
	return nil
}

func (h *Handset) end() mark { return mark{line: len(h.lines)} }
