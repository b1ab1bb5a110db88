package voice

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/voice/oracle"
)

// isOnly reports whether an error is of one of the three kinds, and of no
// other.
func isOnly(err, kind error) bool {
	n := 0
	for _, k := range []error{operators.ErrRefused, operators.ErrTryAgain, operators.ErrUnknown} {
		if errors.Is(err, k) {
			n++
		}
	}
	return n == 1 && errors.Is(err, kind)
}

func TestFailuresOfTheCarrier(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		kind   error
		says   string
	}{
		{"a bad number", 400, `{"code":21211,"message":"Invalid 'To' Phone Number","status":400}`, operators.ErrRefused, "Twilio error 21211: Invalid 'To' Phone Number; correct the number in the rota"},
		{"a bad token", 401, `{"code":20003,"message":"Authenticate","status":401}`, operators.ErrTryAgain, "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"},
		{"a bad token, with another status", 400, `{"code":20003,"message":"Authenticate","status":400}`, operators.ErrTryAgain, "error 20003"},
		{"a suspended account", 403, `{"code":20005,"message":"Account not active","status":403}`, operators.ErrTryAgain, "error 20005"},
		{"a bad token, says a proxy", 401, `<html>Unauthorized</html>`, operators.ErrTryAgain, "status 401"},
		{"a forbidden country", 403, `{"code":21215,"message":"Geo permission","status":403}`, operators.ErrRefused, "geographic permissions"},
		{"a number in its words", 400, `{"code":21214,"message":"To +4915100001 or 4915100001 cannot be reached","status":400}`, operators.ErrRefused, "To ... or ... cannot be reached"},
		{"an error that is not listed", 400, `{"code":29999,"message":"Odd","status":400}`, operators.ErrRefused, "https://www.twilio.com/docs/errors/29999"},
		{"too fast", 429, `{"code":20429,"message":"Too Many Requests","status":429}`, operators.ErrTryAgain, "tried again after 3 s"},
		{"too fast, says a proxy", 429, `<html>`, operators.ErrTryAgain, "too many"},
		{"too many calls", 400, `{"code":10004,"message":"Call concurrency limit exceeded","status":400}`, operators.ErrTryAgain, "10004"},
		{"the carrier's fault", 500, `{"code":20500,"message":"Internal Server Error","status":500}`, operators.ErrUnknown, "status 500"},
		{"a page of a proxy", 503, `<html>Service Unavailable</html>`, operators.ErrUnknown, "status 503"},
		{"a refusal of a proxy", 403, `<html>Forbidden</html>`, operators.ErrTryAgain, "status 403"},
		{"JSON that is not the carrier's", 400, `{"error":"no"}`, operators.ErrUnknown, "status 400"},
		{"a redirect", 307, ``, operators.ErrUnknown, "status 307"},
		{"nothing", 201, ``, operators.ErrUnknown, "status 201"},
		{"half an answer", 201, `{"sid":"CA`, operators.ErrUnknown, "look before repeating"},
		{"no name", 201, `{}`, operators.ErrUnknown, "look for it before repeating"},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := newCarrier(t)
			other.status, other.body, other.odd = c.status, c.body, true
			other.header.Set("Retry-After", "3")
			other.header.Set("Location", "/elsewhere")
			_, err := other.phone().Call(t.Context(), leg)
			if !isOnly(err, c.kind) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "call leg l1: ") {
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), token) || strings.Contains(err.Error(), "4915100001") {
				t.Errorf("a token or a number is in the error: %v", err)
			}
			if len(other.asked) != 1 {
				t.Errorf("%d requests", len(other.asked))
			}
		})
	}
}

func TestNoConnectionIsSafeToRepeat(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + l.Addr().String()
	l.Close()
	_, err = NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, API: nobody}, words{}).Call(t.Context(), leg)
	if !isOnly(err, operators.ErrTryAgain) {
		t.Error(err)
	}
}

func TestLostAnswerIsUnknown(t *testing.T) {
	lost := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer lost.Close()
	phone := NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, API: lost.URL, Transport: oracle.Open(t).REST(lost.Client().Transport)}, words{})
	if _, err := phone.Call(t.Context(), leg); !isOnly(err, operators.ErrUnknown) {
		t.Error(err)
	}
	if _, err := phone.Find(t.Context(), leg, time.Now()); !isOnly(err, operators.ErrUnknown) || strings.Contains(err.Error(), "4915100001") {
		t.Error(err)
	}
}

