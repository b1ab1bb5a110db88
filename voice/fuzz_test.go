package voice

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"edown/ivr"
	"edown/voice/exchange"
)

// A turn is kept once, whatever form the carrier signs. When it comes again it
// gets the same document, and the document holds only our verbs.
func FuzzWebhookForm(f *testing.F) {
	f.Add("Digits=1&CallStatus=in-progress", "")
	f.Add("SpeechResult=operator", "")
	f.Add("RecordingUrl=https%3A%2F%2Fx%2FRE1&RecordingDuration=-9&Digits=hangup&CallStatus=completed", "")
	f.Add("CallStatus=completed", "silence=1")
	f.Add("Digits=1&Digits=2&Digits=%3C%2FSay%3E%3CDial%3E%2B19005550100", "back=1")
	f.Add("SpeechResult=%5D%5D%3E%00%E2%80%AE&From=%2B1%20900", "silence=&back=")
	f.Fuzz(func(t *testing.T, body, query string) {
		form, err := url.ParseQuery(body)
		if err != nil || strings.ContainsFunc(query, func(r rune) bool { return r <= ' ' || r == '#' || r > '~' }) {
			return
		}
		h := newHouse(t)
		h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en", Turn: 1, Node: "main"}})
		path := "/voice/turn/CA1/1?" + query
		signature := exchange.Signature(token, public+path, form)
		first, second := h.send(path, body, signature), h.send(path, body, signature)
		if first.Code != http.StatusOK || second.Body.String() != first.Body.String() {
			t.Fatalf("%d, then %d\n%s\n%s", first.Code, second.Code, first.Body, second.Body)
		}
		if len(h.book.turns) != 1 {
			t.Errorf("%d turns are kept of one that came twice", len(h.book.turns))
		}
		if got := h.book.turns[0].Input; got.Keys != "" && got.Speech == "" && got.Keys != form.Get("Digits") {
			t.Errorf("kept keys %q of %q", got.Keys, form.Get("Digits"))
		}
		ourVerbs(t, first.Body.Bytes())
	})
}

// ourVerbs fails unless the document is complete and has only our verbs.
func ourVerbs(t *testing.T, document []byte) {
	t.Helper()
	if len(document) > 64<<10 {
		t.Errorf("a document of %d bytes", len(document))
	}
	for _, name := range elementsOf(t, document) {
		if !slices.Contains(strings.Fields("Response Say say-as Play Pause Gather Record Dial Number Conference Redirect Hangup"), name) {
			t.Errorf("<%s> in\n%s", name, document)
		}
	}
}

func elementsOf(t *testing.T, document []byte) (names []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, document)
		}
		if start, is := token.(xml.StartElement); is {
			names = append(names, start.Name.Local)
		}
	}
}

// What the exchange signs, as the carrier does, is accepted. With one bit of
// the form, the address or the signature flipped, it is not.
func FuzzSignature(f *testing.F) {
	f.Add("newtoken", "/voice/turn/CA1/1?silence=1", "Digits=1&From=%2B14155550123", uint16(3))
	f.Add("k", "/sms/incoming", "Body=a&Body=b&Body=a", uint16(900))
	f.Add("0", "/voice/status?call=ED-CA1.1", "", uint16(0))
	f.Add("t", "/voice/x?", "A=&=B&%FF=%00", uint16(77))
	f.Fuzz(func(t *testing.T, token, target, body string, bit uint16) {
		form, err := url.ParseQuery(body)
		u, bad := url.ParseRequestURI(target)
		if err != nil || bad != nil || token == "" || u.IsAbs() || u.Host != "" || !strings.HasPrefix(target, "/") || u.RequestURI() != target {
			return
		}
		s := sealOf(public, []string{token})
		asked := func(target, signature string, form url.Values) bool {
			u, err := url.ParseRequestURI(target)
			if err != nil {
				return false
			}
			r := &http.Request{Method: http.MethodPost, URL: u, Header: http.Header{signatureHeader: {signature}}}
			return s.form(r, form)
		}
		signature := exchange.Signature(token, public+target, form)
		if !asked(target, signature, form) {
			t.Fatalf("the carrier's own is refused: %s %q", target, body)
		}
		if at := flipped(signature, bit); asked(target, at, form) {
			t.Errorf("signature %q counts as %q", at, signature)
		}
		if at := flipped(target, bit); asked(at, signature, form) && !sameAddress(at, target) {
			t.Errorf("%q counts as %q", at, target)
		}
		if other, err := url.ParseQuery(flipped(body, bit)); err == nil && parameters(other) != parameters(form) && asked(target, signature, other) {
			t.Errorf("form %q counts as %q", flipped(body, bit), body)
		}
		if sealOf(public, []string{flipped(token, bit)}).form(signedRequest(target, signature), form) && token != "" {
			t.Errorf("token %q counts as %q", flipped(token, bit), token)
		}
	})
}

func signedRequest(target, signature string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.URL, _ = url.ParseRequestURI(target)
	r.Header.Set(signatureHeader, signature)
	return r
}

// flipped returns text with one of its bits flipped.
func flipped(text string, bit uint16) string {
	if text == "" {
		return "x"
	}
	b := []byte(text)
	at := int(bit) % (8 * len(b))
	b[at/8] ^= 1 << (at % 8)
	return string(b)
}

// sameAddress reports whether two targets are the same once a URL has been made
// of each.
func sameAddress(a, b string) bool {
	one, err := url.ParseRequestURI(a)
	other, bad := url.ParseRequestURI(b)
	return err == nil && bad == nil && one.String() == other.String()
}

// What we write is read back as it was, except for characters that XML cannot
// hold; writing it again gives the same bytes.
func FuzzTwiMLWriter(f *testing.F) {
	f.Add("Say", "hello", "voice", "Polly.Joanna-Neural")
	f.Add("Say", `</Say><Dial>+19005550100</Dial><Say>`, "a", `"/><Hangup x="`)
	f.Add("Say", "]]>", "a", "<![CDATA[")
	f.Add("Number", "&#60;\x00\x1b\u202e\ufffe\uffff\xff\r\n\t", "a", "\r\n\t &amp; {{.X}}")
	f.Fuzz(func(t *testing.T, name, words, attribute, value string) {
		if !plainName(name) || !plainName(attribute) {
			return
		}
		doc := response(tag(name, attribute, value).add(text(words), tag("Pause"), text(value)))
		first := doc.encode()
		read := readBack(t, first)
		if again := read.encode(); !bytes.Equal(again, first) {
			t.Errorf("written and read and written:\n%s\n%s", first, again)
		}
		got := read.children[0]
		if got.name != name || got.attrs[0].value != legal(value) || wordsOf(got) != legal(words)+legal(value) {
			t.Errorf("%q %q reads back as %q %q\n%s", value, words, got.attrs[0].value, wordsOf(got), first)
		}
	})
}

func plainName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && s != "xmlns"
}

// legal returns the part of a text that XML can hold.
func legal(s string) string { return strings.Map(lawful, strings.ToValidUTF8(s, "")) }

func wordsOf(e *element) (all string) {
	for _, c := range e.children {
		if c.name == "" {
			all += c.text
		}
	}
	return all
}

// readBack reads a document with the parser of the standard library.
func readBack(t *testing.T, document []byte) *element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(document))
	open := []*element{{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return open[0].children[0]
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, document)
		}
		within := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := tag(token.Name.Local)
			for _, a := range token.Attr {
				e.attrs = append(e.attrs, attr{a.Name.Local, a.Value})
			}
			within.add(e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 1 {
				within.add(text(string(token)))
			}
		}
	}
}
