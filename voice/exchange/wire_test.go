package exchange_test

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"edown/voice/exchange"
)

// overTheWire is an exchange in real time whose hotline is at url.
func overTheWire(t *testing.T, url string) (*exchange.Exchange, *exchange.Person) {
	x := exchange.New(exchange.Config{
		AccountSID: sid, AuthToken: token, Client: &http.Client{Transport: &http.Transport{}},
		Talk: func(string, string) time.Duration { return time.Millisecond },
	})
	t.Cleanup(x.Close)
	x.Connect(hotline, exchange.Number{VoiceURL: url})
	return x, x.Handset(alice).In(t)
}

// Each failure of a real connection has its own code.
func TestConnectionFailures(t *testing.T) {
	release := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-release }))
	defer slow.Close()
	defer close(release)
	closed := httptest.NewServer(nil)
	closed.Close()
	private := httptest.NewTLSServer(nil)
	defer private.Close()
	private.Config.ErrorLog = log.New(io.Discard, "", 0)
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	rows := []struct {
		name, url string
		code      int
	}{
		{"no listener", closed.URL, 11205},
		{"too slow for rt", slow.URL + "#rt=100", 11205},
		{"too slow for tt", slow.URL + "#tt=100", 11205},
		{"TLS that is never answered, by ct", "https://" + mute.Addr().String() + "#ct=100&rc=0", 11205},
		{"a certificate without a known issuer", private.URL, 11220},
		{"not HTTP", "ftp://app.test/", 11100},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			x, caller := overTheWire(t, row.url)
			caller.Dials(hotline).Hears("application error").IsHungUp()
			if got := x.Warnings()[0]; got.Code != row.code {
				t.Errorf("got %v, want code %d", got, row.code)
			}
		})
	}
}

// The password in a URL is only sent when the server asks for it.
func TestBasicAuth(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, ok := r.BasicAuth()
		switch n := asked.Add(1); {
		case n == 1 && ok:
			t.Error("the first request has a password")
		case n == 1:
			w.Header().Set("WWW-Authenticate", `Basic realm="line"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		case user != "me" || password != "secret":
			t.Errorf("got %s:%s", user, password)
		}
		w.Header().Set("Content-Type", "text/xml")
		io.WriteString(w, xml(`<Say>Welcome</Say>`))
	}))
	defer server.Close()
	_, caller := overTheWire(t, strings.Replace(server.URL, "http://", "http://me:secret@", 1)+"/voice")
	caller.Dials(hotline).Hears("welcome").IsHungUp()
}

// Cookies are kept for the length of a call.
func TestCookies(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		if c, err := r.Cookie("call"); err == nil {
			io.WriteString(w, xml(`<Say>Known as `+c.Value+`</Say>`))
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "call", Value: "seven"})
		io.WriteString(w, xml(`<Redirect/>`))
	}))
	defer server.Close()
	_, caller := overTheWire(t, server.URL)
	caller.Dials(hotline).Hears("known as seven").IsHungUp()
}
