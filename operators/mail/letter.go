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

// autoSubmitted has no machine answer a letter that a machine wrote (RFC 3834).
const autoSubmitted gomail.Header = "Auto-Submitted"

// compose puts a letter into words, as plain text. Whatever is in its data, it
// has one recipient and one subject.
func (m *Mailer) compose(l paging.Letter, now time.Time) (*gomail.Msg, error) {
	if !isAddress(l.To) {
		return nil, refused("the recipient", "is no e-mail address", "correct the person's e-mail address in the rota")
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

// messageID is the same for the same letter, and tells nothing of it: it stays
// in the logs of every server on the way.
func messageID(id, domain string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// longestSubject is in characters: more than is read, less than a line may have.
const longestSubject = 150

// subjectOf is a text as a subject: one line, in which nothing is taken for
// encoded (RFC 2047, 2).
func subjectOf(text string) string {
	return cut(strings.ReplaceAll(oneLine(text), "=?", "= ?"), longestSubject)
}

func cut(s string, most int) string {
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:min(len(runes), most)]))
}

// oneLine is text for a header: no ends of lines, nothing that is not seen.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(blank, strings.ToValidUTF8(s, ""))), " ")
}

// lines is text whose only invisible characters are the ends of its lines.
func lines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return blank(r)
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), ""))
}

// blank drops what formats text unseen, and puts a space for every control.
func blank(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return ' '
	case unicode.In(r, unicode.Cf):
		return -1
	}
	return r
}
