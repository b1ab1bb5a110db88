package voice

import (
	"strconv"
	"strings"
	"time"

	"edown/ivr"
)

// script writes replies as TwiML. It is pure: equal replies give equal
// documents.
type script struct {
	addresses
	voices Voices
	api    string // the carrier's, where the recordings are
}

// reply returns the document for a kept turn: first what is said, then what the
// turn waits for. Every wait is followed by a verb that reports silence.
func (s script) reply(k ivr.Kept) *element {
	says := s.says(k.Said)
	if k.Session.Turn == 1 && k.Session.Tree != "caller" {
		lift(says)
	}
	switch k.Wait.For {
	case ivr.Press:
		return response(s.gather(k, says), redirect(s.next(k, "silence", "1")))
	case ivr.Speak:
		return response(s.interruptible(k, says), s.record(k), redirect(s.next(k, "silence", "1")))
	case ivr.Talk:
		return response(says...).add(s.dial(k), redirect(s.next(k, "back", "1")))
	}
	return response(says...).add(tag("Hangup"))
}

// lifted is how long a phone takes from the key to the ear: the first words of a call
// that we make wait for it.
const lifted = "500ms"

// lift has the first words begin after a pause. TwiML pauses for whole seconds; speech
// markup does not. Twilio, <Say>, break.
func lift(says []*element) {
	if len(says) > 0 && says[0].name == "Say" {
		says[0].children = append([]*element{tag("break", "time", lifted)}, says[0].children...)
	}
}

// next returns where the input that this reply waits for goes.
func (s script) next(k ivr.Kept, query ...string) string {
	return s.turn(k.Session.Call, k.Session.Turn, query...)
}

func redirect(to string) *element { return tag("Redirect", "method", "POST").add(text(to)) }

func pause(d time.Duration) *element { return tag("Pause", "length", seconds(d)) }

// gather waits for keys or words; either of them interrupts the prompt
// (barge-in). Twilio, <Gather>.
func (s script) gather(k ivr.Kept, says []*element) *element {
	w := k.Wait
	timeout, quiet := s.quiet(w)
	g := tag("Gather", "input", input(w), "action", s.next(k), "method", "POST", "timeout", seconds(timeout))
	if w.Digits > 0 {
		g.with("numDigits", strconv.Itoa(w.Digits))
	}
	g.attrs = append(g.attrs, attr{"finishOnKey", w.Finish}) // even if empty: unset means #
	if w.Speech {
		_, _, language := s.voices.Voice(k.Session.Lang)
		g.with("speechTimeout", "auto").with("language", language).with("hints",
			expected(s.voices.Hints(k.Session.Lang, w.Hints)))
	}
	return g.add(says...).add(quiet...)
}

func input(w ivr.Wait) string {
	if w.Speech {
		return "dtmf speech"
	}
	return "dtmf"
}

// quiet returns what follows the words inside a Gather, and the Gather's
// timeout. TwiML has one timeout for the first key and for the gaps between
// keys. It is set to the gap; a pause inside the Gather adds the rest of the
// patience for the first key. Music can take the place of that pause.
func (s script) quiet(w ivr.Wait) (timeout time.Duration, verbs []*element) {
	timeout = w.Patience
	if w.Between > 0 {
		timeout = w.Between
	}
	switch {
	case w.Music > 0:
		verbs = append(verbs, tag("Play").add(text(s.music(w.Music))))
	case w.Patience > timeout:
		verbs = append(verbs, pause(w.Patience-timeout))
	}
	return timeout, verbs
}

const (
	mostHints   = 500 // Twilio, <Gather>, hints: so many, of at most 100 characters
	longestHint = 100
	roomForHint = 4 << 10 // bytes of the document
)

// expected cuts the hints down to what the carrier takes.
func expected(hints string) string {
	kept, size := make([]string, 0, strings.Count(hints, ",")+1), 0
	for h := range strings.SplitSeq(hints, ",") {
		h = strings.TrimSpace(h)
		h = h[:byteOf(h, longestHint)]
		if size += len(h) + 1; h == "" || len(kept) == mostHints || size > roomForHint {
			continue
		}
		kept = append(kept, h)
	}
	return strings.Join(kept, ",")
}

// interruptible speaks the words before a tone in a Gather: a caller who does
// not want to be recorded presses a key before it.
func (s script) interruptible(k ivr.Kept, says []*element) *element {
	return tag("Gather", "input", "dtmf", "action", s.next(k), "method", "POST", "timeout", "1", "numDigits", "1",
		"finishOnKey", "").add(says...)
}

// record takes an answer after a tone. Its file may not exist yet when the turn
// comes; the status callback tells when it does, or that it never will. Twilio,
// <Record>.
func (s script) record(k ivr.Kept) *element {
	ready := s.at("/voice/recording", "call", k.Session.Call, "turn", strconv.Itoa(k.Session.Turn))
	return tag("Record", "action", s.next(k), "method", "POST", "timeout", seconds(k.Wait.Patience),
		"finishOnKey", k.Wait.Finish, "playBeep", "true", "trim", "do-not-trim",
		"recordingStatusCallback", ready, "recordingStatusCallbackMethod", "POST", "recordingStatusCallbackEvent",
		"completed absent").
		with("maxLength", longest(k.Wait.Max))
}

// longest is a length in seconds; empty leaves the carrier's own limit.
func longest(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return seconds(d)
}

// dial puts the call into the conference of a page. Staff who come first wait
// with news, callers with music. A beep tells those inside that a guest enters.
// Only the first participant's status callback counts, so all have the same.
// Twilio, <Conference>.
func (s script) dial(k ivr.Kept) *element {
	wait := s.wait(k.Session.Call)
	if k.Session.Person != "" {
		wait = s.wait(k.Session.Call, "heard", "0")
	}
	room := tag("Conference", "beep", strconv.FormatBool(k.Wait.Guest), "startConferenceOnEnter", "true",
		"endConferenceOnExit", strconv.FormatBool(k.Wait.Ends),
		"waitUrl", wait, "waitMethod", "POST",
		"statusCallback", s.at("/voice/conference", "page", k.Wait.Room), "statusCallbackMethod", "POST",
		"statusCallbackEvent", "start end join leave")
	return tag("Dial", "action", s.next(k, "back", "1"), "method", "POST", "hangupOnStar",
		strconv.FormatBool(k.Wait.Star)).
		add(room.add(text(k.Wait.Room)))
}
