package config

import (
	"errors"
	"fmt"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown/cmd/edown/numbers"
	"edown/cmd/edown/wording"
	"edown/operators/paging"
	"edown/support"
)

// setting is one value of the configuration: its name in the file and in the
// environment, and how its text becomes a value.
type setting struct {
	key, env string
	remedy   string // what would be right, when set refuses with errRefused
	set      func(c *Config, text string) error
	between  string        // several values: their separator in the environment
	clear    func(*Config) // several values: removes the default when any are given
	never    string        // several values: why an empty list is refused
	named    bool          // several values with names: set gets name=value
	secret   bool          // never printed
}

// wrong is the remedy for a refused value.
func (s setting) wrong(err error) string {
	if err == errRefused {
		return s.remedy
	}
	return err.Error()
}

// shown is a value in a form fit to be printed.
func (s setting) shown(value string) string {
	if s.secret {
		return strings.Repeat("•", len(value))
	}
	return wording.Redacted(value)
}

// errRefused means that the value is wrong and the setting's remedy says how.
var errRefused = errors.New("refused")

// settings lists every value of the configuration. langs are the languages that the
// line speaks.
func settings(langs []string) []setting {
	oneOf := "write one of " + strings.Join(langs, ", ")
	language := func(text string) error { return unless(slices.Contains(langs, text)) }
	return slices.Concat([]setting{
		{key: "listen", env: "EDOWN_LISTEN", remedy: `write a host and a port, such as "127.0.0.1:8080"`,
			set: hostPort(func(c *Config) *string { return &c.Listen })},
		{key: "db", env: "EDOWN_DB", remedy: `name a file, such as "edown.db"`, set: setDB},
		{key: "public_url", env: "EDOWN_PUBLIC_URL",
			remedy: `write the address at which Twilio reaches this server, such as "https://line.example.com"`,
			set:    address(func(c *Config) *string { return &c.PublicURL })},
		{key: "line", env: "EDOWN_LINE", set: setLine},
		{key: "company", env: "EDOWN_COMPANY", remedy: "write how the line names itself, in at most 60 letters",
			set: text(func(c *Config) *string { return &c.Company }, `^[^\pC]{1,60}$`)},
		{key: "language", env: "EDOWN_LANGUAGE", remedy: oneOf, set: func(c *Config, text string) error {
			c.Language = text
			return language(text)
		}},
		{key: "case_pattern", env: "EDOWN_CASE_PATTERN", set: func(c *Config, text string) (err error) {
			c.Cases, err = support.ParseCaseFormat(text)
			return err
		}},
		{key: "calls_per_second", env: "EDOWN_CALLS_PER_SECOND",
			remedy: "write how many calls a second your carrier places, from 0.01 to 1000, such as 1", set: setPace},
		{key: "machine_detection", env: "EDOWN_MACHINE_DETECTION", remedy: "write true or false",
			set: func(c *Config, text string) (err error) {
				c.Machines, err = strconv.ParseBool(text)
				return unless(err == nil)
			}},
		{key: "policy", env: "EDOWN_POLICY", remedy: "name a TOML file; edown policy prints one",
			set: func(c *Config, text string) error {
				c.PolicyFile = text
				return nil
			}},
		lasting("watchdog", "EDOWN_WATCHDOG", time.Second, 10*time.Minute,
			func(c *Config) *time.Duration { return &c.Watchdog }),
		{key: "callback_countries", env: "EDOWN_CALLBACK_COUNTRIES", remedy: isoCountry, between: ",",
			clear: func(c *Config) { c.Callback = nil }, set: func(c *Config, text string) error {
				c.Callback = append(c.Callback, text)
				return unless(numbers.IsCountry(text))
			}},
		{key: "lines", env: "EDOWN_LINES", remedy: oneOf, between: ",", named: true, set: func(c *Config, text string) error {
			return setLineLanguage(c, text, language)
		}},
		{key: "countries", env: "EDOWN_COUNTRIES", remedy: oneOf, between: ",", named: true,
			set: func(c *Config, text string) error {
				return setCountryLanguage(c, text, language)
			}},
	}, carrierSettings(), mailSettings(), ladderSettings(), limitSettings(), retentionSettings(), operationSettings())
}

