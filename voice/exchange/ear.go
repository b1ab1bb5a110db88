package exchange

import (
	"context"
	"time"
)

// ear is what listens to the far end of a leg: a Gather, a Record, or a Dial
// that ends on a star. Its methods are called with the lock held, so that input
// and the end of listening cannot race.
type ear interface {
	// wantsKeys and wantsSpeech report which input it takes.
	wantsKeys() bool
	wantsSpeech() bool
	key(k rune)
	speech(u utterance)
	// timesOut reports whether silence ends it.
	timesOut() bool
}

// utterance is something that a person says. It takes time.
type utterance struct {
	text       string
	lasts      time.Duration
	confidence float64 // negative: the recognizer gives none
}

// listen makes e the leg's ear and tells the far end. The lock is held.
func (l *leg) listen(e ear, line Line) {
	l.ear, l.asks = e, line
	if line.Kind != "" {
		l.heard(line)
	}
	if l.far != nil {
		l.far.wake()
	}
}

// deafen ends e's listening, if it is still the leg's ear. The lock is held.
func (l *leg) deafen(e ear) {
	if l.ear == e {
		l.ear = nil
	}
	if l.far != nil {
		l.far.wake()
	}
}

// alarm ends something at a time that can change. A message on moved tells the
// waiting goroutine about a change.
type alarm struct {
	at    time.Time // zero: never
	moved chan struct{}
}

func newAlarm() alarm { return alarm{moved: make(chan struct{}, 1)} }

// set moves the alarm to d from now; a negative d turns it off. The lock is held.
func (a *alarm) set(d time.Duration) {
	a.at = time.Time{}
	if d >= 0 {
		a.at = time.Now().Add(d)
	}
	select {
	case a.moved <- struct{}{}:
	default:
	}
}

// due reports whether the alarm's time has come. The lock is held.
func (a *alarm) due() bool { return !a.at.IsZero() && !time.Now().Before(a.at) }

// await waits for done. At a's time it calls ring, under the lock, which may
// close done. If done is closed, await returns nil even if ctx has ended since;
// else it returns the error of ctx.
func (x *Exchange) await(ctx context.Context, a *alarm, done chan struct{}, ring func()) error {
	for {
		timer := x.ringAt(a, ring)
		select {
		case <-done:
		case <-a.moved:
		case <-timer:
		case <-ctx.Done():
		}
		select {
		case <-done:
			return nil
		default:
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// ringAt rings an alarm that is due, and returns when to look again: never, if
// it is off.
func (x *Exchange) ringAt(a *alarm, ring func()) <-chan time.Time {
	x.mu.Lock()
	defer x.mu.Unlock()
	if a.at.IsZero() {
		return nil
	}
	if a.due() {
		ring()
	}
	return time.After(time.Until(a.at))
}

// star is the ear of a Dial with hangupOnStar.
type star struct{ pressed chan struct{} }

func newStar() *star { return &star{pressed: make(chan struct{}, 1)} }

func (s *star) wantsKeys() bool   { return true }
func (s *star) wantsSpeech() bool { return false }
func (s *star) timesOut() bool    { return false }
func (s *star) speech(utterance)  {}
func (s *star) key(k rune) {
	if k != '*' {
		return
	}
	select {
	case s.pressed <- struct{}{}:
	default:
	}
}
