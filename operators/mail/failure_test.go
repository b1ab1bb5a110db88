package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"edown/operators"
)

// Each failure says where it happened, what happened and what to do, and
// whether trying again can help.
func TestFailures(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*office)
		config func(*Config)
		kind   error
		code   int
		want   string
	}{
		{"greylisted", func(o *office) { o.rcpt = says(451, "Greylisted, try again in 5 minutes") }, nil, operators.ErrTryAgain, 451,
			"the server rejected the recipient: 451 Greylisted, try again in 5 minutes; it is tried again"},
		{"full for now", func(o *office) { o.data = says(452, "disk full") }, nil, operators.ErrTryAgain, 452, "the server rejected the letter: 452 disk full"},
		{"an unknown recipient", func(o *office) { o.rcpt = says(550, "<mei@example.com>: no such user") }, nil, operators.ErrRefused, 550,
			"the server rejected the recipient: 550 <...>: no such user; correct the person's e-mail address in the rota"},
		{"taken for spam", func(o *office) { o.data = says(554, "rejected as spam") }, nil, operators.ErrRefused, 554, "the server rejected the letter: 554 rejected as spam"},
		{"not our sender", func(o *office) { o.mail = says(553, "not yours") }, nil, operators.ErrTryAgain, 553, "the server rejected our sender: 553 not yours; allow our user, on the server, to send as mail.from (EDOWN_MAIL_FROM)"},
		{"a wrong password", func(o *office) { o.user, o.password = "line", "right" }, func(c *Config) { c.Password = "hunter2" }, operators.ErrTryAgain, 535,
			"the server rejected our user and password: 535; correct mail.user and mail.password (EDOWN_MAIL_USER, EDOWN_MAIL_PASSWORD)"},
		{"no password", func(o *office) { o.user, o.password = "line", "right" }, func(c *Config) { c.User, c.Password = "", "" }, operators.ErrTryAgain, 530,
			"the server rejected our sender: 530 5.7.0 Authentication required; set mail.user and mail.password"},
		{"a password that is not wanted", nil, func(c *Config) { c.User, c.Password = "line", "hunter2" }, operators.ErrTryAgain, 0,
			"it offers no login method that is known here; leave mail.user (EDOWN_MAIL_USER) out"},
		{"no encryption", func(o *office) { o.clear = true }, nil, operators.ErrTryAgain, 0, "no encrypted connection: it offers no encryption; make it offer STARTTLS"},
		{"a certificate without a known issuer", nil, func(c *Config) { c.TLS.RootCAs = x509.NewCertPool() }, operators.ErrTryAgain, 0, "unknown authority; make this machine trust the issuer"},
		{"a certificate of another", nil, func(c *Config) { c.Server.Host = "mail.elsewhere.example" }, operators.ErrTryAgain, 0, "; name the server in mail.server (EDOWN_MAIL_SERVER) as its certificate does"},
		{"a certificate of yesterday", nil, func(c *Config) { c.TLS.Time = func() time.Time { return time.Now().AddDate(0, 0, 2) } }, operators.ErrTryAgain, 0, "; renew the server's certificate"},
		{"smtps at the port of smtp", nil, func(c *Config) { c.Server.TLS = true }, operators.ErrTryAgain, 0, "; write smtp:// in mail.server"},
		{"no name", nil, func(c *Config) { c.Dial = fails(&net.DNSError{Err: "no such host", Name: "mail"}) }, operators.ErrTryAgain, 0, "lookup mail: no such host; add the name to the DNS"},
		{"no server", nil, func(c *Config) { c.Dial = fails(errors.New("connection refused")) }, operators.ErrTryAgain, 0, "no connection: dial: connection refused; start the server"},
		{"a firewall", nil, func(c *Config) { c.Dial = fails(context.DeadlineExceeded) }, operators.ErrTryAgain, 0, "no connection: it took too long; let the firewall pass this port"},
		{"a server that is full", nil, func(c *Config) { c.Dial = greets("421 too many connections\r\n") }, operators.ErrTryAgain, 421, "the server did not greet us: 421 too many connections; it is tried again"},
		{"a server that does not know us", nil, func(c *Config) { c.Dial = greets("554 no service for you\r\n") }, operators.ErrTryAgain, 554, "554 no service for you; see that mail.server"},
		{"another program", nil, func(c *Config) { c.Dial = greets("HTTP/1.1 400 Bad Request\r\n\r\n") }, operators.ErrTryAgain, 0, "the server did not greet us: "},
		{"one that hangs up", nil, func(c *Config) { c.Dial = greets("") }, operators.ErrTryAgain, 0, "the server did not greet us: the connection was closed"},
		{"a lost answer", func(o *office) { o.data = func() error { return errDropped } }, nil, operators.ErrUnknown, 0, "it is unknown whether the server took the letter: the connection was closed; it is tried again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t)
			if tt.change != nil {
				tt.change(o)
			}
			cfg := onLoopback(o, Server{Host: itsName, Port: submission})
			if tt.config != nil {
				tt.config(&cfg)
			}
			err := New(cfg, words{}).Send(t.Context(), aLetter())
			f, is := errors.AsType[*Failure](err)
			if !is || !errors.Is(err, tt.kind) || f.Code != tt.code || f.Server != cfg.Server.String() {
				t.Fatalf("%#v", err)
			}
			text := err.Error()
			if !strings.Contains(text, tt.want) || !strings.HasPrefix(text, "mail: "+cfg.Server.String()+": ") {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
			if strings.Contains(text, "hunter2") || strings.Contains(text, "mei@") || strings.ContainsAny(text, "\r\n") {
				t.Errorf("a secret is in the error: %s", text)
			}
		})
	}
}

func fails(err error) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: err}
	}
}

// greets is a server that says one thing and closes the connection.
func greets(words string) func(context.Context, string, string) (net.Conn, error) {
	return func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			io.WriteString(there, words)
		}()
		return here, nil
	}
}
