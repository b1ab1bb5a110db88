package exchange

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// leg is one call of the account: between the exchange, which runs TwiML, and a
// far end, which is a phone. Exchange.mu guards what changes.
type leg struct {
	x              *Exchange
	sid, parent    string
	from, to       string // as the application sees them
	direction      string // inbound, outbound-api, outbound-dial
	line           *line  // the account's number concerned
	machineOptions amd
	jar            http.CookieJar
	life           context.Context // ends with the call
	end            context.CancelFunc
	pickedUp       chan struct{} // closed when the call is answered

	status                   string // Twilio's CallStatus
	created, dialled         time.Time
	answered, ended, updated time.Time
	queue                    time.Duration // waited for its turn to be dialled
	answeredBy               string
	fallback                 address
	progress                 callback
	sequence                 int
	callbacks                courier
	limit                    *time.Timer // TimeLimit
	far                      *Handset    // nil: no phone
	machine                  bool        // the far end is an answering machine
	declined                 bool        // its person declined the call
	hunt                     *hunt       // of the <Dial> that made this call; nil: redirected since, or none
	recording                *recording  // the latest
	pending                  *jump       // a redirect that waits for the verb to stop
	interrupt                context.CancelFunc
	ear                      ear     // what listens to the far end now; nil: nothing
	asks                     Line    // how the ear was announced
	seat                     *seat   // in a conference; nil: none
	bridge                   *bridge // to another leg; nil: none
}

// address is a URL and its HTTP method.
type address struct{ url, method string }

// callback is an address that gets events.
type callback struct {
	address
	events map[string]bool
}

// Twilio's call statuses. Source: Twilio, Call resource.
const (
	queued     = "queued"
	initiated  = "initiated"
	ringing    = "ringing"
	inProgress = "in-progress"
	completed  = "completed"
	busy       = "busy"
	failed     = "failed"
	noAnswer   = "no-answer"
	canceled   = "canceled"
)

// longestCall is Twilio's limit without the 24 h option.
const longestCall = 4 * time.Hour

// addLeg adds a new call to the exchange. The lock is held.
func (x *Exchange) addLeg(l *leg) *leg {
	l.x, l.sid, l.created, l.updated = x, newSID("CA"), time.Now(), time.Now()
	l.life, l.end = context.WithCancel(x.ctx)
	l.pickedUp = make(chan struct{})
	l.jar, _ = cookiejar.New(nil) // never fails without options
	x.legs = append(x.legs, l)
	x.bySID[l.sid] = l
	x.live++
	return l
}

// full reports whether the limit of calls is reached. The lock is held.
func (x *Exchange) full() bool { return x.cfg.MaxCalls > 0 && x.live >= x.cfg.MaxCalls }

func (l *leg) over() bool { return !l.ended.IsZero() }

// answer picks the call up. The lock is held.
func (l *leg) answer() {
	if l.over() || l.status == inProgress {
		return
	}
	l.setStatus(inProgress)
	l.answered = time.Now()
	close(l.pickedUp)
	if l.hunt != nil {
		l.hunt.won(l)
	}
	if l.far != nil {
		l.far.showState()
	}
	l.notify("answered")
}

func (l *leg) setStatus(s string) { l.status, l.updated = s, time.Now() }

// finish ends the call with a status, once. The lock is held.
func (l *leg) finish(status string) {
	if l.over() {
		return
	}
	silent := l.status == queued
	l.setStatus(status)
	l.ended = time.Now()
	l.x.live--
	l.leave("participant_hung_up")
	l.stopTimers()
	l.end()
	if l.far != nil {
		l.far.release(l, status)
	}
	if !silent { // canceled while queued: no callbacks at all
		l.notify(completed)
		l.notifyLine()
	}
}

// leave removes the call from its conference, bridge or ear. The lock is held.
func (l *leg) leave(reason string) {
	l.ear = nil
	if l.seat != nil {
		l.seat.vacate(departure{reason: reason})
	}
	if l.bridge != nil {
		l.bridge.end()
	}
}

func (l *leg) stopTimers() {
	if l.limit != nil {
		l.limit.Stop()
	}
}

// hangUp ends the call. The lock is not held.
func (l *leg) hangUp(status string) {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	l.finish(status)
}

// limitTo ends the call after d. The lock is held.
func (l *leg) limitTo(d time.Duration) {
	if d <= 0 || d > longestCall {
		d = longestCall
	}
	l.limit = time.AfterFunc(d, func() { l.hangUp(completed) })
}

// begin starts a run of TwiML, which a redirect or the end of the call
// interrupts.
func (l *leg) begin() context.Context {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	ctx, cancel := context.WithCancel(l.life)
	l.interrupt = cancel
	if l.pending != nil {
		cancel()
	}
	return ctx
}

// redirect sends a live call to j at once. The lock is held.
func (l *leg) redirect(j *jump) {
	l.pending, l.updated, l.hunt = j, time.Now(), nil
	l.leave("participant_updated_via_api")
	if l.interrupt != nil {
		l.interrupt()
	}
}

// next is where a redirect sends the call. Without one, the call is over.
func (l *leg) next() *jump {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	j := l.pending
	l.pending = nil
	if j == nil {
		l.finish(completed)
	}
	if l.over() {
		return nil
	}
	return j
}

// converse runs TwiML from j on until the call is over.
func (l *leg) converse(j *jump) {
	for j != nil {
		s := session{leg: l}
		s.run(l.begin(), j) // the leg knows why it stopped: a redirect, or the end
		j = l.next()
	}
}

func (l *leg) fallbackURL() address {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	return l.fallback
}
