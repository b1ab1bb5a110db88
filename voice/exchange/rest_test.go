package exchange_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"edown/voice/exchange"
)

func TestCreateCallIsRefused(t *testing.T) {
	good := url.Values{"To": {bob}, "From": {hotline}, "Url": {"https://app.test/out"}}
	rows := []struct {
		name, set, to string
		code          int
	}{
		{"no To", "To", "", 21201},
		{"To is no number", "To", "bob", 21211},
		{"no From", "From", "", 21213},
		{"From is no number", "From", "us", 21212},
		{"From is not ours", "From", carol, 21210},
		{"neither Url nor Twiml", "Url", "", 21205},
		{"Url is relative", "Url", "/out", 21205},
		{"Timeout is too long", "Timeout", "601", 20001},
		{"Timeout is none", "Timeout", "0", 20001},
		{"Timeout is no number", "Timeout", "20s", 20001},
		{"Twiml is too long", "Twiml", strings.Repeat("x", 4001), 32018},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				form := url.Values{}
				for name, v := range good {
					form[name] = v
				}
				form.Set(row.set, row.to)
				b.client.Transport = b.x.Transport() // the requests are wrong on purpose, so the oracle is bypassed
				status, body := b.rest("POST", "/Calls.json", form)
				b.wants("status", status, http.StatusBadRequest)
				b.wants("code", body["code"], row.code)
				b.wants("status in the body", body["status"], 400)
				b.wants("more_info", strings.HasPrefix(body["more_info"].(string), "https://www.twilio.com/docs/errors/"), true)
				_, list := b.rest("GET", "/Calls.json", nil)
				b.wants("calls", len(list["calls"].([]any)), 0)
			})
		})
	}
}

func TestCredentials(t *testing.T) {
	rows := []struct{ name, user, password, path string }{
		{"wrong token", sid, "54321", "/2010-04-01/Accounts/" + sid + "/Calls.json"},
		{"wrong account", "AC2", token, "/2010-04-01/Accounts/" + sid + "/Calls.json"},
		{"none", "", "", "/2010-04-01/Accounts/" + sid + ".json"},
		{"another's resources", sid, token, "/2010-04-01/Accounts/AC00000000000000000000000000000002/Calls.json"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				r, _ := http.NewRequest("GET", "https://api.twilio.com"+row.path, nil)
				r.SetBasicAuth(row.user, row.password)
				resp, err := b.client.Do(r)
				if err != nil {
					b.Fatal(err)
				}
				resp.Body.Close()
				b.wants("status", resp.StatusCode, http.StatusUnauthorized)
			})
		})
	}
}

func TestListCalls(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.calls(bob)
		b.passes(time.Hour)
		late := b.calls(carol)
		synctest.Wait()
		rows := []struct {
			query string
			want  int
		}{
			{"", 2}, {"To=" + url.QueryEscape(bob), 1}, {"From=" + url.QueryEscape(hotline), 2}, {"Status=ringing", 1},
			{"Status=no-answer", 1}, {"StartTime%3E=2000-01-01T00:30:00Z", 1}, {"StartTime%3C=2000-01-01T00:30:00Z", 1},
			{"StartTime=2000-01-01", 2}, {"StartTime%3E=2000-01-02", 0}, {"StartTime%3C=2000-01-01", 2},
			{"To=" + url.QueryEscape(carol) + "&StartTime%3E=2000-01-01T01:00:00Z", 1}, {"PageSize=1", 1},
		}
		for _, row := range rows {
			_, list := b.rest("GET", "/Calls.json?"+row.query, nil)
			b.wants(row.query, len(list["calls"].([]any)), row.want)
		}
		_, list := b.rest("GET", "/Calls.json?PageSize=1", nil)
		b.wants("newest first", list["calls"].([]any)[0].(map[string]any)["sid"], late)
		next := strings.TrimPrefix(list["next_page_uri"].(string), "/2010-04-01/Accounts/"+sid)
		_, list = b.rest("GET", next, nil)
		b.wants("second page", list["calls"].([]any)[0].(map[string]any)["to"], bob)
		b.wants("no third", list["next_page_uri"], nil)
	})
}

