// Package mail sends letters through the customer's own mail server: the
// notices that must be read, in addition to those that ring or buzz. The
// vocabulary of SMTP ends here; the words of a letter come from the locales.
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

// Config is how to reach the mail server. The zero value has no server: see
// [Config.Set].
type Config struct {
	Server   Server
	From     netmail.Address // the sender; its address is ASCII
	User     string          // empty: no login
	Password string          // never in a log or an error

	// TLS is how the server's certificate is checked; nil trusts what the
	// machine trusts. The server's name is filled in.
	TLS *tls.Config
	// Dial connects to the server; nil is the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Set reports whether a server is configured.
func (c Config) Set() bool { return c.Server.Host != "" }

// Voices has the words of letters.
type Voices interface {
	// Text words a message. An unknown key or missing data is an error.
	Text(lang, key string, data map[string]string) (string, error)
}

// Mailer sends letters, each on a connection of its own. It is safe for
// concurrent use.
type Mailer struct {
	cfg    Config
	voices Voices
}

var _ operators.Mailer = (*Mailer)(nil)

// New makes a mailer. It does not connect yet.
func New(cfg Config, voices Voices) *Mailer {
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{}).DialContext
	}
	return &Mailer{cfg: cfg, voices: voices}
}

// takes is the longest that a letter may take. It is shorter than the lease of
// the work that sends it. With a slower server, the letter is tried again.
const takes = 20 * time.Second

// Send words a letter and gives it to the server. A letter that is sent again
// is the same message, so that mailboxes may drop the second. Every error is a
// [*Failure]. It wraps [operators.ErrRefused] when this letter will never be
// taken, [operators.ErrTryAgain] when it was not taken, and
// [operators.ErrUnknown] when that is unknown. Faults of the server, our
// account or our sender are worth trying again: people will correct them.
func (m *Mailer) Send(ctx context.Context, l paging.Letter) error {
	message, err := m.compose(l, time.Now())
	if err != nil {
		return err
	}
	return m.visit(ctx, func(t *talk) error { return t.deliver(message, l.To) })
}

// Check connects to the server as for a letter, but sends none. Its errors are
// those of [Mailer.Send].
func (m *Mailer) Check(ctx context.Context) error {
	return m.visit(ctx, func(*talk) error { return nil })
}

// visit connects to the server, with a time limit, and disconnects.
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
