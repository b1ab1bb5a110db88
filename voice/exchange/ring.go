package exchange

import "time"

// ring dials the far end of an outgoing leg. It returns true when the phone is
// answered, false when it has failed or timed out. A number without a phone
// rings until the timeout.
func (l *leg) ring(timeout time.Duration) bool {
	if !l.reach() {
		return false
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-l.pickedUp:
	case <-l.life.Done():
	case <-timer.C:
	}
	return l.settle()
}

// reach puts the call through to the phone.
func (l *leg) reach() bool {
	x := l.x
	x.mu.Lock()
	defer x.mu.Unlock()
	if l.over() {
		return false
	}
	l.dialled = time.Now()
	l.setStatus(initiated)
	l.notify(initiated)
	if x.cfg.MaxCalls > 0 && x.live > x.cfg.MaxCalls {
		x.warn(l.sid, 10004, "", "Call concurrency limit exceeded")
		l.finish(failed)
		return false
	}
	h := x.handsets[l.to]
	if refusal := h.refusal(); refusal != "" {
		l.finish(refusal)
		return false
	}
	l.setStatus(ringing)
	l.notify(ringing)
	if h != nil {
		h.ring(l)
	}
	return true
}

// settle ends a call that still rings, and reports whether it was answered.
func (l *leg) settle() bool {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	if !l.over() && l.status != inProgress {
		l.finish(noAnswer)
	}
	return !l.answered.IsZero() && !l.over()
}
