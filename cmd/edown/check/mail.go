package check

import (
	"context"
	"errors"

	"edown/operators/mail"
)

// askMail connects to the mail server as a letter would, encrypted and signed in,
// and sends none.
func (e Examination) askMail(ctx context.Context) error {
	if !e.Config.Mail.Set() || len(e.Config.MailLacks()) > 0 {
		return nil
	}
	return mail.New(e.Config.Mail, e.Words).Check(ctx)
}

// judgeMail accepts a line without a mail server. A server that takes no letters
// fails, because people count on those notices.
func (f facts) judgeMail() []Finding {
	const point = "mail"
	c := f.config.Mail
	switch failed, is := errors.AsType[*mail.Failure](f.mail); {
	case len(f.config.MailLacks()) > 0:
		return unknown(point, "settings")
	case !c.Set():
		return one(point, Fine, "no server is set (mail.server): notices go by SMS alone", "")
	case is:
		return one(point, Lacking, failed.Server+": "+failed.Says, failed.Remedy)
	}
	return one(point, Fine, c.Server.String()+" would take letters from "+c.From.Address, "")
}
