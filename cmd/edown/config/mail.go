package config

import (
	"fmt"

	"edown/cmd/edown/mistakes"
	"edown/operators"
	"edown/operators/mail"
)

// mailSettings describe the customer's own mail server.
func mailSettings() []setting {
	return []setting{
		{key: "mail.server", env: "EDOWN_MAIL_SERVER", set: func(c *Config, text string) (err error) {
			c.Mail.Server, err = mail.ParseServer(text)
			return err
		}},
		{key: "mail.from", env: "EDOWN_MAIL_FROM", set: func(c *Config, text string) (err error) {
			c.Mail.From, err = mail.ParseSender(text)
			return err
		}},
		{key: "mail.user", env: "EDOWN_MAIL_USER", remedy: "write the user as the mail server knows it",
			set: text(func(c *Config) *string { return &c.Mail.User }, `^[^\pC]+$`)},
		{key: "mail.password", env: "EDOWN_MAIL_PASSWORD", remedy: "write the password of mail.user, on one line",
			secret: true, set: text(func(c *Config) *string { return &c.Mail.Password }, `^[^\pC]+$`)},
	}
}

// MailLacks lists what is missing beside the mail settings that are set. A server
// that is half configured would take no letter.
func (c Config) MailLacks() (wrong mistakes.List) {
	m := c.Mail
	for _, need := range []struct {
		missing          bool
		key, env, remedy string
	}{
		{!m.Set() && (m.From.Address != "" || m.User != "" || m.Password != ""), "mail.server", "EDOWN_MAIL_SERVER",
			"the server that takes letters, such as smtp://mail.example.com:587"},
		{m.Set() && m.From.Address == "", "mail.from", "EDOWN_MAIL_FROM",
			"who letters are from, such as Example Support <line@example.com>"},
		{m.User == "" && m.Password != "", "mail.user", "EDOWN_MAIL_USER", "the user whose password is set"},
		{m.User != "" && m.Password == "", "mail.password", "EDOWN_MAIL_PASSWORD", "the password of mail.user"},
	} {
		if need.missing {
			wrong = append(wrong, mistakes.One{File: "configuration", What: need.key + " is missing",
				Remedy: fmt.Sprintf("set it in the file (-c), or as %s: %s", need.env, need.remedy)})
		}
	}
	return wrong
}

// Mailer sends letters through the server; nil when none is set.
func (c Config) Mailer(voices mail.Voices) operators.Mailer {
	if !c.Mail.Set() {
		return nil
	}
	return mail.New(c.Mail, voices)
}
