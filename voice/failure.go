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

// Twilio's error codes that differ from the others of their status.
const (
	notAuthentic    = 20003
	badAccount      = 21222 // the account's name is not only letters and digits
	badToken        = 21224 // the token is not only letters and digits
	tooManyRequests = 20429 // never processed: safe to repeat
	tooManyCalls    = 10004 // of the account, at one time: it passes
	notInProgress   = 21220 // the call is over
	notFound        = 20404 // the call is gone
)

const credentials = "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (letters and digits only)"

// remedies maps errors that people can do something about to what they should
// do. Twilio, error and warning dictionary.
var remedies = map[int]string{
	21210: "own or verify the number of the line at the carrier",
	21212: "own or verify the number of the line at the carrier",
	21606: "use a number of the line that can send messages",
	21211: "correct the number in the rota",
	21214: "correct the number in the rota",
	21217: "correct the number in the rota",
	21614: "use a mobile number in the rota",
	21215: "allow the country in the carrier's geographic permissions",
	21408: "allow the country in the carrier's geographic permissions",
	21610: "the recipient has opted out and must send START",
	30003: "the phone is switched off or out of reach",
	30005: "correct the number in the rota",
	30006: "use a mobile number in the rota",
	30007: "the carrier took it for spam: have the toll-free number verified for messages",
	30032: "have the toll-free number verified for messages",
}

// failure turns an error of the library into the kinds of [operators.Phone].
// What the carrier did not take may be tried again, what it refused may not,
// and anything else is unknown. Rejected credentials are tried again: once they
// are corrected, the page must still be running.
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
	case t.denies(rest):
		return fmt.Errorf("%s: %w: %w (status %d, Twilio error %d); %s", what, operators.ErrTryAgain, ErrDenied, t.status,
			rest.Code, credentials)
	case rest.Code != 0 && t.refuses(rest):
		return fmt.Errorf("%s: %w: Twilio error %d: %s; %s", what, operators.ErrRefused, rest.Code, masked(rest.Message),
			remedy(rest.Code))
	case t.status != 0:
		return fmt.Errorf("%s: %w: %s answered with status %d and gave no reason; look before repeating", what,
			operators.ErrUnknown, t.api.Host, t.status)
	}
	return fmt.Errorf("%s: %w: no answer from %s, look before repeating: %w", what, operators.ErrUnknown, t.api.Host,
		bare(err))
}

// refuses reports whether the request itself was at fault. Without an answer,
// the library's own check failed.
func (t *transport) refuses(rest *client.TwilioRestError) bool {
	if t.status == 0 {
		return rest.Status/100 == 4
	}
	return t.status/100 == 4
}

// denies reports whether the account was at fault, not the request. Status 403
// may also be about the number; then its code is one of the remedies.
func (t *transport) denies(rest *client.TwilioRestError) bool {
	switch rest.Code {
	case notAuthentic, badAccount, badToken:
		return true
	}
	_, known := remedies[rest.Code]
	return !known && (t.status == http.StatusUnauthorized || t.status == http.StatusForbidden)
}

// isOver reports whether the call to be changed has ended. Only the carrier's
// own code counts: any proxy can answer 404.
func isOver(err error) bool {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	return told && (rest.Code == notInProgress || rest.Code == notFound)
}

// undelivered reports whether the request cannot have left, because there was
// no connection.
func undelivered(err error) bool {
	op, is := errors.AsType[*net.OpError](err)
	return is && op.Op == "dial"
}

// bare returns an HTTP error without its URL, which contains telephone numbers.
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
