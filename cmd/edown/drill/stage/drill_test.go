package stage

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/drill"
	"edown/locales"
	"edown/voice/oracle"
)

// drilling plays some storms. sabotage spoils the house; nil leaves it whole.
func drilling(t *testing.T, seed uint64, storms int, calm bool, patience time.Duration, sabotage func(*drill.Site) func(drill.House) drill.House) drill.Report {
	t.Helper()
	words, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	sound := Builder(words)
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
	found, err := drill.Run(t.Context(), drill.Plan{Calls: storms * drill.CallsPerStorm, Seed: seed, Calm: calm, Build: build, Patience: patience})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Every run plays a few storms, until every fault has struck and every promise was
// checked. What passes between the line and its carrier must follow the carrier's
// specification even then. edown drill -calls 10000 plays more.
func TestTheLineHoldsInAStorm(t *testing.T) {
	o := oracle.Open(t)
	missing := missingIn(drill.Promises(), drill.Kinds())
	for seed := uint64(allWeathers); len(missing) > 0 && seed < allWeathers+2*mostStorms; seed++ {
		found := drilling(t, seed, 1, false, 0, func(at *drill.Site) func(drill.House) drill.House {
			at.Carrier = o.REST(at.Carrier)
			return func(h drill.House) drill.House { return judged{h, o} }
		})
		if len(found.Breaches) > 0 {
			var report strings.Builder
			found.Print(&report)
			t.Fatal(report.String())
		}
		maps.DeleteFunc(missing, func(what string, _ bool) bool { return found.Checked[what] > 0 || found.Struck[drill.Kind(what)] > 0 })
	}
	for what := range missing {
		t.Errorf("in no storm: %s", what)
	}
}

// rare lists promises that a few storms need not reach: whether a manager refuses,
// an engineer is rung or a comment is left depends on a caller or two. The sabotage
// below checks that each is tested.
var rare = []string{
	"a refusal reaches whoever first escalated", "nobody waits on the line for nobody", "a comment that was thanked for is in the case",
}

func missingIn(promises []string, kinds []drill.Kind) map[string]bool {
	all := map[string]bool{}
	for _, p := range promises {
		all[p] = !slices.Contains(rare, p)
	}
	for _, k := range kinds {
		all[string(k)] = true
	}
	maps.DeleteFunc(all, func(_ string, asked bool) bool { return !asked })
	return all
}

const (
	// allWeathers is the seed of the first of a few storms in which much fails.
	allWeathers = 1302962
	// decisions is the seed of the first of several storms in which managers decide
	// on escalations.
	decisions = 18
	// mostStorms is how many storms are played until the expected breach is found,
	// because each storm's faults are random.
	mostStorms = 8
)

// A clean drill means something only if a broken line would be found.
func TestADrillFindsWhatIsBroken(t *testing.T) {
	for name, tt := range map[string]struct {
		sabotage func(*drill.Site) func(drill.House) drill.House
		promise  string
		whole    bool // needs storms in which managers decide, and the day after
	}{
		"answers are promised to what nobody asked": {greeting("It goes to MEI. You will hear from us, no later than tomorrow."),
			"every escalation that is promised an answer is on record, and put to somebody", false},
		"strangers hear of a case":          {greeting("Your engineer is EVA."), "nothing of a case is told to who has not proved that it is his", false},
		"comments are thanked for and lost": {greeting("Thank you. Your comment is in the case."), "a comment that was thanked for is in the case", false},
		"case numbers are made up":          {greeting("It is C, 999, 9999. Once more: C, 999, 9999."), "a case number that was read out is a case", false},
		"callers are left alone":            {greeting("Your call is going through. Please stay on the line."), "nobody waits on the line for nobody", false},
		"everybody is told that he decides": {lying(func(r *http.Request, _ string) string {
			if strings.HasPrefix(r.URL.Path, "/voice/turn/ES-") {
				return `<Response><Say>It is yours now.</Say><Pause length="5"/></Response>`
			}
			return ""
		}), "one verdict each, and only he is told so who gave it", true},
		"refusals are kept from the customer": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = swallowing{at.Carrier, "was not accepted"}
				return nil
			},
			"a refusal reaches whoever first escalated", true,
		},
		"managers are rung for decisions when it has become night": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = dawdling{at.Carrier, "/Calls.json", "/voice/turn/ES-", 12 * time.Hour}
				return nil
			},
			"nobody is rung for a decision out of his business hours", true,
		},
		"the clock stops when the storm is over": {
			func(*drill.Site) func(drill.House) drill.House {
				return func(h drill.House) drill.House { return weary{h} }
			},
			"what fell due was done or raised", true,
		},
		"what is keyed is logged": {
			func(at *drill.Site) func(drill.House) drill.House {
				return func(h drill.House) drill.House { return talkative{h, at.Log} }
			},
			"no PIN is on record or in the log", false,
		},
		"nobody is searched for": {
			func(*drill.Site) func(drill.House) drill.House {
				return func(h drill.House) drill.House { return idle{h} }
			},
			"every declared Enterprise Down was paged", false,
		},
		"phones never ring": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = ordering{at.Carrier, func() (*http.Response, error) { return created("CA" + sample.Secret()), nil }}
				return nil
			},
			"none ends without a human or a recorded reason", false,
		},
		"phones are dialled too late": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = ordering{at.Carrier, func() (*http.Response, error) { time.Sleep(9 * time.Second); return nil, nil }}
				return nil
			},
			"nobody is paged after the accept or the stand-down", false,
		},
		"pages by SMS are sent too late": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = dawdling{at.Carrier, "/Messages.json", "To accept, reply 1", 50 * time.Second}
				return nil
			},
			"nobody is paged after the accept or the stand-down", false,
		},
		"contacts are dialled whom a caller named": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = misdirected{at.Carrier, "/Calls.json"}
				return nil
			},
			"only permitted numbers are dialled and texted", false,
		},
		"and texted": {
			func(at *drill.Site) func(drill.House) drill.House {
				at.Carrier = misdirected{at.Carrier, "/Messages.json"}
				return nil
			},
			"only permitted numbers are dialled and texted", false,
		},
		"keys are answered and forgotten": {lying(func(r *http.Request, _ string) string {
			if strings.HasPrefix(r.URL.Path, "/voice/turn/CA") && r.FormValue("Digits") != "" {
				return `<Response><Hangup/></Response>`
			}
			return ""
		}), "no answer that was heard is lost", false},
		"all are in one room": {lying(func(_ *http.Request, said string) string {
			if at := room(said); at != "" {
				return strings.Replace(said, at, ">lobby</Conference>", 1)
			}
			return ""
		}), "nobody is bridged to a stranger", false},
		"who hides his number comes into a room of others": {
			func(*drill.Site) func(drill.House) drill.House {
				return func(h drill.House) drill.House { return liar{h, misleading()} }
			},
			"nobody is bridged to a stranger", false,
		},
		"everybody is told that it is his": {lying(func(r *http.Request, _ string) string {
			if strings.HasPrefix(r.URL.Path, "/voice/turn/ED-") {
				return `<Response><Say>It is yours.</Say><Pause length="5"/></Response>`
			}
			return ""
		}), "exactly one accepts, and only he is told so", false},
		"callers are told what is not so": {lying(func(r *http.Request, _ string) string {
			if r.URL.Path == "/voice/incoming" {
				return `<Response><Say>We are calling the duty manager now.</Say></Response>`
			}
			return ""
		}), "what a caller is told is on record", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seed, patience := uint64(1), 12*time.Minute
			if tt.whole {
				seed, patience = decisions, 0
			}
			for last := seed + mostStorms; seed < last; seed++ {
				found := drilling(t, seed, 1, true, patience, tt.sabotage)
				if slices.ContainsFunc(found.Breaches, func(b drill.Breach) bool { return b.Promise == tt.promise }) {
					return
				}
			}
			t.Errorf("not found in %d storms", mostStorms)
		})
	}
}

