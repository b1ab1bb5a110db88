package check

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"edown/cmd/edown/wording"
	"edown/voice"
)

// publicFacts are how the line answers at its public address.
type publicFacts struct {
	health   int       // the status of /healthz
	ours     bool      // the answer is this program's
	unsigned int       // the status of a webhook without a signature
	expires  time.Time // the end of the certificate; zero: there is none
	err      error     // why there was no answer
}

func (e Examination) askPublic(ctx context.Context) (f publicFacts) {
	if e.Config.PublicURL == "" {
		f.err = errors.New("there is no public URL")
		return f
	}
	health, body, err := e.ask(ctx, voice.Hook{URL: e.Config.PublicURL + "/healthz", Method: http.MethodGet})
	if err != nil {
		f.err = err
		return f
	}
	var said struct{ Status string }
	f.health, f.ours = health.StatusCode, json.Unmarshal(body, &said) == nil && said.Status == "ok"
	if health.TLS != nil && len(health.TLS.PeerCertificates) > 0 {
		f.expires = health.TLS.PeerCertificates[0].NotAfter
	}
	unsigned, _, err := e.ask(ctx, voice.Hook{URL: e.Config.PublicURL + "/voice/incoming", Method: http.MethodPost})
	if err != nil {
		f.err = err
		return f
	}
	f.unsigned = unsigned.StatusCode
	return f
}

// ask sends one request as the carrier might, without its signature. It follows no
// redirect, since the carrier would lose the caller's keys.
func (e Examination) ask(ctx context.Context, at voice.Hook) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, at.Method, at.URL, strings.NewReader(""))
	if err != nil {
		return nil, nil, err
	}
	if at.Method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := http.Client{Transport: e.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	return resp, body, err
}

func (f facts) judgePublic() []Finding {
	const point = "public URL"
	at, p := f.config.PublicURL, f.public
	pass := passedOn(f.config.Listen)
	switch {
	case at == "":
		return one(point, Lacking, "is not set",
			"set public_url (EDOWN_PUBLIC_URL), the https address at which Twilio reaches this server")
	case p.err != nil:
		return one(point, Lacking, "no answer: "+p.err.Error(), reached(p.err, f.config.Listen))
	case p.health == http.StatusBadGateway, p.health == http.StatusServiceUnavailable,
		p.health == http.StatusGatewayTimeout:
		return one(point, Lacking, fmt.Sprintf("the proxy at %s answered %d: it reaches no server", at, p.health),
			"start edown serve, and have the proxy pass on to "+f.config.Listen)
	case p.health == http.StatusUnauthorized:
		return one(point, Lacking, at+" asks for a password, which Twilio does not have",
			"let the proxy pass everybody: the line takes nothing that Twilio has not signed")
	case p.health >= 300 && p.health < 400:
		return one(point, Lacking, fmt.Sprintf(
			"%s/healthz answered %d, which leads elsewhere: what a caller pressed would be lost", at, p.health),
			"set public_url (EDOWN_PUBLIC_URL) to the address that it leads to, and have that one pass every path on")
	case p.health != http.StatusOK || !p.ours:
		return one(point, Lacking, fmt.Sprintf("%s/healthz answered %d, and not as this program does", at, p.health), pass)
	case p.unsigned != http.StatusForbidden:
		return one(point, Lacking, fmt.Sprintf("a webhook without a signature was answered %d, not 403", p.unsigned), pass)
	case strings.HasPrefix(at, "http://") && f.config.API == "":
		return one(point, Lacking, at+" is not encrypted, and out of Twilio's reach",
			"write the https:// address at which the internet reaches this server")
	}
	return one(point, Fine, at+" answers, and refuses what is not signed", "")
}

func passedOn(listen string) string {
	return "have the proxy pass every path and query on to " + listen + " as they came, and start edown serve behind it"
}

// reached is the remedy for an address that does not answer.
func reached(err error, listen string) string {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var plain tls.RecordHeaderError
	var late net.Error
	switch {
	case errors.As(err, &dns):
		return "have the name lead to this server in the DNS, or correct public_url (EDOWN_PUBLIC_URL)"
	case errors.As(err, &certificate):
		return "give the proxy a certificate for this name from an authority that Twilio trusts, with the whole chain"
	case errors.As(err, &plain):
		return "have the proxy speak TLS at this port, or correct the port in public_url (EDOWN_PUBLIC_URL)"
	case errors.As(err, &late) && late.Timeout():
		return "let the firewall pass https from everywhere, and see that the proxy runs; from inside, the address may " +
			"not be reachable though it is for Twilio"
	}
	return passedOn(listen)
}

// certificateEnds is how many days before its end a certificate is late.
// Certificates that are renewed automatically are renewed a month before.
const certificateEnds = 14

func (f facts) judgeCertificate() []Finding {
	const point = "certificate"
	switch {
	case f.public.expires.IsZero() && strings.HasPrefix(f.config.PublicURL, "http://"):
		return nil // there is none, and the public URL says whether one is needed
	case f.public.expires.IsZero():
		return unknown(point, "public URL")
	}
	until := f.public.expires.UTC().Format(time.DateOnly)
	if days := int(f.public.expires.Sub(f.now).Hours() / 24); days < certificateEnds {
		return one(point, Doubtful, fmt.Sprintf("ends in %d %s, on %s", days, wording.Plural("day", days), until),
			"renew it, and see why it did not renew itself: Twilio calls no server with an expired one")
	}
	return one(point, Fine, "valid until "+until, "")
}
