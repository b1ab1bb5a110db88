package mail

import (
	netmail "net/mail"
	"strings"
	"testing"
)

func TestServers(t *testing.T) {
	for text, want := range map[string]Server{
		"smtp://mail.example.com":       {Host: "mail.example.com", Port: "587"},
		"smtps://mail.example.com":      {Host: "mail.example.com", Port: "465", TLS: true},
		"smtp://mail.example.com:25":    {Host: "mail.example.com", Port: "25"},
		"smtp://[::1]:2525":             {Host: "::1", Port: "2525"},
		"mail.example.com":              {},
		"https://mail.example.com":      {},
		"smtp://":                       {},
		"smtp://:587":                   {},
		"smtp://mail.example.com:0":     {},
		"smtp://mail.example.com:70000": {},
		"smtp://mail.example.com/inbox": {},
		"smtp://line:secret@mail":       {},
		"smtp://mail.example.com?tls=0": {},
		"":                              {},
	} {
		got, err := ParseServer(text)
		if got != want || (err == nil) != (want.Host != "") {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
		if err != nil && (!strings.HasPrefix(err.Error(), "write ") || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSenders(t *testing.T) {
	for text, want := range map[string]netmail.Address{
		"Example Support <line@example.com>":            {Name: "Example Support", Address: "line@example.com"},
		"line@example.com":                              {Address: "line@example.com"},
		"Équipe <line@example.com>":                     {Name: "Équipe", Address: "line@example.com"},
		"Example Support":                               {},
		"a@example.com, b@example.com":                  {},
		"lïne@example.com":                              {},
		`"a b"@example.com`:                             {},
		strings.Repeat("x", 61) + " <line@example.com>": {},
	} {
		got, err := ParseSender(text)
		if got != want || (err == nil) != (want.Address != "") {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}
