// Package house is the running installation: it puts the rooms together, answers the
// line, rings people and says whether it is ready.
package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"edown/cmd/edown/config"
	"edown/cmd/edown/metrics"
	"edown/cmd/edown/retention"
	"edown/ivr"
	"edown/locales"
	"edown/operators"
	"edown/store"
	"edown/support"
	"edown/voice"
)

// House is all rooms together: it answers the carrier's webhooks and rings people.
// It decides nothing itself.
type House struct {
	Handler http.Handler
	Figures http.Handler // the metrics, for those who may see them

	Store   *store.Store
	lock    io.Closer // keeps other servers from this record
	desk    *operators.Desk
	pulse   *pulse
	account *account
	keeping keeping
	keeper  retention.Keeper
	figures *metrics.Metrics
	log     *slog.Logger
	onDuty  atomic.Pointer[[]support.E164]
}

// Equipment is what an installation needs besides its configuration.
type Equipment struct {
	Words     *locales.Catalog
	Transport http.RoundTripper // to the carrier; nil is http.DefaultTransport
	Log       *slog.Logger
	Witness   Watcher                         // sees what is put on record; may be nil
	Commit    func(commit func() error) error // wraps every commit; may be nil
	Mail      operators.Mailer                // sends letters; nil: none are sent
	Asks      time.Duration                   // how often our account is asked for; 0 is never
}

// Assemble opens the record and connects the rooms. It starts nothing: see
// [House.Run]. When ctx ends, the house is not ready any more.
func Assemble(ctx context.Context, c config.Config, e Equipment) (*House, error) {
	dialogues := ivr.Dialogues{Company: c.Company, Format: c.Cases, Languages: e.Words.Tags(), Limits: c.Limits,
		Policy: c.Policy}
	if err := dialogues.Check(e.Words); err != nil {
		return nil, fmt.Errorf("the dialogues do not hold together: %w", err)
	}
	h, err := occupy(ctx, c, e)
	if err != nil {
		return nil, err
	}
	s, carrier, told := h.Store, h.carrier(c, e), h.watchers(e)
	phone := voice.NewPhone(carrier, e.Words)
	h.keeper = retention.Keeper{Store: s, Carrier: phone, Keep: c.Retention, Log: e.Log}
	h.pulse = pulseOf(told.ledger(s))
	h.desk = &operators.Desk{
		Ledger: h.pulse, Phone: h.figures.Phone(phone), Log: e.Log,
		Company: c.Company, Ladder: c.Ladder, Hunt: c.Desk, Pace: c.Pace, Watch: c.Watchdog, Policy: c.Policy,
		Format: c.Cases, Mail: e.Mail,
		Words: replies(e.Words),
	}
	line := &ivr.Line{Dialogues: dialogues, Book: told.book(s), Speaker: e.Words, Poke: h.desk.Poke}
	h.desk.Over = func(ctx context.Context, call, sid, how string) error {
		_, err := line.Over(ctx, call, sid, how)
		return err
	}
	server := voice.NewServer(carrier, line, inbox{s, h.desk.Poke}, recordings{s}, e.Words)
	h.Handler = h.routes(h.figures.Webhooks(server.Handler()), ctx.Err, figuresHere(c))
	h.readRota(ctx)
	return h, nil
}

// watchers lists everything that follows what is put on record.
func (h *House) watchers(e Equipment) watchers {
	all := watchers{counts{h.figures}, journal{h.log}}
	if e.Witness != nil {
		all = append(all, e.Witness)
	}
	return all
}

// occupy takes the record for this server alone.
func occupy(ctx context.Context, c config.Config, e Equipment) (h *House, err error) {
	h = &House{log: e.Log, figures: metrics.New(Version())}
	if h.lock, err = store.Lock(c.DB); err == nil {
		h.Store, err = store.Open(ctx, c.DB, store.Options{Format: c.Cases, Callable: c.Callable, Log: e.Log,
			Commit: h.figures.Commits(h.keeping.commits(e.Commit))})
	}
	if err == nil {
		err = recovered(ctx, h.Store, e.Log)
	}
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	h.figures.Watch(h.Store)
	h.Figures = h.figures.Handler()
	return h, nil
}

// recovered takes up the unfinished work of a server that was killed. No other
// server works on the record now.
func recovered(ctx context.Context, s *store.Store, log *slog.Logger) error {
	n, err := s.Recover(ctx)
	if err == nil && n > 0 {
		log.Warn("unfinished work of an earlier server was taken up", "pieces", n)
	}
	return err
}

