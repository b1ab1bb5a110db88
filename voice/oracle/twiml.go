package oracle

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// TwiML returns a server of webhooks, which next is, that reports every document
// that the carrier would not take, and every answer that would lose what the
// caller pressed: a redirect, or 429. Errors pass, they are the test's affair;
// so do audio, and an answer without content to a callback.
func (o *Oracle) TwiML(next http.Handler) http.Handler {
	if o.grammar == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &overheard{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		for _, fault := range o.answered(seen) {
			o.t.Errorf("%s %s: %s\n%.4000s", r.Method, r.URL, fault, seen.body.Bytes())
		}
	})
}

// Document reports what the carrier would have to say against a document that
// reaches it in some other way.
func (o *Oracle) Document(document []byte) {
	o.t.Helper()
	if o.grammar == nil {
		return
	}
	for _, fault := range o.grammar.faults(document) {
		o.t.Errorf("%s\n%.4000s", fault, document)
	}
}

// answered lists what is wrong with an answer to the carrier.
func (o *Oracle) answered(a *overheard) []string {
	kind, _, _ := mime.ParseMediaType(a.Header().Get("Content-Type"))
	switch {
	case a.status/100 == 3 && a.status != http.StatusNotModified || a.status == http.StatusTooManyRequests:
		return []string{http.StatusText(a.status) + ": the carrier loses what was pressed (11217)"}
	case a.status != http.StatusOK || strings.HasPrefix(kind, "audio/"):
		return nil
	case kind != "text/xml" && kind != "application/xml":
		return []string{"the content type of a document is " + kind + " (12300)"}
	}
	return o.grammar.faults(a.body.Bytes())
}

// overheard is an answer on its way, and what was said.
type overheard struct {
	http.ResponseWriter
	status int
	begun  bool
	body   bytes.Buffer
}

func (a *overheard) WriteHeader(status int) {
	if !a.begun {
		a.begun, a.status = true, status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *overheard) Write(p []byte) (int, error) {
	a.begun = true
	a.body.Write(p)
	return a.ResponseWriter.Write(p)
}

// Unwrap is for [http.ResponseController].
func (a *overheard) Unwrap() http.ResponseWriter { return a.ResponseWriter }
