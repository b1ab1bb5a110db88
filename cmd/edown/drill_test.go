package main

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"edown/drill"
	"edown/locales"
	"edown/voice/oracle"
)

// drilling plays some storms; sabotage spoils the house, nil leaves it whole.
func drilling(t *testing.T, storms int, calm bool, patience time.Duration, sabotage func(*drill.Site) func(drill.House) drill.House) drill.Report {
	t.Helper()
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	sound := builder(words)
	build := func(ctx context.Context, at drill.Site) (drill.House, error) {
		if sabotage == nil {
			return sound(ctx, at)
		}
		spoil := sabotage(&at)
		h, err := sound(ctx, at)
		if err != nil || spoil == nil {
			return h, err
		}
		return spoil(h), nil
	}
	found, err := drill.Run(t.Context(), drill.Plan{Calls: storms * drill.CallsPerStorm, Seed: 1, Calm: calm, Build: build, Patience: patience})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A few storms in every run; edown drill -calls 10000 has more. What passes
// between the line and its carrier is as the carrier describes it, even then.
func TestTheLineHoldsInAStorm(t *testing.T) {
	o := oracle.Open(t)
	found := drilling(t, stormsInATest, false, 0, func(at *drill.Site) func(drill.House) drill.House {
		at.Carrier = o.REST(at.Carrier)
		return func(h drill.House) drill.House { return judged{h, o} }
	})
	var report strings.Builder
	found.Print(&report)
	t.Log(report.String())
	if len(found.Breaches) > 0 {
		t.Fail()
	}
	for promise, checks := range found.Checked {
		if checks == 0 {
			t.Errorf("nothing was held against: %s", promise)
		}
	}
}

// A drill that finds nothing is worth something only if it would.
func TestADrillFindsWhatIsBroken(t *testing.T) {
	for name, tt := range map[string]struct {
		sabotage func(*drill.Site) func(drill.House) drill.House
		promise  string
	}{
		"nobody is searched for": {
			func(*drill.Site) func(drill.House) drill.House {
				return func(h drill.House) drill.House { return idle{h} }
			},
			"every declared Enterprise Down was paged",
		},
		"phones never ring": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = ordering{at.Carrier, func() (*http.Response, error) { return created("CA" + secret()), nil }}
				return nil
			},
			"none ends without a human or a recorded reason",
		},
		"phones are dialled too late": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = ordering{at.Carrier, func() (*http.Response, error) { time.Sleep(9 * time.Second); return nil, nil }}
				return nil
			},
			"nobody is paged after the accept or the stand-down",
		},
		"keys are answered and forgotten": {lying(func(r *http.Request, _ string) string {
			if strings.HasPrefix(r.URL.Path, "/voice/turn/CA") && r.FormValue("Digits") != "" {
				return `<Response><Hangup/></Response>`
			}
			return ""
		}), "no answer that was heard is lost"},
		"all are in one room": {lying(func(_ *http.Request, said string) string {
			before, rest, found := strings.Cut(said, "</Conference>")
			if !found {
				return ""
			}
			return before[:strings.LastIndex(before, ">")+1] + "lobby</Conference>" + rest
		}), "nobody is bridged to a stranger"},
		"everybody is told that it is his": {lying(func(r *http.Request, _ string) string {
			if strings.HasPrefix(r.URL.Path, "/voice/turn/ED-") {
				return `<Response><Say>It is yours.</Say><Pause length="5"/></Response>`
			}
			return ""
		}), "exactly one accepts, and only he is told so"},
		"callers are told what is not so": {lying(func(r *http.Request, _ string) string {
			if r.URL.Path == "/voice/incoming" {
				return `<Response><Say>We are calling the duty manager now.</Say></Response>`
			}
			return ""
		}), "what a caller is told is on record"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := drilling(t, 1, true, 12*time.Minute, tt.sabotage)
			if !slices.ContainsFunc(found.Breaches, func(b drill.Breach) bool { return b.Promise == tt.promise }) {
				t.Errorf("not found; found %+v", found.Breaches)
			}
		})
	}
}

// judged is a house whose documents are held against the grammar.
type judged struct {
	drill.House
	oracle *oracle.Oracle
}

func (j judged) Handler() http.Handler { return j.oracle.TwiML(j.House.Handler()) }

// idle is a house in which nobody rings anybody.
type idle struct{ drill.House }

func (idle) Run(ctx context.Context) { <-ctx.Done() }

// ordering has calls placed by place, unless it has no answer.
type ordering struct {
	http.RoundTripper
	place func() (*http.Response, error)
}

func (o ordering) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/Calls.json") {
		if answer, err := o.place(); answer != nil || err != nil {
			return answer, err
		}
	}
	return o.RoundTripper.RoundTrip(r)
}

func created(sid string) *http.Response {
	body := io.NopCloser(strings.NewReader(`{"sid": "` + sid + `", "status": "queued"}`))
	return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
}

// lying has other documents answered where instead has one.
func lying(instead func(r *http.Request, said string) string) func(*drill.Site) func(drill.House) drill.House {
	return func(*drill.Site) func(drill.House) drill.House {
		return func(h drill.House) drill.House { return liar{h, instead} }
	}
}

type liar struct {
	drill.House
	instead func(*http.Request, string) string
}

func (l liar) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		lie := l.lie(r, body, "")
		if lie == "" {
			said := &words{ResponseWriter: w}
			l.House.Handler().ServeHTTP(said, r)
			if lie = l.lie(r, body, said.String()); lie == "" {
				w.WriteHeader(max(said.status, http.StatusOK))
				io.WriteString(w, said.String())
				return
			}
		}
		w.Header().Set("Content-Type", "text/xml")
		io.WriteString(w, lie)
	})
}

func (l liar) lie(r *http.Request, body []byte, said string) string {
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(strings.NewReader(string(body)))
	return l.instead(again, said)
}

// words holds back an answer.
type words struct {
	http.ResponseWriter
	strings.Builder
	status int
}

func (w *words) WriteHeader(status int)            { w.status = status }
func (w *words) Write(p []byte) (int, error)       { return w.Builder.Write(p) }
func (w *words) WriteString(s string) (int, error) { return w.Builder.WriteString(s) }
