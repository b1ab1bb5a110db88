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

// Config is everything that an installation may set. [Default] is a line that
// works as soon as it knows its number and its carrier.
type Config struct {
	Listen    string       // host and port
	Metrics   string       // host and port of their own; empty: beside the line, when only this machine reaches it
	DB        string       // a file
	PublicURL string       // where the carrier reaches this server
	Line      support.E164 // the number that customers call

	Account  string // Twilio's account SID
	Token    string // its auth token
	OldToken string // accepted in signatures too, while the token is rotated
	API      string // the REST API; empty is Twilio's
	Machines bool   // ask the carrier to guess whether a machine picked up
	Pace     float64
	AtOnce   int // calls that the account may have at one time; 0 is no limit

	Company   string // how the line names itself
	Cases     support.CaseFormat
	Language  string                  // of callers of whom nothing is known
	Lines     map[support.E164]string // language by the number that was dialled
	Countries map[string]string       // language by the caller's country
	Callback  []string                // countries whose callers the line may call back

	Mail mail.Config // the server that takes letters; none by default

	Ladder   paging.Ladder  // P4
	Desk     paging.Ladder  // for callers who want an operator
	Watchdog time.Duration  // after "production is down", page with what is known
	Limits   support.Limits // after so many emergencies an operator is asked first

	Policy     support.Policy // what is promised, and who is told
	PolicyFile string         // where Policy is written; empty: the guides' own

	Retention store.Retention // how long each class of the record is kept

	LogFormat string // text or json
	LogLevel  slog.Level
}

// Default is the configuration of an installation that sets nothing.
func Default() Config {
	return Config{
		Listen: "127.0.0.1:8080", DB: "edown.db", Pace: 1,
		Company: "Example Support", Cases: support.DefaultCaseFormat, Language: "en",
		Lines: map[support.E164]string{}, Countries: languages(), Callback: callbackCountries(),
		Ladder: paging.DefaultLadder(), Desk: paging.DeskLadder(), Watchdog: time.Minute,
		Limits: support.DefaultLimits(), Policy: support.DefaultPolicy(), Retention: store.DefaultRetention(), LogFormat: "text",
	}
}

// languages are the countries in which a caller is likelier to be understood
// in a language that is not the default. Where several are spoken
// (Switzerland, Canada, Hong Kong, Singapore) the default stays, and 9 is near.
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

// callbackCountries are where support customers are, and where toll fraud
// seldom pays.
func callbackCountries() []string {
	return strings.Fields("US CA FR BE LU MC CH DE AT NL GB IE DK SE NO FI IT ES PT CN HK TW JP KR SG AU NZ")
}

// Missing are the settings without which no carrier can reach the line, or no
// letter anybody.
func (c Config) Missing() error { return c.Lacks().Err() }

func (c Config) Lacks() (wrong mistakes.List) {
	for _, need := range []struct{ value, key, env, remedy string }{
		{c.PublicURL, "public_url", "EDOWN_PUBLIC_URL", "the https address at which Twilio reaches this server"},
		{string(c.Line), "line", "EDOWN_LINE", "the number that customers call, such as +18005550100"},
		{c.Account, "twilio.account_sid", "TWILIO_ACCOUNT_SID", "the account SID of your Twilio console, AC and 32 characters"},
		{c.Token, "twilio.auth_token", "TWILIO_AUTH_TOKEN", "the auth token of your Twilio console"},
	} {
		if need.value == "" {
			wrong = append(wrong, mistakes.One{File: "configuration", What: need.key + " is missing", Remedy: fmt.Sprintf("set it in the file (-c), or as %s: %s", need.env, need.remedy)})
		}
	}
	return append(wrong, c.MailLacks()...)
}

// LanguageOf is the language in which a call begins: by the number dialled,
// else by the caller's country, else the default. What a caller chose before
// is remembered by the record.
func (c Config) LanguageOf(dialled, caller support.E164) string {
	return cmp.Or(c.Lines[dialled], c.Countries[numbers.Country(caller)], c.Language)
}

// Callable reports whether the line may call a caller back: never to a
// country that is not allowed, nor to a number that costs by the minute, nor
// to itself.
func (c Config) Callable(number support.E164) bool {
	_, ours := c.Lines[number]
	return number.Known() && number != c.Line && !ours && !numbers.IsCostly(number) && slices.Contains(c.Callback, numbers.Country(number))
}

// Tokens are those whose signatures count, the current one first.
func (c Config) Tokens() []string {
	return slices.DeleteFunc([]string{c.Token, c.OldToken}, func(t string) bool { return t == "" })
}

// Numbers are all that customers call.
func (c Config) Numbers() []support.E164 {
	all := slices.Sorted(maps.Keys(c.Lines))
	if c.Line != "" && !slices.Contains(all, c.Line) {
		all = slices.Insert(all, 0, c.Line)
	}
	return all
}
