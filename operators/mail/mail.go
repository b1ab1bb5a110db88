// Package mail sends letters through the customer's own mail server: the
// notices that must be read, beside those that ring or buzz. The words of SMTP
// end here; what a letter says comes from the locales.
package mail

import (
	"context"
	"crypto/tls"
	"net"
	netmail "net/mail"
	"time"

	"edown/operators"
	"edown/operators/paging"
)

// Config is the way to a mail server. The zero value leads nowhere: see
// [Config.Set].
type Config struct {
	Server   Server
	From     netmail.Address // who letters are from; its address is ASCII
	User     string          // empty: the server wants none
	Password string          // in no log and no error

	// TLS is what a server's certificate is held to; nil is what the machine
	// trusts. The server's name is put in.
	TLS *tls.Config
	// Dial connects to the server; nil is the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Set reports whether there is a server at all.
func (c Config) Set() bool { return c.Server.Host != "" }

// Voices are the words of letters.
type Voices interface {
	// Text words a message. An unknown key or a missing datum is an error.
	Text(lang, key string, data map[string]string) (string, error)
}

// Mailer sends letters, each on a connection of its own. It is safe for
// concurrent use.
type Mailer struct {
	cfg    Config
	voices Voices
}

var _ operators.Mailer = (*Mailer)(nil)

// New makes a mailer. It connects to nobody yet.
func New(cfg Config, voices Voices) *Mailer {
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{}).DialContext
	}
	return &Mailer{cfg: cfg, voices: voices}
}

// takes is the longest that a letter may take: less than whoever asked for it
// has the work on lease. A server that is slower has it tried again.
const takes = 20 * time.Second

// Send words a letter and has the server take it. Sent again, it is the same
// message: mailboxes that have it may drop it. Every error is a [*Failure]; it
// wraps [operators.ErrRefused] when this letter will never be taken,
// [operators.ErrTryAgain] when it was not, and [operators.ErrUnknown] when
// nobody knows. What is wrong with the server, our account or our sender, is
// worth trying again: somebody will put it right.
func (m *Mailer) Send(ctx context.Context, l paging.Letter) error {
	message, err := m.compose(l, time.Now())
	if err != nil {
		return err
	}
	return m.visit(ctx, func(t *talk) error { return t.deliver(message, l.To) })
}

// Check goes to the server as for a letter, and sends none. Its errors are
// those of [Mailer.Send].
func (m *Mailer) Check(ctx context.Context) error {
	return m.visit(ctx, func(*talk) error { return nil })
}

// visit connects to the server, in its own time, and leaves it.
func (m *Mailer) visit(ctx context.Context, do func(*talk) error) error {
	ctx, cancel := context.WithTimeout(ctx, takes)
	defer cancel()
	t := &talk{ctx: ctx, cfg: m.cfg}
	defer t.leave()
	if err := t.begin(); err != nil {
		return err
	}
	return do(t)
}
