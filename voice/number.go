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

// number reads a telephone number as the carrier gives it. It is empty for a
// caller who withholds it.
func number(s string) support.E164 {
	if !international.MatchString(s) || withheld[s] {
		return ""
	}
	return support.E164(s)
}

// hashed is a number as it may stand in a log.
func (c Config) hashed(n support.E164) string { return Hashed(c.token(), n) }

// Hashed is a keyed digest of a number: equal numbers match, and nothing else
// can be learned. Without the auth token, it is not possible to find a number
// by trying them all. An empty number has an empty digest.
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

// dialable matches digits that may be a telephone number, also in a URL. The
// digits of SIDs, which stand among letters, do not match.
var dialable = regexp.MustCompile(`(\+|%2[Bb])[0-9]{6,}|\b[0-9]{6,}\b`)

// masked returns a text for errors and logs without its telephone numbers.
func masked(s string) string { return dialable.ReplaceAllString(s, "...") }

// redacted returns a URL for logs without its password and telephone numbers.
func redacted(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return "not a URL"
	}
	return masked(u.Redacted())
}
