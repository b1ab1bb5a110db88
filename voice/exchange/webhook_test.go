package exchange_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"edown/voice/exchange"
)

// What is wrong with a document, the code that the fallback is told, and how
// often the application was asked.
func TestFallback(t *testing.T) {
	rows := []struct {
		name, fragment string
		page           func(request) string
		fate           exchange.Fate
		code           string
		asked          int
		after          time.Duration
	}{
		{name: "500", page: says("status 500"), code: "11217", asked: 1},
		{name: "404", page: says("status 404"), code: "11217", asked: 1},
		{name: "429", page: says("status 429"), code: "11217", asked: 1},
		{name: "500, retried", fragment: "#rc=2&rp=5xx", page: says("status 500"), code: "11217", asked: 3},
		{name: "404, all retried", fragment: "#rc=1&rp=all", page: says("status 404"), code: "11217", asked: 2},
		{name: "404 is no 5xx", fragment: "#rc=2&rp=ct,5xx", page: says("status 404"), code: "11217", asked: 1},
		{name: "no connection is retried once", fate: exchange.Fate{Lose: true}, code: "11205", asked: 0},
		{name: "a proxy's 502", fate: exchange.Fate{Status: 502}, code: "11217", asked: 0},
		{name: "malformed", page: says(`<Response><Say>`), code: "12100", asked: 1},
		{name: "no Response", page: says(`<VoiceResponse/>`), code: "12100", asked: 1},
		{name: "space before the prolog", page: says(` <?xml version="1.0"?><Response/>`), code: "12100", asked: 1},
		{name: "empty", page: says("type text/xml\n"), code: "12100", asked: 1},
		{name: "a picture", page: says("type image/png\nx"), code: "12300", asked: 1},
		{name: "JSON", page: says("type application/json\n{}"), code: "12300", asked: 1},
		{name: "larger than 64 kB", page: says(xml("<Say>" + strings.Repeat("x", 64<<10) + "</Say>")), code: "11750", asked: 1},
		{name: "redirected for ever", page: says("location /voice"), code: "11215", asked: 11},
		{name: "15 s", fate: exchange.Fate{Delay: 16 * time.Second}, code: "11205", after: 15 * time.Second},
		{name: "tt", fragment: "#tt=3000", fate: exchange.Fate{Delay: 4 * time.Second}, code: "11205", after: 3 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			faults := func(c *exchangeConfig) {
				c.Faults.Webhook = func(kind string, try int) exchange.Fate {
					if kind == "voice" && time.Now().Before(epoch.Add(row.after+time.Millisecond)) && row.fate != (exchange.Fate{}) {
						fate := row.fate
						row.fate.Lose = fate.Lose && try == 1
						row.fate.Delay, row.fate.Status = 0, 0
						return fate
					}
					return exchange.Fate{}
				}
			}
			inBubble(t, func(b *bench) {
				b.does("/voice", row.page)
				b.answers("/fallback", `<Say>Fallen back</Say>`)
				b.x.Connect(hotline, exchange.Number{
					VoiceURL: "https://app.test/voice" + row.fragment, VoiceFallbackURL: "https://app.test/fallback",
				})
				b.phone(alice).Dials(hotline).Hears("fallen back").IsHungUp()
				got := b.one("/fallback")
				b.wants("ErrorCode", got.get("ErrorCode"), row.code)
				b.wants("ErrorUrl", strings.Contains(got.get("ErrorUrl"), "https://app.test/voice"), true)
				b.wants("CallSid", got.form.Has("CallSid"), true)
				b.wants("asked", len(b.to("/voice")), row.asked)
				b.wants("time", got.at.Sub(epoch), row.after)
			}, faults)
		})
	}
}

// epoch is when a bubble's time begins.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func says(s string) func(request) string { return func(request) string { return s } }

func TestNoFallback(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.does("/voice", says("status 500"))
		b.phone(alice).Dials(hotline).Hears("application error").IsHungUp()
		b.wants("CallStatus", b.one("/over").get("CallStatus"), "completed")
	})
}

func TestFallbackFailsToo(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.does("/voice", says("status 500"))
		b.x.Connect(hotline, exchange.Number{VoiceURL: "https://app.test/voice", VoiceFallbackURL: "https://app.test/voice"})
		b.phone(alice).Dials(hotline).Hears("application error").IsHungUp()
		b.wants("warnings", b.warned(), "11217 11217")
	})
}