func carrierSettings() []setting {
	token := "write the auth token as the Twilio console shows it: letters and digits"
	return []setting{
		{key: "twilio.account_sid", env: "TWILIO_ACCOUNT_SID",
			remedy: "write the account SID as the Twilio console shows it: AC and 32 characters, 0-9 and a-f",
			set:    text(func(c *Config) *string { return &c.Account }, `^AC[0-9a-f]{32}$`)},
		{key: "twilio.auth_token", env: "TWILIO_AUTH_TOKEN", remedy: token, secret: true,
			set: text(func(c *Config) *string { return &c.Token }, `^[0-9A-Za-z]+$`)},
		{key: "twilio.auth_token_old", env: "TWILIO_AUTH_TOKEN_OLD", remedy: token, secret: true,
			set: text(func(c *Config) *string { return &c.OldToken }, `^[0-9A-Za-z]+$`)},
		{key: "twilio.concurrent_calls", env: "EDOWN_CONCURRENT_CALLS",
			remedy: "write how many calls your account may have at one time, such as 3, or 0 for no limit", set: setAtOnce},
		{key: "twilio.api", env: "EDOWN_TWILIO_API",
			remedy: `write the address of the carrier's REST API, such as "https://api.twilio.com"`,
			set:    address(func(c *Config) *string { return &c.API })},
	}
}

func ladderSettings() []setting {
	rung := func(c *Config, text string) error { return addRung(&c.Ladder, text) }
	return []setting{
		{key: "ladder.rungs", env: "EDOWN_LADDER_RUNGS", between: ";",
			never: "write at least one: an Enterprise Down must ring somebody", clear: func(c *Config) { c.Ladder.Rungs = nil },
			set: rung},
		lasting("ladder.again", "EDOWN_LADDER_AGAIN", time.Second, 30*time.Minute,
			func(c *Config) *time.Duration { return &c.Ladder.Again }),
		lasting("ladder.ring", "EDOWN_LADDER_RING", shortestRing, longestRing,
			func(c *Config) *time.Duration { return &c.Ladder.Ring }),
		lasting("ladder.no_key", "EDOWN_LADDER_NO_KEY", time.Second, 2*time.Minute,
			func(c *Config) *time.Duration { return &c.Ladder.NoKey }),
		lasting("ladder.talk_within", "EDOWN_LADDER_TALK_WITHIN", time.Second, time.Hour,
			func(c *Config) *time.Duration { return &c.Ladder.TalkWithin }),
		lasting("desk.give_up", "EDOWN_DESK_GIVE_UP", time.Second, 10*time.Minute,
			func(c *Config) *time.Duration { return &c.Desk.GiveUp }),
	}
}

// operationSettings are for the administrator who keeps the line running.
func operationSettings() []setting {
	return []setting{
		{key: "metrics", env: "EDOWN_METRICS", remedy: `write a host and a port of their own, such as "127.0.0.1:9464"`,
			set: hostPort(func(c *Config) *string { return &c.Metrics })},
		{key: "log.format", env: "EDOWN_LOG_FORMAT", remedy: "write text or json",
			set: text(func(c *Config) *string { return &c.LogFormat }, `^(text|json)$`)},
		{key: "log.level", env: "EDOWN_LOG_LEVEL", remedy: "write debug, info, warn or error",
			set: func(c *Config, text string) error {
				return unless(c.LogLevel.UnmarshalText([]byte(text)) == nil)
			}},
	}
}

func limitSettings() []setting {
	return []setting{
		counting("limits.number", "EDOWN_LIMITS_NUMBER", func(l *support.Limits) *int { return &l.Number }),
		counting("limits.contract", "EDOWN_LIMITS_CONTRACT", func(l *support.Limits) *int { return &l.Contract }),
		counting("limits.calls", "EDOWN_LIMITS_CALLS", func(l *support.Limits) *int { return &l.Calls }),
	}
}

// counting is a setting for how many of something are fine within an hour.
func counting(key, env string, of func(*support.Limits) *int) setting {
	return setting{key: key, env: env, remedy: "write how many an hour, 1 to 10000, or 0 for no limit",
		set: func(c *Config, text string) (err error) {
			n := of(&c.Limits)
			*n, err = strconv.Atoi(text)
			return unless(err == nil && *n >= 0 && *n <= 10000)
		}}
}

const (
	// shortestRing is the carrier's shortest timeout plus the 5 s that it adds
	// (Twilio, <Dial>, timeout).
	shortestRing = 10 * time.Second
	// longestRing is the carrier's longest timeout (Twilio, Calls, Timeout).
	longestRing = 10 * time.Minute
)

func unless(fine bool) error {
	if fine {
		return nil
	}
	return errRefused
}

