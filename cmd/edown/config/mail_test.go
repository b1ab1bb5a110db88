package config

import (
	"strings"
	"testing"
)

// A half-configured mail server stops the start, because no letter would arrive.
func TestHalfAMailServer(t *testing.T) {
	for _, tt := range []struct {
		set  string
		want string
	}{
		{"", ""},
		{`server = "smtp://mail.example.com"`, "mail.from is missing"},
		{`from = "line@example.com"`, "mail.server is missing"},
		{"server = \"smtp://mail.example.com\"\nfrom = \"line@example.com\"", ""},
		{"server = \"smtp://mail.example.com\"\nfrom = \"line@example.com\"\nuser = \"line\"", "mail.password is missing"},
		{"server = \"smtp://mail.example.com\"\nfrom = \"line@example.com\"\npassword = \"hunter2\"", "mail.user is missing"},
	} {
		c, err := read(t, "[mail]\n"+tt.set, nil)
		if err != nil {
			t.Fatal(err)
		}
		wrong := c.MailLacks()
		if (tt.want == "") != (wrong == nil) || wrong != nil && (!strings.Contains(wrong.Error(), tt.want) || strings.Contains(wrong.Error(), "hunter2")) {
			t.Errorf("%q: %v, want %s", tt.set, wrong, tt.want)
		}
		if got := c.Mailer(nil) != nil; got != strings.Contains(tt.set, "server") {
			t.Errorf("%q: letters are sent: %v", tt.set, got)
		}
	}
}

// A mistake in the mail settings shows no password.
func TestMistakesInTheMailServer(t *testing.T) {
	_, err := read(t, `[mail]
server = "smtp://line:hunter2@mail.example.com"
from = "Example Support"
password = "hunter2\u0007"
`, nil)
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Fatal(err)
	}
	for _, want := range []string{"edown.toml:2: mail.server = ", "write the user and the password on lines of their own", `edown.toml:3: mail.from = "Example Support": write the sender`, "edown.toml:4: mail.password"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}
