package voice

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/operators"
	"edown/operators/paging"
	"edown/support"
	"edown/voice/oracle"
)

// The carrier's names for a call and a message, and where it keeps them.
const (
	ca7       = "CA00000000000000000000000000000007"
	sm1       = "SM00000000000000000000000000000001"
	resources = "/base/2010-04-01/Accounts/" + account
	calls     = resources + "/Calls"
)

// carrier is the other end of the REST API.
type carrier struct {
	*httptest.Server
	t      *testing.T
	odd    bool // it answers as no carrier would
	asked  []asked
	status int
	body   string
	header http.Header
}

type asked struct {
	what string // method and path
	form url.Values
}

func newCarrier(t *testing.T) *carrier {
	c := &carrier{t: t, status: http.StatusCreated, body: `{"sid":"` + ca7 + `"}`, header: http.Header{"Content-Type": {"application/json"}}}
	c.Server = httptest.NewServer(c)
	t.Cleanup(c.Close)
	return c
}

func (c *carrier) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.ParseForm()
	user, password, _ := r.BasicAuth()
	c.asked = append(c.asked, asked{r.Method + " " + r.URL.Path + " " + user + ":" + password, r.Form})
	for name := range c.header {
		w.Header().Set(name, c.header.Get(name))
	}
	w.WriteHeader(c.status)
	fmt.Fprint(w, c.body)
}

func (c *carrier) phone(change ...func(*Config)) *Phone {
	cfg := Config{PublicURL: public, Number: line, AccountSID: account, Tokens: []string{token, older}, API: c.URL + "/base", Transport: c.overheard()}
	for _, f := range change {
		f(&cfg)
	}
	return NewPhone(cfg, words{})
}

// overheard is the transport to the carrier, past the oracle.
func (c *carrier) overheard() http.RoundTripper {
	if c.odd {
		return oracle.Open(c.t).Requests(c.Client().Transport)
	}
	return oracle.Open(c.t).REST(c.Client().Transport)
}

func (c *carrier) expect(t *testing.T, what string, form url.Values) {
	t.Helper()
	if len(c.asked) != 1 {
		t.Fatalf("%d requests", len(c.asked))
	}
	if diff := cmp.Diff(asked{what + " " + account + ":" + token, form}, c.asked[0], cmp.AllowUnexported(asked{})); diff != "" {
		t.Error(diff)
	}
	c.asked = nil
}

var leg = paging.Leg{ID: "l1", To: "+4915100001", Ring: 25 * time.Second, Purpose: support.ForManager, Person: "mei"}

func TestCallIsOrdered(t *testing.T) {
	c := newCarrier(t)
	sid, err := c.phone(func(c *Config) { c.Machines = true }).Call(t.Context(), leg)
	if err != nil || sid != ca7 {
		t.Fatal(sid, err)
	}
	order := url.Values{
		"To": {"+4915100001"}, "From": {line}, "Timeout": {"20"},
		"Url": {public + "/voice/turn/l1/0" + overrides}, "Method": {"POST"},
		"FallbackUrl": {public + "/voice/fallback?call=l1&staff=1" + overrides}, "FallbackMethod": {"POST"},
		"StatusCallback": {public + "/voice/status?call=l1" + overrides}, "StatusCallbackMethod": {"POST"},
		"StatusCallbackEvent": {"initiated", "ringing", "answered", "completed"},
		"MachineDetection":    {"Enable"}, "AsyncAmd": {"true"},
		"AsyncAmdStatusCallback": {public + "/voice/machine?call=l1" + overrides}, "AsyncAmdStatusCallbackMethod": {"POST"},
	}
	c.expect(t, "POST "+calls+".json", order)

	short := leg
	short.Ring, short.Purpose = 2*time.Second, support.ForCaller
	if _, err := c.phone(func(c *Config) { c.Machines = true }).Call(t.Context(), short); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"MachineDetection", "AsyncAmd", "AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod"} {
		delete(order, name)
	}
	order.Set("Timeout", "5")
	order.Set("FallbackUrl", public+"/voice/fallback?call=l1"+overrides)
	c.expect(t, "POST "+calls+".json", order)
}

func TestCallerAbroadIsNotCalledBack(t *testing.T) {
	c := newCarrier(t)
	phone := c.phone(func(c *Config) { c.Callable = func(n support.E164) bool { return strings.HasPrefix(string(n), "+1") } })
	back := leg
	back.Purpose = support.ForCaller
	if _, err := phone.Call(t.Context(), back); !isOnly(err, operators.ErrRefused) || len(c.asked) != 0 {
		t.Errorf("%v, %d requests", err, len(c.asked))
	}
	if _, err := phone.Call(t.Context(), leg); err != nil {
		t.Errorf("a number of the rota was refused: %v", err)
	}
}

