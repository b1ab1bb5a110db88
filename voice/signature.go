package voice

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const signatureHeader = "X-Twilio-Signature"

// seal distinguishes the carrier's requests from all others. Twilio, Security:
// base64 of HMAC-SHA1, keyed with the account's auth token, over the URL and
// the posted parameters.
type seal struct {
	public *url.URL
	tokens []string // without empty ones, with which anyone could sign
}

func sealOf(public string, tokens []string) seal {
	u, err := url.Parse(strings.TrimSuffix(public, "/"))
	if err != nil {
		u = &url.URL{} // no signature will match
	}
	return seal{u, slices.DeleteFunc(slices.Clone(tokens), func(t string) bool { return t == "" })}
}

// form reports whether a posted form comes from the carrier.
func (s seal) form(r *http.Request, form url.Values) bool {
	given, signed, addresses := []byte(r.Header.Get(signatureHeader)), parameters(form), s.addresses(r)
	for _, token := range s.tokens {
		for _, address := range addresses {
			if hmac.Equal(given, sign(token, address+signed)) {
				return true
			}
		}
	}
	return false
}

func sign(token, what string) []byte {
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(what))
	return []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

// parameters returns the names and values as they are signed: sorted by name,
// repeated values once each, sorted. Twilio's documentation does not mention
// repeated values; its validator for Node does this.
func parameters(form url.Values) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range slices.Compact(slices.Sorted(slices.Values(form[name]))) {
			b.WriteString(name + value)
		}
	}
	return b.String()
}

// addresses returns the URLs over which a request may be signed. Behind a
// proxy, only the path and the query are what the carrier sent; the rest is the
// public URL, without user and password. Each URL counts as written and as
// normalised, with the host in lower case and the path escaped.
func (s seal) addresses(r *http.Request) []string {
	came, escaped := targets(r)
	var out []string
	for _, host := range s.hosts() {
		for _, rest := range []string{host + s.public.EscapedPath() + came, strings.ToLower(host) + s.public.EscapedPath() +
			escaped} {
			if address := s.public.Scheme + "://" + rest; !slices.Contains(out, address) {
				out = append(out, address)
			}
		}
	}
	return out
}

// hosts returns the public host without its port and with it: the carrier drops
// it for voice over HTTPS and keeps it for messages.
func (s seal) hosts() []string {
	bare, full := strings.TrimSuffix(s.public.Host, ":"+s.public.Port()), s.public.Host
	if s.public.Port() == "" {
		full += map[string]string{"https": ":443", "http": ":80"}[s.public.Scheme]
	}
	return []string{bare, full}
}

// targets returns the path and the query, as they came and with the path
// escaped.
func targets(r *http.Request) (came, escaped string) {
	escaped = r.URL.EscapedPath()
	if r.URL.RawQuery != "" || r.URL.ForceQuery {
		escaped += "?" + r.URL.RawQuery
	}
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI, escaped
	}
	return escaped, escaped
}
