package housetest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"
	"unicode/utf8"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
)

// hostile lists what an attacker may say, key in, text, or be called, to bend a
// prompt, an SMS or a document.
var hostile = []string{
	`</Say><Dial>+19005550100</Dial><Say>`,
	`"/><Hangup/><Say voice="`,
	`]]><![CDATA[</Response>`,
	`&lt;Dial&gt; &amp;amp; &#60;Hangup/&#62; &nbsp;`,
	`{{.X}} {{template "x"}} {{printf "%d"}} %s %d $1 \1`,
	"one\r\nFrom: +19005550100\r\n\r\ntwo\ttabs\vand\ffeeds\u2028\u2029\u0085",
	"\x00\x01\x07\x1b[2J\x7f\u009b and \ufffe\uffff",
	"\u202e0010 555 900 1+\u202c \u2066left\u2069 \u200b\u200d\ufeff\u00ad",
	"\ue000900555\ue001",
	`<speak><prosody rate="x-slow"><say-as interpret-as="telephone">19005550100</say-as><break time="10s"/></prosody>`,
	"not \xff\xfe UTF-8 \xc3",
	strings.Repeat("ten thousand ", 800),
	strings.Repeat("長い名前", 850),
	"'; DROP TABLE calls; --",
}

const harmless = "Harmless"

// values gives a text to each field that comes from outside.
type values func(field int) string

// Fields that come from outside, as the stories below fill them.
const (
	ofSupport = iota
	ofCompany
	ofContact
	ofTitle
	ofManager
	ofOperator
	ofCallerID
	ofCallerName
	ofCity
	ofWords
	ofKeys
	ofCount
	ofRecording
	ofText
	ofCarrier
	ofProduct
	ofVersion
	ofAccountManager
	ofEngineer
)

// bent plays the stories with these values, and returns the skeletons of the
// documents for the carrier, each once.
func bent(t *testing.T, v values) (skeletons []string) {
	InTown(t, func(c *config.Config, x *exchange.Config) {
		c.Company = v(ofSupport)
		x.Talk = func(string, string) time.Duration { return time.Second } // so that a long name takes no longer
	}, func(w *Town) {
		w.named(v)
		w.forwarded(v)
		w.emergencyOf(v)
		w.operatorsCallOf(v)
		skeletons = w.skeletons(6, 40)
	})
	return skeletons
}

// skeletons lists the skeletons of all documents for the carrier, each once. It
// checks that messages are fit for a telephone, and that there are at least so many
// of both.
func (w *Town) skeletons(messages, documents int) (forms []string) {
	w.Helper()
	synctest.Wait()
	for _, document := range w.law.said {
		form := w.skeleton(document.text)
		if !strings.HasPrefix(document.path, "/voice/wait/") { // which leg waits for which is chance
			forms = append(forms, form)
		}
	}
	for _, body := range w.law.sent {
		if strings.ContainsFunc(body, invisible) || utf8.RuneCountInString(body) > 480 || strings.Contains(body, "<no value>") {
			w.Errorf("an SMS of %d characters: %q", utf8.RuneCountInString(body), body)
		}
	}
	if len(w.law.sent) < messages || len(w.law.said) < documents {
		w.Errorf("only %d SMS and %d documents: is the story still told?", len(w.law.sent), len(w.law.said))
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

// named puts the sample on record under other names.
func (w *Town) named(v values) {
	d := w.Sample()
	d.Contracts[0].Company, d.Contacts[0].Name = v(ofCompany), v(ofContact)
	for i := range d.Cases {
		d.Cases[i].Title = v(ofTitle)
	}
	for i := range d.People {
		d.People[i].Name = v(ofManager)
		if d.People[i].ID == "sam" {
			d.People[i].Name = v(ofOperator)
		}
	}
	w.Has(store.Directory{Contracts: d.Contracts, Contacts: d.Contacts, Cases: d.Cases, People: d.People})
}

// forwarded makes the carrier pass on what callers can put into a webhook: a caller
// name from the network, keys that no phone has, the address of a recording.
func (w *Town) forwarded(v values) {
	honest := w.House.Handler
	w.House.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		form.Set("CallerName", v(ofCallerName))
		form.Set("FromCity", v(ofCity))
		replace(form, "Digits", "7", v(ofKeys))
		replace(form, "Digits", "99999999", v(ofCount))
		replace(form, "RecordingUrl", "", v(ofRecording))
		replace(form, "ErrorUrl", "", v(ofCarrier))
		r.Body = io.NopCloser(strings.NewReader(form.Encode()))
		r.Header.Set("X-Twilio-Signature", exchange.Signature(w.Config.Token, w.Config.PublicURL+r.URL.RequestURI(), form))
		honest.ServeHTTP(rw, r)
	})
}

// replace changes a field with this value to another; an empty value matches any.
func replace(form url.Values, name, was, by string) {
	if got := form.Get(name); got != "" && (was == "" || got == was) && by != harmless {
		form.Set(name, by)
	}
}

