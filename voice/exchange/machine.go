package exchange

import (
	"net/url"
	"strconv"
	"time"
)

// amd says whether and how a call is checked for an answering machine. Source:
// Twilio, Answering Machine Detection.
type amd struct {
	mode     string // Enable, DetectMessageEnd; empty: none
	async    bool
	callback address
}

// How a machine answers, and how long the verdict takes.
const (
	machineAnswersAfter = 15 * time.Second
	greetingLasts       = 3 * time.Second
	machineListens      = 2 * time.Minute
	humanVerdict        = 1800 * time.Millisecond
	machineVerdict      = 2400 * time.Millisecond // SpeechThreshold
	messageEndVerdict   = 3500 * time.Millisecond // greeting and beep
)

// detect finds out whether a machine answered, before the call goes on or in
// parallel.
func (l *leg) detect() {
	switch {
	case l.machineOptions.mode == "":
	case l.machineOptions.async:
		l.x.running.spawn(l.reportVerdict)
	default:
		l.decide()
	}
}

func (l *leg) decide() (time.Duration, bool) {
	who, after := l.verdict()
	if sleep(l.life, after) != nil {
		return 0, false
	}
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	l.answeredBy = who
	return after, true
}

func (l *leg) verdict() (string, time.Duration) {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	switch {
	case !l.machine:
		return "human", humanVerdict
	case l.machineOptions.mode == "DetectMessageEnd":
		return "machine_end_beep", messageEndVerdict
	}
	return "machine_start", machineVerdict
}

// reportVerdict posts the verdict of an asynchronous detection.
func (l *leg) reportVerdict() {
	after, ok := l.decide()
	to := l.machineOptions.callback
	if !ok {
		return
	}
	if to.url == "" {
		l.x.warn(l.sid, 21262, "", "AsyncAmd without AsyncAmdStatusCallback: the verdict is not reported")
		return
	}
	h := l.hook("amd", jump{url: to.url, method: to.method})
	h.params = url.Values{"CallSid": {l.sid}, "AccountSid": {l.x.cfg.AccountSID},
		"AnsweredBy": {h.params.Get("AnsweredBy")}}
	h.params.Set("MachineDetectionDuration", strconv.FormatInt(after.Milliseconds(), 10))
	l.x.hand(h)
}

// answerByMachine is how a phone in voicemail mode takes a call.
func (h *Handset) answerByMachine(l *leg) {
	if sleep(l.life, machineAnswersAfter) != nil || !h.machinePicksUp(l) {
		return
	}
	if sleep(l.life, greetingLasts+machineListens) == nil {
		l.hangUp(completed)
	}
}

func (h *Handset) machinePicksUp(l *leg) bool {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	if l.over() || l.status != ringing {
		return false
	}
	l.machine = true
	l.answer()
	h.utter(utterance{text: h.greeting, lasts: greetingLasts, confidence: h.confidence})
	return true
}
