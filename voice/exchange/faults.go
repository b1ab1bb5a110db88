package exchange

import (
	"context"
	"net/http"
	"time"
)

// Fate is what happens to one request on its way. The zero value delivers it.
type Fate struct {
	// Delay holds the request back. For documents it is part of Twilio's 15 s;
	// a delayed status callback may be overtaken by later ones.
	Delay time.Duration
	// Copies are extra deliveries, with the same idempotency token, as after a
	// lost answer. The answer to the last one counts.
	Copies int
	// Lose drops the request. A webhook is never delivered and counts as a
	// failed connection. A REST request is performed, and its answer lost.
	Lose bool
	// Late holds back the answer to a REST request that has been performed.
	Late time.Duration
	// Status, if not 0, is answered in place of the other side, which never
	// sees the request: by a proxy for a webhook, by the API for REST.
	Status int
}

// Faults are hooks that make the network fail as a test plans it. They are
// called concurrently from many goroutines. A nil hook has no faults.
type Faults struct {
	// Webhook decides about one try (1 is the first) to deliver a webhook. The
	// kinds are voice (documents and actions), status (call progress),
	// conference, recording, amd, sms (inbound), message (SMS status) and media
	// (audio files).
	Webhook func(kind string, try int) Fate
	// Message decides about one message to a phone: a code other than 0 is Twilio's
	// error code, and the message never arrives.
	Message func(to, body string) (code int)
	// REST decides about one request to the REST API.
	REST func(*http.Request) Fate
}

func (f Faults) webhook(kind string, try int) Fate {
	if f.Webhook == nil {
		return Fate{}
	}
	return f.Webhook(kind, try)
}

func (f Faults) message(m *message) int {
	if f.Message == nil {
		return 0
	}
	return f.Message(m.to, m.body)
}

// suffer applies the planned faults to requests for next.
func (x *Exchange) suffer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if x.cfg.Faults.REST == nil {
			next.ServeHTTP(w, r)
			return
		}
		x.sufferREST(w, r, next, x.cfg.Faults.REST(r))
	})
}

func (x *Exchange) sufferREST(w http.ResponseWriter, r *http.Request, next http.Handler, fate Fate) {
	// The delay outlives an impatient client: its request is performed all the
	// same.
	if sleep(x.ctx, fate.Delay) != nil {
		panic(http.ErrAbortHandler)
	}
	switch {
	case fate.Status != 0:
		refuse(w, fate.Status)
	case fate.Lose:
		next.ServeHTTP(lostAnswer{}, r)
		panic(http.ErrAbortHandler)
	case fate.Late > 0:
		next.ServeHTTP(slow{w, x.ctx, fate.Late}, r)
	default:
		next.ServeHTTP(w, r)
	}
}

// slow holds back an answer.
type slow struct {
	http.ResponseWriter
	ctx context.Context
	by  time.Duration
}

func (s slow) WriteHeader(status int) {
	sleep(s.ctx, s.by)
	s.ResponseWriter.WriteHeader(status)
}

// refuse answers like Twilio's edge when it does not perform a request. A 503
// comes from a proxy that does not speak JSON.
func refuse(w http.ResponseWriter, status int) {
	switch status {
	case http.StatusTooManyRequests:
		writeError(w, restError{status, 20429, "Too Many Requests"})
	case http.StatusServiceUnavailable:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		w.Write([]byte("<html><body><h1>503 Service Unavailable</h1></body></html>\n"))
	default:
		writeError(w, restError{status, 20000 + status, http.StatusText(status)})
	}
}

// lostAnswer swallows an answer that will never be read.
type lostAnswer struct{}

func (lostAnswer) Header() http.Header         { return http.Header{} }
func (lostAnswer) Write(p []byte) (int, error) { return len(p), nil }
func (lostAnswer) WriteHeader(int)             {}
