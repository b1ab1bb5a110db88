package housetest

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"edown/store"
	"edown/support"
)

// permitted checks everything that leaves a house against law 8: the line dials only
// numbers of the rota, and callers' own numbers in an allowed country. It complains
// about any other call, message or document, in every test.
type permitted struct {
	w        *Town
	callable func(support.E164) bool

	mu      sync.Mutex // guards what follows
	people  map[string]bool
	callers map[string]bool
	dialled int
	sent    []string // the texts of messages
	said    []answered
}

// answered is a document that the house returned.
type answered struct {
	path string
	text []byte
}

func newPermitted(w *Town) *permitted {
	return &permitted{w: w, callable: w.Config.Callable, people: map[string]bool{}, callers: map[string]bool{}}
}

// know permits the people on record to be rung: the rota, account managers and
// dedicated engineers.
func (p *permitted) know(d store.Directory) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, person := range d.People {
		p.people[string(person.Phone)] = true
	}
	for _, c := range d.Contracts {
		for _, t := range c.TSAMs {
			p.people[string(t.Phone)] = true
		}
		for _, b := range c.Engineers {
			p.people[string(b.Phone)] = true
		}
	}
	for _, e := range d.Engagements {
		p.people[string(e.Phone)] = true
	}
	for _, b := range d.Bookings {
		p.people[string(b.Phone)] = true
	}
}

// numbers lists the numbers of all callers and of all people who may be rung.
func (p *permitted) numbers() (all []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, known := range []map[string]bool{p.people, p.callers} {
		for number := range known {
			if support.E164(number).Known() {
				all = append(all, number)
			}
		}
	}
	return all
}

// carrier watches the requests to the carrier.
func (p *permitted) carrier(next http.RoundTripper) http.RoundTripper {
	return watchedCarrier{p, next}
}

type watchedCarrier struct {
	*permitted
	next http.RoundTripper
}

func (c watchedCarrier) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		c.ordered(r, form)
	}
	return c.next.RoundTrip(r)
}

// ordered checks one request to the carrier against the law.
func (p *permitted) ordered(r *http.Request, form url.Values) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case form.Has("Twiml"), form.Has("ApplicationSid"), form.Has("Url") &&
		!strings.HasPrefix(form.Get("Url"), p.w.Config.PublicURL+"/voice/"):
		p.w.Errorf("the carrier is given a call to somebody else: %v", form)
	case form.Has("To") && form.Get("From") != string(p.w.Config.Line):
		p.w.Errorf("%s is not rung from the line: %v", form.Get("To"), form)
	case form.Has("To"):
		p.dialled++
		p.mayRing(form.Get("To"), form)
	}
	if form.Has("Body") {
		p.sent = append(p.sent, form.Get("Body"))
	}
}

func (p *permitted) mayRing(to string, why any) {
	own := p.callers[to] && p.callable(support.E164(to))
	if !p.people[to] && !own {
		p.w.Errorf("%q is neither of the rota nor a caller's own: %v", to, why)
	}
}

// server watches the webhooks: callers' numbers come in, and documents go out.
func (p *permitted) server(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if form, err := url.ParseQuery(string(body)); err == nil && r.URL.Path == "/voice/incoming" {
			p.mu.Lock()
			p.callers[form.Get("From")] = true
			p.mu.Unlock()
		}
		next.ServeHTTP(&overheard{w, p, r.URL.Path}, r)
	})
}

// overheard reads an answer on its way out.
type overheard struct {
	http.ResponseWriter
	p    *permitted
	path string
}

func (o *overheard) Write(document []byte) (int, error) {
	if strings.HasPrefix(o.Header().Get("Content-Type"), "text/xml") {
		o.p.hear(o.path, document)
	}
	return o.ResponseWriter.Write(document)
}

// ours lists every element that the house writes.
var ours = strings.Fields("Response Say say-as break Play Pause Gather Record Dial Number Conference Redirect Hangup")

// hear checks the verbs and the numbers of a document against the law.
func (p *permitted) hear(path string, document []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, answered{path, bytes.Clone(document)})
	d, within := xml.NewDecoder(bytes.NewReader(document)), ""
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case nil:
			if err != io.EOF {
				p.w.Errorf("a document that is no XML: %v\n%s", err, document)
			}
			return
		case xml.StartElement:
			within = t.Name.Local
			if !slices.Contains(ours, within) {
				p.w.Errorf("<%s> is none of our verbs:\n%s", within, document)
			}
		case xml.EndElement:
			within = ""
		case xml.CharData:
			if within == "Number" || within == "Dial" {
				p.mayRing(string(t), string(document))
			}
		}
	}
}
