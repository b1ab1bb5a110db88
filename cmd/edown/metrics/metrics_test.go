package metrics

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"edown/operators"
	"edown/operators/paging"
	"edown/store"
)

// scraped returns the lines of the figures that begin with a name.
func scraped(t *testing.T, m *Metrics, name string) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var lines []string
	for line := range strings.Lines(w.Body.String()) {
		if strings.HasPrefix(line, name) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return strings.Join(lines, "\n")
}

// Webhooks are counted under few names of our own, whatever path is requested.
func TestWebhooksAreNamedByUs(t *testing.T) {
	for path, want := range map[string]string{
		"/voice/incoming":        "incoming",
		"/voice/turn/CA1/12":     "turn",
		"/voice/summon/CA1/k":    "summon",
		"/voice/music/30.wav":    "music",
		"/sms/incoming":          "sms",
		"/sms/+14155550123":      "sms",
		"/voice/":                "other",
		"/voice/+14155550123":    "other",
		"/voice//incoming":       "other",
		"/":                      "other",
		"/turn/CA1":              "other",
		"/voice/Turn/CA1":        "other",
		"voice/turn/C1234567/\n": "turn",
	} {
		if got := webhook(path); got != want {
			t.Errorf("%q is called %s, want %s", path, got, want)
		}
	}
}

func TestWebhooksAreCountedByResult(t *testing.T) {
	m := New("test")
	for _, status := range []int{0, 200, 204, 403, 400, 404, 413, 500, 503} {
		m.Webhooks(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if status != 0 {
				w.WriteHeader(status)
			}
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/voice/incoming", nil))
	}
	want := `edown_webhooks_total{result="answered",webhook="incoming"} 3
edown_webhooks_total{result="failed",webhook="incoming"} 2
edown_webhooks_total{result="refused",webhook="incoming"} 3
edown_webhooks_total{result="unsigned",webhook="incoming"} 1`
	if got := scraped(t, m, "edown_webhooks_total"); got != want {
		t.Error(got)
	}
	if got := scraped(t, m, "edown_webhook_duration_seconds_count"); got != `edown_webhook_duration_seconds_count{webhook="incoming"} 9` {
		t.Error(got)
	}
}

// says is a carrier that answers everything in the same way.
type says struct{ err error }

func (s says) Call(context.Context, paging.Leg) (string, error)              { return "", s.err }
func (s says) Find(context.Context, paging.Leg, time.Time) ([]string, error) { return nil, s.err }
func (s says) Look(context.Context, string) (string, error)                  { return "", s.err }
func (s says) Text(context.Context, paging.Message) (string, error)          { return "", s.err }
func (s says) Summon(context.Context, string, string, string) error          { return s.err }
func (s says) Announce(context.Context, string, string, string) error        { return s.err }
func (s says) HangUp(context.Context, string) error                          { return s.err }

func TestCarriersAnswersAreCounted(t *testing.T) {
	m, ctx := New("test"), t.Context()
	for _, err := range []error{nil, fmt.Errorf("no: %w", operators.ErrRefused), fmt.Errorf("later: %w", operators.ErrTryAgain), fmt.Errorf("? %w", operators.ErrUnknown), errors.New("+14155550123")} {
		p := m.Phone(says{err})
		p.Call(ctx, paging.Leg{})
		p.Find(ctx, paging.Leg{}, time.Time{})
		p.Look(ctx, "")
		p.Text(ctx, paging.Message{})
		p.Summon(ctx, "", "", "")
		p.HangUp(ctx, "")
	}
	for _, request := range []string{"call", "find", "look", "text", "summon", "hang_up"} {
		name := `edown_carrier_requests_total{request="` + request + `"`
		want := name + `,result="again"} 1` + "\n" + name + `,result="refused"} 1` + "\n" + name + `,result="taken"} 1` + "\n" + name + `,result="unknown"} 2`
		if got := scraped(t, m, name); got != want {
			t.Error(got)
		}
	}
}

func TestCommitsAreCountedAndDone(t *testing.T) {
	m, full := New("test"), errors.New("the disk is full")
	good := func() error { return nil }
	if err := m.Commits(nil)(good); err != nil {
		t.Error(err)
	}
	if err := m.Commits(func(commit func() error) error { return errors.Join(commit(), full) })(good); !errors.Is(err, full) {
		t.Error(err)
	}
	if got := scraped(t, m, "edown_commits_total"); got != `edown_commits_total{result="kept"} 1`+"\n"+`edown_commits_total{result="lost"} 1` {
		t.Error(got)
	}
}

// When the record cannot be read, the figures say so: those of the record are
// missing, and all others are there.
func TestUnreadableRecord(t *testing.T) {
	m := New("test")
	m.Watch(unread{})
	if got := scraped(t, m, "edown_record_readable"); got != "edown_record_readable 0" {
		t.Error(got)
	}
	if got := scraped(t, m, "edown_pages"); got != "" {
		t.Error(got)
	}
	if got := scraped(t, m, "edown_build_info"); got != `edown_build_info{version="test"} 1` {
		t.Error(got)
	}
}

type unread struct{}

func (unread) Figures(context.Context, time.Time) (store.Figures, error) {
	return store.Figures{}, errors.New("no such table")
}
