package exchange

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// params are the parameters of every request about the call. The lock is held.
// Source: Twilio, TwiML request parameters.
func (l *leg) params() url.Values {
	v := url.Values{}
	set := func(value string, names ...string) {
		for _, name := range names {
			if value != "" {
				v.Set(name, value)
			}
		}
	}
	set(l.sid, "CallSid")
	set(l.x.cfg.AccountSID, "AccountSid")
	set(l.status, "CallStatus")
	set("2010-04-01", "ApiVersion")
	set(l.direction, "Direction")
	set(l.parent, "ParentCallSid")
	set(l.answeredBy, "AnsweredBy")
	set(l.from, "From", "Caller")
	set(l.to, "To", "Called")
	set(country(l.from), "FromCountry", "CallerCountry")
	set(country(l.to), "ToCountry", "CalledCountry")
	if l.direction == "inbound" && l.far != nil {
		set(l.far.attested, "StirVerstat")
	}
	return v
}

// notify sends an event to the call's status callback, if it wants that event.
// The lock is held. Source: Twilio, StatusCallback: SequenceNumber counts from
// 0.
func (l *leg) notify(event string) {
	if l.progress.url == "" || !l.progress.events[event] {
		return
	}
	v := l.progressParams(event)
	v.Set("SequenceNumber", strconv.Itoa(l.sequence))
	l.sequence++
	l.x.send(&l.callbacks, hook{kind: "status", callSID: l.sid, url: l.progress.url, method: l.progress.method, params: v})
}

// notifyLine tells the account's number that an inbound call is over.
func (l *leg) notifyLine() {
	if l.direction != "inbound" || l.line == nil || l.line.StatusCallback == "" {
		return
	}
	v := l.progressParams(completed)
	v.Set("SequenceNumber", "0")
	l.x.send(&l.callbacks, hook{kind: "status", callSID: l.sid, url: l.line.StatusCallback,
		method: l.line.StatusCallbackMethod, params: v})
}

func (l *leg) progressParams(event string) url.Values {
	v := l.params()
	v.Set("Timestamp", rfc2822(time.Now()))
	v.Set("CallbackSource", "call-progress-events")
	if event == completed {
		v.Set("CallDuration", seconds(l.duration()))
	}
	if r := l.recording; r != nil {
		v.Set("RecordingUrl", r.url())
		v.Set("RecordingSid", r.sid)
		v.Set("RecordingDuration", seconds(r.length))
	}
	return v
}

// duration is how long the far end was on the line.
func (l *leg) duration() time.Duration {
	if l.answered.IsZero() || l.ended.IsZero() {
		return 0
	}
	return l.ended.Sub(l.answered)
}

// seconds writes a duration as Twilio does, in whole seconds.
func seconds(d time.Duration) string { return strconv.Itoa(int(d.Round(time.Second) / time.Second)) }

func rfc2822(t time.Time) string { return t.UTC().Format(time.RFC1123Z) }

// countries are the calling codes for which requests name a country.
var countries = []struct{ prefix, iso string }{
	{"+1", "US"}, {"+33", "FR"}, {"+34", "ES"}, {"+39", "IT"}, {"+41", "CH"}, {"+44", "GB"}, {"+49", "DE"},
	{"+52", "MX"}, {"+55", "BR"}, {"+81", "JP"}, {"+82", "KR"}, {"+86", "CN"}, {"+852", "HK"}, {"+886", "TW"},
}

func country(number string) string {
	for _, c := range countries {
		if strings.HasPrefix(number, c.prefix) {
			return c.iso
		}
	}
	return ""
}
