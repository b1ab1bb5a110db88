package exchange

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
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
	seen, watch := x.watch([]*Handset{x.Handset(number)})
	defer x.unwatch(watch)
	out := streaming(w)
	out.sendAll(seen.now)
	x.relay(r, out, watch.news, nil)
}

// streamAll is GET events: what happened to all phones of the page, in one event
// "past", then what happens to them, and the boards as events "boards"; all on
// one connection. A browser keeps at most six connections to a host. A page that
// is loaded again, or that lost the connection, forgets and begins with the past.
func (x *Exchange) streamAll(w http.ResponseWriter, r *http.Request) {
	x.mu.Lock()
	cards := x.setup.Phones
	x.mu.Unlock()
	var phones []*Handset
	for _, c := range cards {
		phones = append(phones, x.Handset(c.Number))
	}
	seen, watch := x.watch(phones)
	defer x.unwatch(watch)
	out := streaming(w)
	out.tell("past", seen.past)
	out.sendAll(seen.now)
	x.relay(r, out, watch.news, &x.wall)
}

const keepAlive = 15 * time.Second

func (x *Exchange) relay(r *http.Request, out stream, news chan Line, wall *wall) {
	beat := time.NewTicker(keepAlive)
	defer beat.Stop()
	boards, changed := wall.read()
	err := out.tellBoards(boards)
	for err == nil {
		select {
		case l, ok := <-news:
			if !ok {
				return
			}
			err = out.send(l)
		case <-changed:
			boards, changed = wall.read()
			err = out.tellBoards(boards)
		case <-beat.C:
			err = out.comment()
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

func streaming(w http.ResponseWriter) stream {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	return stream{w, http.NewResponseController(w)}
}

func (s stream) sendAll(lines []Line) {
	for _, l := range lines {
		s.send(l)
	}
}

func (s stream) send(l Line) error { return s.tell("", l) }

// tellBoards tells nothing where there is no wall.
func (s stream) tellBoards(boards []Board) error {
	if boards == nil {
		return nil
	}
	return s.tell("boards", boards)
}

// tell sends an event under a name; an event without one is a message.
func (s stream) tell(name string, what any) error {
	data, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if name != "" {
		name = "event: " + name + "\n"
	}
	return s.write(name + "data: " + string(data) + "\n\n")
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
	phones []*Handset
	news   chan Line
	late   bool
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

// seen is what a watcher finds when it begins.
type seen struct {
	past []Line // what the phones heard and did, oldest first
	now  []Line // their present state
}

// remembered is how much of each phone's past is told: as much as the page shows.
const remembered = 300

// watch returns what the phones have been through and their present state, and a
// watcher for what happens next.
func (x *Exchange) watch(phones []*Handset) (s seen, w *watcher) {
	x.mu.Lock()
	defer x.mu.Unlock()
	w = &watcher{phones: phones, news: make(chan Line, 256)}
	s.past = []Line{}
	for _, h := range phones {
		h.watchers[w] = struct{}{}
		s.past = append(s.past, h.lines[max(0, len(h.lines)-remembered):]...)
		s.now = append(s.now, Line{Phone: h.number, Kind: "state", State: h.state(), Mode: h.mode})
		s.now = append(s.now, h.situation()...)
	}
	slices.SortStableFunc(s.past, func(a, b Line) int { return a.At.Compare(b.At) })
	for i := range s.now {
		s.now[i].At = time.Now()
	}
	return s, w
}

func (x *Exchange) unwatch(w *watcher) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, h := range w.phones {
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
