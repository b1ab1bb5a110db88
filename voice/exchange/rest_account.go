package exchange

import (
	"net/http"
	"time"
)

// trialCalls is how many calls a trial account may have at one time. Source:
// Twilio support, concurrent call limits.
const trialCalls = 5

// getAccount is GET Accounts/{Sid}. Source: Twilio, Account resource.
func (x *Exchange) getAccount(*http.Request) (any, error) {
	return map[string]any{
		"sid": x.cfg.AccountSID, "friendly_name": "telephone exchange in a box", "status": "active", "type": x.cfg.kind(),
		"owner_account_sid": x.cfg.AccountSID, "auth_token": nil, "date_created": nil, "date_updated": nil,
		"subresource_uris": map[string]string{"calls": x.path("Calls.json"), "messages": x.path("Messages.json")},
		"uri":              "/2010-04-01/Accounts/" + x.cfg.AccountSID + ".json",
	}, nil
}

func (c Config) kind() string {
	if c.Trial {
		return "Trial"
	}
	return "Full"
}

// dated puts the exchange's clock on every answer, as an origin server must
// (RFC 9110, section 6.6.1); in process, no server does it.
func dated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
		next.ServeHTTP(w, r)
	})
}
