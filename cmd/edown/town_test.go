package main

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/ivr"
	"edown/locales"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
	"edown/voice/exchange"
	"edown/voice/oracle"
)

// town is a whole installation and its carrier, in a bubble where time is
// free: every call below goes through signed webhooks, TwiML, REST and a real
// database, and waits for nothing.
type town struct {
	*testing.T
	x     *exchange.Exchange
	house *house
	cfg   Config
	words *locales.Catalog
	log   *slog.Logger  // of the house; nil is the diary
	asks  time.Duration // how often the house asks for its account; 0 is never
	stop  context.CancelFunc
	done  chan struct{}

	oracle  *oracle.Oracle    // all that passes is as the carrier has published it, in every story
	law     *permitted        // only permitted numbers are dialled, in every story
	diary   discreet          // the log, and nothing secret in it, in every story
	names   map[string]string // whose each phone is, as a transcript names him
	chapter time.Time         // when a transcript begins; zero is at the beginning

	expectWarnings bool // the carrier complains, as the story wants
}

const (
	theLine = demoLine
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

// inTown plays a story. change alters the configuration; nil leaves it.
func inTown(t *testing.T, change func(*Config, *exchange.Config), story func(*town)) {
	t.Helper()
	t.Parallel()
	dir, on := t.TempDir(), theGround(t)
	synctest.Test(t, func(t *testing.T) {
		w := build(t, on, filepath.Join(dir, "edown.db"), change)
		defer w.leave()
		story(w)
	})
}

func build(t *testing.T, on ground, db string, change func(*Config, *exchange.Config)) *town {
	t.Helper()
	if err := os.WriteFile(db, on.record, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := configured(defaults(), "http://edown.test")
	cfg.DB, cfg.API = db, "http://carrier.test"
	at := exchange.Config{AccountSID: cfg.Account, AuthToken: cfg.Token, BaseURL: cfg.API}
	if change != nil {
		change(&cfg, &at)
	}
	w := &town{T: t, oracle: oracle.Open(t), cfg: cfg, words: on.words, names: map[string]string{stranger: "Stranger"}}
	w.law = newPermitted(w)
	at.Client = &http.Client{Transport: exchange.InProcess(w.oracle.TwiML(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.law.server(w.house.Handler).ServeHTTP(rw, r)
	})))}
	w.x = exchange.New(at)
	w.x.Connect(theLine, exchange.Number{
		VoiceURL: cfg.PublicURL + "/voice/incoming", VoiceFallbackURL: cfg.PublicURL + "/voice/fallback",
		StatusCallback: cfg.PublicURL + "/voice/status", SMSURL: cfg.PublicURL + "/sms/incoming",
	})
	w.move()
	w.has(w.sample())
	return w
}

func (w *town) sample() store.Directory {
	w.Helper()
	d, err := readSample(w.cfg.Cases, w.words.Tags())
	if err != nil {
		w.Fatal(err)
	}
	d.PINs = nil // each is slow to keep, on purpose
	return d
}

// has puts records on record. Everybody in them has a phone, whether he plays
// or not.
func (w *town) has(d store.Directory) {
	w.Helper()
	w.law.know(d)
	w.meet(d)
	if err := w.house.store.Put(w.Context(), d); err != nil {
		w.Fatal(err)
	}
}

// move opens the house; after [town.die] it is the same one, started again.
func (w *town) move() {
	w.Helper()
	h, err := assemble(w.Context(), w.cfg, equipment{words: w.words, transport: w.law.carrier(w.oracle.REST(w.x.Transport())), log: cmp.Or(w.log, w.diary.logger()), asks: w.asks})
	if err != nil {
		w.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	w.house, w.stop, w.done = h, stop, make(chan struct{})
	go func() { defer close(w.done); h.Run(ctx) }()
}

func (w *town) leave() {
	w.x.Close()
	w.stop()
	<-w.done
	if err := w.house.Close(); err != nil {
		w.Error(err)
	}
	w.diary.told(w)
	for _, warning := range w.x.Warnings() {
		if w.expectWarnings {
			break
		}
		w.Errorf("the carrier warns: %+v", warning)
	}
}

func (w *town) phone(number string) *exchange.Person { return w.x.Handset(number).In(w) }

// says is how a message is said, without its data, as far as its first blank
// to be filled in.
func (w *town) says(lang, key string) string {
	w.Helper()
	spoken, err := w.words.Speak(lang, ivr.Say{Key: key, Data: ivr.Data{
		"Support": "Example Support", "Customer": "\x00", "Case": "", "Name": "\x00", "Key": "\x00", "Accepter": "\x00", "Names": []string{"\x00"},
		"Tried": 1, "Total": 1, "Impacted": 1, "Count": 1, "Down": time.Hour, "Waited": time.Minute, "Category": "", "Language": "", "Reason": "", "Phone": "",
	}})
	if err != nil {
		w.Fatal(err)
	}
	return strings.TrimSpace(spoken.String())
}

// page is the newest page on record.
func (w *town) page() paging.Page {
	w.Helper()
	synctest.Wait()
	pages, err := w.house.store.Pages(w.Context(), 10)
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
func (w *town) declares(p *exchange.Person) *exchange.Person {
	w.Helper()
	return p.Dials(theLine).Hears("Press 1").Presses("1").Hears("Has all production stopped", "press 1").Presses("1")
}

// answersAll takes Ann, or whoever is recognised, through the whole interview.
func (w *town) answersAll(p *exchange.Person) {
	w.Helper()
	w.declares(p).Hears("Is this about case").Presses("1").
		Hears("users locked out").Presses("3").Hears("How many users").Presses("450#").Hears("How many of them").Presses("430#").
		Hears("How many hours").Presses("3#").Hears("technical contact").Presses("1").Hears("After the tone").Says("Restarted it").Presses("#").
		Hears("430 of 450")
}

// everybodySpeaks gives all people of the rota one language.
func (w *town) everybodySpeaks(lang string) {
	w.Helper()
	d := w.sample()
	for i := range d.People {
		d.People[i].Language = lang
	}
	w.has(d)
}

// onRecord wants these answers on record: question, value, ...
func (w *town) onRecord(pairs ...string) {
	w.Helper()
	story, err := w.house.store.Story(w.Context(), w.page().ID)
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

func (w *town) ended(outcome support.Outcome) {
	w.Helper()
	if p := w.page(); p.State != support.PageClosed || p.Outcome != outcome {
		w.Fatalf("the page is %s with outcome %q, want closed with %q\n%+v", p.State, p.Outcome, outcome, p.Attempts)
	}
}
