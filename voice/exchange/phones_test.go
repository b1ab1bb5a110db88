package exchange_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"edown/voice/exchange"
)

// counter is an exchange served over loopback, as a browser reaches it.
type counter struct {
	*testing.T
	x   *exchange.Exchange
	url string
}

func newCounter(t *testing.T) *counter {
	a := &app{t: t, pages: map[string]func(request) string{}}
	a.answers("/voice", `<Gather numDigits="1" input="dtmf speech" action="/keys"><Say language="fr-FR" voice="Polly.Lea">Bonjour</Say></Gather>`)
	a.answers("/keys", `<Record finishOnKey="#" maxLength="90"/>`)
	x := exchange.New(exchange.Config{AccountSID: sid, AuthToken: token, Client: &http.Client{Transport: exchange.InProcess(a)}})
	x.Connect(hotline, exchange.Number{VoiceURL: "https://app.test/voice"})
	x.Phones(hotline, []exchange.Card{{Number: alice, Label: "Alice", Role: "caller", Language: "fr"}})
	server := httptest.NewServer(x.Handler())
	t.Cleanup(func() { x.Close(); server.CloseClientConnections(); server.Close() })
	return &counter{t, x, server.URL}
}

func (d *counter) do(method, path, body string, header ...string) (int, string) {
	d.Helper()
	r, err := http.NewRequest(method, d.url+path, strings.NewReader(body))
	if err != nil {
		d.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

func TestPhoneSetup(t *testing.T) {
	d := newCounter(t)
	_, got := d.do("GET", "/phone/api/setup", "")
	want := `{"line":"+18005550100","phones":[{"number":"+14155550123","label":"Alice","role":"caller","language":"fr"}],"events":"api/events"}`
	if strings.TrimSpace(got) != want {
		t.Errorf("got %s", got)
	}
	if status, page := d.do("GET", "/phone/", ""); status != http.StatusOK || !strings.Contains(page, "<html") {
		t.Errorf("page: %d", status)
	}
}

func TestPhoneAPIRefuses(t *testing.T) {
	rows := []struct {
		name, method, path, body string
		header                   []string
		status                   int
		says                     string
	}{
		{"answering silence", "POST", "/handsets/" + alice + "/answer", "", nil, 409, "does not ring"},
		{"pressing without a call", "POST", "/handsets/" + alice + "/press", `{"keys":"1"}`, nil, 409, "not answered"},
		{"hanging up nothing", "POST", "/handsets/" + alice + "/hangup", "", nil, 409, "no call"},
		{"no such key", "POST", "/handsets/" + alice + "/press", `{"keys":"A"}`, nil, 400, "press 0 to 9"},
		{"no such mode", "POST", "/handsets/" + alice + "/mode", `{"mode":"asleep"}`, nil, 400, "voicemail"},
		{"no such verb", "POST", "/handsets/" + alice + "/sing", `{}`, nil, 400, "sing"},
		{"no number", "POST", "/handsets/alice/answer", "", nil, 400, "E.164"},
		{"no JSON", "POST", "/handsets/" + alice + "/dial", "to=1", nil, 400, "JSON"},
		{"another site", "POST", "/handsets/" + alice + "/answer", "", []string{"Sec-Fetch-Site", "cross-site"}, 403, "only pages"},
		{"another origin", "POST", "/handsets/" + alice + "/answer", "", []string{"Origin", "https://evil.test"}, 403, "only pages"},
		{"reading from another site", "GET", "/handsets/" + alice + "/events", "", []string{"Sec-Fetch-Site", "cross-site"}, 403, "only pages"},
		{"reading from another origin", "GET", "/setup", "", []string{"Origin", "https://evil.test"}, 403, "only pages"},
	}
	d := newCounter(t)
	for _, row := range rows {
		status, got := d.do(row.method, "/phone/api"+row.path, row.body, row.header...)
		var body struct{ Error string }
		json.Unmarshal([]byte(got), &body)
		if status != row.status || !strings.Contains(body.Error, row.says) {
			t.Errorf("%s: %d %s, want %d with %q", row.name, status, got, row.status, row.says)
		}
	}
}

// events is a stream of a phone's events.
type events struct {
	*counter
	*bufio.Scanner
}

func (d *counter) listen(number string) *events {
	d.Helper()
	return d.follow("handsets/" + number + "/events")
}

func (d *counter) follow(stream string) *events {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	d.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", d.url+"/phone/api/"+stream, nil)
	if err != nil {
		d.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { resp.Body.Close() })
	return &events{d, bufio.NewScanner(resp.Body)}
}

func (e *events) until(kind string) map[string]any {
	e.Helper()
	for e.Scan() {
		data, ok := strings.CutPrefix(e.Text(), "data: ")
		var got map[string]any
		if ok && json.Unmarshal([]byte(data), &got) == nil && got["kind"] == kind {
			return got
		}
	}
	e.Fatalf("no event %q: %v", kind, e.Err())
	return nil
}

func TestPhoneEvents(t *testing.T) {
	d := newCounter(t)
	e := d.listen(alice)
	phone := "/phone/api/handsets/" + alice
	if got := e.until("state"); got["state"] != "idle" || got["mode"] != "normal" {
		t.Errorf("first event: %v", got)
	}
	d.do("POST", phone+"/dial", `{"to":"+1 800 555 0100"}`)
	if got := e.until("listening"); got["digits"] != 1.0 || got["finish"] != "#" || got["speech"] != true {
		t.Errorf("listening: %v", got)
	}
	if got := e.until("say"); got["text"] != "Bonjour" || got["lang"] != "fr-FR" || got["voice"] != "Polly.Lea" {
		t.Errorf("say: %v", got)
	}
	if status, body := d.do("POST", phone+"/dial", `{"to":"`+hotline+`"}`); status != http.StatusConflict {
		t.Errorf("dialling in a call: %d %s", status, body)
	}
	d.do("POST", phone+"/press", `{"keys":"1"}`)
	e.until("pressed")
	e.until("tone")
	if got := e.until("recording"); got["max"] != 90.0 || got["finish"] != "#" {
		t.Errorf("recording: %v", got)
	}
	d.do("POST", phone+"/speak", `{"text":"We restarted"}`)
	d.do("POST", phone+"/hangup", ``)
	if got := e.until("ended"); got["reason"] != "completed" {
		t.Errorf("ended: %v", got)
	}
	if got := e.until("state"); got["state"] != "idle" {
		t.Errorf("last state: %v", got)
	}
}

// A browser has few connections: one stream carries the events of all phones.
func TestAllPhonesOnOneStream(t *testing.T) {
	d := newCounter(t)
	e := d.follow("events")
	if got := e.until("state"); got["number"] != alice || got["state"] != "idle" {
		t.Errorf("first event: %v", got)
	}
	d.do("POST", "/phone/api/handsets/"+alice+"/dial", `{"to":"`+hotline+`"}`)
	if got := e.until("say"); got["number"] != alice || got["text"] != "Bonjour" {
		t.Errorf("say: %v", got)
	}
}

// A name that was made to point at this machine (DNS rebinding) is of the same
// origin as its own pages, for a browser: the Host tells.
func TestPhonesOfThisHostOnly(t *testing.T) {
	d := newCounter(t)
	paths := []struct{ method, path string }{
		{"GET", "/phone/"}, {"GET", "/phone/phone.js"}, {"GET", "/phone/api/setup"}, {"POST", "/phone/api/handsets/" + alice + "/hangup"},
	}
	refused := func(host string) (yes bool) {
		for i, at := range paths {
			status, _ := d.do(at.method, at.path, "", "Host", host, "Origin", "http://"+host, "Sec-Fetch-Site", "same-origin")
			if no := status == http.StatusForbidden; i > 0 && no != yes {
				t.Errorf("Host %s: %s is answered %d, and others otherwise", host, at.path, status)
			} else {
				yes = no
			}
		}
		return yes
	}
	for _, host := range []string{"127.0.0.1", "127.0.0.1:8080", "127.8.9.1", "localhost", "localhost:1", "[::1]", "[::1]:8080"} {
		if refused(host) {
			t.Errorf("Host %s is this machine, and refused", host)
		}
	}
	for _, host := range []string{
		"evil.test", "evil.test:8080", "localhost.evil.test", "127.0.0.1.evil.test", "192.168.1.7:8080", "[2001:db8::1]:8080", "0.0.0.0:8080",
		"notlocalhost", "127.0.0.1@evil.test", "2130706433", "0x7f000001", "127.1",
	} {
		if !refused(host) {
			t.Errorf("Host %s is another site, and answered", host)
		}
	}
	for _, stream := range []string{"events", "handsets/" + alice + "/events"} {
		if status, got := d.do("GET", "/phone/api/"+stream, "", "Host", "evil.test"); status != http.StatusForbidden {
			t.Errorf("%s is followed from another site: %s", stream, got)
		}
	}
}

// data returns what the next event of a name carries.
func (e *events) data(name string, into any) {
	e.Helper()
	for named := false; e.Scan(); {
		if data, ok := strings.CutPrefix(e.Text(), "data: "); ok && named {
			if err := json.Unmarshal([]byte(data), into); err != nil {
				e.Fatalf("%s: %v in %s", name, err, data)
			}
			return
		}
		named = e.Text() == "event: "+name
	}
	e.Fatalf("no event %q: %v", name, e.Err())
}

// A page that is loaded again begins with what it had shown.
func TestThePastOfThePhones(t *testing.T) {
	d := newCounter(t)
	first := d.follow("events")
	var past []map[string]any
	if first.data("past", &past); len(past) > 0 {
		t.Errorf("the past of a new exchange: %v", past)
	}
	phone := "/phone/api/handsets/" + alice
	d.do("POST", phone+"/dial", `{"to":"`+hotline+`"}`)
	first.until("say")
	d.do("POST", phone+"/press", `{"keys":"1"}`)
	first.until("recording")
	again := d.follow("events")
	again.data("past", &past)
	var kinds []string
	for _, l := range past {
		kinds = append(kinds, l["kind"].(string))
	}
	if got := strings.Join(kinds, " "); !strings.HasPrefix(got, "dialed state") || !strings.Contains(got, "say") || !strings.Contains(got, "pressed") {
		t.Errorf("the past is %s", got)
	}
	if got := again.until("state"); got["state"] != "talking" {
		t.Errorf("and the present %v", got)
	}
}

// What is shown beside the phones comes at once, and again when it changes.
func TestBoards(t *testing.T) {
	d := newCounter(t)
	e := d.follow("events")
	var boards []exchange.Board
	if e.data("boards", &boards); boards == nil || len(boards) > 0 {
		t.Errorf("at first: %v", boards)
	}
	since := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	shown := []exchange.Board{{ID: "1", Title: "One", State: exchange.BoardWaiting, Headline: exchange.Item{Text: "Ringing", Since: since}}}
	d.x.Show(shown)
	d.x.Show(shown) // says nothing new
	d.x.Show(append(shown, exchange.Board{ID: "2", Title: "Two"}))
	for want := 1; len(boards) < 2; want++ {
		if e.data("boards", &boards); len(boards) < want || !boards[0].Headline.Since.Equal(since) {
			t.Errorf("boards: %+v", boards)
		}
	}
	if d.follow("events").data("boards", &boards); len(boards) != 2 || boards[1].Title != "Two" {
		t.Errorf("for a page that comes later: %+v", boards)
	}
}