// emergencyOf is an emergency with everything in it: meaningless words and keys,
// details, messages, hold, a false alarm, and the stand-down.
func (w *Town) emergencyOf(v values) {
	ann, mei, raj := w.phone(annsNo), w.phone(meis), w.phone(rajs)
	ann.Dials(theLine).Hears("Press 1").Says(v(ofWords)).Hears("Press 1").Presses("1").
		Hears("Has all production stopped").Presses("1").Hears("Is this about case").Presses("1").
		Hears("users locked out").Presses("7").Hears("users locked out").Presses("3").Hears("How many users").Presses("99999999#").
		Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#")
	mei.Rings().Answers().Hears("Enterprise Down", "To accept").Presses("3").Hears("430").Texts(theLine, v(ofText))
	ann.Hears("How many hours").Presses("3#").Hears("technical contact").Presses("2").Hears("number").Presses("12345678#").Hears("Is that right").Presses("1").
		Hears("After the tone").Says(v(ofWords)).Presses("#").Hears("430 of 450")
	mei.Presses("2").Hears("We pass it on").IsHungUp()
	raj.Rings().Answers().Hears("To accept")
	ann.Hears("runs again, press 2").Presses("2").Hears("alarm, press 4").Presses("4").Hears("in ten seconds")
	raj.Presses("3")
	ann.Hears("called off").IsHungUp()
	raj.Hears("Stand down").IsHungUp()
	mei.Rings().Answers().Hears("Stand down").IsHungUp()
	w.phone(sample.Stranger).Texts(theLine, v(ofText))
	time.Sleep(time.Minute)
}

// operatorsCallOf is a caller with an invalid number who asks for an operator, and
// is transferred to the manager.
func (w *Town) operatorsCallOf(v values) {
	who, sam, mei := w.phone(sample.Stranger), w.phone(sams), w.phone(meis)
	who.CallerID(v(ofCallerID))
	who.Dials(theLine).Hears("Press 1").Presses("2").Hears("case number").Presses("1234567#").Hears("contract number").Presses("#").Hears("An operator will check who you are")
	w.phone(elodies).IsBusy()
	sam.Rings().Answers().Hears("Caller", "To accept").Presses("1")
	who.TalksWith(sam.Handset)
	sam.Presses("*").Hears("For the duty manager").Presses("1")
	mei.Rings().Answers().Hears("Enterprise Down", "To accept").Presses("1")
	who.TalksWith(mei.Handset)
	who.HangsUp()
	mei.Hears("How did it go").Presses("2").IsHungUp()
	w.ended(support.Solved)
}

// counters match what is new in every call: the carrier's ids, times, and how often
// the news were heard.
var counters = regexp.MustCompile(`[A-Z]{2}[0-9a-f]{32}|-[0-9]{9,13}|(?:SID|/)[0-9]+[#?]|turn=[0-9]+|heard=[0-9]+`)

// skeleton is a document without its texts and without the names that are new in
// every call. It checks the carrier's limits.
func (w *Town) skeleton(document []byte) string {
	w.Helper()
	if len(document) > 64<<10 {
		w.Errorf("a document of %d bytes", len(document))
	}
	var b strings.Builder
	d, said := xml.NewDecoder(bytes.NewReader(document)), 0
	for {
		token, err := d.Token()
		if err != nil {
			if err != io.EOF {
				w.Errorf("%v in\n%s", err, document)
			}
			return counters.ReplaceAllString(b.String(), "N")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "Say" {
				said = 0
			}
			fmt.Fprintf(&b, "<%s %q>", t.Name.Local, t.Attr)
		case xml.EndElement:
			b.WriteString("<>")
		case xml.CharData:
			if said += utf8.RuneCount(t); said > 3000 {
				w.Errorf("%d characters in one breath: %.200s", said, t)
			}
			if strings.ContainsFunc(strings.TrimSpace(string(t)), invisible) || strings.Contains(string(t), "<no value>") {
				w.Errorf("it is said %q", t)
			}
		}
	}
}

func TestNothingFromOutsideBendsAPromptOrAMessage(t *testing.T) { keepsItsForm(t, bent, len(hostile)) }

// keepsItsForm plays stories with hostile values, in another field each round. The
// documents must have the same form as with harmless values.
func keepsItsForm(t *testing.T, bent func(*testing.T, values) []string, rounds int) {
	t.Helper()
	want := bent(t, func(field int) string {
		if field == ofRecording {
			return "https://elsewhere.test/RE1" // not played either
		}
		return harmless
	})
	for round := range rounds {
		turn := round * len(hostile) / rounds
		t.Run(fmt.Sprint(turn), func(t *testing.T) {
			got := bent(t, func(field int) string { return hostile[(turn+field)%len(hostile)] })
			for _, s := range got {
				if !slices.Contains(want, s) {
					t.Errorf("a document of another form:\n%s", s)
				}
			}
			for _, s := range want {
				if !slices.Contains(got, s) {
					t.Errorf("missing, and there with harmless values:\n%s", s)
				}
			}
		})
	}
}
