package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown"
	"edown/operators"
)

// setting is one value of the configuration: how it is called in the file and
// in the environment, and how its text becomes a value.
type setting struct {
	key, env string
	remedy   string // what would be right
	set      func(c *Config, text string) error
	between  string        // several values: what stands between them in the environment
	clear    func(*Config) // several values: the default goes when any are given
	never    string        // several values: why there must be one
	named    bool          // several values with names: set is given name=value
	secret   bool
}

// wrong is the remedy for a value that was refused.
func (s setting) wrong(err error) string {
	if err == errRefused {
		return s.remedy
	}
	return err.Error()
}

// shown is a value as it may be printed.
func (s setting) shown(value string) string {
	if s.secret {
		return strings.Repeat("•", len(value))
	}
	return value
}

// errRefused: the value is wrong, and the setting's remedy says all.
var errRefused = errors.New("refused")

// settings are all values of the configuration. langs are the languages that
// can be spoken.
func settings(langs []string) []setting {
	oneOf := "write one of " + strings.Join(langs, ", ")
	language := func(text string) error { return unless(slices.Contains(langs, text)) }
	return slices.Concat([]setting{
		{key: "listen", env: "EDOWN_LISTEN", remedy: `write a host and a port, such as "127.0.0.1:8080"`, set: setListen},
		{key: "db", env: "EDOWN_DB", remedy: `name a file, such as "edown.db"`, set: text(func(c *Config) *string { return &c.DB }, `.`)},
		{key: "public_url", env: "EDOWN_PUBLIC_URL", remedy: `write the address at which Twilio reaches this server, such as "https://line.example.com"`, set: address(func(c *Config) *string { return &c.PublicURL })},
		{key: "line", env: "EDOWN_LINE", set: setLine},
		{key: "company", env: "EDOWN_COMPANY", remedy: "write how the line names itself, in at most 60 letters", set: text(func(c *Config) *string { return &c.Company }, `^[^\pC]{1,60}$`)},
		{key: "language", env: "EDOWN_LANGUAGE", remedy: oneOf, set: func(c *Config, text string) error {
			c.Language = text
			return language(text)
		}},
		{key: "case_pattern", env: "EDOWN_CASE_PATTERN", set: func(c *Config, text string) (err error) {
			c.Cases, err = edown.ParseCaseFormat(text)
			return err
		}},
		{key: "calls_per_second", env: "EDOWN_CALLS_PER_SECOND", remedy: "write how many calls a second your carrier places, such as 1", set: setPace},
		{key: "machine_detection", env: "EDOWN_MACHINE_DETECTION", remedy: "write true or false", set: func(c *Config, text string) (err error) {
			c.Machines, err = strconv.ParseBool(text)
			return unless(err == nil)
		}},
		{key: "watchdog", env: "EDOWN_WATCHDOG", remedy: longer(time.Second), set: lasting(time.Second, func(c *Config) *time.Duration { return &c.Watchdog })},
		{key: "callback_countries", env: "EDOWN_CALLBACK_COUNTRIES", remedy: isoCountry, between: ",", clear: func(c *Config) { c.Callback = nil }, set: func(c *Config, text string) error {
			c.Callback = append(c.Callback, text)
			return unless(isCountry(text))
		}},
		{key: "lines", env: "EDOWN_LINES", remedy: oneOf, between: ",", named: true, set: func(c *Config, text string) error {
			return setLineLanguage(c, text, language)
		}},
		{key: "countries", env: "EDOWN_COUNTRIES", remedy: oneOf, between: ",", named: true, set: func(c *Config, text string) error {
			return setCountryLanguage(c, text, language)
		}},
	}, carrierSettings(), ladderSettings())
}

func carrierSettings() []setting {
	token := "write the auth token as the Twilio console shows it: letters and digits"
	return []setting{
		{key: "twilio.account_sid", env: "TWILIO_ACCOUNT_SID", remedy: "write the account SID as the Twilio console shows it: AC and 32 characters, 0-9 and a-f", set: text(func(c *Config) *string { return &c.Account }, `^AC[0-9a-f]{32}$`)},
		{key: "twilio.auth_token", env: "TWILIO_AUTH_TOKEN", remedy: token, secret: true, set: text(func(c *Config) *string { return &c.Token }, `^[0-9A-Za-z]+$`)},
		{key: "twilio.auth_token_old", env: "TWILIO_AUTH_TOKEN_OLD", remedy: token, secret: true, set: text(func(c *Config) *string { return &c.OldToken }, `^[0-9A-Za-z]+$`)},
		{key: "twilio.api", env: "EDOWN_TWILIO_API", remedy: `write the address of the carrier's REST API, such as "https://api.twilio.com"`, set: address(func(c *Config) *string { return &c.API })},
	}
}

