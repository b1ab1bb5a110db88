package voice

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/support"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

const (
	raj  = "+4989000002"
	tess = "+4989000003" // an operator
)

func static() Static {
	return Static{
		Number: line, Languages: []string{"en", "fr"}, Operators: []support.E164{tess}, Managers: []support.E164{mei, raj},
		Made: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
	}
}

// onItsOwn returns the document as elements.
func onItsOwn(t *testing.T) *element {
	t.Helper()
	said, err := wordsAlone(static().Languages, words{})
	if err != nil {
		t.Fatal(err)
	}
	return static().written(said)
}

func TestStaticDocumentRingsOperatorsThenManagersThenAll(t *testing.T) {
	d := static()
	d.URL = "https://elsewhere.example/down.xml?a=1&b=2"
	document := func() string {
		doc, err := d.Document(words{})
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(doc), ">\n<", "><")
	}
	got := document()
	says := func(key string) string {
		return `<Say voice="Polly.Joanna-Neural" language="en-US">en: ` + key + `</Say><Say voice="Polly.Lea-Neural" language="fr-FR">fr: ` + key + `</Say>`
	}
	dial := func(numbers ...string) string {
		return fmt.Sprintf(`<Dial callerId="%s" timeout="15"><Number>%s</Number></Dial>`, line, strings.Join(numbers, "</Number><Number>")) + says("last_again")
	}
	inTurn := func(numbers ...string) string {
		return strings.Replace(dial(numbers...), `timeout="15"`, `timeout="15" sequential="true"`, 1)
	}
	begins := `<?xml version="1.0" encoding="UTF-8"?><!-- What callers hear while the line is down. It dials who is on duty from 2026-11-21 12:00 UTC to 2026-11-22 12:00 UTC:
     make it again every day. It cannot ask for a key: a voicemail that picks up is connected. --><Response>` + says("last_hunt") + dial(tess) + inTurn(mei, raj) + dial(tess, mei, raj) +
		dial(tess) + inTurn(raj, mei) + dial(raj, mei, tess)
	if !strings.HasPrefix(got, begins) {
		t.Errorf("got\n%s\nwant\n%s", got, begins)
	}
	if ends := `<Redirect method="GET">https://elsewhere.example/down.xml?a=1&amp;b=2</Redirect></Response>` + "\n"; !strings.HasSuffix(got, ends) {
		t.Errorf("it does not begin again:\n%s", got)
	}
	d.URL = ""
	if got = document(); !strings.HasSuffix(got, says("last_nobody")+"</Response>\n") {
		t.Errorf("the caller is hung up on without a word:\n%s", got)
	}
}

// With any number of people on duty, at most ten ring at once, and the carrier
// takes the document.
func TestStaticDocumentStaysWithinWhatTheCarrierTakes(t *testing.T) {
	for _, people := range []int{1, 10, 11, 25, 400} {
		d := static()
		d.Operators = nil
		for i := range people {
			d.Managers = append(d.Managers, support.E164(fmt.Sprintf("+4989%06d", i+100)))
		}
		doc, err := d.Document(words{})
		if err != nil {
			t.Fatalf("%d people: %v", people, err)
		}
		oracle.Open(t).Document(doc)
		for dial := range strings.SplitSeq(string(doc), "<Dial") {
			if n := strings.Count(dial, "<Number>"); n > 10 {
				t.Fatalf("%d people: %d at once", people, n)
			}
		}
		for _, n := range d.Managers {
			if !strings.Contains(string(doc), ">"+string(n)+"<") {
				t.Fatalf("%s is never rung", n)
			}
		}
	}
}

func TestStaticDocumentIsRefused(t *testing.T) {
	nobody := static()
	nobody.Operators, nobody.Managers = nil, nil
	if _, err := nobody.Document(words{}); !errors.Is(err, errNobody) {
		t.Error(err)
	}
	crowd, bad := static(), static()
	for i := range 2000 {
		crowd.Managers = append(crowd.Managers, support.E164(fmt.Sprintf("+4989%06d", i+100)))
	}
	if _, err := crowd.Document(words{}); err == nil || !strings.Contains(err.Error(), "2003 numbers") || !strings.Contains(err.Error(), "off the rota") {
		t.Error(err)
	}
	bad.Managers = []support.E164{mei, "0891234"}
	if _, err := bad.Document(words{}); err == nil || !strings.Contains(err.Error(), `number "0891234": write it as`) {
		t.Error(err)
	}
}

