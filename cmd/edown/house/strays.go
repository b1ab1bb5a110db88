package house

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"edown/cmd/edown/seen"
)

// strays logs webhooks to unknown addresses or by GET. A number configured that way
// rings in vain and leaves no other trace.
type strays struct {
	next http.Handler
	log  *slog.Logger
	last atomic.Int64 // when one was logged, in Unix nanoseconds
}

// strayEvery is how often one is logged at most, because anyone can send them.
const strayEvery = time.Minute

func (s *strays) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := &seen.Answer{ResponseWriter: w}
	s.next.ServeHTTP(answer, r)
	if answer.Status == http.StatusNotFound || answer.Status == http.StatusMethodNotAllowed {
		s.tell(r, answer.Status)
	}
}

func (s *strays) tell(r *http.Request, status int) {
	now, last := time.Now().UnixNano(), s.last.Load()
	if last != 0 && now-last < int64(strayEvery) || !s.last.CompareAndSwap(last, now) {
		return
	}
	const enough = 100
	path := r.URL.Path
	s.log.Warn(
		"a webhook went to no address of the line: in the carrier's console, set the number's webhooks to POST and to "+
			"the documented addresses",
		"method", r.Method, "path", path[:min(len(path), enough)], "status", status)
}
