package oracle

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// served returns what a carrier gets, past the oracle.
func served(o *Oracle, status int, kind, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	o.TwiML(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, body)
	})).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/voice", nil))
	return w
}

// elsewhere is a server in another process, which answers this.
type elsewhere struct{ answer *http.Response }

func (e elsewhere) RoundTrip(*http.Request) (*http.Response, error) { return e.answer, nil }

// asked returns what a carrier gets from elsewhere, past the oracle.
func asked(t *testing.T, o *Oracle, server http.RoundTripper) string {
	t.Helper()
	resp, err := o.Webhooks(server).RoundTrip(httptest.NewRequest(http.MethodPost, "/voice", nil))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Twilio's own documents have no fault.
func TestCarriersOwnDocumentsPass(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(Corpus(t), "twiml", "*.twiml"))
	if err != nil || len(files) < 145 {
		t.Fatalf("%d documents: %v", len(files), err)
	}
	for _, file := range files {
		document, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range Open(t).grammar.faults(document) {
			t.Errorf("%s: %s", filepath.Base(file), fault)
		}
	}
}

func TestDocumentsAreCheckedAgainstTheGrammar(t *testing.T) {
	for _, c := range []struct{ name, verbs, says string }{
		{"a menu", `<Gather numDigits="1" input="dtmf speech" finishOnKey=""><Say voice="Polly.Joanna-Neural">Press <say-as interpret-as="digits">1</say-as></Say></Gather>`, ""},
		{"several events", `<Dial><Conference statusCallbackEvent="start end join leave" beep="false">p</Conference></Dial>`, ""},
		{"the language of some words", `<Say><lang xml:lang="fr-FR">Bonjour</lang></Say>`, ""},
		{"an unknown verb", `<Speak>x</Speak>`, "<Speak> is not allowed in VoiceResponse"},
		{"a verb in the wrong place", `<Gather><Record/></Gather>`, "<Record> is not allowed in Gather"},
		{"an unknown attribute", `<Say pace="1">x</Say>`, "Say has no attribute pace"},
		{"names are case sensitive", `<Say Voice="alice">x</Say>`, "Say has no attribute Voice"},
		{"a voice", `<Say voice="Polly.Mei">x</Say>`, `"Polly.Mei" is not of type SayVoice`},
		{"one of several", `<Gather input="dtmf voice"/>`, `"voice" is not of type GatherInput`},
		{"neither true nor false", `<Record playBeep="yes"/>`, `"yes" is not of type boolean`},
		{"no number", `<Pause length="1s"/>`, `"1s" is not of type number`},
		{"twice", `<Pause length="1" length="2"/>`, "length twice"},
		{"not closed", `<Say>x`, "syntax error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, l := listening(t)
			served(o, 200, "text/xml", "<Response>"+c.verbs+"</Response>")
			tells(t, l, c.says)
		})
	}
}

func TestSingleDocumentIsCheckedAgainstTheGrammar(t *testing.T) {
	o, l := listening(t)
	o.Document([]byte("<Response><Hangup/></Response>"))
	tells(t, l, "")
	o.Document([]byte("<Response><HangUp/></Response>"))
	tells(t, l, "<HangUp> is not allowed in VoiceResponse")
}

func TestAnswersToTheCarrier(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		kind   string
		body   string
		says   string
	}{
		{"a document", 200, "text/xml; charset=utf-8", `<?xml version="1.0"?><Response/>`, ""},
		{"nothing, to a callback", 204, "", "", ""},
		{"audio", 200, "audio/wav", "RIFF", ""},
		{"audio that it has", 304, "", "", ""},
		{"an error", 500, "text/plain", "broken", ""},
		{"a redirect", 307, "", "", "the carrier loses what was pressed"},
		{"too many", 429, "", "", "the carrier loses what was pressed"},
		{"a page", 200, "text/html", "<html/>", "text/html (12300)"},
		{"nothing at all", 200, "text/xml", "", "0 root elements"},
		{"another root", 200, "text/xml", "<Reply/>", "the root element is <Reply>"},
		{"two roots", 200, "text/xml", "<Response/><Response/>", "2 root elements"},
		{"before the prolog", 200, "text/xml", "\n<?xml version=\"1.0\"?><Response/>", "1 bytes before the prolog"},
		{"words behind the end", 200, "text/xml", "<Response/>bye", "text outside of the root element"},
		{"64 kB", 200, "text/xml", "<Response><Say>" + strings.Repeat("a", 65504) + "</Say></Response>", ""},
		{"a byte more", 200, "text/xml", "<Response><Say>" + strings.Repeat("a", 65505) + "</Say></Response>", "more than 64 kB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, l := listening(t)
			w := served(o, c.status, c.kind, c.body)
			tells(t, l, c.says)
			if w.Code != c.status || w.Body.String() != c.body {
				t.Errorf("%d %q arrived", w.Code, w.Body)
			}
			o, l = listening(t)
			if got := asked(t, o, elsewhere{w.Result()}); got != c.body {
				t.Errorf("%q arrived from elsewhere", got)
			}
			tells(t, l, c.says)
		})
	}
}
