package exchange

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"
)

// hook is one request from the exchange to the application.
type hook struct {
	kind    string // as in Faults
	callSID string // for the debugger
	url     string // absolute, as configured: with its fragment
	method  string // GET or POST; empty means POST
	params  url.Values
	jar     http.CookieJar // the call's cookies; nil: none
	fate    *Fate          // of the first try, if already decided
}

// reply is what the application answered. Its url is where the answer came
// from, after redirects.
type reply struct {
	url, contentType string
	status           int
	body             []byte
}

// failure says why there is no usable answer, in Twilio's codes.
type failure struct {
	code   int
	class  string // of the retry policy: ct, rt, 4xx, 5xx; empty: never retried
	url    string
	reason string
}

// Error returns the code, the URL and the reason.
func (f *failure) Error() string { return fmt.Sprintf("%d %s: %s", f.code, f.url, f.reason) }

// Twilio's error codes for webhooks.
const (
	codeInvalidURL    = 11100
	codeRetrieval     = 11200
	codeConnection    = 11205
	codeHostName      = 11210
	codeRedirects     = 11215
	codeHTTPStatus    = 11217
	codeTLS           = 11220
	codeTooLarge      = 11750
	codeMalformed     = 12100
	codeSchema        = 12200
	codeContentType   = 12300
	maxDocument       = 64 << 10
	maxRedirects      = 10
	idempotencyHeader = "I-Twilio-Idempotency-Token"
)

// delivery is one hook on its way, with what all its tries share.
type delivery struct {
	hook
	x      *Exchange
	target *url.URL
	over   override
	token  string
}

// deliver delivers h, with the retries that its URL asks for. It takes 15 s at
// most. Source: Twilio, Webhook connection overrides.
func (x *Exchange) deliver(ctx context.Context, h hook) (reply, *failure) {
	target, err := url.Parse(h.url)
	if err != nil || target.Host == "" || !strings.HasPrefix(target.Scheme, "http") {
		return reply{}, &failure{code: codeInvalidURL, url: h.url, reason: "not an absolute http or https URL"}
	}
	d := delivery{h, x, target, overrides(target), newSID("")}
	ctx, cancel := context.WithTimeout(ctx, min(d.over.total, hardLimit))
	defer cancel()
	for try := 1; ; try++ {
		r, f := d.try(ctx, try)
		if f == nil || try > d.over.retries || !d.over.again(f.class) || ctx.Err() != nil {
			return r, f
		}
	}
}

// try makes one attempt, with its planned fate.
func (d *delivery) try(ctx context.Context, n int) (r reply, f *failure) {
	fate := d.fateOf(n)
	if sleep(ctx, fate.Delay) != nil {
		return reply{}, d.fail(codeConnection, "rt", "no answer in time")
	}
	switch {
	case fate.Lose:
		return reply{}, d.fail(codeConnection, "ct", "connection lost")
	case fate.Status != 0:
		return d.judge(reply{url: d.hook.url, status: fate.Status})
	}
	for range fate.Copies + 1 {
		r, f = d.attempt(ctx)
	}
	return r, f
}

func (d *delivery) fateOf(try int) Fate {
	if try == 1 && d.fate != nil {
		return *d.fate
	}
	return d.x.cfg.Faults.webhook(d.kind, try)
}

func (d *delivery) fail(code int, class, reason string) *failure {
	return &failure{code: code, class: class, url: d.hook.url, reason: reason}
}

// attempt sends the request and follows redirects, with GET and without the
// parameters. Source: Twilio, <Gather>, troubleshooting.
func (d *delivery) attempt(ctx context.Context) (reply, *failure) {
	req, at := d.request(), d.hook.url
	for range maxRedirects + 1 {
		resp, err := d.send(ctx, req)
		if err != nil {
			return reply{}, d.classify(err)
		}
		to := resp.Header.Get("Location")
		if resp.StatusCode/100 != 3 || to == "" {
			return d.read(at, resp)
		}
		resp.Body.Close()
		next, err := req.URL.Parse(to)
		if err != nil {
			return reply{}, d.fail(codeInvalidURL, "", "redirected to "+to)
		}
		req, at = d.signed(http.MethodGet, next, nil), next.String()
	}
	return reply{}, d.fail(codeRedirects, "", fmt.Sprintf("more than %d redirects", maxRedirects))
}

