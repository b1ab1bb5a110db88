package exchange

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"edown/voice/oracle"
)

// notPlayed are the verbs and nouns of Twilio's own documents that the exchange
// reads and warns about, by their parent: it has no SIP, no SDK clients, no
// queues, no payments, no streams, and sends messages only by REST.
var notPlayed = map[string]string{
	"Response": "Connect Enqueue Leave Pay Refer Sms Start Stop",
	"Dial":     "Application Client Queue Sim Sip",
	"Hangup":   "Parameter",
	"Reject":   "Parameter",
}

// All of Twilio's own documents are read. The only warnings are about what is
// known not to be played.
func TestCarriersOwnDocumentsAreRead(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(oracle.Corpus(t), "twiml", "*.twiml"))
	if err != nil || len(files) < 145 {
		t.Fatalf("%d documents: %v", len(files), err)
	}
	expected := map[string]bool{}
	for parent, names := range notPlayed {
		for _, name := range words(names) {
			expected[fmt.Sprintf("<%s> is not allowed in <%s>", name, parent)] = false
		}
	}
	for _, file := range files {
		document, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		root, err := parseTwiML(document)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		for _, complaint := range root.complaints() {
			if _, known := expected[complaint]; !known {
				t.Errorf("%s: %s", filepath.Base(file), complaint)
			}
			expected[complaint] = true
		}
	}
	for complaint, met := range expected {
		if !met {
			t.Errorf("nowhere: %s; take it off the list", complaint)
		}
	}
}

// The exchange knows the attributes of Twilio's own library.
func TestGrammarIsThatOfTheCarriersLibrary(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(oracle.Corpus(t), "twiml-grammar.json"))
	if err != nil {
		t.Fatal(err)
	}
	var theirs struct{ Attrs map[string]map[string]string }
	if err := json.Unmarshal(data, &theirs); err != nil {
		t.Fatal(err)
	}
	for name, ours := range grammar {
		for attr := range theirs.Attrs[name] {
			if !slices.Contains(ours.attrs, attr) {
				t.Errorf("<%s> lacks the attribute %s", name, attr)
			}
		}
		for _, attr := range ours.attrs {
			if _, ok := theirs.Attrs[name][attr]; !ok && strings.ToUpper(name[:1]) == name[:1] {
				t.Errorf("<%s> has the attribute %s, which Twilio does not know", name, attr)
			}
		}
	}
}

func TestParseTwiML(t *testing.T) {
	rows := []struct{ name, document, text, bad string }{
		{"plain", `<Response><Say> Hello,  caller </Say></Response>`, "Hello, caller", ""},
		{"SSML in its place", `<Response><Say>Case <say-as interpret-as="characters">C</say-as> 1<break/>2</Say></Response>`, "Case C 1 2", ""},
		{"sub says its alias", `<Response><Say><sub alias="pound">#</sub> key</Say></Response>`, "pound key", ""},
		{"entities and CDATA", `<Response><Say>A &amp; B <![CDATA[<C>]]></Say></Response>`, "A & B <C>", ""},
		{"a byte order mark", "\ufeff" + `<?xml version="1.0"?><Response><Say>x</Say></Response>`, "x", ""},
		{"Latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Response><Say>caf\xe9</Say></Response>", "café", ""},
		{"before the prolog", "\n" + `<?xml version="1.0"?><Response/>`, "", "before the XML prolog"},
		{"nothing", ``, "", "no <Response>"},
		{"another root", `<Reply/>`, "", "<Reply>"},
		{"two roots", `<Response/><Response/>`, "", "second root"},
		{"text beside", `<Response/>hello`, "", "outside of the root"},
		{"unclosed", `<Response><Say>`, "", "EOF"},
		{"another encoding", `<?xml version="1.0" encoding="EBCDIC"?><Response/>`, "", "UTF-8"},
	}
	for _, row := range rows {
		root, err := parseTwiML([]byte(row.document))
		switch {
		case row.bad != "" && (err == nil || !strings.Contains(err.Error(), row.bad)):
			t.Errorf("%s: error %v, want one with %q", row.name, err, row.bad)
		case row.bad == "" && err != nil:
			t.Errorf("%s: %v", row.name, err)
		case row.bad == "" && root.text() != row.text:
			t.Errorf("%s: got %q, want %q", row.name, root.text(), row.text)
		}
	}
}

func TestNaturalPace(t *testing.T) {
	rows := []struct {
		text         string
		least, atMax float64 // seconds
	}{
		{"If your production system is down, press one.", 2.5, 4},
		{"如果您的生产系统停机，请按一。", 2.5, 4},
		{"1234567", 1.5, 2.5},
	}
	for _, row := range rows {
		if got := NaturalPace("", row.text).Seconds(); got < row.least || got > row.atMax {
			t.Errorf("%q takes %.1f s, want between %.1f and %.1f", row.text, got, row.least, row.atMax)
		}
	}
}