// judged is a house whose documents are checked against the grammar.
type judged struct {
	drill.House
	oracle *oracle.Oracle
}

func (j judged) Handler() http.Handler { return j.oracle.TwiML(j.House.Handler()) }

// idle is a house that rings no one.
type idle struct{ drill.House }

func (idle) Run(ctx context.Context) { <-ctx.Done() }

// ordering answers requests for calls by place, unless place has no answer.
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

// greeting says this to every caller.
func greeting(words string) func(*drill.Site) func(drill.House) drill.House {
	return lying(func(r *http.Request, _ string) string {
		if r.URL.Path == "/voice/incoming" {
			return `<Response><Say>` + words + `</Say><Pause length="5"/></Response>`
		}
		return ""
	})
}

// weary is a house that stops working after an hour.
type weary struct{ drill.House }

func (w weary) Run(ctx context.Context) {
	hour, end := context.WithTimeout(ctx, time.Hour)
	defer end()
	w.House.Run(hour)
	<-ctx.Done()
}

// talkative is a house that logs every webhook.
type talkative struct {
	drill.House
	log *slog.Logger
}

func (t talkative) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		t.log.Info("heard", "form", string(body))
		t.House.Handler().ServeHTTP(w, r)
	})
}

// swallowing confirms messages with these words, and drops them.
type swallowing struct {
	http.RoundTripper
	words string
}

