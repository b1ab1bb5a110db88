package exchange_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edown/voice/exchange"
	"edown/voice/oracle"
)

// The account, its numbers and the phones of the tests.
const (
	sid     = "AC00000000000000000000000000000001"
	token   = "12345"
	hotline = "+18005550100"
	spare   = "+18005550101"
	alice   = "+14155550123"
	bob     = "+14155550124"
	carol   = "+33155550125"
)

// app is a tiny application server: TwiML by path, and a record of every
// request.
type app struct {
	t     *testing.T
	mu    sync.Mutex
	pages map[string]func(request) string
	seen  []request
}

// request is one webhook as the application saw it.
type request struct {
	at     time.Time
	method string
	url    string // as signed, if the host is right
	path   string
	form   url.Values
	header http.Header
}

func (r request) get(name string) string { return r.form.Get(name) }

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	got := request{time.Now(), r.Method, "https://app.test" + r.RequestURI, r.URL.Path, r.Form, r.Header}
	a.mu.Lock()
	a.seen = append(a.seen, got)
	page := a.pages[r.URL.Path]
	a.mu.Unlock()
	if page == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	answer := page(got)
	if status, ok := strings.CutPrefix(answer, "status "); ok {
		var code int
		fmt.Sscan(status, &code)
		w.WriteHeader(code)
		return
	}
	if to, ok := strings.CutPrefix(answer, "location "); ok {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
		return
	}
	if kind, rest, ok := strings.Cut(answer, "\n"); ok && strings.HasPrefix(kind, "type ") {
		w.Header().Set("Content-Type", strings.TrimPrefix(kind, "type "))
		io.WriteString(w, rest)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	io.WriteString(w, answer)
}

// answers makes a path answer with the verbs, as one <Response>.
func (a *app) answers(path, verbs string) { a.does(path, func(request) string { return xml(verbs) }) }

func (a *app) does(path string, page func(request) string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.pages[path] = page
}

func xml(verbs string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><Response>` + verbs + `</Response>`
}

// to returns the requests to a path so far.
func (a *app) to(path string) []request {
	a.mu.Lock()
	defer a.mu.Unlock()
	var list []request
	for _, r := range a.seen {
		if r.path == path {
			list = append(list, r)
		}
	}
	return list
}

// one returns the only request to a path.
func (a *app) one(path string) request {
	a.t.Helper()
	synctest.Wait()
	list := a.to(path)
	if len(list) != 1 {
		a.t.Fatalf("%d requests to %s, want 1: %v", len(list), path, list)
	}
	return list[0]
}

// bench is an exchange with an application and a REST client, inside a bubble.
type bench struct {
	*testing.T
	*app
	x      *exchange.Exchange
	client *http.Client
}

// inBubble runs a test with the hotline connected to /voice.
func inBubble(t *testing.T, test func(b *bench), change ...func(*exchange.Config)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a := &app{t: t, pages: map[string]func(request) string{}}
		cfg := exchange.Config{
			AccountSID: sid, AuthToken: token, CallsPerSecond: -1,
			Client: &http.Client{Transport: exchange.InProcess(a)},
			Talk:   func(_, text string) time.Duration { return 4 * time.Second },
		}
		for _, c := range change {
			c(&cfg)
		}
		x := exchange.New(cfg)
		defer x.Close()
		x.Connect(hotline, exchange.Number{
			VoiceURL: "https://app.test/voice", StatusCallback: "https://app.test/over", SMSURL: "https://app.test/sms",
		})
		test(&bench{t, a, x, &http.Client{Transport: oracle.Open(t).REST(x.Transport())}})
	})
}

func (b *bench) phone(number string) *exchange.Person { return b.x.Handset(number).In(b.T) }

// rest makes a REST request and returns status and decoded body.
func (b *bench) rest(method, path string, form url.Values) (int, map[string]any) {
	b.T.Helper()
	r, err := http.NewRequest(method, "https://api.twilio.com/2010-04-01/Accounts/"+sid+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(sid, token)
	resp, err := b.client.Do(r)
	if err != nil {
		b.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	var body map[string]any
	if resp.StatusCode != http.StatusNoContent {
		if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
			b.Fatalf("%s %s: %v", method, path, err)
		}
	}
	return resp.StatusCode, body
}

// calls orders a call to a number over REST and returns its SID.
func (b *bench) calls(to string, more ...string) string {
	b.T.Helper()
	form := url.Values{"To": {to}, "From": {hotline}, "Url": {"https://app.test/out"}, "StatusCallback": {"https://app.test/status"}}
	for i := 0; i < len(more); i += 2 {
		form.Add(more[i], more[i+1])
	}
	status, call := b.rest("POST", "/Calls.json", form)
	if status != http.StatusCreated {
		b.Fatalf("call not placed: %d %v", status, call)
	}
	return call["sid"].(string)
}

// call returns the resource of a call.
func (b *bench) call(sid string) map[string]any {
	b.T.Helper()
	_, call := b.rest("GET", "/Calls/"+sid+".json", nil)
	return call
}

// wants compares a value with what it should be.
func (b *bench) wants(what string, got, want any) {
	b.T.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		b.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// statuses returns the CallStatus values sent to a path, in order.
func (b *bench) statuses(path string) string {
	synctest.Wait()
	var list []string
	for _, r := range b.to(path) {
		list = append(list, r.get("CallStatus"))
	}
	return strings.Join(list, " ")
}

// warned returns the codes in the debugger.
func (b *bench) warned() string {
	var list []string
	for _, w := range b.x.Warnings() {
		list = append(list, fmt.Sprint(w.Code))
	}
	return strings.Join(list, " ")
}

// passes lets time pass.
func (b *bench) passes(d time.Duration) { <-time.After(d) }

type exchangeConfig = exchange.Config

// phoneAPI makes a request to the phones' own API.
func (b *bench) phoneAPI(method, path, body string) int {
	b.T.Helper()
	r, err := http.NewRequest(method, "http://localhost/phone/api"+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	resp, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode
}
