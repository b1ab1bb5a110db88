package exchange

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// taking is a <Record> in progress. Source: Twilio, <Record>.
type taking struct {
	leg     *leg
	timeout time.Duration // of silence; 0: silence does not end it
	most    time.Duration // maxLength
	finish  string        // the keys that end it
	trim    bool          // silence at both ends is cut off

	began              time.Time
	spokeFrom, spokeTo time.Time // zero: nothing was said
	words              []string
	digit              string
	alarm              alarm
	done               chan struct{}
}

func newTaking(l *leg, e *element) *taking {
	t := &taking{
		leg:     l,
		timeout: e.seconds("timeout", 5*time.Second),
		most:    e.seconds("maxLength", time.Hour),
		finish:  "1234567890*#",
		trim:    e.attrs["trim"] != "do-not-trim",
		alarm:   newAlarm(), done: make(chan struct{}),
	}
	if e.has("finishOnKey") {
		t.finish = e.attrs["finishOnKey"]
	}
	return t
}

const beepLen = 500 * time.Millisecond

// record takes what the far end says after the tone. When the caller hangs up,
// the recording ends and the action is still told. An empty recording is not
// reported to the action: the next verb is done.
func (s *session) record(ctx context.Context, e *element) (*jump, error) {
	if e.flag("playBeep", true) {
		if err := s.emit(ctx, Line{Kind: "tone"}, beepLen); err != nil {
			return nil, err
		}
	}
	t := newTaking(s.leg, e)
	if err := t.start(ctx); err != nil {
		return nil, err
	}
	err := s.leg.x.await(ctx, &t.alarm, t.done, t.stop)
	if t.empty() {
		return nil, err
	}
	return s.recorded(e, t, err)
}

// recorded stores the recording and reports it to the action and to the status
// callback.
func (s *session) recorded(e *element, t *taking, interrupted error) (*jump, error) {
	r := s.leg.x.file(t)
	s.reportRecording(e, r)
	j, err := s.action(e.attrs["action"], e.attrs["method"], t.params(r))
	if interrupted == nil {
		return j, err
	}
	if s.leg.gone() {
		s.farewell(j)
	}
	return nil, interrupted
}

// gone reports whether the call is over, rather than redirected.
func (l *leg) gone() bool {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	return l.over()
}

func (t *taking) start(ctx context.Context) error {
	x := t.leg.x
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	t.began = time.Now()
	t.wake(t.began)
	t.leg.listen(t, Line{Kind: "recording", Max: t.most.Seconds(), Finish: t.finish})
	return nil
}

// wake sets the alarm for the end of the silence that began at quiet, or for
// the maximum length.
func (t *taking) wake(quiet time.Time) {
	end := t.began.Add(t.most)
	if silent := quiet.Add(t.timeout); t.timeout > 0 && silent.Before(end) {
		end = silent
	}
	t.alarm.set(time.Until(end))
}

// stop ends the recording. The lock is held.
func (t *taking) stop() {
	select {
	case <-t.done:
		return
	default:
	}
	close(t.done)
	t.leg.deafen(t)
}

func (t *taking) wantsKeys() bool   { return true }
func (t *taking) wantsSpeech() bool { return true }
func (t *taking) timesOut() bool    { return true }

func (t *taking) key(k rune) {
	if strings.ContainsRune(t.finish, k) {
		t.digit = string(k)
		t.stop()
	}
}

func (t *taking) speech(u utterance) {
	now := time.Now()
	if t.spokeFrom.IsZero() {
		t.spokeFrom = now
	}
	t.spokeTo = now.Add(u.lasts)
	t.words = append(t.words, u.text)
	t.wake(t.spokeTo)
}

// empty reports whether there is nothing to keep: no speech, and no key that
// ends the recording.
func (t *taking) empty() bool { return t.spokeFrom.IsZero() && t.digit == "" }

// length is how long the recording is if it ends now.
func (t *taking) length(now time.Time) time.Duration {
	switch {
	case !t.trim:
		return now.Sub(t.began)
	case t.spokeFrom.IsZero():
		return 0
	case now.Before(t.spokeTo):
		return now.Sub(t.spokeFrom)
	}
	return t.spokeTo.Sub(t.spokeFrom)
}

func (t *taking) params(r *recording) url.Values {
	v := url.Values{}
	v.Set("RecordingUrl", r.url())
	v.Set("RecordingDuration", seconds(r.length))
	if t.digit != "" {
		v.Set("Digits", t.digit)
	} else if t.leg.gone() {
		v.Set("Digits", "hangup")
	}
	return v
}
