package metrics

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/seen"
)

// webhooks are counted by name; all other paths are counted together.
var webhooks = []string{"incoming", "turn", "summon", "wait", "music", "fallback", "lastly", "status", "machine",
	"recording", "conference", "sms"}

// Webhooks counts and times the requests of the carrier.
func (m *Metrics) Webhooks(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, answered, name := time.Now(), &seen.Answer{ResponseWriter: w}, webhook(r.URL.Path)
		next.ServeHTTP(answered, r)
		m.answer.WithLabelValues(name).Observe(time.Since(began).Seconds())
		m.webhooks.WithLabelValues(name, told(answered.Status)).Inc()
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

// told names an answer by its status.
func told(status int) string {
	switch {
	case status == http.StatusForbidden:
		return "unsigned"
	case status >= 500:
		return "failed"
	case status >= 400:
		return "refused"
	}
	return "answered"
}
