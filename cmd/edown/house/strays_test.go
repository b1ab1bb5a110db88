package house

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A number configured with GET, or with a wrong address, is logged once a minute,
// however often it is called.
func TestStraysAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told bytes.Buffer
		s := &strays{log: slog.New(slog.NewTextHandler(&told, nil)), next: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path != "/voice/incoming":
				http.NotFound(w, r)
			case r.Method != http.MethodPost:
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		})}
		for _, step := range []struct {
			method, path string
			pause        time.Duration
			want         string
		}{
			{"POST", "/voice/incoming", 0, ""},
			{"GET", "/voice/incoming", 0, "method=GET path=/voice/incoming status=405"},
			{"POST", "/voice/incomming", 59 * time.Second, ""},
			{"POST", "/sms/" + strings.Repeat("x", 5000), time.Second, "method=POST path=/sms/xxx"},
		} {
			time.Sleep(step.pause)
			told.Reset()
			s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(step.method, step.path, nil))
			got := told.String()
			if (got == "") != (step.want == "") || !strings.Contains(got, step.want) || len(got) > 500 {
				t.Errorf("%s %.30s: told %q, want %q", step.method, step.path, got, step.want)
			}
			if got != "" && !strings.Contains(got, "level=WARN") {
				t.Error(got)
			}
		}
	})
}

// The house watches its own webhooks so.
func TestAWebhookAsGetIsTold(t *testing.T) {
	var told bytes.Buffer
	h := builtWith(t, slog.New(slog.NewTextHandler(&told, nil)))
	defer h.Close()
	h.Handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/voice/incoming?CallSid=CA1", nil))
	if !strings.Contains(told.String(), "a webhook went to no address of the line") {
		t.Errorf("told %q", told.String())
	}
}
