// Package exchange is a telephone exchange in a box. It plays Twilio's side of
// Twilio's two voice APIs over HTTP: it answers the REST API, fetches TwiML with
// signed webhooks and acts on it, holds conferences, takes recordings and carries
// messages. At the other end of every call is a [Handset]: a phone driven by a
// test, a browser page or a program.
//
//	x := exchange.New(exchange.Config{AccountSID: sid, AuthToken: token})
//	defer x.Close()
//	x.Connect("+18005550100", exchange.Number{VoiceURL: "http://127.0.0.1:8080/voice"})
//	x.Handset("+14155550123").In(t).Dials("+18005550100").Hears("press 1").Presses("1").IsHungUp()
//
// What Twilio documents and the exchange does not play: queues, payments, streams,
// transcription, SIP and browser clients, recording of dialled calls and conferences,
// partial speech results, and on <Number> machine detection and sendDigits. Verbs of
// these get warning 12200, attributes have no effect.
//
// It needs no account and no network, and it runs in real time as well as inside a
// testing/synctest bubble. It imports nothing but the standard library.
package exchange

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config configures an [Exchange]. Only AccountSID and AuthToken have no
// default.
type Config struct {
	// AccountSID and AuthToken are the account's credentials: REST requests
	// must carry them, and webhooks are signed with the token.
	AccountSID, AuthToken string
	// Client sends webhooks; only its Transport is used. Nil means
	// http.DefaultTransport. [InProcess] makes a transport without a network.
	Client *http.Client
	// Talk returns how long it takes to say text in a language. Nil means
	// [NaturalPace].
	Talk func(lang, text string) time.Duration
	// CallsPerSecond is the pace at which calls created over REST are dialled.
	// Further calls are queued, not refused. 0 means 1, Twilio's default;
	// negative: no limit.
	CallsPerSecond float64
	// MaxCalls limits the calls at one time (error 10004). 0: no limit.
	MaxCalls int
	// Trial makes it a trial account, whose MaxCalls is 5 unless it is set.
	Trial bool
	// BaseURL is the address of the exchange's REST API, for links such as
	// RecordingUrl. Empty means https://api.twilio.com, as Twilio writes them.
	BaseURL string
	// Patience is how long a [Person] waits for what is expected. 0 means 10 s,
	// or 10 minutes inside a testing/synctest bubble, where time costs nothing.
	Patience time.Duration
	// Log gets what Twilio's debugger would show. Nil discards it.
	Log *slog.Logger
	// Faults makes the network fail. The zero value has none.
	Faults Faults
}

// Exchange is one account at one carrier. Make it with [New]; end it with
// [Exchange.Close]. All its methods may be called concurrently.
type Exchange struct {
	cfg     Config
	ctx     context.Context
	stop    context.CancelFunc
	running group
	debug   debugger
	wall    wall

	mu          sync.Mutex // guards all below, and every leg, handset and conference
	numbers     map[string]*line
	handsets    map[string]*Handset
	legs        []*leg // oldest first
	bySID       map[string]*leg
	live        int // legs that are not over
	nextSlot    time.Time
	conferences []*conference
	messages    []*message
	recordings  []*recording
	lengths     map[string]time.Duration // of audio files already fetched
	setup       setup
}

// Number is what a number of the account does with incoming calls and messages.
// An empty URL does nothing.
type Number struct {
	VoiceURL, VoiceFallbackURL string
	// StatusCallback is told once, at the end of each inbound call.
	StatusCallback string
	SMSURL         string
	// The HTTP method of each of them, GET or POST; empty means POST.
	VoiceMethod, VoiceFallbackMethod, StatusCallbackMethod, SMSMethod string
}

// line is one of the account's numbers.
type line struct {
	Number
	sid, number string
	created     time.Time
}

// New returns a running exchange without numbers and without phones.
func New(cfg Config) *Exchange {
	ctx, stop := context.WithCancel(context.Background())
	x := &Exchange{
		cfg: cfg.withDefaults(), ctx: ctx, stop: stop,
		numbers: map[string]*line{}, handsets: map[string]*Handset{},
		bySID: map[string]*leg{}, lengths: map[string]time.Duration{},
	}
	x.debug.log = x.cfg.Log
	return x
}

func (c Config) withDefaults() Config {
	if c.Client == nil {
		c.Client = &http.Client{}
	}
	if c.Talk == nil {
		c.Talk = NaturalPace
	}
	if c.CallsPerSecond == 0 {
		c.CallsPerSecond = 1
	}
	if c.Trial && c.MaxCalls == 0 {
		c.MaxCalls = trialCalls
	}
	if c.BaseURL == "" {
		c.BaseURL = "https://api.twilio.com"
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if c.Patience == 0 {
		c.Patience = defaultPatience(time.Now())
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// defaultPatience recognises a synctest bubble by its clock, which starts in
// 2000.
func defaultPatience(now time.Time) time.Duration {
	if now.Year() < 2020 {
		return 10 * time.Minute
	}
	return 10 * time.Second
}

// Connect makes number one of the account's numbers, or changes what it does.
// The number is in E.164 form, as it will be dialled.
func (x *Exchange) Connect(number string, n Number) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if l := x.numbers[number]; l != nil {
		l.Number = n
		return
	}
	x.numbers[number] = &line{Number: n, sid: newSID("PN"), number: number, created: time.Now()}
}

// Handset returns the phone with that number; a new one is idle and in normal
// mode. A call to a number that has no handset rings until it times out.
func (x *Exchange) Handset(number string) *Handset {
	x.mu.Lock()
	defer x.mu.Unlock()
	h := x.handsets[number]
	if h == nil {
		h = newHandset(x, number)
		x.handsets[number] = h
	}
	return h
}

// Close ends the exchange: calls stop where they are, without callbacks. When
// it returns, every goroutine of the exchange has ended. It may be called
// again.
func (x *Exchange) Close() {
	x.stop()
	x.mu.Lock()
	for _, l := range x.legs {
		l.stopTimers()
	}
	x.mu.Unlock()
	x.running.close()
}

// group holds the goroutines of an exchange, so that Close can wait for them.
type group struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

// spawn runs f unless the exchange is closed.
func (g *group) spawn(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.wg.Go(f)
	}
}

func (g *group) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.wg.Wait()
}

// Warning is one entry of the account's debugger: a mistake of the application
// that Twilio would report.
type Warning struct {
	At time.Time
	// Code is Twilio's error code, as in twilio.com/docs/errors/<code>.
	Code    int
	Message string
	CallSID string // empty when no call is concerned
	URL     string // the document or callback concerned, if any
}

// String returns the warning as one line of a log.
func (w Warning) String() string {
	return fmt.Sprintf("%d %s (call %s, %s)", w.Code, w.Message, w.CallSID, w.URL)
}

type debugger struct {
	log  *slog.Logger
	mu   sync.Mutex
	list []Warning
}

// Warnings returns the errors and warnings of the debugger, oldest first.
func (x *Exchange) Warnings() []Warning {
	x.debug.mu.Lock()
	defer x.debug.mu.Unlock()
	return slices.Clone(x.debug.list)
}

func (x *Exchange) warn(callSID string, code int, url, format string, args ...any) {
	w := Warning{time.Now(), code, fmt.Sprintf(format, args...), callSID, url}
	x.debug.log.Warn("exchange", "code", code, "message", w.Message, "call", callSID, "url", url)
	x.debug.mu.Lock()
	defer x.debug.mu.Unlock()
	x.debug.list = append(x.debug.list, w)
}
