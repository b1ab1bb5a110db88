package voice

import (
	"context"
	"errors"
	"net/url"

	"github.com/twilio/twilio-go/client"
)

// Erase deletes a recording at the carrier, for ever. One that the carrier does
// not have is no error: it may have been deleted before, and nobody heard so.
func (p *Phone) Erase(ctx context.Context, sid string) error {
	c, t := p.carrier(ctx)
	err := c.DeleteRecording(url.PathEscape(sid), nil)
	if err == nil || isGone(err) {
		return nil
	}
	return t.failure("erase "+sid, err)
}

// isGone takes only the carrier's own word: any proxy can answer 404.
func isGone(err error) bool {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	return told && rest.Code == notFound
}