func (d *delivery) request() *http.Request {
	if !strings.EqualFold(d.method, http.MethodGet) {
		return d.signed(http.MethodPost, d.target, d.params)
	}
	u := *d.target
	if len(d.params) > 0 {
		u.RawQuery = strings.TrimPrefix(u.RawQuery+"&"+d.params.Encode(), "&")
	}
	return d.signed(http.MethodGet, &u, nil)
}

func (d *delivery) signed(method string, u *url.URL, form url.Values) *http.Request {
	bare := *u
	bare.User, bare.Fragment, bare.RawFragment = nil, "", ""
	r, err := http.NewRequest(method, bare.String(), strings.NewReader(form.Encode()))
	if err != nil { // the URL was parsed and the method is ours
		panic(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	}
	r.Header.Set("User-Agent", "TwilioProxy/1.1")
	r.Header.Set("Accept", "*/*")
	r.Header.Set(idempotencyHeader, d.token)
	sms := d.kind == "sms" || d.kind == "message"
	r.Header.Set("X-Twilio-Signature", Signature(d.x.cfg.AuthToken, signedURL(u, sms), form))
	return r
}

// send sends one request. It answers a 401 with the URL's user and password.
func (d *delivery) send(ctx context.Context, r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	resp, err := d.client().Do(r.WithContext(d.limit(ctx, cancel)))
	if err == nil && resp.StatusCode == http.StatusUnauthorized && d.target.User != nil {
		resp.Body.Close()
		resp, err = d.client().Do(d.authorized(r).WithContext(d.limit(ctx, cancel)))
	}
	if err != nil {
		err = errors.Join(err, context.Cause(ctx))
		cancel(nil)
		return nil, err
	}
	resp.Body = &closer{resp.Body, func() { cancel(nil) }}
	return resp, nil
}

func (d *delivery) client() *http.Client {
	return &http.Client{
		Transport:     d.x.cfg.Client.Transport,
		Jar:           d.jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (d *delivery) authorized(r *http.Request) *http.Request {
	again := d.request()
	password, _ := d.target.User.Password()
	again.SetBasicAuth(d.target.User.Username(), password)
	if r.URL.Path != again.URL.Path { // redirected away: the password is not sent
		return r
	}
	return again
}

var (
	errNoConnection = errors.New("no connection in time")
	errNoAnswer     = errors.New("no answer in time")
)

// limit limits the time to connect and the time to the first byte. A transport
// without connections reports none: then only the latter applies.
func (d *delivery) limit(ctx context.Context, cancel context.CancelCauseFunc) context.Context {
	answer := time.AfterFunc(d.over.read, func() { cancel(errNoAnswer) })
	connect := time.AfterFunc(time.Hour, func() { cancel(errNoConnection) })
	connect.Stop()
	context.AfterFunc(ctx, func() { answer.Stop(); connect.Stop() })
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:              func(string) { connect.Reset(d.over.connect) },
		GotConn:              func(httptrace.GotConnInfo) { connect.Stop(); answer.Reset(d.over.read) },
		GotFirstResponseByte: func() { answer.Stop() },
	})
}

// closer releases a request's context when its answer has been read.
type closer struct {
	io.ReadCloser
	done func()
}

// Close closes the answer and releases the context.
func (c *closer) Close() error { defer c.done(); return c.ReadCloser.Close() }

func (d *delivery) classify(err error) *failure {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &dns):
		return d.fail(codeHostName, "ct", err.Error())
	case errors.As(err, &cert), errors.As(err, &record):
		return d.fail(codeTLS, "ct", err.Error())
	case errors.Is(err, errNoAnswer), errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, errNoConnection):
		return d.fail(codeConnection, "rt", "no answer in time")
	}
	return d.fail(codeConnection, "ct", err.Error())
}

func (d *delivery) read(at string, resp *http.Response) (reply, *failure) {
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	if err != nil {
		return reply{}, d.fail(codeRetrieval, "rt", err.Error())
	}
	return d.judge(reply{url: at, contentType: resp.Header.Get("Content-Type"), status: resp.StatusCode, body: body})
}

func (d *delivery) judge(r reply) (reply, *failure) {
	switch r.status / 100 {
	case 4:
		return r, d.fail(codeHTTPStatus, "4xx", fmt.Sprintf("answered %d", r.status))
	case 5:
		return r, d.fail(codeHTTPStatus, "5xx", fmt.Sprintf("answered %d", r.status))
	}
	return r, nil
}

// sleep waits for d, or returns ctx's error if ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
