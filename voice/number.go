package voice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"

	"edown/support"
)

var international = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// withheld are words that carriers put in place of a number, spelled on a
// keypad: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE. Twilio support,
// "Why am I getting calls from these strange numbers?".
var withheld = map[string]bool{
	"+266696687": true, "+7378742833": true, "+2562533": true, "+8656696": true, "+86282452253": true,
}

// number is a telephone number as the carrier gives it; none for one who
// withholds it.
func number(s string) support.E164 {
	if !international.MatchString(s) || withheld[s] {
		return ""
	}
	return support.E164(s)
}

// hashed is a number as it may be in a log.
func (c Config) hashed(n support.E164) string { return Hashed(c.token(), n) }

// Hashed is a number that is not to be known again but by itself: the same
// number is the same digest, and nobody without the auth token can try all
// numbers. No number has none.
func Hashed(token string, n support.E164) string {
	if n == "" {
		return ""
	}
	key := digest([]byte(token), "telephone numbers in logs")
	return hex.EncodeToString(digest(key, string(n))[:4])
}

func digest(key []byte, what string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(what))
	return mac.Sum(nil)
}

// dialable are digits that may be a telephone number, in a URL too. Those of
// SIDs, among letters, are none.
var dialable = regexp.MustCompile(`(\+|%2[Bb])[0-9]{6,}|\b[0-9]{6,}\b`)

// masked is text for errors and logs, without the telephone numbers in it.
func masked(s string) string { return dialable.ReplaceAllString(s, "...") }

// redacted is a URL for logs, without its password.
func redacted(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return "not a URL"
	}
	return masked(u.Redacted())
}
