package check

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"edown/operators/mail"
)

// aMailServer takes a user's letters without a network, and counts them.
func aMailServer(s *site) *letterbox {
	box := &letterbox{in: make(chan net.Conn), closed: make(chan struct{})}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return box, nil }))
	server.Domain, server.AllowInsecureAuth, server.ErrorLog = "localhost", true, log.New(io.Discard, "", 0)
	var working sync.WaitGroup
	working.Go(func() { server.Serve(box) })
	s.Cleanup(func() { server.Close(); box.Close(); working.Wait() })
	s.config.Mail = mail.Config{
		Server: mail.Server{Host: "localhost", Port: "25"}, From: netmail.Address{Address: "line@example.com"},
		User: "line", Password: "correct horse", Dial: box.dial,
	}
	return box
}

// letterbox is the server's only session, and its listener.
type letterbox struct {
	in      chan net.Conn
	closed  chan struct{}
	once    sync.Once
	letters int
}

func (b *letterbox) AuthMechanisms() []string { return []string{sasl.Plain} }

func (b *letterbox) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "line" || password != "correct horse" {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (b *letterbox) Mail(string, *smtp.MailOptions) error { b.letters++; return nil }
func (b *letterbox) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (b *letterbox) Data(io.Reader) error                 { return nil }
func (b *letterbox) Reset()                               {}
func (b *letterbox) Logout() error                        { return nil }

func (b *letterbox) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case b.in <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (b *letterbox) Accept() (net.Conn, error) {
	select {
	case c := <-b.in:
		return c, nil
	case <-b.closed:
		return nil, net.ErrClosed
	}
}

func (b *letterbox) Close() error {
	b.once.Do(func() { close(b.closed) })
	return nil
}

func (b *letterbox) Addr() net.Addr { return &net.UnixAddr{Name: "letterbox"} }

// The check connects to the mail server as a letter would, and sends none.
func TestTheCheckAsksTheMailServer(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault func(*mail.Config)
		want  string
	}{
		{"that takes letters", func(*mail.Config) {}, "ok    mail            localhost:25 would take letters from line@example.com"},
		{"that knows another password", func(c *mail.Config) { c.Password = "wrong" },
			"FAIL  mail            localhost:25: the server rejected our user and password: 535\n*→ correct mail.user and mail.password (EDOWN_MAIL_USER, EDOWN_MAIL_PASSWORD)"},
		{"that is not there", func(c *mail.Config) {
			c.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
		}, "FAIL  mail            localhost:25: no connection: connection refused\n*→ start the server, or correct mail.server"},
		{"whose letters are from nobody", func(c *mail.Config) { c.From = netmail.Address{} },
			"FAIL  settings        mail.from is missing\n*EDOWN_MAIL_FROM*warn  mail            not known\n*mend the settings first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ready(t, nil, func(s *site) {
				box := aMailServer(s)
				c.fault(&s.config.Mail)
				if got := s.check(); !like(got, c.want) || strings.Contains(got, s.config.Mail.Password) || box.letters != 0 {
					t.Errorf("got\n%swant\n%s", got, c.want)
				}
			})
		})
	}
}
