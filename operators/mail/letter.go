package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"edown/operators/paging"
)

// autoSubmitted stops machines from answering a letter that a machine wrote
// (RFC 3834).
const autoSubmitted gomail.Header = "Auto-Submitted"

// compose words a letter as plain text. Its data cannot add a recipient or a
// second subject.
func (m *Mailer) compose(l paging.Letter, now time.Time) (*gomail.Msg, error) {
	if !isAddress(l.To) {
		return nil, refused("the recipient", "is not an e-mail address", "correct the person's e-mail address in the rota")
	}
	subject, err := m.voices.Text(l.Language, l.Key+"_subject", l.Data)
	body, wrong := m.voices.Text(l.Language, l.Key, l.Data)
	if err = errors.Join(err, wrong); err != nil {
		return nil, refused("the words", "are missing: "+oneLine(err.Error()), "add them to the locales")
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&m.cfg.From)
	msg.ToMailAddress(&netmail.Address{Address: l.To})
	msg.SetDateWithValue(now)
	msg.SetMessageIDWithValue(messageID(l.ID, domain(m.cfg.From.Address)))
	msg.SetGenHeader(autoSubmitted, "auto-generated")
	msg.Subject(subjectOf(subject))
	msg.SetBodyString(gomail.TypeTextPlain, strings.TrimSpace(lines(body))+"\n")
	return msg, nil
}

// messageID is the same for the same letter, and reveals nothing about it: it
// stays in the logs of every server on the way.
func messageID(id, domain string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// longestSubject is in characters: more than people read, less than a line may
// have.
const longestSubject = 150

// subjectOf returns a text as a subject: one line, in which nothing can be read
// as encoded (RFC 2047, 2).
func subjectOf(text string) string {
	return cut(strings.ReplaceAll(oneLine(text), "=?", "= ?"), longestSubject)
}

func cut(s string, most int) string {
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:min(len(runes), most)]))
}

// oneLine returns text for a header, without line ends and invisible
// characters.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(blank, strings.ToValidUTF8(s, ""))), " ")
}

// lines returns text whose only invisible characters are line ends.
func lines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return blank(r)
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), ""))
}

// blank drops invisible format characters, and replaces control characters and
// white space with a space.
func blank(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return ' '
	case unicode.In(r, unicode.Cf):
		return -1
	}
	return r
}
