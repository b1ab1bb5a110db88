package exchange

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// streamEvents is GET handsets/{number}/events: the phone's present state, and
// then what happens to it, as server-sent events.
func (x *Exchange) streamEvents(w http.ResponseWriter, r *http.Request) {
	number := r.PathValue("number")
	if !isE164(number) {
		complain(w, http.StatusBadRequest, fmt.Errorf("%q is not a number in E.164 form, like +14155550123", number))
		return
	}
	x.stream(w, r, []*Handset{x.Handset(number)})
}

// streamAll is GET events: what happens to all phones of the page, on one
// connection. A browser keeps at most six connections to a host.
func (x *Exchange) streamAll(w http.ResponseWriter, r *http.Request) {
	x.mu.Lock()
	cards := x.setup.Phones
	x.mu.Unlock()
	var phones []*Handset
	for _, c := range cards {
		phones = append(phones, x.Handset(c.Number))
	}
	x.stream(w, r, phones)
}

func (x *Exchange) stream(w http.ResponseWriter, r *http.Request, phones []*Handset) {
	current, watch := x.watch(phones)
	defer x.unwatch(phones, watch)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := stream{w, http.NewResponseController(w)}
	for _, l := range current {
		out.send(l)
	}
	x.relay(r, out, watch.news)
}

const keepAlive = 15 * time.Second

func (x *Exchange) relay(r *http.Request, out stream, news chan Line) {
	beat := time.NewTicker(keepAlive)
	defer beat.Stop()
	for {
		select {
		case l, ok := <-news:
			if !ok || out.send(l) != nil {
				return
			}
		case <-beat.C:
			if out.comment() != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-x.ctx.Done():
			return
		}
	}
}

// stream writes server-sent events.
type stream struct {
	w   http.ResponseWriter
	ctl *http.ResponseController
}

func (s stream) send(l Line) error {
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.write("data: " + string(data) + "\n\n")
}

func (s stream) comment() error { return s.write(": still here\n\n") }

func (s stream) write(text string) error {
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.ctl.Flush()
}

// watcher is told what happens to phones. A watcher that does not keep up is
// disconnected, and starts again with the present state.
type watcher struct {
	news chan Line
	late bool
}

func (w *watcher) tell(l Line) {
	if w.late {
		return
	}
	select {
	case w.news <- l:
	default:
		w.late = true
		close(w.news)
	}
}

// watch returns the present state of the phones, and a watcher for what happens
// next.
func (x *Exchange) watch(phones []*Handset) ([]Line, *watcher) {
	x.mu.Lock()
	defer x.mu.Unlock()
	w := &watcher{news: make(chan Line, 256)}
	var now []Line
	for _, h := range phones {
		h.watchers[w] = struct{}{}
		now = append(now, Line{Phone: h.number, Kind: "state", State: h.state(), Mode: h.mode})
		now = append(now, h.situation()...)
	}
	for i := range now {
		now[i].At = time.Now()
	}
	return now, w
}

func (x *Exchange) unwatch(phones []*Handset, w *watcher) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, h := range phones {
		delete(h.watchers, w)
	}
}

// situation is the present state of a phone's call, for a watcher that comes
// late. The lock is held.
func (h *Handset) situation() []Line {
	var list []Line
	if h.state() == "ringing" {
		list = append(list, Line{Phone: h.number, Kind: "ringing", From: h.leg.from})
	}
	if h.leg == nil {
		return list
	}
	if h.leg.ear != nil && h.leg.asks.Kind != "" {
		asks := h.leg.asks
		asks.Phone = h.number
		list = append(list, asks)
	}
	if h.leg.seat != nil || h.leg.bridge != nil {
		list = append(list, Line{Phone: h.number, Kind: "conference", With: parties(h.leg.joined())})
	}
	return list
}
