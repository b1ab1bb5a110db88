package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"regexp"

	"edown/operators"
)

// Failure is why a letter was not sent, in words for people. It wraps one of
// [operators.ErrRefused], [operators.ErrTryAgain] and [operators.ErrUnknown].
// It never contains the password or an address of a recipient.
type Failure struct {
	Server string // host and port; empty: no server was asked
	Code   int    // of the server's answer (RFC 5321, 4.2); 0: there was none
	Says   string
	Remedy string
	kind   error
}

// Error says where it failed, what happened and what to do.
func (f *Failure) Error() string {
	at := "mail: "
	if f.Server != "" {
		at += f.Server + ": "
	}
	return at + f.Says + "; " + f.Remedy
}

// Unwrap returns the kind: one of the three errors of [operators.Mailer].
func (f *Failure) Unwrap() error { return f.kind }

// refused is a letter that fails without asking a server.
func refused(what, says, remedy string) *Failure {
	return &Failure{Says: what + " " + says, Remedy: remedy, kind: operators.ErrRefused}
}

// phase is how far the talk with the server had come.
type phase string

const (
	connecting     phase = "no connection"
	greeting       phase = "the server did not greet us"
	encrypting     phase = "no encrypted connection"
	authenticating phase = "the server rejected our user and password"
	sending        phase = "the server rejected our sender"
	receiving      phase = "the server rejected the recipient"
	delivering     phase = "the server rejected the letter"
	ending         phase = "it is unknown whether the server took the letter" // until the server answers
)

// The answers that are about us, in any phase (RFC 4954, 3207).
const authenticationRequired = 530

func failure(server Server, at phase, err error) *Failure {
	f := &Failure{Server: server.String(), kind: operators.ErrTryAgain}
	said, answered := errors.AsType[*textproto.Error](err)
	if answered {
		f.Code = said.Code
	}
	switch {
	case at == ending && answered:
		at = delivering
	case at == ending:
		f.kind = operators.ErrUnknown
	}
	if f.Code/100 == 5 && f.Code != authenticationRequired && (at == receiving || at == delivering) {
		f.kind = operators.ErrRefused
	}
	f.Says, f.Remedy = string(at)+": "+cause(at, err), remedy(at, f.Code, err)
	return f
}

const longestWords = 150

// anAddress matches an e-mail address in the words of a server.
var anAddress = regexp.MustCompile(`[^\s<>]+@[^\s<>]+`)

// cause says what went wrong, in the server's own words if it gave any. What it
// says about the password is left out: some servers repeat what they were sent.
func cause(at phase, err error) string {
	said, answered := errors.AsType[*textproto.Error](err)
	switch {
	case answered && at == authenticating:
		return fmt.Sprint(said.Code)
	case answered:
		return fmt.Sprintf("%d %s", said.Code, cut(anAddress.ReplaceAllString(oneLine(said.Msg), "..."), longestWords))
	case late(err):
		return "it took too long"
	case errors.Is(err, context.Canceled):
		return "it was interrupted"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	case at == authenticating && !errors.Is(err, errNoWay):
		return "its answers make no sense"
	}
	return oneLine(err.Error())
}

func late(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.As(err, &network) && network.Timeout()
}

// remedy says what people can do about it.
func remedy(at phase, code int, err error) string {
	const seeLog = "it is tried again; if that does not help, the server's own log says why"
	switch {
	case code/100 == 4, at == ending:
		return seeLog
	case code == authenticationRequired:
		return "set mail.user and mail.password (EDOWN_MAIL_USER, EDOWN_MAIL_PASSWORD), and write smtps:// or smtp:// as " +
			"the server wants it"
	}
	switch at {
	case connecting:
		return unreached(err)
	case greeting:
		return "see that mail.server (EDOWN_MAIL_SERVER) is smtp:// with port 587 or smtps:// with port 465, and that " +
			"the server takes connections from here"
	case encrypting:
		return unencrypted(err)
	case authenticating:
		return unauthenticated(err)
	case sending:
		return "allow our user, on the server, to send as mail.from (EDOWN_MAIL_FROM)"
	case receiving:
		return "correct the person's e-mail address in the rota, or allow our user, on the server, to send to other domains"
	}
	return seeLog
}

func unreached(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return "add the name to the DNS, or correct mail.server (EDOWN_MAIL_SERVER)"
	case late(err):
		return "let the firewall pass this port"
	}
	return "start the server, or correct mail.server (EDOWN_MAIL_SERVER)"
}

func unencrypted(err error) string {
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var plain tls.RecordHeaderError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errOpen):
		return "make it offer STARTTLS with a certificate, or write smtps:// and its port in mail.server (EDOWN_MAIL_SERVER)"
	case errors.As(err, &plain):
		return "write smtp:// in mail.server (EDOWN_MAIL_SERVER): this port is not encrypted from the first byte"
	case errors.As(err, &name):
		return "name the server in mail.server (EDOWN_MAIL_SERVER) as its certificate does"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "renew the server's certificate"
	case errors.As(err, &certificate):
		return "make this machine trust the issuer of the server's certificate, or put the issuer's certificate in the " +
			"file that SSL_CERT_FILE names"
	}
	return "see that mail.server (EDOWN_MAIL_SERVER) is smtp:// with port 587, or smtps:// with port 465"
}

func unauthenticated(err error) string {
	if errors.Is(err, errNoWay) {
		return "leave mail.user (EDOWN_MAIL_USER) out if it needs none, or make it offer PLAIN or LOGIN"
	}
	return "correct mail.user and mail.password (EDOWN_MAIL_USER, EDOWN_MAIL_PASSWORD)"
}
