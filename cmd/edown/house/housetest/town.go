// Package housetest is a town in which whole calls are played: a house, its carrier
// and the phones of the sample. Its tests are those calls.
package housetest

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/demo/sample"
	"edown/cmd/edown/house"
	"edown/ivr"
	"edown/locales"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

// Town is a whole installation and its carrier, in a bubble where time costs
// nothing: every call goes through signed webhooks, TwiML, REST and a real database.
type Town struct {
	*testing.T
	Exchange *exchange.Exchange
	House    *house.House
	Config   config.Config
	Words    *locales.Catalog
	log      *slog.Logger                                   // the house's log; nil is the diary
	asks     time.Duration                                  // how often the house asks for its account; 0 is never
	way      func(next http.RoundTripper) http.RoundTripper // wraps the house's transport to the carrier; may be nil
	stop     context.CancelFunc
	done     chan struct{}

	Oracle  *oracle.Oracle    // checks everything that passes against the carrier's specification
	law     *permitted        // checks that only permitted numbers are dialled
	diary   discreet          // the log, checked for secrets
	names   map[string]string // owners of phones, as transcripts name them
	chapter time.Time         // where a transcript begins; zero is the beginning

	expectWarnings bool // the story makes the carrier complain
}

const (
	theLine = sample.Line
	annsNo  = "+14155550123"
	claires = "+33199001234"
	wangs   = "+861005550142"
	meis    = "+14155550101"
	rajs    = "+14155550102"
	danas   = "+14155550103"
	victors = "+14155550104"
	sams    = "+14155550111"
	elodies = "+33199005678"
)

// InTown plays a story. change may alter the configuration; it may be nil.
func InTown(t *testing.T, change func(*config.Config, *exchange.Config), story func(*Town)) {
	t.Helper()
	t.Parallel()
	dir, on := t.TempDir(), theGround(t)
	synctest.Test(t, func(t *testing.T) {
		w := build(t, on, filepath.Join(dir, "edown.db"), change)
		defer w.leave()
		story(w)
	})
}

func build(t *testing.T, on ground, db string, change func(*config.Config, *exchange.Config)) *Town {
	t.Helper()
	if err := os.WriteFile(db, on.record, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := sample.Configured(config.Default(), "http://edown.test")
	cfg.DB, cfg.API = db, "http://carrier.test"
	at := exchange.Config{AccountSID: cfg.Account, AuthToken: cfg.Token, BaseURL: cfg.API}
	if change != nil {
		change(&cfg, &at)
	}
	w := &Town{T: t, Oracle: oracle.Open(t), Config: cfg, Words: on.words,
		names: map[string]string{sample.Stranger: "Stranger"}}
	w.law = newPermitted(w)
	at.Client = &http.Client{Transport: exchange.InProcess(
		w.Oracle.TwiML(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			w.law.server(w.House.Handler).ServeHTTP(rw, r)
		})))}
	w.Exchange = exchange.New(at)
	w.Exchange.Connect(theLine, exchange.Number{
		VoiceURL: cfg.PublicURL + "/voice/incoming", VoiceFallbackURL: cfg.PublicURL + "/voice/fallback",
		StatusCallback: cfg.PublicURL + "/voice/status", SMSURL: cfg.PublicURL + "/sms/incoming",
	})
	w.move()
	w.Has(w.Sample())
	return w
}

func (w *Town) Sample() store.Directory {
	w.Helper()
	d, err := sample.Read(w.Config.Cases, w.Words.Tags())
	if err != nil {
		w.Fatal(err)
	}
	d.Blank = nil // what a test changes is said
	d.PINs = nil  // hashing them is slow on purpose
	return d
}

// Has puts records on record. Everyone in them gets a phone, with or without a part
// in the story.
func (w *Town) Has(d store.Directory) {
	w.Helper()
	w.law.know(d)
	w.meet(d)
	if err := w.House.Store.Put(w.Context(), d); err != nil {
		w.Fatal(err)
	}
}