func (h *House) carrier(c config.Config, e Equipment) voice.Config {
	if e.Transport == nil {
		e.Transport = http.DefaultTransport
	}
	config := voice.Config{
		PublicURL: c.PublicURL, Number: c.Line, AccountSID: c.Account, Tokens: c.Tokens(), API: c.API,
		Transport: e.Transport, Machines: c.Machines, Language: c.LanguageOf, Callable: c.Callable,
		LastResort: h.lastResort, Log: e.Log,
	}
	h.account = newAccount(e.Transport, e.Asks, e.Log)
	h.account.ask = voice.NewPhone(config, e.Words).Account // past the watched transport: this is the question itself
	config.Transport = h.account
	return config
}

// replies are the words that an SMS of the staff may have in place of a key.
func replies(words *locales.Catalog) operators.ReplyWords {
	by := words.Replies()
	return operators.ReplyWords{Accept: by["1"], Pass: by["2"], Polite: by["filler"], Signature: by["signature"]}
}

// inbox wakes the desk when an event has been kept.
type inbox struct {
	operators.Inbox
	poke func()
}

func (i inbox) Post(ctx context.Context, key string, e support.Event) error {
	err := i.Inbox.Post(ctx, key, e)
	if err == nil {
		i.poke()
	}
	return err
}

// recordings puts the carrier's recordings on record.
type recordings struct{ store *store.Store }

func (r recordings) Recorded(ctx context.Context, rec voice.Recording) error {
	return r.store.Record(ctx, rec.SID, rec.Call, rec.Turn, rec.URL, rec.Status, rec.Length)
}

// routes is everything that the line answers. Once closing has an error, the line is
// not ready. figures says whether the metrics stand here.
func (h *House) routes(carrier http.Handler, closing func() error, figures bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { status(w, nil) })
	ready := &readiness{ask: h.ready, news: h.keeping.shaken, log: h.log}
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := closing(); err != nil {
			status(w, err)
			return
		}
		status(w, ready.now())
	})
	if figures {
		mux.Handle("GET /metrics", onlyHere(h.Figures))
	}
	carrier = &strays{next: carrier, log: h.log}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/voice/") || strings.HasPrefix(r.URL.Path, "/sms/") {
			carrier.ServeHTTP(w, r) // past the mux, which redirects untidy paths: a redirect loses the caller's keys
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// status tells a monitor as little as possible.
func status(w http.ResponseWriter, err error) {
	word := "ok"
	if err != nil {
		word = "not ready"
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	json.NewEncoder(w).Encode(map[string]string{"status": word})
}

// lastResort is dialled when the record is out of reach: the people on duty when it
// was last read.
func (h *House) lastResort() []support.E164 {
	if on := h.onDuty.Load(); on != nil {
		return *on
	}
	return nil
}

// Run rings people until ctx ends. Calls that are being placed are finished first.
func (h *House) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { h.watchRota(ctx) })
	all.Go(func() { h.account.watch(ctx) })
	all.Go(func() { h.keeper.Run(ctx) })
	all.Go(func() {
		if err := h.desk.Run(ctx); err != nil {
			h.log.Error("the desk has stopped", "err", err)
		}
	})
	all.Wait()
}

// watchRota keeps the people on duty in memory, and warns when there are none: an
// open line should have people to ring.
func (h *House) watchRota(ctx context.Context) {
	every := time.NewTicker(time.Minute)
	defer every.Stop()
	for {
		h.readRota(ctx)
		if on := h.onDuty.Load(); on != nil && len(*on) == 0 {
			h.log.Warn("there is no person on record to ring: import people")
		}
		select {
		case <-every.C:
		case <-ctx.Done():
			return
		}
	}
}

func (h *House) readRota(ctx context.Context) {
	on, err := h.Store.OnDutyPhones(ctx, time.Now())
	switch {
	case err == nil:
		h.onDuty.Store(&on)
	case ctx.Err() == nil:
		h.log.Error("the people on duty could not be read; the last known ones stay in use", "err", err)
	}
}

// Close releases the record for another server.
func (h *House) Close() (err error) {
	if h.Store != nil {
		err = h.Store.Close()
	}
	if h.lock != nil {
		err = errors.Join(err, h.lock.Close())
	}
	return err
}