func ladderSettings() []setting {
	rung := func(c *Config, text string) error { return addRung(&c.Ladder, text) }
	return []setting{
		{key: "ladder.rungs", env: "EDOWN_LADDER_RUNGS", between: ";", never: "write at least one: an Enterprise Down must ring somebody", clear: func(c *Config) { c.Ladder.Rungs = nil }, set: rung},
		{key: "ladder.again", env: "EDOWN_LADDER_AGAIN", remedy: longer(time.Second), set: lasting(time.Second, func(c *Config) *time.Duration { return &c.Ladder.Again })},
		{key: "ladder.ring", env: "EDOWN_LADDER_RING", remedy: longer(shortestRing), set: lasting(shortestRing, func(c *Config) *time.Duration { return &c.Ladder.Ring })},
		{key: "ladder.no_key", env: "EDOWN_LADDER_NO_KEY", remedy: longer(time.Second), set: lasting(time.Second, func(c *Config) *time.Duration { return &c.Ladder.NoKey })},
		{key: "ladder.talk_within", env: "EDOWN_LADDER_TALK_WITHIN", remedy: longer(time.Second), set: lasting(time.Second, func(c *Config) *time.Duration { return &c.Ladder.TalkWithin })},
		{key: "desk.give_up", env: "EDOWN_DESK_GIVE_UP", remedy: longer(time.Second), set: lasting(time.Second, func(c *Config) *time.Duration { return &c.Desk.GiveUp })},
	}
}

// shortestRing is the carrier's shortest timeout and the 5 s it adds (Twilio,
// <Dial>, timeout).
const shortestRing = 10 * time.Second

func unless(fine bool) error {
	if fine {
		return nil
	}
	return errRefused
}

// text is a value that must have a form.
func text(of func(*Config) *string, form string) func(*Config, string) error {
	pattern := regexp.MustCompile(form)
	return func(c *Config, text string) error {
		*of(c) = text
		return unless(pattern.MatchString(text))
	}
}

// address is a URL without a query, kept without its last slash. A host with
// an underscore gets no callbacks (Twilio, status callbacks).
func address(of func(*Config) *string) func(*Config, string) error {
	return func(c *Config, text string) error {
		*of(c) = strings.TrimRight(text, "/")
		u, err := url.Parse(text)
		switch {
		case err != nil, u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "", u.RawQuery != "", u.Fragment != "":
			return errRefused
		case strings.Contains(u.Hostname(), "_"):
			return errors.New("Twilio calls back no host with an underscore in its name: use another name")
		}
		return nil
	}
}

func longer(than time.Duration) string {
	return fmt.Sprintf(`write a time of at least %v, such as "%v"`, than, max(than, 30*time.Second))
}

// lasting is a length of time that must not be shorter than least.
func lasting(least time.Duration, of func(*Config) *time.Duration) func(*Config, string) error {
	return func(c *Config, text string) (err error) {
		*of(c), err = time.ParseDuration(text)
		return unless(err == nil && *of(c) >= least)
	}
}

func setListen(c *Config, text string) error {
	_, port, err := net.SplitHostPort(text)
	n, bad := strconv.Atoi(port)
	c.Listen = text
	return unless(err == nil && bad == nil && n >= 0 && n < 1<<16)
}

func setLine(c *Config, text string) (err error) {
	c.Line, err = parseNumber(text)
	return err
}

func setPace(c *Config, text string) (err error) {
	c.Pace, err = strconv.ParseFloat(text, 64)
	return unless(err == nil && c.Pace > 0 && c.Pace <= 1000)
}

func setLineLanguage(c *Config, text string, check func(string) error) error {
	name, lang, _ := strings.Cut(text, "=")
	number, err := parseNumber(name)
	if err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	c.Lines[number] = lang
	return check(lang)
}

const isoCountry = "write the two letters of a country, such as FR (ISO 3166)"

func isCountry(text string) bool {
	return len(text) == 2 && strings.ToUpper(text) == text && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func setCountryLanguage(c *Config, text string, check func(string) error) error {
	country, lang, _ := strings.Cut(text, "=")
	if !isCountry(country) {
		return fmt.Errorf("%q: %s", country, isoCountry)
	}
	c.Countries[country] = lang
	return check(lang)
}

// addRung reads "40s: secondary, primary". Rungs follow each other in time,
// and somebody is rung at once (P4).
func addRung(l *operators.Ladder, text string) error {
	at, whom, ok := strings.Cut(text, ":")
	after, err := time.ParseDuration(strings.TrimSpace(at))
	if !ok || err != nil {
		return errors.New(`write when, and who is rung then, such as "40s: secondary, primary"`)
	}
	rung := operators.Rung{After: after}
	for name := range strings.SplitSeq(whom, ",") {
		group := operators.Whom(strings.TrimSpace(name))
		if !slices.Contains(groups, group) {
			return fmt.Errorf("nobody is called %q: ring %s", group, joined(groups))
		}
		rung.Call = append(rung.Call, group)
	}
	l.Rungs = append(l.Rungs, rung)
	return follows(l.Rungs)
}

func follows(rungs []operators.Rung) error {
	n := len(rungs)
	switch {
	case n == 1 && rungs[0].After != 0:
		return errors.New(`the first rung rings at once: write it with "0s:"`)
	case n > 1 && rungs[n-1].After <= rungs[n-2].After:
		return fmt.Errorf("comes after the rung at %v: write rungs in the order of their times", rungs[n-2].After)
	}
	return nil
}

var groups = []operators.Whom{
	operators.Primary, operators.Secondary, operators.Managers, operators.Second,
	operators.Directors, operators.Desks, operators.Everyone,
}

func joined(names []operators.Whom) string {
	text := make([]string, len(names))
	for i, n := range names {
		text[i] = string(n)
	}
	return strings.Join(text, ", ")
}
