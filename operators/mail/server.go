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

// The ports at which servers take letters from their own people (RFC 6409, 8314).
const (
	submission  = "587"
	submissions = "465"
)

// ParseServer reads smtp://mail.example.com:587, which is encrypted by
// STARTTLS, or smtps://mail.example.com:465, which is so from the first byte.
// The port may be left out.
func ParseServer(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || u.Path+u.RawQuery+u.Fragment != "" {
		return Server{}, errors.New(`write the server, such as "smtp://mail.example.com:587", or "smtps://mail.example.com:465" when it is encrypted from the first byte`)
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

// String is where the server is: host and port.
func (s Server) String() string { return net.JoinHostPort(s.Host, s.Port) }

// here reports whether the server is on this machine: what goes to it passes no
// wire.
func (s Server) here() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}

const longestName = 60

// ParseSender reads who letters are from: Example Support <line@example.com>,
// or the address alone.
func ParseSender(text string) (netmail.Address, error) {
	a, err := netmail.ParseAddress(text)
	switch {
	case err != nil || !isAddress(a.Address) || strings.ContainsFunc(a.Name, unicode.IsControl) || len([]rune(a.Name)) > longestName:
		return netmail.Address{}, errors.New(`write who letters are from, such as "Example Support <line@example.com>"`)
	case !isASCII(a.Address):
		return netmail.Address{}, errors.New("write an address of ASCII letters: not every server takes others")
	}
	return *a, nil
}

// isAddress reports whether text is an address as people have it, name@domain
// and nothing else: no display name, no quotes, no comment.
func isAddress(text string) bool {
	a, err := netmail.ParseAddress(text)
	return err == nil && a.Name == "" && a.Address == text && !strings.ContainsFunc(text, odd)
}

// odd are characters that no address needs and that a server might read as its own.
func odd(r rune) bool {
	return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`<>"\,;:()`, r)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// domain is what is behind the @.
func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
