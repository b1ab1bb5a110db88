package voice

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"edown/ivr"
)

var routes = []string{
	"/voice/incoming", "/voice/turn/CA1/1", "/voice/summon/CA1/k", "/voice/wait/CA1?heard=0", "/voice/fallback",
	"/voice/status", "/voice/machine?call=l", "/voice/recording?call=CA1&turn=1", "/voice/conference?page=p", "/sms/incoming", "/voice/lastly",
}

func TestUnsignedRequestsDoNothing(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en"}})
	for _, route := range routes {
		form := url.Values{"CallSid": {"CA1"}, "CallStatus": {"completed"}, "Digits": {"1"}}
		for _, signature := range []string{"", "x", signedOver("guess", public+route, form), signedOver(token, public+route, nil)} {
			if w := h.send(route, form.Encode(), signature); w.Code != http.StatusForbidden {
				t.Errorf("%s signed %q: %d", route, signature, w.Code)
			}
		}
	}
	if len(h.book.turns)+len(h.posts)+len(h.recordings) > 0 {
		t.Errorf("%d turns, %d events, %d recordings", len(h.book.turns), len(h.posts), len(h.recordings))
	}
}

func TestOtherMethodsAreNotAnswered(t *testing.T) {
	h := newHouse(t)
	for _, route := range routes {
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, route, nil))
		if w.Code != http.StatusMethodNotAllowed {
			t.Errorf("GET %s: %d", route, w.Code)
		}
	}
}

// A redirect would lose the pressed keys: an unclean path is simply unknown.
func TestPathsAreNeverCleaned(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"//voice/incoming", "/voice//incoming", "/voice/incoming/", "/voice/./incoming", "/voice/turn/CA1/ended",
		"/voice/turn/CA1/99999999999999999999", "/voice/turn/CA1/01", "/voice/turn/CA1/-1", "/voice/turn/CA1/"} {
		if w := h.carrier(path, "CallSid", "CA1"); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestBodiesThatAreNotForms(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		kind, body, says string
		status           int
	}{
		{"text/plain", "a=1", `content type "text/plain"`, http.StatusBadRequest},
		{"", "a=1", `content type ""`, http.StatusBadRequest},
		{"application/x-www-form-urlencoded", "a=%zz", "not a form", http.StatusBadRequest},
		{"application/x-www-form-urlencoded", "a=" + strings.Repeat("x", 64<<10), "larger than 65536 bytes", http.StatusRequestEntityTooLarge},
		{"application/json", "{}", `content type "application/json": a form is expected`, http.StatusBadRequest},
	} {
		r := httptest.NewRequest(http.MethodPost, "/voice/incoming", strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %s", c.kind, w.Code, w.Body)
		}
	}
}

// What is not kept is answered 500, without the reason. The fallback, the last
// resort and the waiting room do not need the record.
func TestWebhooksThatWereNotKeptAreAnswered500(t *testing.T) {
	h := newHouse(t)
	h.broken = errors.New("disk /var/lib/secret is full")
	for _, route := range routes {
		w := h.carrier(route, "CallSid", "CA1", "CallStatus", "ringing", "AnsweredBy", "fax", "StatusCallbackEvent", "participant-join", "MessageSid", "SM1")
		goesOn := strings.HasPrefix(route, "/voice/fallback") || strings.HasPrefix(route, "/voice/wait") || route == "/voice/lastly"
		if want := map[bool]int{true: 200, false: 500}[goesOn]; w.Code != want {
			t.Errorf("%s: %d", route, w.Code)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s leaks: %s", route, w.Body)
		}
	}
}

func TestPanicIsNotKept(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "no such tree", Turn: 1}})
	if w := h.carrier("/voice/turn/CA1/1", "CallSid", "CA1", "Digits", "1"); w.Code != http.StatusInternalServerError {
		t.Errorf("%d", w.Code)
	}
	h.hears("sorry", "/voice/fallback", "CallSid", "CA1", "ErrorUrl", public+"/voice/turn/CA1/1")
}

func TestWithheldNumbers(t *testing.T) {
	for given, want := range map[string]string{
		caller: caller, "+290123": "", "+29012345": "+29012345", "+33123456789": "+33123456789",
		"anonymous": "", "unknown": "", "Restricted": "", "": "", "+266696687": "", "+86282452253": "", "+7378742833": "",
		"4155550123": "", "client:mei": "", "sip:mei@example.com": "", "+0123456789": "", "+1234567890123456": "", "12345": "",
	} {
		if got := string(number(given)); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}
