package voice

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

// The example of Twilio's documentation.
func TestSignatureOfTwiliosDocumentation(t *testing.T) {
	form := url.Values{
		"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675310"}, "Digits": {"1234"},
		"From": {"+14158675310"}, "To": {"+18005551212"},
	}
	r := httptest.NewRequest(http.MethodPost, "/myapp.php?foo=1&bar=2", nil)
	r.Header.Set(signatureHeader, "L/OH5YylLD5NRKLltdqwSvS0BnU=")
	if !sealOf("https://example.com", []string{"12345"}).form(r, form) {
		t.Error("the documented signature is refused")
	}
}

func TestSignatures(t *testing.T) {
	form := url.Values{"B": {"2"}, "A": {"1", "0", "1"}, "Empty": {""}, "Text": {"é +%\r\n "}}
	for _, c := range []struct {
		name, public, signed, target string
		genuine                      bool
	}{
		{"as it is", "https://h.example", "https://h.example/voice/status?call=1", "/voice/status?call=1", true},
		{"a trailing slash in the configuration", "https://h.example/", "https://h.example/voice/status", "/voice/status", true},
		{"a path in the configuration", "https://h.example/edown", "https://h.example/edown/voice/x", "/voice/x", true},
		{"the port is dropped over HTTPS", "https://h.example:8443", "https://h.example/voice/x", "/voice/x", true},
		{"and kept for messages", "https://h.example:8443", "https://h.example:8443/sms/x", "/sms/x", true},
		{"the port of the scheme", "https://h.example", "https://h.example:443/voice/x", "/voice/x", true},
		{"the port of plain HTTP", "http://h.example", "http://h.example:80/voice/x", "/voice/x", true},
		{"an address with a port", "https://[2001:db8::1]:8443", "https://[2001:db8::1]/voice/x", "/voice/x", true},
		{"user and password are not signed", "https://u:p@h.example", "https://h.example/voice/x", "/voice/x", true},
		{"a bare question mark", "https://h.example", "https://h.example/voice/x?", "/voice/x?", true},
		{"escapes stay as they came", "https://h.example", "https://h.example/voice/a%20b%2Fc?q=%7E+x", "/voice/a%20b%2Fc?q=%7E+x", true},
		{"another port", "https://h.example:8443", "https://h.example:9443/voice/x", "/voice/x", false},
		{"another host", "https://h.example", "https://evil.example/voice/x", "/voice/x", false},
		{"another path", "https://h.example", "https://h.example/voice/x", "/voice/y", false},
		{"another query", "https://h.example", "https://h.example/voice/x?call=1", "/voice/x?call=2", false},
		{"a public URL that is none", "https://h.example:port", "https://h.example/voice/x", "/voice/x", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, c.target, nil)
			r.Host = "behind.proxy:8080"
			r.Header.Set(signatureHeader, signedOver(older, c.signed, form))
			if got := sealOf(c.public, []string{token, older}).form(r, form); got != c.genuine {
				t.Errorf("genuine: %v", got)
			}
		})
	}
}

func TestOnlyOurTokensCount(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/voice/x", nil)
	for _, c := range []struct {
		signedWith string
		tokens     []string
		genuine    bool
	}{
		{token, []string{token, older}, true}, {older, []string{token, older}, true},
		{older, []string{token}, false}, {"", []string{""}, false}, {"", nil, false},
	} {
		r.Header.Set(signatureHeader, signedOver(c.signedWith, public+"/voice/x", nil))
		if got := sealOf(public, c.tokens).form(r, nil); got != c.genuine {
			t.Errorf("signed with %q, tokens %q: %v", c.signedWith, c.tokens, got)
		}
	}
	r.Header.Del(signatureHeader)
	if sealOf(public, []string{token}).form(r, nil) {
		t.Error("a missing signature is accepted")
	}
}

// The carrier's signature is accepted, and no longer is when anything changes.
func TestAnyChangeBreaksTheSignature(t *testing.T) {
	s := sealOf(public, []string{token})
	rapid.Check(t, func(t *rapid.T) {
		form := url.Values(rapid.MapOfN(rapid.StringN(1, 8, -1), rapid.SliceOfN(rapid.String(), 1, 3), 1, 5).Draw(t, "form"))
		r := httptest.NewRequest(http.MethodPost, "/voice/x", nil)
		r.Header.Set(signatureHeader, signedOver(token, public+"/voice/x", form))
		if !s.form(r, form) {
			t.Fatal("refused")
		}
		form.Add("More", "1")
		if s.form(r, form) {
			t.Fatal("a parameter was added")
		}
	})
}