// move starts the house; after it was stopped, the same house again.
func (w *Town) move() {
	w.Helper()
	carrier := w.law.carrier(w.Oracle.REST(w.Exchange.Transport()))
	if w.way != nil {
		carrier = w.way(carrier)
	}
	h, err := house.Assemble(w.Context(), w.Config,
		house.Equipment{Words: w.Words, Transport: carrier, Log: cmp.Or(w.log, w.diary.logger()), Asks: w.asks})
	if err != nil {
		w.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	w.House, w.stop, w.done = h, stop, make(chan struct{})
	go func() { defer close(w.done); h.Run(ctx) }()
}

func (w *Town) leave() {
	w.Exchange.Close()
	w.stop()
	<-w.done
	if err := w.House.Close(); err != nil {
		w.Error(err)
	}
	w.diary.told(w)
	for _, warning := range w.Exchange.Warnings() {
		if w.expectWarnings {
			break
		}
		w.Errorf("the carrier warns: %+v", warning)
	}
}

func (w *Town) phone(number string) *exchange.Person { return w.Exchange.Handset(number).In(w) }

// says is the spoken message, up to the first value that would be filled in.
func (w *Town) says(lang, key string) string {
	w.Helper()
	spoken, err := w.Words.Speak(lang, ivr.Say{Key: key, Data: ivr.Data{
		"Support": "Example Support", "Customer": "\x00", "Case": "", "Name": "\x00", "Key": "\x00",
		"Accepter": "\x00", "Names": []string{"\x00"},
		"Tried": 1, "Total": 1, "Impacted": 1, "Count": 1, "Down": time.Hour, "Waited": time.Minute,
		"Category": "", "Language": "", "Reason": "", "Phone": "",
	}})
	if err != nil {
		w.Fatal(err)
	}
	return strings.TrimSpace(spoken.String())
}

// page is the newest page on record.
func (w *Town) page() paging.Page {
	w.Helper()
	synctest.Wait()
	pages, err := w.House.Store.Pages(w.Context(), 10)
	if err != nil {
		w.Fatal(err)
	}
	for _, p := range pages {
		if p.Kind == support.EmergencyPage {
			return p
		}
	}
	w.Fatal("no Enterprise Down is on record")
	return paging.Page{}
}

// declares calls, and says that production is down and all work has stopped.
func (w *Town) declares(p *exchange.Person) *exchange.Person {
	w.Helper()
	return p.Dials(theLine).Hears("Press 1").Presses("1").Hears("Has all production stopped", "press 1").Presses("1")
}

// answersAll takes Ann, or another caller who is recognised, through the whole
// interview.
func (w *Town) answersAll(p *exchange.Person) {
	w.Helper()
	w.declares(p).Hears("Is this about case").Presses("1").
		Hears("users locked out").Presses("3").Hears("How many users").Presses("450#").
		Hears("How many of them").Presses("430#").Hears("How many hours").Presses("3#").
		Hears("technical contact").Presses("1").Hears("After the tone").Says("Restarted it").Presses("#").
		Hears("430 of 450")
}

// everybodySpeaks gives everyone on the rota one language.
func (w *Town) everybodySpeaks(lang string) {
	w.Helper()
	d := w.Sample()
	for i := range d.People {
		d.People[i].Language = lang
	}
	w.Has(d)
}

// onRecord checks answers on record: question, value, ...
func (w *Town) onRecord(pairs ...string) {
	w.Helper()
	story, err := w.House.Store.Story(w.Context(), w.page().ID)
	if err != nil {
		w.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range story.Calls {
		for _, a := range c.Answers {
			got[string(a.Question)] = a.Value
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		if got[pairs[i]] != pairs[i+1] {
			w.Errorf("%s is on record as %q, want %q", pairs[i], got[pairs[i]], pairs[i+1])
		}
	}
}

func (w *Town) ended(outcome support.Outcome) {
	w.Helper()
	if p := w.page(); p.State != support.PageClosed || p.Outcome != outcome {
		w.Fatalf("the page is %s with outcome %q, want closed with %q\n%+v", p.State, p.Outcome, outcome, p.Attempts)
	}
}

// isReady reports what a monitor would read.
func (w *Town) isReady() bool {
	asked := httptest.NewRecorder()
	w.House.Handler.ServeHTTP(asked, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	return asked.Code == http.StatusOK
}
