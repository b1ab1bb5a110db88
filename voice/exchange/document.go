package exchange

import (
	"context"
	"mime"
	"net/url"
	"strconv"
	"strings"
)

// jump is where a call continues: at a URL, or with given TwiML.
type jump struct {
	url, method string
	params      url.Values // besides the standard ones
	twiml       string     // instead of asking the URL
}

// document is TwiML with the URL it came from, against which its own URLs are
// resolved.
type document struct {
	root *element
	url  string // empty: it came inline, so its URLs must be absolute
}

// apology is what a caller hears when neither the document nor its fallback works.
const apology = "We are sorry, an application error has occurred. Goodbye."

// load fetches the document of j for the call, or else that of the fallback
// URL, or else apologises. Its only error is that ctx ended; a request that is
// under way then finishes on its own, as with Twilio.
func (l *leg) load(ctx context.Context, j *jump) (document, error) {
	doc, failed, err := l.read(ctx, j)
	if err != nil || failed == nil {
		return doc, err
	}
	l.x.warn(l.sid, failed.code, failed.url, "%s", failed.reason)
	if doc, ok, err := l.fallBack(ctx, j, failed); ok || err != nil {
		return doc, err
	}
	return spoken(apology), nil
}

// fallBack asks the fallback URL, and tells it what failed where.
func (l *leg) fallBack(ctx context.Context, j *jump, failed *failure) (document, bool, error) {
	to := l.fallbackURL()
	if to.url == "" {
		return document{}, false, nil
	}
	params := url.Values{}
	for name, values := range j.params {
		params[name] = values
	}
	params.Set("ErrorCode", strconv.Itoa(failed.code))
	params.Set("ErrorUrl", failed.url)
	doc, again, err := l.read(ctx, &jump{url: to.url, method: to.method, params: params})
	if again != nil {
		l.x.warn(l.sid, again.code, again.url, "fallback: %s", again.reason)
	}
	return doc, again == nil, err
}

// read fetches and parses the document of j, once.
func (l *leg) read(ctx context.Context, j *jump) (document, *failure, error) {
	if j.twiml != "" {
		doc, failed := l.parse([]byte(j.twiml), "")
		return doc, failed, nil
	}
	r, failed, err := l.fetch(ctx, l.hook("voice", *j))
	if failed != nil || err != nil {
		return document{}, failed, err
	}
	doc, failed := l.interpret(r)
	return doc, failed, nil
}

// hook is the request for j, with the call's standard parameters.
func (l *leg) hook(kind string, j jump) hook {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	params := l.params()
	for name, values := range j.params {
		params[name] = values
	}
	return hook{kind: kind, callSID: l.sid, url: j.url, method: j.method, params: params, jar: l.jar}
}

// fetch delivers h and waits for the answer until ctx ends.
func (l *leg) fetch(ctx context.Context, h hook) (reply, *failure, error) {
	type outcome struct {
		reply
		*failure
	}
	done := make(chan outcome, 1)
	l.x.running.spawn(func() {
		r, f := l.x.deliver(l.x.ctx, h)
		done <- outcome{r, f}
	})
	select {
	case o := <-done:
		return o.reply, o.failure, ctx.Err()
	case <-ctx.Done():
		return reply{}, nil, ctx.Err()
	}
}

// interpret reads an answer as a document, by its content type. Source: Twilio,
// How to respond; errors 12100, 12300 and 11750.
func (l *leg) interpret(r reply) (document, *failure) {
	if len(r.body) > maxDocument {
		return document{}, &failure{code: codeTooLarge, url: r.url, reason: "the answer is larger than 64 kB"}
	}
	kind, _, _ := mime.ParseMediaType(r.contentType)
	switch {
	case kind == "text/xml" || kind == "application/xml" || kind == "text/html":
		return l.parse(r.body, r.url)
	case kind == "text/plain":
		return l.parsePlain(r)
	case strings.HasPrefix(kind, "audio/"):
		return document{root: response(&element{name: "Play", content: []any{r.url}})}, nil
	case len(r.body) == 0:
		return document{}, &failure{code: codeMalformed, url: r.url, reason: "the answer is empty"}
	}
	return document{}, &failure{code: codeContentType, url: r.url, reason: "content type " + strconv.Quote(r.contentType)}
}

// parsePlain runs plain text that is TwiML, and reads out any other.
func (l *leg) parsePlain(r reply) (document, *failure) {
	if doc, failed := l.parse(r.body, r.url); failed == nil {
		return doc, nil
	}
	return spoken(string(r.body)), nil
}

func (l *leg) parse(body []byte, from string) (document, *failure) {
	root, err := parseTwiML(body)
	if err != nil {
		return document{}, &failure{code: codeMalformed, url: from, reason: err.Error()}
	}
	for _, complaint := range root.complaints() {
		l.x.warn(l.sid, codeSchema, from, "%s", complaint)
	}
	return document{root, from}, nil
}

// spoken is a document that says text and hangs up.
func spoken(text string) document {
	return document{root: response(&element{name: "Say", content: []any{text}})}
}

func response(verb *element) *element {
	return &element{name: "Response", children: []*element{verb}}
}

// target resolves a URL of the document; an empty one is the document's own. An
// inline document has no URL, so it needs absolute ones.
func (d document) target(ref string) (string, *failure) {
	base, err := url.Parse(d.url)
	if err != nil {
		return "", &failure{code: codeInvalidURL, url: d.url, reason: err.Error()}
	}
	if ref == "" && d.url != "" {
		return d.url, nil
	}
	u, err := base.Parse(ref)
	if err != nil || u.Host == "" {
		return "", &failure{code: codeInvalidURL, url: ref, reason: "neither absolute nor relative to a document's URL"}
	}
	return u.String(), nil
}
