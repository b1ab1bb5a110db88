package voice

import (
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"edown/ivr"
	"edown/support"
	"edown/voice/exchange"
)

// webhooks are all requests of the carrier except turns, and the only statuses
// that each may get, whatever the carrier sends.
var webhooks = []struct {
	path    string
	answers []int
	verbs   string // the only verbs a document may hold; empty: there is no document
}{
	{"/voice/incoming", []int{200, 500}, everyVerb}, // 500 to a call without a name
	{"/voice/turn/CA1/0", []int{200}, everyVerb},
	{"/voice/summon/CA1/k", []int{200}, everyVerb},
	{"/voice/wait/CA1", []int{200}, "Response Say say-as Play Pause Redirect"}, // Twilio, <Conference>, waitUrl
	{"/voice/fallback", []int{200}, everyVerb},
	{"/voice/lastly", []int{200}, "Response Say break Gather Hangup"},
	{"/voice/status", []int{204}, ""},
	{"/voice/machine", []int{204}, ""},
	{"/voice/recording", []int{204}, ""},
	{"/voice/conference", []int{204}, ""},
	{"/sms/incoming", []int{200}, "Response"},
}

const everyVerb = "Response Say say-as Play Pause Gather Record Dial Number Conference Redirect Hangup"

// Each webhook is answered, whatever form the carrier signs. One that comes
// again keeps nothing new; one that is answered 500 has kept nothing. A
// document holds this webhook's verbs, links only to us, and dials only people
// of last resort.
func FuzzWebhooks(f *testing.F) {
	for which := range webhooks {
		f.Add(uint8(which), "CallSid=CA1&From=%2B14155550123&To=%2B18005550100&CallStatus=in-progress", "")
	}
	f.Add(uint8(0), "CallSid=%3C%2FSay%3E%3CDial%3E%2B19005550100&From=%2B19005550100&To=%00&StirVerstat=%E2%80%AE", "call=")
	f.Add(uint8(0), "From=anonymous", "")
	f.Add(uint8(3), "CallSid=CA1", "heard=-99999999999999999999")
	f.Add(uint8(3), "CallSid=CA2", "heard=%3CDial%3E")
	f.Add(uint8(4), "CallSid=CA2&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fx%2F%3C%2FSay%3E&From=%2B33", "tried=2&call=%22%2F%3E%3CHangup&failed=%3C&staff=1")
	f.Add(uint8(4), "CallSid=CA2&DialCallStatus=no-answer&DialBridged=false", "tried=99999999&rung=1&failed=%22%3E%3CDial%3E")
	f.Add(uint8(4), "CallSid=CA2", "tried=3&call=CA9")
	f.Add(uint8(4), "CallSid=0", "")
	f.Add(uint8(5), "Digits=1%3C&To=%2B19005550100", "")
	f.Add(uint8(6), "CallSid=CA1&CallStatus=completed&CallStatus=ringing", "call=CA9")
	f.Add(uint8(6), "CallSid=CA1&CallStatus=busy", "")
	f.Add(uint8(7), "CallSid=CA1&AnsweredBy=machine_%00", "")
	f.Add(uint8(8), "RecordingSid=RE1&RecordingUrl=javascript%3A1&RecordingDuration=-1&RecordingStatus=%3C", "call=CA1&turn=%00")
	f.Add(uint8(9), "ConferenceSid=CF1&SequenceNumber=-1&StatusCallbackEvent=participant-leave", "page=%22%3E")
	f.Add(uint8(10), "MessageSid=SM1&From=%2B14155550123&Body=%3CDial%3E%00%FF"+strings.Repeat("%E9%95%B7", 200), "")
	f.Fuzz(func(t *testing.T, which uint8, body, query string) {
		form, err := url.ParseQuery(body)
		if err != nil || strings.ContainsFunc(query, func(r rune) bool { return r <= ' ' || r == '#' || r > '~' }) {
			return
		}
		hook := webhooks[int(which)%len(webhooks)]
		h := newHouse(t)
		h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en", Node: "main"}})
		path := hook.path + "?" + query
		first := h.send(path, body, exchange.Signature(token, public+path, form))
		kept := h.kept()
		second := h.send(path, body, exchange.Signature(token, public+path, form))
		if !slices.Contains(hook.answers, first.Code) || first.Code != second.Code || first.Body.String() != second.Body.String() {
			t.Fatalf("%d, then %d\n%s\n%s", first.Code, second.Code, first.Body, second.Body)
		}
		if again := h.kept(); !slices.Equal(again, kept) || first.Code == http.StatusInternalServerError && len(kept) > 0 {
			t.Errorf("%d: kept %q, and when it came again %q", first.Code, kept, again)
		}
		h.honest(form)
		leadsHome(t, first, strings.Fields(hook.verbs))
	})
}

// kept returns the names of everything on record, without repeats.
func (h *house) kept() (names []string) {
	for _, k := range h.book.turns {
		names = append(names, "turn "+k.Session.Call+" "+k.Key)
	}
	for _, p := range h.posts {
		if !slices.Contains(names, p.key) {
			names = append(names, p.key)
		}
	}
	return names
}

// honest checks what was told about a form against the form: a number that is
// one, and text that is valid and not too long.
func (h *house) honest(form url.Values) {
	h.t.Helper()
	for _, p := range h.posts {
		if from := p.event.From; from != "" && (from != support.E164(form.Get("From")) || !from.Known()) {
			h.t.Errorf("%q has texted, says %q", from, form.Get("From"))
		}
		if p.event.Kind == support.Texted && (!utf8.ValidString(p.event.Text) || utf8.RuneCountInString(p.event.Text) > longestText) {
			h.t.Errorf("a text of %q", p.event.Text)
		}
	}
	for _, r := range h.recordings {
		if r.Length < 0 {
			h.t.Errorf("a recording of %v", r.Length)
		}
	}
}

// leadsHome fails unless the document has these verbs only, is complete, links
// only to us and dials only people of last resort; without verbs, there must be
// no document.
func leadsHome(t *testing.T, w *httptest.ResponseRecorder, verbs []string) {
	t.Helper()
	if w.Code != http.StatusOK {
		return
	}
	within, d := "", xml.NewDecoder(w.Body)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if within = token.Name.Local; !slices.Contains(verbs, within) {
				t.Errorf("a <%s>", within)
			}
			for _, a := range token.Attr {
				if slices.Contains([]string{"action", "url", "statusCallback", "recordingStatusCallback"}, a.Name.Local) {
					ours(t, a.Value)
				}
			}
		case xml.CharData:
			switch {
			case within == "Redirect", within == "Play":
				ours(t, string(token))
			case within == "Number" && !strings.HasPrefix(string(token), "+498900000"):
				t.Errorf("it dials %s", token)
			}
		case xml.EndElement:
			within = ""
		}
	}
}

func ours(t *testing.T, address string) {
	t.Helper()
	if u, err := url.Parse(address); err != nil || !strings.HasPrefix(address, public+"/voice/") || u.Scheme+"://"+u.Host != public {
		t.Errorf("it leads to %q (%v)", address, err)
	}
}
