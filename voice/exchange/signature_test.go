package exchange_test

import (
	"encoding/json"
	"net/url"
	"os"
	"testing"

	"edown/voice/exchange"
)

func TestSignature(t *testing.T) {
	rows := []struct {
		name, url string
		params    url.Values
		want      string
	}{
		{"Twilio's own vector", "https://example.com/myapp.php?foo=1&bar=2", url.Values{
			"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675310"}, "From": {"+14158675310"},
			"Digits": {"1234"}, "To": {"+18005551212"},
		}, "L/OH5YylLD5NRKLltdqwSvS0BnU="},
		{"repeated values count once, in order", "https://example.com/", url.Values{"a": {"2", "1", "2"}},
			exchange.Signature("12345", "https://example.com/a1a2", nil)},
		{"the order of names is bytewise", "https://example.com/", url.Values{"b": {"1"}, "a": {"2"}, "B": {"3"}},
			exchange.Signature("12345", "https://example.com/B3a2b1", nil)},
		{"values are not trimmed", "https://example.com/", url.Values{"a": {" é\r\n"}},
			exchange.Signature("12345", "https://example.com/a é\r\n", nil)},
	}
	for _, row := range rows {
		if got := exchange.Signature("12345", row.url, row.params); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

// Every webhook carries the signature of its URL by Twilio's rules.
func TestSignedURL(t *testing.T) {
	rows := []struct{ name, configured, signed string }{
		{"as it is", "https://app.test/voice?a=1", "https://app.test/voice?a=1"},
		{"without the fragment", "https://app.test/voice#rc=2", "https://app.test/voice"},
		{"without user and password", "https://me:secret@app.test/voice", "https://app.test/voice"},
		{"HTTPS without its port", "https://app.test:8443/voice", "https://app.test/voice"},
		{"HTTP with its port", "http://app.test:8080/voice", "http://app.test:8080/voice"},
		{"escapes stay", "https://app.test/voice?a=%7E%2F+b%20c", "https://app.test/voice?a=%7E%2F+b%20c"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/voice", `<Say>Hello</Say>`)
				b.x.Connect(hotline, exchange.Number{VoiceURL: row.configured})
				b.phone(alice).Dials(hotline).Hears("hello").IsHungUp()
				got := b.one("/voice")
				for name := range mustParse(b, row.configured).Query() {
					got.form.Del(name)
				}
				b.wants("signature", got.header.Get("X-Twilio-Signature"), exchange.Signature(token, row.signed, got.form))
			})
		})
	}
}

func TestSignedGET(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Redirect method="GET">/next?x=1</Redirect>`)
		b.answers("/next", `<Say>Hello</Say>`)
		b.phone(alice).Dials(hotline).Hears("hello").IsHungUp()
		got := b.one("/next")
		b.wants("method", got.method, "GET")
		b.wants("x", got.get("x"), "1")
		b.wants("CallSid", got.get("CallSid"), b.one("/voice").get("CallSid"))
		b.wants("signature", got.header.Get("X-Twilio-Signature"), exchange.Signature(token, got.url, nil))
	})
}

// The signature of a message webhook keeps the port.
func TestSignedMessageURL(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.x.Connect(hotline, exchange.Number{SMSURL: "https://app.test:8443/sms"})
		b.phone(alice).Texts(hotline, "Hello")
		got := b.one("/sms")
		b.wants("signature", got.header.Get("X-Twilio-Signature"), exchange.Signature(token, "https://app.test:8443/sms", got.form))
	})
}

// Twilio's library for Node accepts what the exchange signs. Where the orders
// of UTF-16 and of bytes differ, the documented order is that of bytes.
func TestCarriersLibraryAcceptsOurSignatures(t *testing.T) {
	raw, err := os.ReadFile("../testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Kind, Token, Signed, Signature string
		Form                           url.Values
		Genuine                        bool
	}
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	genuine := 0
	for i, v := range vectors {
		if !v.Genuine || v.Kind == "names sorted as UTF-16" {
			continue
		}
		genuine++
		if got := exchange.Signature(v.Token, v.Signed, v.Form); got != v.Signature {
			t.Errorf("%d, %s: got %s, want %s, over %s with %q", i, v.Kind, got, v.Signature, v.Signed, v.Form)
		}
	}
	if genuine < 100 {
		t.Errorf("only %d signatures", genuine)
	}
}

func mustParse(b *bench, s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		b.Fatal(err)
	}
	return u
}
