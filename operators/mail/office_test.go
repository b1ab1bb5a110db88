package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"pgregory.net/rapid"

	"edown/operators/paging"
)

// office is a mail server from an independent library, and what it does with
// letters.
type office struct {
	*testing.T
	server *smtp.Server
	roots  *x509.CertPool // the issuers of its certificate
	secure *tls.Config

	clear            bool // it offers no encryption
	user, password   string
	mail, rcpt, data func() error // the server's answers; nil: it takes the letter

	mu    sync.Mutex
	taken []received
}

// received is a letter as it arrived.
type received struct {
	from, to string
	text     []byte
}

const itsName = "mail.customer.example"

func open(t *testing.T) *office {
	o := &office{T: t}
	o.secure, o.roots = certificate(t, itsName)
	return o
}

// certificate makes a self-signed certificate, for one day from now.
func certificate(t *testing.T, name string) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Minute), NotAfter: time.Now().AddDate(0, 0, 1), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(signed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

// serves runs the office on a listener until the test ends.
func (o *office) serves(door net.Listener) {
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &clerk{office: o, conn: c}, nil }))
	o.server.Domain, o.server.AllowInsecureAuth, o.server.ErrorLog = itsName, o.clear, log.New(io.Discard, "", 0)
	o.server.MaxMessageBytes = 1 << 20
	if !o.clear {
		o.server.TLSConfig = o.secure
	}
	var working sync.WaitGroup
	working.Go(func() { o.server.Serve(door) })
	o.Cleanup(func() { o.server.Close(); door.Close(); working.Wait() })
}

// letters returns all that the office has taken.
func (o *office) letters() []received {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.taken
}

// clerk is the office's side of one connection.
type clerk struct {
	*office
	conn     *smtp.Conn
	from, to string
	known    bool
}

func (c *clerk) AuthMechanisms() []string {
	if c.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (c *clerk) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if c.known = user == c.user && password == c.password; !c.known {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "not " + user + " with " + password}
		}
		return nil
	}), nil
}

func answers(what func() error) error {
	if what == nil {
		return nil
	}
	return what()
}

func (c *clerk) Mail(from string, _ *smtp.MailOptions) error {
	if c.user != "" && !c.known {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	c.from = from
	return answers(c.mail)
}

func (c *clerk) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return answers(c.rcpt)
}

func (c *clerk) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.taken = append(c.taken, received{c.from, c.to, text})
	c.mu.Unlock()
	if c.data == nil {
		return nil
	}
	if err := c.data(); !errors.Is(err, errDropped) {
		return err
	}
	return c.conn.Conn().Close()
}

// errDropped means that the server has the letter, and its answer is lost.
var errDropped = errors.New("dropped")

func (c *clerk) Reset()        {}
func (c *clerk) Logout() error { return nil }

// says is an answer of the server.
func says(code int, words string) func() error {
	return func() error { return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: words} }
}

// onLoopback opens the office on a socket, which answers for every address.
func onLoopback(o *office, server Server) Config {
	o.Helper()
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		o.Fatal(err)
	}
	at := door.Addr().String()
	if server.TLS {
		door = tls.NewListener(door, o.secure)
	}
	o.serves(door)
	cfg := o.config(func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, at)
	})
	cfg.Server = server
	return cfg
}

// inMemory opens the office behind pipes, for a bubble of [synctest].
func inMemory(o *office) Config {
	door := &pipes{in: make(chan net.Conn), closed: make(chan struct{})}
	o.serves(door)
	return o.config(door.dial)
}

func (o *office) config(dial func(context.Context, string, string) (net.Conn, error)) Config {
	return Config{
		Server: Server{Host: itsName, Port: submission}, From: netmail.Address{Name: "Example Support", Address: "line@example.com"},
		User: o.user, Password: o.password, TLS: &tls.Config{RootCAs: o.roots}, Dial: dial,
	}
}

// pipes is a listener of the office without a network.
type pipes struct {
	in     chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.in <- there:
		return here, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.in:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

// inBubble runs a story in a bubble, with an office in it.
func inBubble(t *testing.T, change func(*office), story func(*office, *Mailer)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := open(t)
		if change != nil {
			change(o)
		}
		story(o, New(inMemory(o), words{}))
	})
}

// words are the words of the tests: a key is worded as the data of that name.
type words struct{}

func (words) Text(_, key string, data map[string]string) (string, error) {
	text, known := data[key]
	if !known {
		return "", errors.New("no message " + key)
	}
	return text, nil
}

// aLetter returns an ordinary letter.
func aLetter() paging.Letter {
	return paging.Letter{ID: "review:42.mei", To: "mei@example.com", Language: "en", Key: "review", Data: map[string]string{
		"review_subject": "24-hour review: C1234567 — 回顾",
		"review":         "The review of C1234567 is due.\n.\nÀ bientôt.",
	}}
}

// opened reads a letter as a mail program does.
func opened(t rapid.TB, text []byte) (header netmail.Header, subject, body string) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header, subject, string(plain)
}
