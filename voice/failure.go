package voice

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"github.com/twilio/twilio-go/client"

	"edown/operators"
)

// Twilio's error codes that are not like the others of their status.
const (
	tooManyRequests = 20429 // never processed: safe to repeat
	tooManyCalls    = 10004 // of the account, at one time: passes
	notInProgress   = 21220 // the call is over
)

// remedies are what helps against errors that people can do something about.
// Twilio, error and warning dictionary.
var remedies = map[int]string{
	20003: "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
	21222: "check TWILIO_ACCOUNT_SID: letters and digits only",
	21224: "check TWILIO_AUTH_TOKEN: letters and digits only",
	21210: "own or verify the number of the line at the carrier",
	21212: "own or verify the number of the line at the carrier",
	21606: "use a number of the line that can send messages",
	21211: "correct the number in the rota",
	21214: "correct the number in the rota",
	21217: "correct the number in the rota",
	21614: "use a mobile number in the rota",
	21215: "allow the country in the carrier's geographic permissions",
	21408: "allow the country in the carrier's geographic permissions",
	21610: "the recipient must send START: he has opted out",
}

// failure puts an error of the library into the terms of [operators.Phone]:
// what was not taken may be tried again, what is refused may not, and
// everything else is unknown.
func (t *transport) failure(what string, err error) error {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	if !told || rest.Code == 0 {
		rest = &client.TwilioRestError{} // not the carrier's own words
	}
	switch {
	case undelivered(err):
		return fmt.Errorf("%s: %w: no connection to %s: %w", what, operators.ErrTryAgain, t.api.Host, bare(err))
	case t.status == http.StatusTooManyRequests, rest.Code == tooManyRequests, rest.Code == tooManyCalls:
		return fmt.Errorf("%s: %w: too many at once (Twilio error %d)%s", what, operators.ErrTryAgain, rest.Code, t.pause())
	case rest.Code != 0 && t.refuses(rest):
		return fmt.Errorf("%s: %w: Twilio error %d: %s; %s", what, operators.ErrRefused, rest.Code, rest.Message, remedy(rest.Code))
	case t.status != 0:
		return fmt.Errorf("%s: %w: %s answered with status %d and nothing to go by; look before repeating", what, operators.ErrUnknown, t.api.Host, t.status)
	}
	return fmt.Errorf("%s: %w: no answer from %s, look before repeating: %w", what, operators.ErrUnknown, t.api.Host, bare(err))
}

// refuses reports whether the request itself was at fault. Without an answer
// it was the library's own check that failed.
func (t *transport) refuses(rest *client.TwilioRestError) bool {
	if t.status == 0 {
		return rest.Status/100 == 4
	}
	return t.status/100 == 4
}

// isOver reports whether the call that was to be changed has ended.
func (t *transport) isOver(err error) bool {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	return told && (rest.Code == notInProgress || t.status == http.StatusNotFound)
}

// undelivered reports whether the request cannot have left: no connection.
func undelivered(err error) bool {
	op, is := errors.AsType[*net.OpError](err)
	return is && op.Op == "dial"
}

// bare is an error of HTTP without its URL, which holds telephone numbers.
func bare(err error) error {
	if u, is := errors.AsType[*url.Error](err); is {
		err = u.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("it took too long: %w", context.DeadlineExceeded)
	}
	return err
}

func (t *transport) pause() string {
	if t.retryAfter == "" {
		return ""
	}
	return ", to be tried again after " + t.retryAfter + " s"
}

func remedy(code int) string {
	if r, known := remedies[code]; known {
		return r
	}
	return fmt.Sprintf("see https://www.twilio.com/docs/errors/%d", code)
}