// whileDown is a number whose server is down, and whose fallback is a file.
func whileDown(t *testing.T, d Static, story func(x *exchange.Exchange)) {
	doc, err := d.Document(words{})
	if err != nil {
		t.Fatal(err)
	}
	host := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "elsewhere.example" {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "text/xml")
		w.Write(doc)
	})
	oracle.Open(t).Document(doc)
	synctest.Test(t, func(t *testing.T) {
		x := exchange.New(exchange.Config{AccountSID: account, AuthToken: token, Client: &http.Client{Transport: exchange.InProcess(host)}})
		defer x.Close()
		x.Connect(line, exchange.Number{VoiceURL: public + "/voice/incoming", VoiceFallbackURL: "https://elsewhere.example/down.xml"})
		story(x)
		for _, w := range x.Warnings() {
			if w.Code != 11205 {
				t.Error(w)
			}
		}
	})
}

func TestServerDownTheManagersPhoneRings(t *testing.T) {
	whileDown(t, static(), func(x *exchange.Exchange) {
		anna, desk, boss := x.Handset(caller).In(t), x.Handset(tess).In(t), x.Handset(mei).In(t)
		desk.IsBusy()
		anna.Dials(line).Hears("en: last_hunt", "fr: last_hunt")
		boss.Answers()
		anna.TalksWith(boss.Handset)
		boss.HangsUp()
		anna.Hears("en: last_again").HangsUp()
	})
}

// A voicemail that always picks up first does not keep the others from the
// call.
func TestServerDownVoicemailDoesNotShutOutTheOthers(t *testing.T) {
	whileDown(t, static(), func(x *exchange.Exchange) {
		anna, second := x.Handset(caller).In(t), x.Handset(raj).In(t)
		x.Handset(mei).In(t).IsVoicemail("I am not here")
		anna.Dials(line).TalksWith(x.Handset(mei))
		second.Answers()
		anna.TalksWith(second.Handset)
	})
}

func TestServerDownCallEndsWithALastSentence(t *testing.T) {
	whileDown(t, static(), func(x *exchange.Exchange) {
		for _, n := range []string{mei, raj, tess} {
			x.Handset(n).In(t).IsBusy()
		}
		x.Handset(caller).In(t).Dials(line).Hears("last_hunt", "last_again", "fr: last_nobody").IsHungUp()
	})
}

func TestServerDownCallBeginsAgainAtTheDocument(t *testing.T) {
	d := static()
	d.URL = "https://elsewhere.example/down.xml"
	whileDown(t, d, func(x *exchange.Exchange) {
		anna, boss := x.Handset(caller).In(t), x.Handset(mei).In(t)
		for _, p := range []*exchange.Person{boss, x.Handset(raj).In(t), x.Handset(tess).In(t)} {
			p.IsBusy()
		}
		anna.Dials(line).Hears("last_hunt", "last_again", "last_hunt")
		boss.IsNormal().Answers()
		anna.TalksWith(boss.Handset)
	})
}

// A published document says until when it may be trusted.
func TestStaticDocumentSaysUntilWhenItIsValid(t *testing.T) {
	made := time.Date(2026, 11, 21, 23, 30, 0, 0, time.FixedZone("CET", 3600))
	doc, err := Static{Languages: []string{"en"}, Managers: []support.E164{"+14155550101"}, Made: made, Until: made.AddDate(0, 0, 1)}.Document(words{})
	if err != nil {
		t.Fatal(err)
	}
	if until, ok := StaticUntil(doc); !ok || !until.Equal(made.AddDate(0, 0, 1)) {
		t.Errorf("%v, %v", until, ok)
	}
	for _, other := range []string{"", "<Response/>", "<!-- What callers hear while the line is down. -->", "<!-- by hand, from 2026-01-01 to 2026-01-02: -->"} {
		if until, ok := StaticUntil([]byte(other)); ok {
			t.Errorf("%q: %v", other, until)
		}
	}
}
