package mail

import (
	"errors"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// Server is a mail server that takes letters from us. The zero value is none.
type Server struct {
	Host string
	Port string
	TLS  bool // encrypted from the first byte; else by STARTTLS
}

// The ports at which servers take letters from their own users (RFC 6409,
// 8314).
const (
	submission  = "587"
	submissions = "465"
)

// ParseServer reads smtp://mail.example.com:587, which is encrypted with
// STARTTLS, or smtps://mail.example.com:465, which is encrypted from the first
// byte. The port may be left out. An error says what to write.
func ParseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Path+u.RawQuery+
		u.Fragment != "" {
		return Server{}, errors.New(
			`write the server, such as "smtp://mail.example.com:587", or "smtps://mail.example.com:465" when it is encrypted from the first byte`)
	}
	if u.User != nil {
		return Server{}, errors.New("write the user and the password on lines of their own")
	}
	s := Server{Host: u.Hostname(), Port: u.Port(), TLS: u.Scheme == "smtps"}
	if s.Port == "" {
		s.Port = map[bool]string{true: submissions, false: submission}[s.TLS]
	}
	if n, err := strconv.Atoi(s.Port); err != nil || n < 1 || n > 65535 {
		return Server{}, errors.New("write a port from 1 to 65535, such as 587")
	}
	return s, nil
}

// String returns host and port.
func (s Server) String() string { return net.JoinHostPort(s.Host, s.Port) }

// here reports whether the server is on this machine, so that letters to it
// pass no wire.
func (s Server) here() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}

const longestName = 60

// ParseSender reads the sender of letters: Example Support <line@example.com>,
// or the address alone. An error says what to write.
func ParseSender(text string) (netmail.Address, error) {
	a, err := netmail.ParseAddress(text)
	switch {
	case err != nil || !isAddress(a.Address) || strings.ContainsFunc(a.Name, unicode.IsControl) ||
		len([]rune(a.Name)) > longestName:
		return netmail.Address{}, errors.New(`write the sender of letters, such as "Example Support <line@example.com>"`)
	case !isASCII(a.Address):
		return netmail.Address{}, errors.New("write an address of ASCII letters: not every server takes others")
	}
	return *a, nil
}

// isAddress reports whether text is a plain address, name@domain: no display
// name, no quotes, no comment.
func isAddress(text string) bool {
	a, err := netmail.ParseAddress(text)
	return err == nil && a.Name == "" && a.Address == text && !strings.ContainsFunc(text, odd)
}

// odd reports characters that addresses do not need, and that a server might
// read as its own syntax.
func odd(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`<>"\,;:()`, r)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// domain is the part after the @.
func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
