package config

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// address reads a URL without a query, and drops its last slash.
func address(of func(*Config) *string) func(*Config, string) error {
	return func(c *Config, text string) error {
		*of(c) = strings.TrimRight(text, "/")
		u, err := url.Parse(text)
		if err != nil || strings.ContainsFunc(text, unicode.IsSpace) {
			return errRefused
		}
		return fit(u)
	}
}

// fit says what is wrong with an address between the carrier and the line. Twilio
// sends no status callbacks to a host with an underscore in its name.
func fit(u *url.URL) error {
	switch {
	case u.Scheme != "https" && u.Scheme != "http", u.Hostname() == "", u.RawQuery != "", u.Fragment != "":
		return errRefused
	case u.User != nil:
		return errors.New("leave out the user and the password: the signature protects the line, and the account the carrier")
	case strings.Contains(u.Hostname(), "_"):
		return errors.New("Twilio calls back no host with an underscore in its name: use another name")
	case u.Scheme == "http" && !isPrivate(u.Hostname()):
		return errors.New(
			"what is said on the line would be readable on the way: write https:// (http:// is for tests on this machine or " +
				"in a private network)")
	}
	return nil
}

// isPrivate reports whether the internet cannot reach a host: this machine, a
// private network, or a name that the internet does not have (RFC 6761: localhost,
// test).
func isPrivate(host string) bool {
	if at, err := netip.ParseAddr(host); err == nil {
		return at.IsLoopback() || at.IsPrivate() || at.IsLinkLocalUnicast()
	}
	top := host[strings.LastIndex(host, ".")+1:]
	return top == host || top == "localhost" || top == "test"
}
