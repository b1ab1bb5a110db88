package voice

import (
	"context"
	"errors"
	"net/url"

	"github.com/twilio/twilio-go/client"
)

// Erase deletes a recording at the carrier, for ever. If the carrier does not
// have it, that is not an error: an earlier try may have deleted it without our
// learning so.
func (p *Phone) Erase(ctx context.Context, sid string) error {
	c, t := p.carrier(ctx)
	err := c.DeleteRecording(url.PathEscape(sid), nil)
	if err == nil || isGone(err) {
		return nil
	}
	return t.failure("erase "+sid, err)
}

// isGone accepts only the carrier's own code: any proxy can answer 404.
func isGone(err error) bool {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	return told && rest.Code == notFound
}
