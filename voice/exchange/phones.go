package exchange

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
)

//go:embed phone
var pageFiles embed.FS

// Card is one phone that the page shows.
type Card struct {
	Number   string `json:"number"`
	Label    string `json:"label"`
	Role     string `json:"role"`
	Language string `json:"language"`
}

// setup is what the page begins with.
type setup struct {
	Line   string  `json:"line"`
	Phones []Card  `json:"phones"`
	Events string  `json:"events"` // the address at which all of them are followed
	Title  string  `json:"title,omitempty"`
	Guide  []Guide `json:"guide,omitempty"`
}

// Phones makes the page at /phone/ show these phones and offer to call line.
func (x *Exchange) Phones(line string, cards []Card) {
	for _, c := range cards {
		x.Handset(c.Number)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.setup.Line, x.setup.Phones, x.setup.Events = line, slices.Clone(cards), "api/events"
}

// Welcome gives the page its title, such as the name of the company that
// answers, and what it tells a visitor to try.
func (x *Exchange) Welcome(title string, guide []Guide) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.setup.Title, x.setup.Guide = title, slices.Clone(guide)
}

// phones serves the page and its API, which only pages of this host may call.
func (x *Exchange) phones() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /phone/", strictly(http.FileServerFS(pageFiles)))
	mux.Handle("GET /phone/api/setup", local(http.HandlerFunc(x.showSetup)))
	mux.Handle("GET /phone/api/handsets/{number}/events", local(http.HandlerFunc(x.streamEvents)))
	mux.Handle("GET /phone/api/events", local(http.HandlerFunc(x.streamAll)))
	mux.Handle("POST /phone/api/handsets/{number}/{verb}", local(http.HandlerFunc(x.useHandset)))
	return here(mux)
}

func complain(w http.ResponseWriter, status int, err error) {
	writeJSON(w, status, map[string]string{"error": err.Error()})
}

func (x *Exchange) showSetup(w http.ResponseWriter, _ *http.Request) {
	x.mu.Lock()
	s := x.setup
	x.mu.Unlock()
	if s.Phones == nil {
		s.Phones = []Card{}
	}
	writeJSON(w, http.StatusOK, s)
}

// act is what a phone can be asked to do over HTTP.
type act struct {
	To, Body, Keys, Text, Mode string
}

// useHandset is POST handsets/{number}/{verb}: 204; 400 for a request that can
// never work, 409 for one that cannot work at this moment.
func (x *Exchange) useHandset(w http.ResponseWriter, r *http.Request) {
	var a act
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.NewDecoder(body).Decode(&a); err != nil && !errors.Is(err, io.EOF) {
		complain(w, http.StatusBadRequest, fmt.Errorf("the body is not a JSON object: %v", err))
		return
	}
	number := r.PathValue("number")
	if !isE164(number) {
		complain(w, http.StatusBadRequest, fmt.Errorf("%q is not a number in E.164 form, like +14155550123", number))
		return
	}
	if err := x.Handset(number).do(r.PathValue("verb"), a); err != nil {
		complain(w, statusOf(err), err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// statusOf separates what cannot be done at this moment from what can never be
// done.
func statusOf(err error) int {
	for _, now := range []error{errInUse, errNotRinging, errNoCall, errNotTalking} {
		if errors.Is(err, now) {
			return http.StatusConflict
		}
	}
	return http.StatusBadRequest
}

func (h *Handset) do(verb string, a act) error {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	switch verb {
	case "dial":
		return h.dial(a.To)
	case "answer":
		return h.answer()
	case "decline":
		return h.decline()
	case "hangup":
		return h.hangUp()
	case "press":
		return h.press(a.Keys)
	case "speak":
		_, err := h.speak(a.Text)
		return err
	case "text":
		return h.text(a.To, a.Body)
	case "mode":
		return h.setMode(a.Mode)
	}
	return fmt.Errorf("a phone cannot %q: use dial, answer, decline, hangup, press, speak, text or mode", verb)
}
