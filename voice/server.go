// Package voice is where the carrier's words end. It turns Twilio's webhooks
// into inputs of the line, the line's replies into TwiML, and orders to ring,
// text, summon and hang up into REST requests. Nothing outside this package
// knows what Twilio calls anything.
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
	// may have a path, which a proxy in front of us takes off again.
	PublicURL string
	// Number is the line's own: whoever we ring sees it.
	Number support.E164
	// AccountSID names the account at the carrier.
	AccountSID string
	// Tokens are the auth tokens whose signatures count: the new one and, while
	// it is being rotated, the old one. Requests to the carrier use the first.
	Tokens []string
	// API is the carrier's REST API; empty is https://api.twilio.com.
	API string
	// Transport carries requests to the carrier; nil is http.DefaultTransport.
	Transport http.RoundTripper
	// Machines has the carrier guess whether a machine picked up. The guess
	// comes later, and decides nothing by itself (P1).
	Machines bool
	// Language is the language in which a call begins; nil, or no answer, is "en".
	Language func(dialled, caller support.E164) string
	// Callable reports whether a caller's own number is in a country that we
	// may call back; nil is every country. Numbers of the rota are not asked.
	Callable func(support.E164) bool
	// LastResort is who is dialled when the record cannot be read or written:
	// operators and managers on duty, from memory. Nil is nobody.
	LastResort func() []support.E164
	// Log gets a line for each turn and for each failure; nil discards them.
	// Telephone numbers are in it as digests only.
	Log *slog.Logger
}

// Voices are the sounds and words of each language.
type Voices interface {
	// Voice names the voice that speaks a language, its tag for speaking, and
	// its tag for recognising speech, all as the carrier spells them.
	Voice(lang string) (voice, sayLanguage, gatherLanguage string)
	// Hints are words to be expected where a key of the dialogue waits,
	// separated by commas.
	Hints(lang, key string) string
	// Text words a message that is not part of a dialogue. An unknown key or a
	// missing datum is an error.
	Text(lang, key string, data map[string]string) (string, error)
}

// Recordings keeps what was spoken after a tone.
type Recordings interface {
	// Recorded is told once or more often about each recording, when the carrier
	// has it. What it was told is durable when it returns nil.
	Recorded(context.Context, Recording) error
}

// Recording is an answer that the carrier has recorded.
type Recording struct {
	SID, Call, Turn string
	URL             string // without an ending; ".wav" and ".mp3" exist
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

// NewServer makes a server of webhooks; all of its parts are needed.
func NewServer(cfg Config, line *ivr.Line, inbox operators.Inbox, recordings Recordings, voices Voices) *Server {
	cfg = cfg.withDefaults()
	go tune() // so that nobody waits for it
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

// language is the one in which a call begins.
func (c Config) language(dialled, caller support.E164) string {
	if c.Language != nil {
		if lang := c.Language(dialled, caller); lang != "" {
			return lang
		}
	}
	return "en"
}

// token is the one that requests to the carrier use.
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

// turns are the numbers that a turn can have.
const turns = "0|[1-9][0-9]{0,5}"

// Handler serves everything below /voice/ and /sms/. Paths are taken as they
// come: a redirect to a tidier one would lose what was pressed. Only POST is
// answered, and only with a valid signature; music alone is for everybody.
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
