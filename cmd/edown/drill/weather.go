package drill

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"edown/cmd/edown/seen"
	"edown/voice/exchange"
)

// weather makes things fail by the plan, and counts how often.
type weather struct {
	mu       sync.Mutex
	seed     uint64
	thrown   map[Kind]throw // the latest of each kind
	began    time.Time
	plan     []Fault
	struck   map[Kind]int
	bad      string // a number that the carrier will never ring
	intruder intruder
	stalls   []time.Time // when stalled commits ended
}

// strikes reports whether a kind of fault strikes now, and counts it.
func (w *weather) strikes(kind Kind) bool {
	struck := w.threatens(kind)
	if struck {
		w.count(kind)
	}
	return struck
}

// threatens reports the same without counting.
func (w *weather) threatens(kind Kind) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	since := time.Since(w.began)
	for _, f := range w.plan {
		if f.Kind == kind && since >= f.From && since < f.From+f.For && w.dice(kind, since).Float64() < f.Chance {
			return true
		}
	}
	return false
}

func (w *weather) count(kind Kind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.struck[kind]++
}

// throw is how often the dice were thrown in an instant.
type throw struct {
	at    time.Duration
	times uint64
}

// dice depend on what they are thrown for and when, not on which goroutine came
// first, so that a storm is much the same when it is played again. The lock is
// held.
func (w *weather) dice(kind Kind, at time.Duration) *rand.Rand {
	last := w.thrown[kind]
	if last.at != at {
		last = throw{at: at}
	}
	last.times++
	w.thrown[kind] = last
	name := fnv.New64a()
	name.Write([]byte(kind))
	return rand.New(rand.NewPCG(w.seed^name.Sum64(), uint64(at)+last.times))
}

// over reports whether nothing fails any more.
func (w *weather) over() bool {
	for _, f := range w.plan {
		if time.Since(w.began) < f.From+f.For {
			return false
		}
	}
	return true
}

// upTo returns a time of at most d.
func (w *weather) upTo(d time.Duration) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Duration(w.dice("how long", time.Since(w.began)).Int64N(int64(d)))
}

func (w *weather) faults() exchange.Faults {
	return exchange.Faults{Webhook: w.webhook, REST: w.request}
}

// webhook decides what fault, if any, hits a webhook.
func (w *weather) webhook(kind string, try int) (f exchange.Fate) {
	document := kind == "voice" || kind == "sms"
	switch {
	case w.strikes(CutOff):
		f.Lose = true
	case document && w.strikes(DocumentsLost):
		f.Lose = true
	case document && w.strikes(DocumentsLate):
		f.Delay = w.upTo(4 * time.Second)
	case !document && w.strikes(CallbacksLost):
		f.Lose = true
	case !document && w.strikes(CallbacksLate):
		f.Delay = w.upTo(20 * time.Second)
	}
	if w.strikes(DocumentsDoubled) {
		f.Copies = 1
	}
	return f
}

// request decides what fault, if any, hits a request to the carrier.
func (w *weather) request(r *http.Request) exchange.Fate {
	switch {
	case w.bad != "" && r.PostFormValue("To") == w.bad:
		w.count(BadNumber)
		return exchange.Fate{Status: http.StatusBadRequest}
	case w.strikes(CarrierDown):
		return exchange.Fate{Status: http.StatusServiceUnavailable}
	case w.strikes(Refused429):
		return exchange.Fate{Status: http.StatusTooManyRequests}
	case w.strikes(Failed500):
		return exchange.Fate{Status: http.StatusInternalServerError}
	case w.strikes(AnswerLost):
		return exchange.Fate{Lose: true}
	case w.strikes(AnswerLate):
		return exchange.Fate{Late: time.Minute}
	}
	return exchange.Fate{}
}

var errDiskFull = errors.New("database or disk is full")

// disk is called around a commit.
func (w *weather) disk(commit func() error) error {
	if w.strikes(DiskFull) {
		return errDiskFull
	}
	if w.strikes(DiskSlow) {
		time.Sleep(w.upTo(6 * time.Second))
		defer w.stalled()
	}
	err := commit()
	switch {
	case isLocked(err):
		w.count(Locked)
		w.intruder.letsGo()
	case err == nil && w.threatens(Locked):
		w.intruder.holds(w.upTo(4 * time.Second))
	}
	return err
}

func (w *weather) stalled() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stalls = append(w.stalls, time.Now())
}

var errNoWay = errors.New("no route to host")

// life is one process, from its start to its end. Everything it does takes a
// step, and at any step it may be killed. After that nothing it does has any
// effect.
type life struct {
	town  *town
	ctx   context.Context
	end   context.CancelFunc
	house House
}

func (l *life) over() bool { return l.ctx.Err() != nil }

// step may kill the process, and reports whether it is dead.
func (l *life) step() bool {
	if !l.over() && l.town.strikes(Killed) {
		l.end()
	}
	return l.over()
}

var errKilled = errors.New("the process was killed")

// commit may fail, and the process may be killed before it learns the result.
func (l *life) commit(commit func() error) error {
	if l.step() {
		return errKilled
	}
	if err := l.town.disk(commit); err != nil {
		return err
	}
	if l.step() {
		return errKilled
	}
	return nil
}

// RoundTrip carries a request to the carrier.
func (l *life) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case l.step():
		return nil, errKilled
	case l.town.strikes(CutOff):
		return nil, errNoWay
	}
	l.town.seen.asked(r)
	ctx, cancel := context.WithCancel(r.Context())
	stop := context.AfterFunc(l.ctx, cancel)
	answer, err := l.town.x.Transport().RoundTrip(r.WithContext(ctx))
	stop()
	if err == nil && l.step() {
		err = errKilled
	}
	if err != nil {
		cancel()
		return nil, err
	}
	context.AfterFunc(r.Context(), cancel)
	return answer, nil
}

// ServeHTTP gives a webhook to the running process. Without one, the connection
// waits, as in the kernel's queue.
func (t *town) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Host == strings.TrimPrefix(other, "http://") {
		w.Header().Set("Content-Type", "text/xml")
		w.Write(t.fallback)
		return
	}
	l := t.living(r.Context())
	if l == nil || l.step() {
		panic(http.ErrAbortHandler)
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(l.ctx, cancel)()
	form := formOf(r)
	answer := &seen.Answer{ResponseWriter: w, Status: http.StatusOK}
	l.house.Handler().ServeHTTP(answer, r.WithContext(ctx))
	if l.step() {
		panic(http.ErrAbortHandler)
	}
	if answer.Status/100 == 2 && strings.HasPrefix(r.URL.Path, "/voice/turn/") {
		t.seen.answered(r.URL.Path, form)
	}
}
