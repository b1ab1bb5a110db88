package metrics

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// webhooks are counted by name; all other paths are counted together.
var webhooks = []string{"incoming", "turn", "summon", "wait", "music", "fallback", "lastly", "status", "machine",
	"recording", "conference", "sms"}

// Webhooks counts and times the requests of the carrier.
func (m *Metrics) Webhooks(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, seen, name := time.Now(), &answered{ResponseWriter: w}, webhook(r.URL.Path)
		next.ServeHTTP(seen, r)
		m.answer.WithLabelValues(name).Observe(time.Since(began).Seconds())
		m.webhooks.WithLabelValues(name, seen.result()).Inc()
	})
}

// webhook is the name of a path.
func webhook(path string) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	name, _, _ := strings.Cut(rest, "/")
	if first == "sms" {
		name = first
	}
	if slices.Contains(webhooks, name) {
		return name
	}
	return "other"
}

// answered remembers the status of an answer.
type answered struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (a *answered) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap is for [http.ResponseController].
func (a *answered) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answered) result() string {
	switch {
	case a.status == http.StatusForbidden:
		return "unsigned"
	case a.status >= 500:
		return "failed"
	case a.status >= 400:
		return "refused"
	}
	return "answered"
}