func TestCredentialsThatCannotBeRight(t *testing.T) {
	c := newCarrier(t)
	_, err := c.phone(func(c *Config) { c.Tokens = []string{"a b"} }).Call(t.Context(), leg)
	if !isOnly(err, operators.ErrTryAgain) || !strings.Contains(err.Error(), "TWILIO_AUTH_TOKEN (letters and digits only)") || len(c.asked) > 0 {
		t.Errorf("%v, %d requests", err, len(c.asked))
	}
}

// The error names the remedy. The caller of Phone logs it, once, when it gives
// up.
func TestRejectedCredentialsAreAnError(t *testing.T) {
	var log bytes.Buffer
	c := newCarrier(t)
	c.status, c.body = 401, `{"code":20003,"message":"Authenticate","status":401}`
	err := c.phone(func(c *Config) { c.Log = slog.New(slog.NewJSONHandler(&log, nil)) }).HangUp(t.Context(), ca7)
	if !isOnly(err, operators.ErrTryAgain) || !errors.Is(err, ErrDenied) || !strings.Contains(err.Error(), "TWILIO_AUTH_TOKEN") || log.Len() > 0 {
		t.Errorf("%v; logged: %s", err, log.String())
	}
}

func TestNamesWithNumbersAreMasked(t *testing.T) {
	c := newCarrier(t)
	c.status, c.body = 400, `{"code":29999,"message":"Odd","status":400}`
	to := leg
	to.ID = "p1:+4915100001"
	_, called := c.phone().Call(t.Context(), to)
	_, found := c.phone().Find(t.Context(), to, time.Now())
	_, texted := c.phone().Text(t.Context(), paging.Message{ID: "callback:4915100001", Key: "page"})
	_, unworded := c.phone().Text(t.Context(), paging.Message{ID: "callback:4915100001", Key: "none"})
	for _, err := range []error{called, found, texted, unworded} {
		if err == nil || strings.Contains(err.Error(), "4915100001") || !strings.Contains(err.Error(), ":...:") {
			t.Error(err)
		}
	}
}

func TestMasked(t *testing.T) {
	for given, want := range map[string]string{
		"To +4915100001, 4915100001.":                    "To ..., ....",
		"hang up CA1234567890123456789012345678901a":     "hang up CA1234567890123456789012345678901a",
		"case C1234567, error 21211":                     "case C1234567, error 21211",
		"https://api/Calls.json?To=%2B4915100001&Page=1": "https://api/Calls.json?To=...&Page=1",
	} {
		if got := masked(given); got != want {
			t.Errorf("%s: %s", given, got)
		}
	}
}

// deaf is a carrier that never answers.
type deaf struct{}

func (deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestEveryRequestHasATimeout(t *testing.T) {
	phone := NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, Transport: oracle.Open(t).REST(deaf{})}, words{})
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		_, err := phone.Call(t.Context(), leg)
		if !isOnly(err, operators.ErrUnknown) || time.Since(began) != apiTakes {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		err := phone.HangUp(ctx, ca7)
		if !isOnly(err, operators.ErrUnknown) || time.Since(began) != time.Second {
			t.Errorf("after %s: %v", time.Since(began), err)
		}
	})
}

// The library leaves the bodies of errors open: 100 of them must not leak.
func TestErrorsLeakNothing(t *testing.T) {
	var open atomic.Int64
	other := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write(make([]byte, 256<<10)) // more than any buffer on the way
	}))
	other.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed:
			open.Add(-1)
		}
	}
	other.Start()
	defer other.Close()
	phone := NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, API: other.URL, Transport: oracle.Open(t).REST(other.Client().Transport)}, words{})
	ring := func() {
		if _, err := phone.Call(t.Context(), leg); !isOnly(err, operators.ErrUnknown) {
			t.Fatal(err)
		}
	}
	ring()
	before := runtime.NumGoroutine()
	for range 100 {
		ring()
	}
	if n, c := runtime.NumGoroutine()-before, open.Load(); n > 5 || c > 3 {
		t.Errorf("%d goroutines more, %d connections open", n, c)
	}
}
