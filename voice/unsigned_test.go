package voice

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"edown/ivr"
)

// offline fails a test in which the carrier is asked anything.
type offline struct{ t *testing.T }

func (o offline) RoundTrip(r *http.Request) (*http.Response, error) {
	o.t.Errorf("the carrier is asked: %s %s", r.Method, r.URL)
	return nil, errors.New("offline")
}

// served returns the paths of the router with their methods. A new path is
// included automatically.
func served(t *testing.T) map[string][]string {
	t.Helper()
	router := NewServer(Config{PublicURL: public}, nil, nil, nil, words{}).Handler().(*mux.Router)
	out := map[string][]string{}
	part := regexp.MustCompile(`\{(\w+)(:[^}]*\})?[^}]*\}`)
	err := router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := route.GetMethods()
		if err != nil {
			return fmt.Errorf("%s takes every method: %w", path, err)
		}
		path = part.ReplaceAllStringFunc(path, func(of string) string {
			return map[string]string{"call": "CA1", "turn": "1", "key": "k", "seconds": "1"}[part.FindStringSubmatch(of)[1]]
		})
		out[path] = append(out[path], methods...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// forged returns signatures that do not fit a form which would do something if
// it were accepted.
func forged(path string, form url.Values) map[string]string {
	tampered := maps.Clone(form)
	tampered.Set("Digits", "2")
	return map[string]string{
		"nothing":                   "",
		"no base64":                 "x",
		"another token":             signedOver("guess", public+path, form),
		"no token":                  signedOver("", public+path, form),
		"another form":              signedOver(token, public+path, tampered),
		"no form":                   signedOver(token, public+path, nil),
		"another path":              signedOver(token, public+"/voice/music/2.wav", form),
		"another host":              signedOver(token, "https://evil.example"+path, form),
		"the query of another call": signedOver(token, public+path+"?call=CA2", form),
		"itself, and more":          signedOver(token, public+path, form) + "=",
	}
}

// Every route except the music: without the carrier's signature, the request is
// not answered, and nothing is kept, posted or asked.
func TestNothingActsWithoutAValidSignature(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Transport = offline{t} })
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en", Turn: 1, Node: "main"}})
	forms := []url.Values{
		{"CallSid": {"CA1"}, "CallStatus": {"in-progress"}, "Digits": {"1"}, "From": {caller}, "To": {line}},
		{"CallSid": {"CA9"}, "CallStatus": {"completed"}, "MessageSid": {"SM1"}, "Body": {"1"}, "From": {caller}, "AnsweredBy": {"fax"},
			"RecordingUrl": {"https://x/RE1"}, "RecordingSid": {"RE1"}, "ConferenceSid": {"CF1"}, "StatusCallbackEvent": {"participant-join"}},
	}
	tried := 0
	for path, methods := range served(t) {
		if strings.HasPrefix(path, "/voice/music/") {
			continue
		}
		if strings.Contains(path, "{") || strings.Join(methods, " ") != http.MethodPost {
			t.Errorf("%s %s: this test does not know how to ask it", methods, path)
		}
		for _, form := range forms {
			for signed, signature := range forged(path, form) {
				tried++
				if got := h.send(path, form.Encode(), signature); got.Code != http.StatusForbidden {
					t.Errorf("POST %s, signed over %s: %d", path, signed, got.Code)
				}
				if got := h.get(path+"?"+form.Encode(), signature); got.Code != http.StatusMethodNotAllowed && got.Code != http.StatusForbidden {
					t.Errorf("GET %s, signed over %s: %d", path, signed, got.Code)
				}
			}
		}
	}
	if len(h.book.turns)+len(h.posts)+len(h.recordings) > 0 || len(h.book.calls) != 1 {
		t.Errorf("kept: %d turns, %d events, %d recordings, %d calls", len(h.book.turns), len(h.posts), len(h.recordings), len(h.book.calls))
	}
	if tried < 200 {
		t.Errorf("only %d requests were tried: does the router still tell its routes?", tried)
	}
	for path := range served(t) { // with a signature the same forms are accepted: only the signature was missing
		if w := h.send(path, forms[0].Encode(), signedOver(token, public+path, forms[0])); w.Code == http.StatusForbidden {
			t.Errorf("%s, signed by the carrier: %d", path, w.Code)
		}
	}
}

func (h *house) get(target, signature string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set(signatureHeader, signature)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}
