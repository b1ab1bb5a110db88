// Package voice is where the carrier's words end. It turns Twilio's webhooks
// into inputs of the line, the line's replies into TwiML, and orders to ring,
// text, summon and hang up into REST requests. No other package knows Twilio's
// vocabulary.
package voice

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"edown/ivr"
	"edown/operators"
	"edown/support"
)

// Config is what both directions need to know. PublicURL, Number, AccountSID
// and Tokens have no default; everything else may be left out.
type Config struct {
	// PublicURL is where the carrier reaches us: "https://line.example.com". It
	// may have a path, which a proxy in front of us strips.
	PublicURL string
	// Number is the line's own; the people we ring see it as the caller.
	Number support.E164
	// AccountSID names the account at the carrier.
	AccountSID string
	// Tokens are the auth tokens whose signatures are valid: the new one and,
	// during a rotation, the old one. Requests to the carrier use the first.
	Tokens []string
	// API is the carrier's REST API; empty is https://api.twilio.com.
	API string
	// Transport carries requests to the carrier; nil is http.DefaultTransport.
	Transport http.RoundTripper
	// Machines makes the carrier guess whether a machine picked up. The guess
	// comes later, and never decides anything on its own (P1).
	Machines bool
	// Language returns the language in which a call begins. If it is nil or
	// returns the empty string, that is "en".
	Language func(dialled, caller support.E164) string
	// Callable reports whether a caller's own number is in a country that we
	// may call back; nil allows every country. It is not asked about numbers of
	// the rota.
	Callable func(support.E164) bool
	// LastResort returns the numbers to dial when the record cannot be read or
	// written: operators and managers on duty, kept in memory. Nil is none.
	LastResort func() []support.E164
	// Log gets a line for each turn and for each failure; nil discards them. It
	// contains telephone numbers only as digests.
	Log *slog.Logger
}

// Voices has the voices and words of each language.
type Voices interface {
	// Voice names the voice of a language, its tag for speaking, and its tag
	// for recognising speech, all as the carrier spells them.
	Voice(lang string) (voice, sayLanguage, gatherLanguage string)
	// Hints returns words to expect where a key of the dialogue waits,
	// separated by commas.
	Hints(lang, key string) string
	// Text words a message that is not part of a dialogue. An unknown key or
	// missing data is an error.
	Text(lang, key string, data map[string]string) (string, error)
}

// Recordings keeps what was spoken after a tone.
type Recordings interface {
	// Recorded is called once or more for each recording, when the carrier has
	// it. When it returns nil, the recording is durable on record.
	Recorded(context.Context, Recording) error
}

// Recording is an answer that the carrier has recorded.
type Recording struct {
	SID, Call, Turn string
	URL             string // without an extension; ".wav" and ".mp3" exist
	Status          string // the carrier's: completed, failed or absent
	Length          time.Duration
}

// Server answers the carrier's webhooks.
type Server struct {
	cfg        Config
	line       *ivr.Line
	inbox      operators.Inbox
	recordings Recordings
	script     script
	seal       seal
}

// NewServer makes a server of webhooks. All of its parts are needed.
func NewServer(cfg Config, line *ivr.Line, inbox operators.Inbox, recordings Recordings, voices Voices) *Server {
	cfg = cfg.withDefaults()
	go tune() // ahead of time, so that no caller waits for it
	return &Server{
		cfg: cfg, line: line, inbox: inbox, recordings: recordings,
		script: script{addressesOf(cfg.PublicURL), voices, cfg.API},
		seal:   sealOf(cfg.PublicURL, cfg.Tokens),
	}
}

func (c Config) withDefaults() Config {
	if c.API == "" {
		c.API = "https://api.twilio.com"
	}
	if c.Transport == nil {
		c.Transport = http.DefaultTransport
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// language returns the language in which a call begins.
func (c Config) language(dialled, caller support.E164) string {
	if c.Language != nil {
		if lang := c.Language(dialled, caller); lang != "" {
			return lang
		}
	}
	return "en"
}

// token returns the one that requests to the carrier use.
func (c Config) token() string {
	if len(c.Tokens) == 0 {
		return ""
	}
	return c.Tokens[0]
}

func (c Config) lastResort() []support.E164 {
	if c.LastResort == nil {
		return nil
	}
	return c.LastResort()
}

// turns matches the numbers that a turn can have.
const turns = "0|[1-9][0-9]{0,5}"

// Handler serves everything below /voice/ and /sms/. It takes paths as they
// come: a redirect to a cleaner one would lose the pressed keys. It answers
// only POST with a valid signature; music alone needs none.
func (s *Server) Handler() http.Handler {
	r := mux.NewRouter().SkipClean(true)
	for path, hear := range map[string]hearer{
		"/voice/incoming":                         s.incoming,
		"/voice/turn/{call}/{turn:" + turns + "}": s.turn,
		"/voice/summon/{call}/{key}":              s.summon,
		"/voice/wait/{call}":                      s.wait,
		"/voice/fallback":                         s.fallback,
		"/voice/lastly":                           s.lastly,
		"/voice/status":                           s.status,
		"/voice/text":                             s.delivery,
		"/voice/machine":                          s.machine,
		"/voice/recording":                        s.recording,
		"/voice/conference":                       s.conference,
		"/sms/incoming":                           s.message,
	} {
		r.Handle(path, s.receive(hear)).Methods(http.MethodPost)
	}
	r.HandleFunc("/voice/music/{seconds:[0-9]+}.wav", playMusic).Methods(http.MethodGet, http.MethodHead)
	return r
}
