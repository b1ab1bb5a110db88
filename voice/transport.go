package voice

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	apiTakes      = 10 * time.Second // for one request to the carrier
	longestAnswer = 1 << 20
)

// transport carries the requests of one call to the carrier's client library.
// The library (twilio-go 1.31.0) has no base URL and no context, and leaves the
// bodies of errors open. transport sends the requests to the configured API,
// ends them with the caller's context, and reads every answer to its end. It
// keeps what the library drops with an error.
type transport struct {
	ctx  context.Context
	base http.RoundTripper
	api  *url.URL

	status     int // of the last answer; 0: there was none
	retryAfter string
	date       string // by the carrier's clock
}

// RoundTrip implements [http.RoundTripper].
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(t.ctx, apiTakes)
	defer cancel()
	t.status, t.retryAfter, t.date = 0, "", ""
	resp, err := t.base.RoundTrip(t.directed(ctx, r))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, longestAnswer))
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	t.status, t.retryAfter, t.date = resp.StatusCode, resp.Header.Get("Retry-After"), resp.Header.Get("Date")
	return resp, nil
}

// directed is the request as it goes out: to the configured API, whatever host
// the library chose (it reads TWILIO_EDGE and TWILIO_REGION on its own).
func (t *transport) directed(ctx context.Context, r *http.Request) *http.Request {
	out := r.Clone(ctx)
	out.URL.Scheme, out.URL.Host, out.Host = t.api.Scheme, t.api.Host, ""
	out.URL.Path = strings.TrimSuffix(t.api.Path, "/") + r.URL.Path
	out.URL.RawPath = ""
	return out
}
