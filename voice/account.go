package voice

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"

	"edown/support"
)

var (
	// ErrNoNumber means that the account does not have the number.
	ErrNoNumber = errors.New("the account does not have this number")
	// ErrDenied means that the carrier does not accept our credentials.
	ErrDenied = errors.New("the carrier rejected our credentials")
)

// TrialCalls is how many calls a trial account may have at one time, counting
// the caller's and each rung phone's. Twilio support, concurrent call limits.
const TrialCalls = 5

// Account is the state of our account at the carrier.
type Account struct {
	Status string    // "active", or why it is not
	Trial  bool      // it has not been paid for
	Clock  time.Time // the carrier's, truncated to whole seconds; zero: unknown
}

// Account asks the carrier about our account. An error names the answer and the
// remedy, and reveals nothing of the credentials. It wraps [ErrDenied] when the
// credentials are the fault.
func (p *Phone) Account(ctx context.Context) (Account, error) {
	c, t := p.carrier(ctx)
	got, err := c.FetchAccount(p.cfg.AccountSID)
	if err != nil {
		return Account{}, t.unread("account", err)
	}
	clock, _ := http.ParseTime(t.date) // zero: the carrier did not say
	return Account{Status: said(got.Status), Trial: said(got.Type) == "Trial", Clock: clock}, nil
}

// Hook is an address that the carrier asks, and the HTTP method. The zero value
// is none.
type Hook struct{ URL, Method string }

// Same reports whether two hooks ask the same address in the same way. It
// ignores the fragment, which holds the carrier's timeouts and retries.
func (h Hook) Same(other Hook) bool {
	a, _, _ := strings.Cut(h.URL, "#")
	b, _, _ := strings.Cut(other.URL, "#")
	return a == b && h.Method == other.Method
}

// Setup is what the carrier does with calls and messages to a number.
type Setup struct {
	Calls    Hook // a call comes in
	Fallback Hook // our answer to a call could not be used
	Ended    Hook // a call is over
	Messages Hook // a message comes in

	Elsewhere []string // settings that take calls or messages past the hooks
	Mute      bool     // the number takes no calls
	Textless  bool     // the number takes no messages

	Unverified bool // a toll-free number whose messages are blocked until it is verified
}

// Wanted returns what the carrier should do with a number of the line. The
// fallback address is our own server too: it saves a call whose answer was
// lost, but not one whose server is down.
func (p *Phone) Wanted() Setup {
	post := func(path string) Hook { return Hook{p.at.at(path), http.MethodPost} }
	return Setup{Calls: post("/voice/incoming"), Fallback: post("/voice/fallback"), Ended: post("/voice/status"),
		Messages: post("/sms/incoming")}
}

// Setup asks the carrier what it does with a number. The error wraps
// [ErrNoNumber] when the account does not have the number.
func (p *Phone) Setup(ctx context.Context, number support.E164) (Setup, error) {
	c, t := p.carrier(ctx)
	page, err := c.PageIncomingPhoneNumber((&api.ListIncomingPhoneNumberParams{}).SetPhoneNumber(string(number)), "", "")
	if err != nil {
		return Setup{}, t.unread("number", err)
	}
	// The carrier's filter also finds longer numbers that contain this one.
	i := slices.IndexFunc(page.IncomingPhoneNumbers,
		func(n api.ApiV2010IncomingPhoneNumber) bool { return said(n.PhoneNumber) == string(number) })
	if i < 0 {
		return Setup{}, ErrNoNumber
	}
	s := setupOf(page.IncomingPhoneNumbers[i])
	if tollFree.MatchString(string(number)) && !s.Textless {
		s.Unverified, err = p.unverified(ctx, number)
	}
	return s, err
}

// tollFree are the toll-free numbers of North America, whose messages the carriers
// block until the number is verified. Twilio, toll-free verification.
var tollFree = regexp.MustCompile(`^\+18(00|33|44|55|66|77|88)[0-9]{7}$`)

// notVerified is the error of a message from a number without verification. Twilio,
// error 30032.
const (
	notVerified    = 30032
	latestMessages = 50
)

// unverified reports whether one of the latest messages from a number was blocked
// because the number is not verified. The verification itself is in another API of the
// carrier, at another host: what became of messages tells as much.
func (p *Phone) unverified(ctx context.Context, number support.E164) (bool, error) {
	c, t := p.carrier(ctx)
	page, err := c.PageMessage((&api.ListMessageParams{}).SetFrom(string(number)).SetPageSize(latestMessages), "", "")
	if err != nil {
		return false, t.unread("messages", err)
	}
	return slices.ContainsFunc(page.Messages, func(m api.ApiV2010Message) bool {
		return m.ErrorCode != nil &&
			*m.ErrorCode == notVerified
	}), nil
}

func setupOf(n api.ApiV2010IncomingPhoneNumber) Setup {
	s := Setup{
		Calls:    Hook{said(n.VoiceUrl), said(n.VoiceMethod)},
		Fallback: Hook{said(n.VoiceFallbackUrl), said(n.VoiceFallbackMethod)},
		Ended:    Hook{said(n.StatusCallback), said(n.StatusCallbackMethod)},
		Messages: Hook{said(n.SmsUrl), said(n.SmsMethod)},
		Mute:     said(n.VoiceReceiveMode) == "fax",
	}
	if can := n.Capabilities; can != nil {
		s.Mute = s.Mute || !can.Voice
		s.Textless = !can.Sms
	}
	// With any of these, the carrier ignores the URLs of the number. Twilio,
	// IncomingPhoneNumber, voice_url and sms_url.
	for _, other := range []struct {
		sid  *string
		name string
	}{{n.TrunkSid, "calls go to a SIP trunk"}, {n.VoiceApplicationSid, "calls go to a TwiML application"},
		{n.SmsApplicationSid, "messages go to a TwiML application"}} {
		if said(other.sid) != "" {
			s.Elsewhere = append(s.Elsewhere, other.name)
		}
	}
	return s
}

// said returns a value that the carrier may leave out, or the empty string.
func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// unread explains why the carrier did not answer a question. Asking changes
// nothing, so it is safe to repeat.
func (t *transport) unread(what string, err error) error {
	rest, told := errors.AsType[*client.TwilioRestError](err)
	switch {
	case told && rest.Code != 0 && t.denies(rest):
		return fmt.Errorf("%s: %w (status %d, Twilio error %d); %s", what, ErrDenied, t.status, rest.Code, credentials)
	case told && rest.Code != 0:
		return fmt.Errorf("%s: Twilio error %d: %s; %s", what, rest.Code, masked(rest.Message), remedy(rest.Code))
	case t.status == http.StatusUnauthorized, t.status == http.StatusForbidden: // a proxy's words, not the carrier's
		return fmt.Errorf("%s: %w (status %d from %s); %s, and EDOWN_TWILIO_API", what, ErrDenied, t.status, t.api.Host,
			credentials)
	case t.status != 0:
		return fmt.Errorf("%s: %s answered with status %d and gave no reason; check EDOWN_TWILIO_API", what, t.api.Host,
			t.status)
	}
	return fmt.Errorf("%s: no answer from %s: %w; check the network and EDOWN_TWILIO_API", what, t.api.Host, bare(err))
}