// text reads a value that must match a pattern.
func text(of func(*Config) *string, form string) func(*Config, string) error {
	pattern := regexp.MustCompile(form)
	return func(c *Config, text string) error {
		*of(c) = text
		return unless(pattern.MatchString(text))
	}
}

// lasting is a setting for a length of time within bounds.
func lasting(key, env string, least, most time.Duration, of func(*Config) *time.Duration) setting {
	remedy := fmt.Sprintf(`write a time from %s to %s, such as "30s"`, roundly(least), roundly(most))
	return setting{key: key, env: env, remedy: remedy, set: func(c *Config, text string) (err error) {
		*of(c), err = time.ParseDuration(text)
		return unless(err == nil && *of(c) >= least && *of(c) <= most)
	}}
}

// roundly writes a length of time without trailing zeros, "10m".
func roundly(d time.Duration) string {
	text := strings.Replace(d.String(), "m0s", "m", 1)
	return strings.Replace(text, "h0m", "h", 1)
}

func hostPort(of func(*Config) *string) func(*Config, string) error {
	return func(c *Config, text string) error {
		_, port, err := net.SplitHostPort(text)
		_, bad := strconv.ParseUint(port, 10, 16)
		*of(c) = text
		return unless(err == nil && bad == nil)
	}
}

// setDB accepts SQLite files, written as [store.Open] reads them.
func setDB(c *Config, text string) error {
	c.DB = text
	scheme, _, named := strings.Cut(text, ":")
	switch {
	case named && (scheme == "postgres" || scheme == "postgresql"):
		return errors.New(`PostgreSQL is not built into this program: name an SQLite file, such as "edown.db"`)
	case strings.Contains(text, "://") && scheme != "sqlite":
		return errRefused
	}
	return unless(text != "")
}

func setLine(c *Config, text string) (err error) {
	if c.Line, err = numbers.Parse(text); err != nil {
		return err
	}
	return numbers.Exists(c.Line)
}

func setAtOnce(c *Config, text string) (err error) {
	c.AtOnce, err = strconv.Atoi(text)
	return unless(err == nil && c.AtOnce >= 0 && c.AtOnce <= 100000)
}

func setPace(c *Config, text string) (err error) {
	c.Pace, err = strconv.ParseFloat(text, 64)
	return unless(err == nil && c.Pace >= 0.01 && c.Pace <= 1000)
}

func setLineLanguage(c *Config, text string, check func(string) error) error {
	name, lang, _ := strings.Cut(text, "=")
	number, err := numbers.Parse(name)
	if err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	c.Lines[number] = lang
	return check(lang)
}

const isoCountry = "write the two letters of a country, such as FR (ISO 3166)"

func setCountryLanguage(c *Config, text string, check func(string) error) error {
	country, lang, _ := strings.Cut(text, "=")
	if !numbers.IsCountry(country) {
		return fmt.Errorf("%q: %s", country, isoCountry)
	}
	c.Countries[country] = lang
	return check(lang)
}

// addRung reads "40s: secondary, primary". Rungs follow each other in time, and the
// first rings at once (P4).
func addRung(l *paging.Ladder, text string) error {
	at, whom, ok := strings.Cut(text, ":")
	after, err := time.ParseDuration(strings.TrimSpace(at))
	if !ok || err != nil {
		return errors.New(`write when, and who is rung then, such as "40s: secondary, primary"`)
	}
	rung := paging.Rung{After: after}
	for name := range strings.SplitSeq(whom, ",") {
		group := paging.Whom(strings.TrimSpace(name))
		if !slices.Contains(groups, group) {
			return fmt.Errorf("nobody is called %q: ring %s", group, joined(groups))
		}
		rung.Call = append(rung.Call, group)
	}
	l.Rungs = append(l.Rungs, rung)
	return follows(l.Rungs)
}

func follows(rungs []paging.Rung) error {
	n := len(rungs)
	switch {
	case n == 1 && rungs[0].After != 0:
		return errors.New(`the first rung rings at once: write it with "0s:"`)
	case n > 1 && rungs[n-1].After <= rungs[n-2].After:
		return fmt.Errorf("comes after the rung at %v: write rungs in the order of their times", rungs[n-2].After)
	}
	return nil
}

var groups = []paging.Whom{
	paging.Primary, paging.Secondary, paging.Managers, paging.Second,
	paging.Directors, paging.Desks, paging.Everyone,
}

func joined(names []paging.Whom) string {
	text := make([]string, len(names))
	for i, n := range names {
		text[i] = string(n)
	}
	return strings.Join(text, ", ")
}
