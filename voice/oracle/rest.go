package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// version begins the path of everything described; what comes before it is the
// configured base URL.
const version = "/2010-04-01/"

// REST returns a transport to the carrier's REST API, through next. It reports
// every request and every answer that differ from the description. It passes
// refusals, which the description does not have, everything outside
// /2010-04-01/, and the audio of recordings.
func (o *Oracle) REST(next http.RoundTripper) http.RoundTripper {
	if o.api == nil {
		return next
	}
	return watched{o, next, true}
}

// Requests is [Oracle.REST] for a carrier that answers wrongly on purpose: only
// requests are checked.
func (o *Oracle) Requests(next http.RoundTripper) http.RoundTripper {
	if o.api == nil {
		return next
	}
	return watched{o, next, false}
}

type watched struct {
	*Oracle
	next    http.RoundTripper
	answers bool
}

// RoundTrip implements [http.RoundTripper].
func (w watched) RoundTrip(r *http.Request) (*http.Response, error) {
	sent, body, err := copied(r)
	if err != nil {
		return nil, err
	}
	asked := w.request(sent, body)
	resp, err := w.next.RoundTrip(sent)
	if err != nil || asked == nil || !w.answers || resp.StatusCode >= http.StatusBadRequest {
		return resp, err
	}
	return resp, w.answer(asked, resp)
}

// copied returns r with a body that can be read twice.
func copied(r *http.Request) (*http.Request, []byte, error) {
	sent := r.Clone(r.Context())
	if r.Body == nil {
		return sent, nil, nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	sent.Body = io.NopCloser(bytes.NewReader(body))
	return sent, body, err
}

// request reports what is wrong with a request, and returns the operation that
// it asks for, nil for none.
func (w watched) request(sent *http.Request, body []byte) *openapi3filter.RequestValidationInput {
	w.t.Helper()
	seen := sent.Clone(context.Background()) // an abandoned request is checked too
	_, rest, ok := strings.Cut(seen.URL.Path, version)
	if !ok || strings.Contains(rest, "/Recordings/") && !strings.HasSuffix(rest, ".json") {
		return nil
	}
	seen.URL.Path, seen.URL.RawPath = version+rest, ""
	seen.Body = io.NopCloser(bytes.NewReader(body))
	in, err := w.api.find(seen)
	if err != nil {
		w.t.Errorf("%s %s: %v", seen.Method, seen.URL.Path, err)
		return nil
	}
	w.report(in, "", openapi3filter.ValidateRequest(seen.Context(), in))
	form, _ := url.ParseQuery(string(body)) // the validator has reported what is wrong with it
	for _, stranger := range strangers(in, form) {
		w.t.Errorf("%s %s: %s", seen.Method, seen.URL.Path, stranger)
	}
	return in
}

// answer reports what is wrong with an answer, whose body can still be read.
func (w watched) answer(asked *openapi3filter.RequestValidationInput, resp *http.Response) error {
	w.t.Helper()
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if err != nil {
		return err
	}
	w.report(asked, "answer: ", openapi3filter.ValidateResponse(context.Background(),
		&openapi3filter.ResponseValidationInput{
			RequestValidationInput: asked, Status: resp.StatusCode, Header: resp.Header,
			Body: io.NopCloser(bytes.NewReader(body)), Options: w.api.options,
		}))
	described := asked.Route.Operation.Responses.Status(resp.StatusCode)
	var value any
	if described == nil || described.Value.Content["application/json"] == nil || json.Unmarshal(body, &value) != nil {
		return nil
	}
	for _, field := range unknown("answer", value, described.Value.Content["application/json"].Schema.Value) {
		w.t.Errorf("%s %s: %s", asked.Request.Method, asked.Request.URL.Path, field)
	}
	return nil
}

// report reports each violation that the validator found.
func (w watched) report(in *openapi3filter.RequestValidationInput, what string, err error) {
	w.t.Helper()
	if err == nil {
		return
	}
	all, ok := err.(openapi3.MultiError)
	if !ok {
		all = openapi3.MultiError{err}
	}
	for _, one := range all {
		w.t.Errorf("%s %s: %s%v", in.Request.Method, in.Request.URL.Path, what, one)
	}
}
