// Package config reads the configuration of an installation: its file, its
// environment and its policy.
package config

import (
	"cmp"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"edown/cmd/edown/mistakes"
	"edown/cmd/edown/numbers"
	"edown/operators/mail"
	"edown/operators/paging"
	"edown/store"
	"edown/support"
)

// Config is everything that an installation may set. [Default] works as soon as it
// has the number of the line and the account at the carrier.
type Config struct {
	Listen    string       // host and port
	Metrics   string       // host and port of their own; empty: beside the line, when only this machine reaches it
	DB        string       // a file
	PublicURL string       // where the carrier reaches this server
	Line      support.E164 // the number that customers call

	Carrier

	Company  string // how the line names itself
	Cases    support.CaseFormat
	Callback []string // countries whose callers the line may call back
	Languages

	Mail mail.Config // the server that takes letters; none by default

	Ladder   paging.Ladder  // the groups that an Enterprise Down rings, and when (P4)
	Desk     paging.Ladder  // the groups that ring for a caller who wants an operator
	Watchdog time.Duration  // after "production is down", until a page goes out with what is known
	Limits   support.Limits // emergencies before an operator is asked first

	Policy     support.Policy // what is promised, and who is notified
	PolicyFile string         // the file of Policy; empty: the default policy

	Retention store.Retention // how long each class of the record is kept

	LogFormat string // text or json
	LogLevel  slog.Level
}

// Carrier is the account at the carrier, and what it can do.
type Carrier struct {
	Account  string  // Twilio's account SID
	Token    string  // its auth token
	OldToken string  // also accepted in signatures while the token is rotated
	API      string  // the REST API; empty is Twilio's
	Machines bool    // ask the carrier whether a machine picked up
	Pace     float64 // calls a second that the carrier places
	AtOnce   int     // calls that the account may have at one time; 0 is no limit
}

// Languages decide in which language a call begins; see [Config.LanguageOf].
type Languages struct {
	Language  string                  // of callers who are not on record
	Lines     map[support.E164]string // language by the number dialled
	Countries map[string]string       // language by the caller's country
}

// Default is the configuration of an installation that sets nothing.
func Default() Config {
	return Config{
		Listen: "127.0.0.1:8080", DB: "edown.db", Carrier: Carrier{Pace: 1},
		Company: "Example Support", Cases: support.DefaultCaseFormat, Callback: callbackCountries(),
		Languages: Languages{Language: "en", Lines: map[support.E164]string{}, Countries: languages()},
		Ladder:    paging.DefaultLadder(), Desk: paging.DeskLadder(), Watchdog: time.Minute,
		Limits: support.DefaultLimits(), Policy: support.DefaultPolicy(), Retention: store.DefaultRetention(),
		LogFormat: "text",
	}
}

// languages maps countries to a language that is understood there better than the
// default. Countries with several languages (Switzerland, Canada, Hong Kong,
// Singapore) keep the default: callers can change it with 9.
func languages() map[string]string {
	of := map[string]string{}
	for lang, countries := range map[string]string{
		"fr": "FR BE LU MC GP MQ GF RE YT PM BL MF NC PF WF MA DZ TN SN CI ML BF NE TG BJ GN GA CG CD CM MG",
		"zh": "CN TW MO",
	} {
		for _, country := range strings.Fields(countries) {
			of[country] = lang
		}
	}
	return of
}

// callbackCountries lists countries with support customers and little toll fraud.
func callbackCountries() []string {
	return strings.Fields("US CA FR BE LU MC CH DE AT NL GB IE DK SE NO FI IT ES PT CN HK TW JP KR SG AU NZ")
}

// Missing is an error that lists the settings without which the carrier cannot reach
// the line, or a mail server takes no letters; nil when all are set.
func (c Config) Missing() error { return c.Lacks().Err() }

func (c Config) Lacks() (wrong mistakes.List) {
	for _, need := range []struct{ value, key, env, remedy string }{
		{c.PublicURL, "public_url", "EDOWN_PUBLIC_URL", "the https address at which Twilio reaches this server"},
		{string(c.Line), "line", "EDOWN_LINE", "the number that customers call, such as +18005550100"},
		{c.Account, "twilio.account_sid", "TWILIO_ACCOUNT_SID",
			"the account SID of your Twilio console, AC and 32 characters"},
		{c.Token, "twilio.auth_token", "TWILIO_AUTH_TOKEN", "the auth token of your Twilio console"},
	} {
		if need.value == "" {
			wrong = append(wrong, mistakes.One{File: "configuration", What: need.key + " is missing",
				Remedy: fmt.Sprintf("set it in the file (-c), or as %s: %s", need.env, need.remedy)})
		}
	}
	return append(wrong, c.MailLacks()...)
}

// LanguageOf is the language in which a call begins: by the number dialled, else by
// the caller's country, else the default. The record remembers what a caller chose
// in earlier calls.
func (c Config) LanguageOf(dialled, caller support.E164) string {
	return cmp.Or(c.Lines[dialled], c.Countries[numbers.Country(caller)], c.Language)
}

// Callable reports whether the line may call a caller back. It never calls itself, a
// country that is not in Callback, or a number that costs by the minute.
func (c Config) Callable(number support.E164) bool {
	_, ours := c.Lines[number]
	return number.Known() && number != c.Line && !ours && !numbers.IsCostly(number) &&
		slices.Contains(c.Callback, numbers.Country(number))
}

// Tokens lists the tokens whose signatures are accepted, the current one first.
func (c Config) Tokens() []string {
	return slices.DeleteFunc([]string{c.Token, c.OldToken}, func(t string) bool { return t == "" })
}

// Numbers lists every number that customers call.
func (c Config) Numbers() []support.E164 {
	all := slices.Sorted(maps.Keys(c.Lines))
	if c.Line != "" && !slices.Contains(all, c.Line) {
		all = slices.Insert(all, 0, c.Line)
	}
	return all
}