// A lost connection is tried again, with the same token; the second try
// arrives.
func TestRetry(t *testing.T) {
	lossy := func(c *exchangeConfig) {
		c.Faults.Webhook = func(kind string, try int) exchange.Fate {
			return exchange.Fate{Lose: kind == "voice" && try == 1}
		}
	}
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Say>Hello</Say>`)
		b.phone(alice).Dials(hotline).Hears("hello").IsHungUp()
		b.one("/voice")
	}, lossy)
}

func TestCopies(t *testing.T) {
	twice := func(c *exchangeConfig) {
		c.Faults.Webhook = func(kind string, try int) exchange.Fate { return exchange.Fate{Copies: 1} }
	}
	inBubble(t, func(b *bench) {
		n := 0
		b.does("/voice", func(request) string { n++; return xml(fmt.Sprintf("<Say>Answer %d</Say>", n)) })
		b.phone(alice).Dials(hotline).Hears("answer 2").IsHungUp()
		b.statuses("/over")
		for _, path := range []string{"/voice", "/over"} {
			list := b.to(path)
			b.wants("copies of "+path, len(list), 2)
			token := list[0].header.Get("I-Twilio-Idempotency-Token")
			b.wants("token", token != "" && token == list[1].header.Get("I-Twilio-Idempotency-Token"), true)
		}
	}, twice)
}

// A later callback overtakes a delayed one.
func TestLateCallback(t *testing.T) {
	late := func(c *exchangeConfig) {
		first := true
		c.Faults.Webhook = func(kind string, _ int) exchange.Fate {
			if kind == "status" && first {
				first = false
				return exchange.Fate{Delay: time.Minute}
			}
			return exchange.Fate{}
		}
	}
	inBubble(t, func(b *bench) {
		b.phone(bob)
		b.calls(bob, "StatusCallbackEvent", everyEvent)
		b.phone(bob).Declines()
		b.passes(2 * time.Minute)
		b.wants("statuses", b.statuses("/status"), "ringing busy initiated")
	}, late)
}

func TestContentTypes(t *testing.T) {
	rows := []struct{ name, answer, heard string }{
		{"text/html", "type text/html; charset=utf-8\n" + xml("<Say>Markup</Say>"), "markup"},
		{"application/xml", "type application/xml\n" + xml("<Say>Markup</Say>"), "markup"},
		{"plain text that is TwiML", "type text/plain\n" + xml("<Say>Markup</Say>"), "markup"},
		{"plain text", "type text/plain\nJust words", "just words"},
		{"audio", "type audio/x-wav\nRIFF", "https://app.test/voice"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.does("/voice", says(row.answer))
				b.phone(alice).Dials(hotline).Hears(row.heard).IsHungUp()
				b.wants("warnings", b.warned(), "")
			})
		})
	}
}

// A redirect is followed with GET, and loses the parameters.
func TestRedirectLosesParameters(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Gather numDigits="1" action="/keys"><Say>Press one</Say></Gather>`)
		b.does("/keys", says("location /keys/"))
		b.answers("/keys/", `<Redirect>next</Redirect>`)
		b.answers("/keys/next", `<Say>Hello</Say>`)
		b.phone(alice).Dials(hotline).Hears("press one").Presses("1").Hears("hello").IsHungUp()
		b.wants("method", b.one("/keys/").method, "GET")
		b.wants("parameters", len(b.one("/keys/").form), 0)
		b.wants("and relative URLs are relative to it", len(b.to("/keys/next")), 1)
	})
}

func TestSchemaWarnings(t *testing.T) {
	rows := []struct{ verbs, codes string }{
		{`<Enqueue>support</Enqueue><Say>Going on</Say>`, "12200"},
		{`<Say speed="3">Going on</Say>`, "12200"},
		{`<Gather numDigits="1" timeout="0"><Record/></Gather><Say>Going on</Say>`, "12200"},
		{`<say>Names are case sensitive</say><Say>Going on</Say>`, "12200"},
		{`<Say>Going <break time="1s"/> <say-as interpret-as="digits">on</say-as></Say>`, ""},
		{`<!-- a comment --><Say>Going on</Say>`, ""},
	}
	for _, row := range rows {
		t.Run(row.verbs, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/voice", row.verbs)
				b.phone(alice).Dials(hotline).Hears("going", "on").IsHungUp()
				b.wants("warnings", b.warned(), row.codes)
			})
		})
	}
}

// What every webhook carries besides its parameters.
func TestWebhookHeaders(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Say>Hello</Say>`)
		b.phone(alice).Dials(hotline).Hears("hello").IsHungUp()
		got := b.one("/voice")
		b.wants("User-Agent", got.header.Get("User-Agent"), "TwilioProxy/1.1")
		b.wants("token", len(got.header.Get("I-Twilio-Idempotency-Token")) > 20, true)
		b.wants("fragment", strings.Contains(got.url, "#"), false)
	})
}
