package voice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"edown/ivr"
	"edown/support"
	"edown/voice/oracle"
)

const (
	public  = "https://line.example.com"
	account = "AC00000000000000000000000000000001"
	token   = "newtoken"
	older   = "oldtoken"
	caller  = "+14155550123"
	line    = "+18005550100"
)

// house is a server with a record in memory, and everything that the server
// told it.
type house struct {
	t          *testing.T
	mu         sync.Mutex // guards all below
	book       *book
	posts      []post
	recordings []Recording
	broken     error // what the record answers to everything
	log        bytes.Buffer
	handler    http.Handler
}

type post struct {
	key   string
	event support.Event
}

func newHouse(t *testing.T, change ...func(*Config)) *house {
	h := &house{t: t}
	h.book = &book{house: h, calls: map[string]*entry{}}
	cfg := Config{
		PublicURL: public, Number: line, AccountSID: account, Tokens: []string{token, older},
		LastResort: func() []support.E164 { return []support.E164{"+4989000001", "+4989000002", "+4989000001", "bad"} },
		Log:        slog.New(slog.NewJSONHandler(&h.log, nil)),
	}
	for _, c := range change {
		c(&cfg)
	}
	line := &ivr.Line{Dialogues: ivr.Dialogues{Company: "Example", Languages: []string{"en", "fr"}}, Book: h.book, Speaker: speaker{}}
	h.handler = oracle.Open(t).TwiML(NewServer(cfg, line, h, h, words{}).Handler())
	return h
}

func (h *house) Post(_ context.Context, key string, e support.Event) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.broken != nil {
		return h.broken
	}
	h.posts = append(h.posts, post{key, e})
	return nil
}

func (h *house) Recorded(_ context.Context, r Recording) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.recordings = append(h.recordings, r)
	return h.broken
}

// carrier posts a form as Twilio does, signed.
func (h *house) carrier(path string, pairs ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return h.send(path, form.Encode(), signedOver(token, public+path, form))
}

func (h *house) send(path, body, signature string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	r.Header.Set("X-Twilio-Signature", signature)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

// is changes what the record answers, while calls go on.
func (h *house) is(change func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change()
}

// hears posts like carrier, and expects a document that contains words.
func (h *house) hears(words string, path string, pairs ...string) string {
	h.t.Helper()
	w := h.carrier(path, pairs...)
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/xml; charset=utf-8" {
		h.t.Fatalf("%s: %d %s: %s", path, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	if !strings.Contains(w.Body.String(), words) {
		h.t.Fatalf("%s: %q is not in\n%s", path, words, w.Body)
	}
	return w.Body.String()
}

func (h *house) silent(path string, pairs ...string) {
	h.t.Helper()
	if w := h.carrier(path, pairs...); w.Code != http.StatusNoContent || w.Body.Len() > 0 {
		h.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
}

// signedOver is a second implementation of the signature, for comparison.
func signedOver(token, address string, form url.Values) string {
	var names []string
	for name := range form {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		seen := map[string]bool{}
		values := append([]string(nil), form[name]...)
		sort.Strings(values)
		for _, v := range values {
			if !seen[v] {
				address += name + v
			}
			seen[v] = true
		}
	}
	mac := hmac.New(sha1.New, []byte(token))
	fmt.Fprint(mac, address)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// book is a record in memory.
type book struct {
	house *house
	calls map[string]*entry
	found ivr.Found
	turns []ivr.Kept
}

type entry struct {
	session ivr.Session
	last    *ivr.Kept
	heard   map[string]bool
}

func (b *book) Turn(ctx context.Context, do func(ivr.Entry) error) error {
	b.house.mu.Lock()
	defer b.house.mu.Unlock()
	if b.house.broken != nil {
		return b.house.broken
	}
	return errors.Join(ctx.Err(), do(b))
}

func (b *book) open(s ivr.Session) {
	b.calls[s.Call] = &entry{session: s, heard: map[string]bool{}}
}

func (b *book) Session(call string) (ivr.Session, *ivr.Kept, error) {
	e, ok := b.calls[call]
	if !ok {
		return ivr.Session{}, nil, ivr.ErrNoCall
	}
	return e.session, e.last, nil
}

func (b *book) Heard(call, key string) (bool, error) { return b.calls[call].heard[key], nil }

func (b *book) Open(s ivr.Session, _ support.E164) error {
	b.open(s)
	return nil
}

func (b *book) Look(ivr.Session, ivr.Lookup, time.Time) (ivr.Found, error) { return b.found, nil }

func (b *book) Keep(k ivr.Kept) error {
	e := b.calls[k.Session.Call]
	e.session, e.last, e.heard[k.Key] = k.Session, &k, true
	b.turns = append(b.turns, k)
	return nil
}

// speaker says the key of a message instead of its words.
type speaker struct{}

func (speaker) Speak(lang string, s ivr.Say) (ivr.Spoken, error) {
	return ivr.Spoken{Lang: lang, Parts: []ivr.Part{{Text: s.Key}}}, nil
}

func (speaker) Understand(_, _, words string) string {
	return map[string]string{"operator": "0"}[words]
}

// words are the voices of two languages.
type words struct{}

func (words) Voice(lang string) (string, string, string) {
	if lang == "fr" {
		return "Polly.Lea-Neural", "fr-FR", "fr-FR"
	}
	return "Polly.Joanna-Neural", "en-US", "en-US"
}

func (words) Hints(lang, key string) string { return map[string]string{"main": "down, case"}[key] }

func (words) Text(lang, key string, data map[string]string) (string, error) {
	switch key {
	case "sorry_failed":
		return lang + ": sorry", nil
	case "last_resort":
		return lang + ": press 1", nil
	case "last_hunt", "last_again", "last_nobody":
		return lang + ": " + key, nil
	case "page":
		return "case " + data["Case"], nil
	}
	return "", fmt.Errorf("no message %q", key)
}
