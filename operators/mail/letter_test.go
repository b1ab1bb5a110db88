package mail

import (
	"bytes"
	"errors"
	"maps"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/operators"
	"edown/operators/paging"
)

// sent returns a letter as it goes over the wire.
func sent(t rapid.TB, l paging.Letter) []byte {
	t.Helper()
	m := New(Config{From: netmail.Address{Name: "Example Support", Address: "line@example.com"}}, words{})
	msg, err := m.compose(l, time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := msg.WriteTo(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// headers are all that a letter ever has.
var headers = []string{"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}

// harmless checks the form of a letter: one of each header, one line of
// subject, one part, one recipient.
func harmless(t rapid.TB, l paging.Letter) (subject, body string) {
	t.Helper()
	text := sent(t, l)
	header, subject, body := opened(t, text)
	if got := slices.Sorted(maps.Keys(header)); !slices.Equal(got, headers) {
		t.Errorf("headers %q", got)
	}
	for name, values := range header {
		if len(values) != 1 {
			t.Errorf("%s is there %d times", name, len(values))
		}
	}
	if to, err := header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != l.To {
		t.Errorf("to %v, %v", to, err)
	}
	if strings.ContainsAny(subject, "\r\n") || subject != oneLine(subject) {
		t.Errorf("subject %q", subject)
	}
	if id := header.Get("Message-ID"); !strings.HasPrefix(id, "<") || !strings.HasSuffix(id, "@example.com>") || strings.Count(id, "@") != 1 || strings.ContainsAny(id, " \r\n") {
		t.Errorf("message %q", id)
	}
	for line := range strings.Lines(string(text)) {
		if len(line) > 998 || !strings.HasSuffix(line, "\r\n") || strings.ContainsAny(strings.TrimSuffix(line, "\r\n"), "\r\n\x00") {
			t.Errorf("line %q (RFC 5322, 2.1.1)", line)
		}
	}
	return subject, body
}

func TestHostileNames(t *testing.T) {
	for _, name := range []string{
		"Acme\r\nBcc: everyone@example.com", "Acme\nX: y", "Acme\rSubject: z", "a\r\n\r\nbody", "a\r\n.\r\nMAIL FROM:<x@example.com>",
		"=?utf-8?q?=0D=0ABcc:_x@example.com?=", "Acme\x00", "Acme\u0085Bcc: x", "Acme\u2028Bcc: x", "\u202eemcA", "\xff\xfe", "",
		strings.Repeat("长", 600), strings.Repeat("x", 3000), `"Acme" <x@example.com>, y@example.com`,
	} {
		l := paging.Letter{ID: name, To: "mei@example.com", Key: "review", Data: map[string]string{"review": "For " + name + ".", "review_subject": "About " + name + "!"}}
		subject, body := harmless(t, l)
		if !strings.HasPrefix(subject, "About") || !strings.HasSuffix(subject, "!") && len([]rune(subject)) < longestSubject || !strings.HasPrefix(body, "For") {
			t.Errorf("%q: %q\n%q", name, subject, body)
		}
	}
}

// With any words and names, a letter keeps its form, and its subject and its
// text arrive.
func TestLettersKeepTheirForm(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		any := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z:<>@"\r\n.= ]*`))
		l := paging.Letter{ID: any.Draw(r, "id"), To: "mei@example.com", Key: "k", Data: map[string]string{
			"k": any.Draw(r, "text"), "k_subject": any.Draw(r, "subject"),
		}}
		subject, body := harmless(r, l)
		if want := subjectOf(l.Data["k_subject"]); subject != want {
			r.Errorf("subject %q, want %q", subject, want)
		}
		if want := strings.TrimSpace(lines(l.Data["k"])); strings.ReplaceAll(strings.TrimSpace(body), "\r\n", "\n") != want {
			r.Errorf("text %q, want %q", body, want)
		}
	})
}

// Two letters are two messages, whatever their names.
func TestMessagesAreNamedByTheirLetters(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := rapid.String().Draw(r, "a"), rapid.String().Draw(r, "b")
		if (messageID(a, "example.com") == messageID(b, "example.com")) != (a == b) {
			r.Errorf("%q and %q are %s", a, b, messageID(a, "example.com"))
		}
	})
}

func TestLetterWithoutAnAddress(t *testing.T) {
	for _, to := range []string{
		"", "mei", "mei@", "@example.com", "Mei <mei@example.com>", "mei@example.com, raj@example.com", "mei@example.com\r\nRCPT TO:<raj@example.com>",
		`"mei\r\n"@example.com`, `"mei chen"@example.com`, "mei@example.com>", "mei@exa mple.com", "mei@example.com (Mei)", "mei\u200b@example.com",
	} {
		m := New(Config{From: netmail.Address{Address: "line@example.com"}}, words{})
		_, err := m.compose(paging.Letter{ID: "1", To: to, Key: "k", Data: map[string]string{"k": "", "k_subject": ""}}, time.Now())
		if !errors.Is(err, operators.ErrRefused) || !strings.Contains(err.Error(), "in the rota") || to != "" && strings.Contains(err.Error(), to) {
			t.Errorf("%q: %v", to, err)
		}
	}
}

func TestLetterWithoutWords(t *testing.T) {
	m := New(Config{From: netmail.Address{Address: "line@example.com"}}, words{})
	for _, data := range []map[string]string{{"k": "text"}, {"k_subject": "subject"}} {
		_, err := m.compose(paging.Letter{ID: "1", To: "mei@example.com", Key: "k", Data: data}, time.Now())
		if !errors.Is(err, operators.ErrRefused) || !strings.Contains(err.Error(), "no message k") {
			t.Error(err)
		}
	}
}
