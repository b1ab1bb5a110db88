package mail

import (
	"context"
	"errors"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"edown/operators"
)

// A letter goes by STARTTLS, or encrypted from the first byte, and arrives as
// it was worded.
func TestLetterArrives(t *testing.T) {
	for _, server := range []Server{{Host: itsName, Port: submission}, {Host: itsName, Port: submissions, TLS: true}} {
		o := open(t)
		o.user, o.password = "line", "correct horse"
		cfg := onLoopback(o, server)
		before := time.Now().Truncate(time.Second)
		if err := New(cfg, words{}).Send(t.Context(), aLetter()); err != nil {
			t.Fatal(server, err)
		}
		arrived(t, o, before)
	}
}

func arrived(t *testing.T, o *office, before time.Time) {
	t.Helper()
	all := o.letters()
	if len(all) != 1 || all[0].from != "line@example.com" || all[0].to != "mei@example.com" {
		t.Fatalf("the office has %+v", all)
	}
	header, subject, body := opened(t, all[0].text)
	if subject != "24-hour review: C1234567 — 回顾" || body != "The review of C1234567 is due.\r\n.\r\nÀ bientôt.\r\n" {
		t.Errorf("it reads %q\n%q", subject, body)
	}
	for name, want := range map[string]string{
		"From": `"Example Support" <line@example.com>`, "To": "<mei@example.com>",
		"Message-Id": "<" + messageID("review:42.mei", "example.com") + ">", "Auto-Submitted": "auto-generated", "Content-Type": "text/plain; charset=UTF-8",
	} {
		if got := header.Get(name); got != want || len(header[name]) != 1 {
			t.Errorf("%s: %q, want %q", name, header[name], want)
		}
	}
	if at, err := header.Date(); err != nil || at.Before(before) || at.After(time.Now()) {
		t.Errorf("it is dated %v, %v", at, err)
	}
}

// A check goes as far as a letter, but sends none.
func TestCheckSendsNothing(t *testing.T) {
	inBubble(t, func(o *office) { o.user, o.password = "line", "correct horse" }, func(o *office, m *Mailer) {
		if err := m.Check(o.Context()); err != nil || len(o.letters()) != 0 {
			t.Error(err, o.letters())
		}
		m.cfg.Password = "wrong"
		if err := m.Check(o.Context()); !errors.Is(err, operators.ErrTryAgain) {
			t.Error(err)
		}
	})
}

// The server took the letter, and its answer was lost. The second letter is the
// same message, for mailboxes that drop repeats.
func TestLetterSentTwiceIsTheSameMessage(t *testing.T) {
	inBubble(t, func(o *office) { o.data = func() error { return errDropped } }, func(o *office, m *Mailer) {
		if err := m.Send(o.Context(), aLetter()); !errors.Is(err, operators.ErrUnknown) {
			t.Fatalf("a lost answer: %v", err)
		}
		o.data = nil
		time.Sleep(time.Hour) // of the bubble
		if err := m.Send(o.Context(), aLetter()); err != nil {
			t.Fatal(err)
		}
		var ids, dates []string
		for _, l := range o.letters() {
			header, _, _ := opened(t, l.text)
			ids, dates = append(ids, header.Get("Message-ID")), append(dates, header.Get("Date"))
		}
		if len(ids) != 2 || ids[0] != ids[1] || ids[0] == "" || dates[0] == dates[1] {
			t.Errorf("messages %q of %q", ids, dates)
		}
	})
}

// A letter that the server has taken is sent, however the connection ends.
func TestLetterIsSentHoweverTheConnectionEnds(t *testing.T) {
	inBubble(t, nil, func(o *office, m *Mailer) {
		dial := m.cfg.Dial
		m.cfg.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dial(ctx, network, address)
			return deafTo{c, "QUIT"}, err
		}
		m.cfg.Server, m.cfg.TLS = Server{Host: "localhost", Port: "25"}, nil
		began := time.Now()
		if err := m.Send(o.Context(), aLetter()); err != nil || len(o.letters()) != 1 {
			t.Error(err, len(o.letters()))
		}
		if took := time.Since(began); took > farewell {
			t.Errorf("it waited %v for a farewell", took)
		}
	})
}

// deafTo is a connection that swallows a command.
type deafTo struct {
	net.Conn
	command string
}

func (d deafTo) Write(p []byte) (int, error) {
	if strings.HasPrefix(string(p), d.command) {
		return len(p), nil
	}
	return d.Conn.Write(p)
}

// A server that hangs does not hold up the sender longer than a letter may
// take, nor longer than the sender's own time limit.
func TestServerThatHangs(t *testing.T) {
	for _, at := range []struct {
		what   string
		change func(*office, func() error)
		kind   error
	}{
		{"the sender", func(o *office, hang func() error) { o.mail = hang }, operators.ErrTryAgain},
		{"the recipient", func(o *office, hang func() error) { o.rcpt = hang }, operators.ErrTryAgain},
		{"the letter", func(o *office, hang func() error) { o.data = hang }, operators.ErrUnknown},
	} {
		t.Run(at.what, func(t *testing.T) { hangs(t, at.change, at.kind) })
	}
}

func until(over <-chan struct{}) func() error {
	return func() error { <-over; return errors.New("too late") }
}

func hangs(t *testing.T, change func(*office, func() error), kind error) {
	t.Helper()
	var over chan struct{}
	inBubble(t, func(o *office) { over = make(chan struct{}); change(o, until(over)) }, func(o *office, m *Mailer) {
		defer close(over)
		for _, patience := range []time.Duration{time.Hour, 3 * time.Second} {
			ctx, cancel := context.WithTimeout(o.Context(), patience)
			began := time.Now()
			err := m.Send(ctx, aLetter())
			cancel()
			if took := time.Since(began); !errors.Is(err, kind) || !strings.Contains(err.Error(), "it took too long") || took != min(patience, takes) {
				t.Errorf("after %v: %v", took, err)
			}
		}
	})
}

// A server that says nothing at all is one that hangs.
func TestServerThatSaysNothing(t *testing.T) {
	inBubble(t, nil, func(o *office, m *Mailer) {
		m.cfg.Dial = func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			o.Cleanup(func() { there.Close() })
			return here, nil
		}
		for _, secure := range []bool{false, true} {
			m.cfg.Server.TLS = secure
			if err := m.Send(o.Context(), aLetter()); !errors.Is(err, operators.ErrTryAgain) || !strings.Contains(err.Error(), "it took too long") {
				t.Error(err)
			}
		}
	})
}

// The connection to a server on the same machine is not encrypted: it passes no
// wire.
func TestServerOnThisMachine(t *testing.T) {
	for _, host := range []string{"localhost", "127.0.0.1", "::1"} {
		inBubble(t, func(o *office) { o.clear, o.user, o.password = true, "line", "correct horse" }, func(o *office, m *Mailer) {
			m.cfg.Server.Host = host
			if err := m.Send(o.Context(), aLetter()); err != nil || len(o.letters()) != 1 {
				t.Error(host, err)
			}
		})
	}
}

func TestLetterFromTheAddressAlone(t *testing.T) {
	inBubble(t, nil, func(o *office, m *Mailer) {
		m.cfg.From = netmail.Address{Address: "line@example.com"}
		if err := m.Send(o.Context(), aLetter()); err != nil {
			t.Fatal(err)
		}
		if header, _, _ := opened(t, o.letters()[0].text); header.Get("From") != "<line@example.com>" {
			t.Error(header)
		}
	})
}
