package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"

	"edown/cmd/edown/drill"
	"edown/support"
	"edown/voice/exchange"
)

// subscriber is a caller who sends what the carrier would send, one signed
// webhook after the other. A subscriber never hangs up, and calls again at the
// end of the conversation.
type subscriber struct {
	site  drill.Site
	way   http.RoundTripper // to the line
	from  support.E164
	name  string // unique among subscribers
	calls int
	told  int // turns of the present call
}

// conversation is the call of a customer whose production is down, in the
// carrier's webhooks: turn by turn, up to the hold.
var conversation = [][]string{
	{}, // the call comes in
	{"Digits", "1"},
	{"Digits", "1"}, // all production work has stopped
	{"Digits", "1"},
	{"Digits", "3"},
	{"Digits", "450"},
	{"Digits", "430"},
	{"Digits", "3"},
	{"Digits", "1"},
	{"RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0", "RecordingDuration", "7", "Digits",
		"#"},
	{"Digits", "#"}, // on hold: what is the news?
}

// qualification is the turn after which the duty manager is rung.
const qualification = 3

// call is the present call's name at the carrier.
func (s *subscriber) call() string { return fmt.Sprintf("CA%s-%d", s.name, s.calls) }

// next sends one turn. It is an error if the line does not go on to the next
// turn.
func (s *subscriber) next(ctx context.Context) error {
	if s.told == len(conversation) {
		s.calls, s.told = s.calls+1, 0
	}
	path := "/voice/incoming"
	if s.told > 0 {
		path = fmt.Sprintf("/voice/turn/%s/%d", s.call(), s.told)
	}
	said, err := s.send(ctx, path, conversation[s.told])
	if s.told++; err == nil && !strings.Contains(said, fmt.Sprintf("/voice/turn/%s/%d", s.call(), s.told)) {
		err = fmt.Errorf("%s: the line does not go on: %s", path, said)
	}
	return err
}

// send posts a signed webhook, and returns the document.
func (s *subscriber) send(ctx context.Context, path string, pairs []string) (string, error) {
	form := s.form(pairs)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.site.PublicURL+path, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	r.Header.Set("X-Twilio-Signature", exchange.Signature(s.site.Token, s.site.PublicURL+path, form))
	answer, err := s.way.RoundTrip(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, answer.Status, said)
	}
	return string(said), err
}

// form is what the carrier sends with every turn (Twilio, TwiML request
// parameters), and the pairs of this one.
func (s *subscriber) form(pairs []string) url.Values {
	form := url.Values{
		"CallSid": {s.call()}, "AccountSid": {s.site.Account}, "ApiVersion": {"2010-04-01"}, "Direction": {"inbound"},
		"CallStatus": {"in-progress"}, "From": {string(s.from)}, "To": {s.site.Line},
		"FromCity": {"SAN FRANCISCO"}, "FromState": {"CA"}, "FromZip": {"94105"}, "FromCountry": {"US"},
		"StirVerstat": {"TN-Validation-Passed-A"}, // a contact is known by a number that the network vouches for
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

var subscribers atomic.Int64

// newSubscriber is a caller from the number of a customer.
func newSubscriber(at drill.Site, way http.RoundTripper, i int) *subscriber {
	return &subscriber{site: at, way: way, from: customer(i), name: fmt.Sprint(subscribers.Add(1))}
}

// straight is a transport to a handler, without a network and without a
// goroutine.
type straight struct{ http.Handler }

// RoundTrip implements [http.RoundTripper].
func (s straight) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, r)
	return answer.Result(), nil
}
