package drill

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"
)

// evidence is what passed between the carrier and the installation, as the
// carrier saw it.
type evidence struct {
	mu      sync.Mutex
	dialled []dialled
	texted  []texted
	heard   []heard
	failed  []string
	refused error // why the last process did not start
}

// dialled is an order for a call.
type dialled struct {
	at  time.Time
	leg string
	to  string
}

// texted is an order for an SMS.
type texted struct {
	at    time.Time
	to    string
	words string
}

// heard is an input that was answered, so that it must count.
type heard struct {
	at               time.Time
	call, turn, keys string
	audio            string
}

// asked notes a request to the carrier.
func (e *evidence) asked(r *http.Request) {
	if r.Method != http.MethodPost || r.GetBody == nil {
		return
	}
	body, err := r.GetBody()
	if err != nil {
		return
	}
	text, _ := io.ReadAll(body)
	form, _ := url.ParseQuery(string(text))
	e.mu.Lock()
	defer e.mu.Unlock()
	switch path.Base(r.URL.Path) {
	case "Calls.json":
		e.dialled = append(e.dialled, dialled{time.Now(), between(form.Get("Url"), "/voice/turn/", "/"), form.Get("To")})
	case "Messages.json":
		e.texted = append(e.texted, texted{time.Now(), form.Get("To"), form.Get("Body")})
	}
}

// answered notes a turn that brought an input and was answered.
func (e *evidence) answered(at string, form url.Values) {
	keys, audio := form.Get("Digits"), form.Get("RecordingUrl")
	if keys == "" && audio == "" {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, heard{time.Now(), between(at, "/voice/turn/", "/"), path.Base(at), keys, audio})
}

func (e *evidence) fail(what string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed = append(e.failed, what)
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	if name, err := url.PathUnescape(s); err == nil {
		return name
	}
	return s
}

// formOf reads the form of a request, whose body can still be read.
func formOf(r *http.Request) url.Values {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body))
	return form
}
