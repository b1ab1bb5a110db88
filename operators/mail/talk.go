package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// talk is one connection to the server (RFC 5321, 3). It ends with its context
// at any point: then nothing more is sent, and nothing waits for the server.
type talk struct {
	ctx    context.Context
	cfg    Config
	conn   net.Conn
	client *smtp.Client
}

// begin goes as far as a letter needs: connected, encrypted, logged in.
func (t *talk) begin() error {
	for _, step := range []func() error{t.connect, t.greet, t.encrypt, t.authenticate} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *talk) connect() (err error) {
	if t.conn, err = t.cfg.Dial(t.ctx, "tcp", t.cfg.Server.String()); err != nil {
		return t.failed(connecting, err)
	}
	conn := t.conn
	context.AfterFunc(t.ctx, func() { conn.Close() })
	if !t.cfg.Server.TLS {
		return nil
	}
	secure := tls.Client(conn, t.secured())
	if err := secure.HandshakeContext(t.ctx); err != nil {
		return t.failed(encrypting, err)
	}
	t.conn = secure
	return nil
}

// secured is how the server's certificate is checked.
func (t *talk) secured() *tls.Config {
	c := t.cfg.TLS.Clone()
	if c == nil {
		c = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	c.ServerName = t.cfg.Server.Host
	return c
}

// greet names us by the sender's domain. The machine's own name is private, and
// often one that servers refuse.
func (t *talk) greet() (err error) {
	if t.client, err = smtp.NewClient(t.conn, t.cfg.Server.Host); err != nil {
		return t.failed(greeting, err)
	}
	return t.failed(greeting, t.client.Hello(domain(t.cfg.From.Address)))
}

// encrypt insists on encryption: a server elsewhere that does not offer it gets
// neither the password nor a letter.
func (t *talk) encrypt() error {
	if t.cfg.Server.TLS || t.cfg.Server.here() {
		return nil
	}
	if offered, _ := t.client.Extension("STARTTLS"); !offered {
		return t.failed(encrypting, errOpen)
	}
	return t.failed(encrypting, t.client.StartTLS(t.secured()))
}

// errOpen means that the server speaks only unencrypted.
var errOpen = errors.New("it offers no encryption")

// authenticate logs in, by the best method that the server offers.
func (t *talk) authenticate() error {
	if t.cfg.User == "" {
		return nil
	}
	_, offered := t.client.Extension("AUTH")
	ways := strings.Fields(offered)
	user, password, host, here := t.cfg.User, t.cfg.Password, t.cfg.Server.Host, t.cfg.Server.here()
	for _, way := range []struct {
		name string
		auth smtp.Auth
	}{
		{"SCRAM-SHA-256", smtp.ScramSHA256Auth(user, password)},
		{"PLAIN", smtp.PlainAuth("", user, password, host, here)},
		{"LOGIN", smtp.LoginAuth(user, password, host, here)},
		{"CRAM-MD5", smtp.CRAMMD5Auth(user, password)},
	} {
		if slices.Contains(ways, way.name) {
			return t.failed(authenticating, t.client.Auth(way.auth))
		}
	}
	return t.failed(authenticating, errNoWay)
}

// errNoWay means that the server offers no login, or no method that we know.
var errNoWay = errors.New("it offers no login method that is known here")

// deliver gives a letter to the server. Only the answer to the last line
// counts: without it, it is unknown whether the server has the letter.
func (t *talk) deliver(message *gomail.Msg, to string) error {
	t.client.SkipSMTPUTF8(isASCII(to)) // if it is asked for, every server on the way must know it (RFC 6531)
	if err := t.client.Mail("<" + t.cfg.From.Address + ">"); err != nil {
		return t.failed(sending, err)
	}
	if err := t.client.Rcpt("<" + to + ">"); err != nil {
		return t.failed(receiving, err)
	}
	w, err := t.client.Data()
	if err != nil {
		return t.failed(delivering, err)
	}
	if _, err := message.WriteTo(w); err != nil {
		return t.failed(delivering, err)
	}
	return t.failed(ending, w.Close())
}

// farewell is how long the server may take to say goodbye.
const farewell = time.Second

// leave disconnects from the server. A letter that the server has taken is
// sent, whatever it answers now.
func (t *talk) leave() {
	if t.conn == nil {
		return
	}
	if t.client != nil && t.ctx.Err() == nil {
		t.conn.SetDeadline(time.Now().Add(farewell))
		t.client.Quit()
	}
	t.conn.Close()
}

// failed turns an error of the connection into a [*Failure]; nil stays nil. A
// connection that our time limit closed counts as late, not as broken.
func (t *talk) failed(at phase, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrClosedPipe) {
		err = cmp.Or(t.ctx.Err(), err)
	}
	return failure(t.cfg.Server, at, err)
}