func TestCallResource(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Say>Hello</Say>`)
		b.phone(bob)
		call := b.calls(bob)
		b.phone(bob).Answers().IsHungUp()
		got := b.call(call)
		for name, want := range map[string]any{
			"status": "completed", "duration": "4", "to": bob, "from": hotline, "queue_time": "0",
			"start_time": "Sat, 01 Jan 2000 00:00:00 +0000", "end_time": "Sat, 01 Jan 2000 00:00:04 +0000",
		} {
			b.wants(name, got[name], want)
		}
		status, body := b.rest("GET", "/Calls/CA00000000000000000000000000000000.json", nil)
		b.wants("unknown", status, http.StatusNotFound)
		b.wants("code", body["code"], 20404)
	})
}

func TestMessages(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.phone(bob)
		send := func(to string) map[string]any {
			_, m := b.rest("POST", "/Messages.json", url.Values{
				"To": {to}, "From": {hotline}, "Body": {"E-Down C1234567"}, "StatusCallback": {"https://app.test/text"},
			})
			return m
		}
		m := send(bob)
		b.wants("status", m["status"], "queued")
		b.phone(bob).Receives("c1234567")
		synctest.Wait()
		var told []string
		for _, r := range b.to("/text") {
			b.wants("MessageSid", r.get("MessageSid"), m["sid"])
			told = append(told, r.get("MessageStatus"))
		}
		b.wants("statuses", strings.Join(told, " "), "sent delivered")
		_, got := b.rest("GET", "/Messages/"+m["sid"].(string)+".json", nil)
		b.wants("status", got["status"], "delivered")
		lost := send(carol)
		synctest.Wait()
		_, got = b.rest("GET", "/Messages/"+lost["sid"].(string)+".json", nil)
		b.wants("status", got["status"], "undelivered")
		_, list := b.rest("GET", "/Messages.json?To="+url.QueryEscape(bob), nil)
		b.wants("listed", len(list["messages"].([]any)), 1)
		_, bad := b.rest("POST", "/Messages.json", url.Values{"To": {bob}, "From": {carol}, "Body": {"x"}})
		b.wants("not ours", bad["code"], 21606)
	})
}

func TestInboundMessage(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/sms", `<Message>Case C1234567 is open</Message>`)
		b.phone(alice).Texts(hotline, "status").Receives("c1234567", "open")
		got := b.one("/sms")
		b.wants("Body", got.get("Body"), "status")
		b.wants("From", got.get("From"), alice)
		b.wants("NumMedia", got.get("NumMedia"), "0")
	})
}

func TestIncomingPhoneNumbers(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.x.Connect(spare, exchange.Number{VoiceURL: "https://app.test/spare"})
		_, list := b.rest("GET", "/IncomingPhoneNumbers.json?PhoneNumber="+url.QueryEscape(hotline), nil)
		numbers := list["incoming_phone_numbers"].([]any)
		b.wants("numbers", len(numbers), 1)
		n := numbers[0].(map[string]any)
		b.wants("voice_url", n["voice_url"], "https://app.test/voice")
		b.wants("status_callback", n["status_callback"], "https://app.test/over")
		b.rest("POST", "/IncomingPhoneNumbers/"+n["sid"].(string)+".json", url.Values{"VoiceUrl": {"https://app.test/new"}})
		b.answers("/new", `<Say>New</Say>`)
		b.phone(alice).Dials(hotline).Hears("new").IsHungUp()
		at := "/IncomingPhoneNumbers/" + n["sid"].(string) + ".json"
		_, n = b.rest("POST", at, url.Values{"VoiceMethod": {"GET"}, "SmsMethod": {"GET"}})
		b.wants("voice_method", n["voice_method"], "GET")
		b.wants("sms_method", n["sms_method"], "GET")
		b.wants("status_callback_method", n["status_callback_method"], "POST")
		b.phone(alice).Dials(hotline).Hears("new").IsHungUp()
		calls := b.to("/new")
		b.wants("method", calls[len(calls)-1].method, "GET")
		status, acc := b.rest("GET", ".json", nil)
		b.wants("account", acc["sid"], sid)
		b.wants("type", acc["type"], "Full")
		b.wants("status", status, http.StatusOK)
	})
}

func TestRESTFaults(t *testing.T) {
	rows := []struct {
		name    string
		fate    exchange.Fate
		status  int
		rings   bool
		instant bool
	}{
		{"429 is not performed", exchange.Fate{Status: 429}, 429, false, true},
		{"503 is not performed", exchange.Fate{Status: 503}, 503, false, true},
		{"500 is not performed", exchange.Fate{Status: 500}, 500, false, true},
		{"a lost answer is", exchange.Fate{Lose: true}, 0, true, true},
		{"a delay", exchange.Fate{Delay: 20 * time.Second}, 201, true, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.phone(bob)
				start := time.Now()
				r, _ := http.NewRequest("POST", "https://api.twilio.com/2010-04-01/Accounts/"+sid+"/Calls.json",
					strings.NewReader(url.Values{"To": {bob}, "From": {hotline}, "Url": {"https://app.test/out"}}.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.SetBasicAuth(sid, token)
				resp, err := b.client.Do(r)
				status := 0
				if err == nil {
					resp.Body.Close()
					status = resp.StatusCode
				}
				b.wants("status", status, row.status)
				b.wants("at once", time.Since(start) == 0, row.instant)
				if row.rings {
					b.phone(bob).Rings()
				} else {
					b.phone(bob).NeverRings(time.Minute)
				}
			}, func(c *exchangeConfig) {
				c.Faults.REST = func(*http.Request) exchange.Fate { return row.fate }
			})
		})
	}
}