func TestFind(t *testing.T) {
	since := time.Date(2026, 3, 1, 12, 0, 10, 0, time.UTC)
	call := func(n int, at time.Time) string {
		return fmt.Sprintf(`{"sid":%q,"date_created":%q,"start_time":null}`, ca(n), at.Format(time.RFC1123Z))
	}
	for _, c := range []struct {
		name  string
		calls []string
		want  []string
	}{
		{"none", nil, nil},
		{"only older ones", []string{call(1, since.Add(-3*time.Second))}, nil},
		{"one that the carrier's clock has earlier", []string{call(2, since.Add(-2*time.Second)), call(1, since.Add(-time.Hour))}, []string{ca(2)}},
		{"all since then, the oldest first", []string{call(4, since.Add(40*time.Second)), call(3, since.Add(time.Second)), call(1, since.Add(-time.Minute))}, []string{ca(3), ca(4)}},
		{"whatever order they come in", []string{call(3, since), call(5, since.Add(time.Minute)), call(4, since.Add(time.Second))}, []string{ca(3), ca(4), ca(5)}},
		{"two of one second: the carrier lists the newest first", []string{call(4, since), call(3, since)}, []string{ca(3), ca(4)}},
		{"dates that are none", []string{`{"sid":"` + ca(5) + `","date_created":null}`, `{"sid":"` + ca(6) + `"}`, `{}`}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := newCarrier(t)
			other.status, other.body = 200, `{"calls":[`+strings.Join(c.calls, ",")+`]}`
			sids, err := other.phone().Find(t.Context(), leg, since)
			if err != nil || !slices.Equal(sids, c.want) {
				t.Errorf("%q, %v", sids, err)
			}
			other.expect(t, "GET "+calls+".json",
				url.Values{"To": {"+4915100001"}, "From": {line}, "PageSize": {"50"}})
		})
	}
}

// ca is the carrier's name for its nth call.
func ca(n int) string { return fmt.Sprintf("CA%032d", n) }

func TestFindSkipsUnreadableDates(t *testing.T) {
	c := newCarrier(t)
	c.odd, c.status, c.body = true, 200, `{"calls":[{"sid":"`+ca7+`","date_created":"today"}]}`
	if sids, err := c.phone().Find(t.Context(), leg, time.Now()); err != nil || len(sids) > 0 {
		t.Errorf("%q, %v", sids, err)
	}
}

func TestText(t *testing.T) {
	c := newCarrier(t)
	c.body = `{"sid":"` + sm1 + `"}`
	m := paging.Message{ID: "m1", To: "+4915100001", Language: "en", Key: "page", Data: map[string]string{"Case": "C1234567"}}
	if sid, err := c.phone().Text(t.Context(), m); err != nil || sid != sm1 {
		t.Fatal(sid, err)
	}
	c.expect(t, "POST "+resources+"/Messages.json",
		url.Values{"To": {"+4915100001"}, "From": {line}, "Body": {"case C1234567"},
			"StatusCallback": {public + "/voice/text?message=m1" + overrides}})
	m.Key = "no such words"
	if _, err := c.phone().Text(t.Context(), m); !isOnly(err, operators.ErrRefused) || len(c.asked) > 0 {
		t.Errorf("%v, %d requests", err, len(c.asked))
	}
}

func TestSummonAndHangUp(t *testing.T) {
	c := newCarrier(t)
	c.status = http.StatusOK
	if err := c.phone().Summon(t.Context(), ca7, "l1", "k 1"); err != nil {
		t.Fatal(err)
	}
	c.expect(t, "POST "+calls+"/"+ca7+".json", url.Values{
		"Url": {public + "/voice/summon/l1/k%201" + overrides}, "Method": {"POST"}, // no fallback: the call keeps its own
	})
	if err := c.phone().HangUp(t.Context(), ca7); err != nil {
		t.Fatal(err)
	}
	c.expect(t, "POST "+calls+"/"+ca7+".json", url.Values{"Status": {"completed"}})
	for _, over := range []carrier{
		{status: 400, body: `{"code":21220,"message":"Call is not in-progress","status":400}`},
		{status: 404, body: `{"code":20404,"message":"not found","status":404}`},
	} {
		c.status, c.body = over.status, over.body
		if err := c.phone().Summon(t.Context(), ca7, "l1", "k"); err != nil {
			t.Error(err)
		}
		if err := c.phone().HangUp(t.Context(), ca7); err != nil {
			t.Error(err)
		}
	}
}

// A proxy that answers 404 has not ended the call.
func TestOnlyTheCarriersOwnAnswerEndsACall(t *testing.T) {
	c := newCarrier(t)
	for _, body := range []string{"<html>Not Found</html>", `{"error":"no such page"}`} {
		c.status, c.body = 404, body
		if err := c.phone().HangUp(t.Context(), ca7); !isOnly(err, operators.ErrUnknown) {
			t.Error(body, err)
		}
	}
	c.body = `{"code":20403,"message":"Not here","status":404}`
	if err := c.phone().HangUp(t.Context(), ca7); !isOnly(err, operators.ErrRefused) {
		t.Error(err)
	}
}

func TestRingStaysWithinWhatTheCarrierTakes(t *testing.T) {
	c, long := newCarrier(t), leg
	long.Ring = time.Hour
	if _, err := c.phone().Call(t.Context(), long); err != nil || c.asked[0].form.Get("Timeout") != "600" {
		t.Errorf("%v, Timeout %s", err, c.asked[0].form.Get("Timeout"))
	}
}

// The library reads these on its own; requests must still go where the
// configuration says.
func TestEnvironmentDoesNotMoveTheCarrier(t *testing.T) {
	t.Setenv("TWILIO_EDGE", "sydney")
	t.Setenv("TWILIO_REGION", "au1")
	c := newCarrier(t)
	if _, err := c.phone().Call(context.Background(), leg); err != nil || len(c.asked) != 1 {
		t.Errorf("%v, %d requests", err, len(c.asked))
	}
}