func (s swallowing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/Messages.json") && strings.Contains(ordered(r).Get("Body"), s.words) {
		return created("SM" + sample.Secret()), nil
	}
	return s.RoundTripper.RoundTrip(r)
}

// dawdling delays the requests to one address that contain these words.
type dawdling struct {
	http.RoundTripper
	to, words string
	time      time.Duration
}

func (d dawdling) RoundTrip(r *http.Request) (*http.Response, error) {
	form := ordered(r)
	if strings.HasSuffix(r.URL.Path, d.to) && strings.Contains(form.Get("Url")+form.Get("Body"), d.words) {
		time.Sleep(d.time)
	}
	return d.RoundTripper.RoundTrip(r)
}

// misdirected sends the requests to one address to a number that a caller named.
type misdirected struct {
	http.RoundTripper
	to string
}

func (m misdirected) RoundTrip(r *http.Request) (*http.Response, error) {
	if form := ordered(r); form != nil && strings.HasSuffix(r.URL.Path, m.to) {
		form.Set("To", "+14155550299")
		again, err := http.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), strings.NewReader(form.Encode()))
		if err != nil {
			return nil, err
		}
		again.Header = r.Header
		r = again
	}
	return m.RoundTripper.RoundTrip(r)
}

// ordered is the form of a request to the carrier, which can still be sent.
func ordered(r *http.Request) url.Values {
	if r.Method != http.MethodPost || r.GetBody == nil {
		return nil
	}
	body, err := r.GetBody()
	if err != nil {
		return nil
	}
	text, _ := io.ReadAll(body)
	form, _ := url.ParseQuery(string(text))
	return form
}

// lying answers with other documents where instead has one.
func lying(instead func(r *http.Request, said string) string) func(*drill.Site) func(drill.House) drill.House {
	return func(*drill.Site) func(drill.House) drill.House {
		return func(h drill.House) drill.House { return liar{h, instead} }
	}
}

// room is the end of a document's conference, with its name; empty when there is
// none.
func room(said string) string {
	before, _, found := strings.Cut(said, "</Conference>")
	if !found {
		return ""
	}
	return before[strings.LastIndex(before, ">"):] + "</Conference>"
}

// misleading sends callers with hidden numbers into the room of the latest other
// caller.
func misleading() func(*http.Request, string) string {
	var mu sync.Mutex
	var others, hidden string
	return func(r *http.Request, said string) string {
		mu.Lock()
		defer mu.Unlock()
		switch its := room(said); {
		case its == "":
		case r.FormValue("From") == "anonymous":
			if hidden = its; others != "" {
				return strings.Replace(said, its, others, 1)
			}
		case hidden != "" && its != hidden:
			return strings.Replace(said, its, hidden, 1)
		default:
			others = its
		}
		return ""
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

// words holds an answer back.
type words struct {
	http.ResponseWriter
	strings.Builder
	status int
}

func (w *words) WriteHeader(status int)            { w.status = status }
func (w *words) Write(p []byte) (int, error)       { return w.Builder.Write(p) }
func (w *words) WriteString(s string) (int, error) { return w.Builder.WriteString(s) }
