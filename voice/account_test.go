package voice

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edown/voice/exchange"
	"edown/voice/oracle"
)

func TestAccountIsReadFromTheCarrier(t *testing.T) {
	for _, trial := range []bool{false, true} {
		x := exchange.New(exchange.Config{AccountSID: account, AuthToken: token, Trial: trial})
		before := time.Now().Truncate(time.Second)
		a, err := NewPhone(Config{AccountSID: account, Tokens: []string{token}, Transport: oracle.Open(t).REST(x.Transport())}, words{}).Account(t.Context())
		if err != nil || a.Status != "active" || a.Trial != trial {
			t.Errorf("%+v, %v", a, err)
		}
		if a.Clock.Before(before) || a.Clock.After(time.Now()) {
			t.Errorf("the carrier's clock says %v at %v", a.Clock, before)
		}
		x.Close()
	}
}

func TestSetupIsReadFromTheCarrier(t *testing.T) {
	x := exchange.New(exchange.Config{AccountSID: account, AuthToken: token})
	defer x.Close()
	x.Connect(line+"9", exchange.Number{}) // a longer number that contains the line's
	x.Connect(line, exchange.Number{
		VoiceURL: public + "/voice/incoming#rc=2", VoiceFallbackURL: "https://elsewhere.example/down.xml", VoiceFallbackMethod: "GET",
		StatusCallback: public + "/voice/status", SMSURL: public + "/sms/incoming",
	})
	p := NewPhone(Config{PublicURL: public, AccountSID: account, Tokens: []string{token}, Transport: oracle.Open(t).REST(x.Transport())}, words{})
	got, err := p.Setup(t.Context(), line)
	if err != nil {
		t.Fatal(err)
	}
	want := p.Wanted()
	if !got.Calls.Same(want.Calls) || !got.Ended.Same(want.Ended) || !got.Messages.Same(want.Messages) || got.Fallback.Same(want.Fallback) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got.Fallback != (Hook{"https://elsewhere.example/down.xml", "GET"}) || got.Mute || got.Textless || got.Elsewhere != nil {
		t.Errorf("%+v", got)
	}
	if _, err := p.Setup(t.Context(), "+18005550177"); !errors.Is(err, ErrNoNumber) {
		t.Error(err)
	}
}

// With a trunk or an application, the carrier ignores the number's own hooks.
func TestSetupNamesWhatBypassesTheHooks(t *testing.T) {
	c := newCarrier(t)
	c.status = http.StatusOK
	c.body = `{"incoming_phone_numbers":[{"phone_number":"` + line + `","voice_url":"https://x/","voice_method":"GET",
		"trunk_sid":"TK0123456789abcdef0123456789abcdef","sms_application_sid":"AP0123456789abcdef0123456789abcdef","voice_receive_mode":"voice","capabilities":{"voice":false,"sms":false}}]}`
	got, err := c.phone().Setup(t.Context(), line)
	if err != nil {
		t.Fatal(err)
	}
	want := Setup{Calls: Hook{"https://x/", "GET"}, Elsewhere: []string{"calls go to a SIP trunk", "messages go to a TwiML application"}, Mute: true, Textless: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Each failure names the remedy, and reveals nothing of the token.
func TestUnreadableAccountHasARemedy(t *testing.T) {
	for _, c := range []struct {
		status     int
		body, want string
	}{
		{401, `{"code":20003,"message":"Authenticate","status":401}`, "account: the carrier rejected our credentials (status 401, Twilio error 20003); check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"},
		{403, `{"code":20003,"message":"Account suspended","status":403}`, "account: the carrier rejected our credentials (status 403, Twilio error 20003)"},
		{403, `<html>`, "account: the carrier rejected our credentials (status 403 from "},
		{404, `{"code":20404,"message":"not found: +14155550123","status":404}`, "account: Twilio error 20404: not found: ...; see https://www.twilio.com/docs/errors/20404"},
		{502, `<html>`, "answered with status 502 and gave no reason; check EDOWN_TWILIO_API"},
	} {
		carrier := newCarrier(t)
		carrier.status, carrier.body = c.status, c.body
		_, err := carrier.phone().Account(t.Context())
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), token) {
			t.Errorf("%d: %v", c.status, err)
		}
		if errors.Is(err, ErrDenied) != (c.status == 401 || c.status == 403) {
			t.Errorf("%d: denied? %v", c.status, err)
		}
	}
	carrier := newCarrier(t)
	p := carrier.phone()
	carrier.Close()
	if _, err := p.Account(t.Context()); err == nil || !strings.Contains(err.Error(), "; check the network") {
		t.Error(err)
	}
}
