package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// InProcess returns a transport that takes every request, for any host, to
// handler without a network, so that it works inside a testing/synctest bubble.
// The handler runs to its end even when the client has given up. A handler that
// panics with http.ErrAbortHandler drops the connection.
func InProcess(handler http.Handler) http.RoundTripper { return inProcess{handler} }

// Transport returns a client's transport to the exchange's REST API, without a
// network.
func (x *Exchange) Transport() http.RoundTripper { return InProcess(x.Handler()) }

type inProcess struct{ handler http.Handler }

// RoundTrip implements [http.RoundTripper].
func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	seen, err := asServed(r)
	if err != nil {
		return nil, err
	}
	done := make(chan result, 1)
	go func() { done <- serve(p.handler, seen) }()
	select {
	case got := <-done:
		return got.response(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// asServed is r as a server sees it.
func asServed(r *http.Request) (*http.Request, error) {
	var body []byte
	if r.Body != nil {
		defer r.Body.Close()
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, fmt.Errorf("in-process request to %s: read its body: %w", r.URL, err)
		}
	}
	seen := r.Clone(r.Context())
	seen.Body = io.NopCloser(bytes.NewReader(body))
	seen.ContentLength = int64(len(body))
	seen.RequestURI = r.URL.RequestURI()
	seen.RemoteAddr = "127.0.0.1:1"
	if seen.Host == "" {
		seen.Host = r.URL.Host
	}
	return seen, nil
}

type result struct {
	answer *recorder
	err    error
}

var errDropped = errors.New("in-process connection dropped before the answer")

func serve(handler http.Handler, r *http.Request) (got result) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case http.ErrAbortHandler:
			got.err = errDropped
		default:
			panic(p)
		}
	}()
	got.answer = &recorder{header: http.Header{}}
	handler.ServeHTTP(got.answer, r)
	return got
}

func (g result) response(r *http.Request) (*http.Response, error) {
	if g.err != nil {
		return nil, g.err
	}
	a := g.answer
	a.WriteHeader(http.StatusOK)
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode: a.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.sent, Body: io.NopCloser(&a.body), ContentLength: int64(a.body.Len()),
		Request: r,
	}, nil
}

// recorder is a ResponseWriter that keeps the answer. Like net/http's, it sets
// the content type when the handler did not.
type recorder struct {
	header, sent http.Header
	status       int
	body         bytes.Buffer
}

func (a *recorder) Header() http.Header { return a.header }

func (a *recorder) WriteHeader(status int) {
	if a.status == 0 {
		a.status, a.sent = status, a.header.Clone()
	}
}

func (a *recorder) Write(p []byte) (int, error) {
	if a.status == 0 && a.header.Get("Content-Type") == "" {
		a.header.Set("Content-Type", http.DetectContentType(p))
	}
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}
