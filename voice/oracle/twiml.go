package oracle

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"
)

// TwiML returns a server of webhooks around next. It reports every document
// that the carrier would not take, and every answer that would lose the
// caller's keys: a redirect, or 429. It passes errors, which are the test's
// concern, audio, and an answer without content to a callback.
func (o *Oracle) TwiML(next http.Handler) http.Handler {
	if o.grammar == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &overheard{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		o.judge(r, seen.status, seen.Header(), seen.body.Bytes())
	})
}

// Webhooks returns the carrier's transport to a server of webhooks in another
// process. It reports what [Oracle.TwiML] does. A server that fails in the
// middle of an answer has given none.
func (o *Oracle) Webhooks(next http.RoundTripper) http.RoundTripper {
	if o.grammar == nil {
		return next
	}
	return asking{o, next}
}

type asking struct {
	*Oracle
	next http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (a asking) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := a.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	a.judge(r, resp.StatusCode, resp.Header, body)
	return resp, nil
}

func (o *Oracle) judge(r *http.Request, status int, header http.Header, body []byte) {
	for _, fault := range o.answered(status, header, body) {
		o.t.Errorf("%s %s: %s\n%.4000s", r.Method, r.URL, fault, body)
	}
}

// Document reports the carrier's objections to a document that reaches it in
// another way.
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
func (o *Oracle) answered(status int, header http.Header, body []byte) []string {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	switch {
	case status/100 == 3 && status != http.StatusNotModified || status == http.StatusTooManyRequests:
		return []string{http.StatusText(status) + ": the carrier loses what was pressed (11217)"}
	case status != http.StatusOK || strings.HasPrefix(kind, "audio/"):
		return nil
	case kind != "text/xml" && kind != "application/xml":
		return []string{"the content type of a document is " + kind + " (12300)"}
	}
	return o.grammar.faults(body)
}

// overheard is an answer on its way, with a copy of it.
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
