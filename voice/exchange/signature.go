package exchange

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Signature is the X-Twilio-Signature of a request to rawURL: base64 of
// HMAC-SHA1, keyed with the account's auth token, over the URL and then each
// posted parameter's name and value, sorted by name. A parameter's repeated
// values count once each, sorted. For GET, params is nil, because the URL
// contains them. Source: Twilio, Security, and the validator of twilio-node for
// repeated values.
func Signature(authToken, rawURL string, params url.Values) string {
	mac := hmac.New(sha1.New, []byte(authToken))
	mac.Write([]byte(rawURL))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		values := slices.Clone(params[name])
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			mac.Write([]byte(name + v))
		}
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signedURL is the URL over which Twilio signs a request to u: without
// fragment, user and password; for voice over HTTPS also without the port.
func signedURL(u *url.URL, sms bool) string {
	c := *u
	c.User, c.Fragment, c.RawFragment = nil, "", ""
	if c.Scheme == "https" && !sms {
		c.Host = strings.TrimSuffix(c.Host, ":"+c.Port())
	}
	return c.String()
}

// newSID returns a fresh identifier. The prefix names its kind: CA is a call.
func newSID(prefix string) string {
	var b [16]byte
	rand.Read(b[:])
	return prefix + hex.EncodeToString(b[:])
}
