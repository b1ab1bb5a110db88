package exchange_test

import (
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

const everyEvent = "initiated ringing answered completed"

func TestInboundCall(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Say language="fr-FR" voice="Polly.Lea">Bonjour</Say><Pause length="2"/><Hangup/><Say>never</Say>`)
		start := time.Now()
		caller := b.phone(alice).Dials(hotline).Hears("bonjour").IsHungUp()
		b.wants("length", time.Since(start), 6*time.Second)
		first := b.one("/voice")
		for name, want := range map[string]string{
			"From": alice, "Caller": alice, "To": hotline, "Called": hotline, "CallStatus": "ringing", "Direction": "inbound",
			"AccountSid": sid, "ApiVersion": "2010-04-01", "FromCountry": "US", "StirVerstat": "TN-Validation-Passed-A",
		} {
			b.wants(name, first.get(name), want)
		}
		b.wants("ParentCallSid", first.form.Has("ParentCallSid"), false)
		over := b.one("/over")
		for name, want := range map[string]string{
			"CallStatus": "completed", "CallDuration": "6", "SequenceNumber": "0", "CallbackSource": "call-progress-events",
			"CallSid": first.get("CallSid"), "Timestamp": "Sat, 01 Jan 2000 00:00:06 +0000",
		} {
			b.wants(name, over.get(name), want)
		}
		last := caller.Transcript()
		b.wants("last line", last[len(last)-1], "ended completed")
	})
}

func TestAnonymousCaller(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Say>Hello</Say>`)
		b.x.Handset(alice).CallerID("anonymous").Attested("")
		b.phone(alice).Dials(hotline).Hears("hello").IsHungUp()
		b.wants("From", b.one("/voice").get("From"), "anonymous")
		b.wants("StirVerstat", b.one("/voice").form.Has("StirVerstat"), false)
	})
}

func TestUnknownNumber(t *testing.T) {
	inBubble(t, func(b *bench) {
		lines := b.phone(alice).Dials("+18005559999").IsHungUp().Transcript()
		b.wants("end", lines[len(lines)-1].Reason, "number not in service")
	})
}

func TestReject(t *testing.T) {
	rows := []struct{ verbs, status, duration string }{
		{`<Reject/>`, "no-answer", "0"},
		{`<Reject reason="busy"/>`, "busy", "0"},
		{`<Hangup/>`, "completed", "0"},
		{`<Pause length="3"/><Say>Hi</Say>`, "completed", "4"}, // a first Pause delays answering
		{``, "completed", "0"},
	}
	for _, row := range rows {
		t.Run(row.verbs, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/voice", row.verbs)
				b.phone(alice).Dials(hotline).IsHungUp()
				b.wants("CallStatus", b.one("/over").get("CallStatus"), row.status)
				b.wants("CallDuration", b.one("/over").get("CallDuration"), row.duration)
			})
		})
	}
}

func TestCallerHangsUp(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/voice", `<Say loop="0">Please hold</Say>`)
		b.phone(alice).Dials(hotline).Hears("hold", "hold", "hold").HangsUp().IsHungUp()
		b.wants("statuses", b.statuses("/over"), "completed")
		b.wants("CallDuration", b.one("/over").get("CallDuration"), "8")
	})
}

func TestOutboundCall(t *testing.T) {
	type row struct {
		name     string
		before   func(b *bench)
		phone    func(b *bench) // once it is called
		statuses string
		ended    time.Duration
	}
	nothing := func(*bench) {}
	idle := func(b *bench) { b.phone(bob) }
	rows := []row{
		{"answered", idle, func(b *bench) { b.phone(bob).Answers().Hears("emergency").IsHungUp() }, "initiated ringing in-progress completed", 4 * time.Second},
		{"declined", idle, func(b *bench) { b.phone(bob).Declines() }, "initiated ringing busy", 0},
		{"not answered", idle, func(b *bench) { b.phone(bob).Rings().IsHungUp() }, "initiated ringing no-answer", 25 * time.Second},
		{"no phone", nothing, nothing, "initiated ringing no-answer", 25 * time.Second},
		{"busy", func(b *bench) { b.phone(bob).IsBusy() }, nothing, "initiated busy", 0},
		{"unreachable", func(b *bench) { b.phone(bob).IsUnreachable() }, nothing, "initiated failed", 0},
		{"hung up", idle, func(b *bench) { b.phone(bob).Answers().Hears("emergency").HangsUp() }, "initiated ringing in-progress completed", 0},
		{"voicemail", func(b *bench) { b.phone(bob).IsVoicemail("This is Bob") }, func(b *bench) { b.phone(bob).Hears("emergency") }, "initiated ringing in-progress completed", 19 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/out", `<Say>An emergency</Say>`)
				row.before(b)
				start := time.Now()
				call := b.calls(bob, "Timeout", "20", "StatusCallbackEvent", "initiated", "StatusCallbackEvent", "ringing",
					"StatusCallbackEvent", "answered", "StatusCallbackEvent", "completed")
				row.phone(b)
				b.passes(time.Minute)
				b.wants("statuses", b.statuses("/status"), row.statuses)
				told := b.to("/status")
				for i, r := range told {
					b.wants("SequenceNumber", r.get("SequenceNumber"), i)
				}
				b.wants("ended", told[len(told)-1].at.Sub(start), row.ended)
				b.wants("direction", b.call(call)["direction"], "outbound-api")
			})
		})
	}
}

func TestSecondCallFindsThePhoneBusy(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Pause length="60"/>`)
		b.phone(bob)
		b.calls(bob)
		b.phone(bob).Rings()
		second := b.calls(bob)
		b.phone(bob).Answers()
		synctest.Wait()
		b.wants("second", b.call(second)["status"], "busy")
	})
}

func TestOnlyCompletedByDefault(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Say>Hello</Say>`)
		b.phone(bob)
		b.calls(bob)
		b.phone(bob).Answers().IsHungUp()
		b.wants("statuses", b.statuses("/status"), "completed")
		b.wants("SequenceNumber", b.one("/status").get("SequenceNumber"), "0")
	})
}

func TestPace(t *testing.T) {
	pace := func(c *exchangeConfig) { c.CallsPerSecond = 0 }
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Say>Hello</Say>`)
		start := time.Now()
		first, second, third := b.calls(alice), b.calls(bob), b.calls(carol)
		b.wants("queue_time", b.call(third)["queue_time"], "2000")
		b.wants("status", b.call(third)["status"], "queued")
		b.phone(carol).Rings()
		b.wants("third rings after", time.Since(start), 2*time.Second)
		b.wants("first", b.call(first)["status"], "ringing")
		b.wants("second", b.call(second)["queue_time"], "1000")
	}, pace)
}

func TestCanceledWhileQueued(t *testing.T) {
	pace := func(c *exchangeConfig) { c.CallsPerSecond = 0.1 }
	inBubble(t, func(b *bench) {
		b.calls(alice, "Timeout", "1")
		queued := b.calls(bob, "StatusCallback", "https://app.test/never", "StatusCallbackEvent", "completed")
		_, call := b.rest("POST", "/Calls/"+queued+".json", url.Values{"Status": {"canceled"}})
		b.wants("status", call["status"], "canceled")
		b.phone(bob).NeverRings(time.Minute)
		b.wants("callbacks", len(b.to("/never")), 0)
	}, pace)
}

func TestUpdateCall(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Say loop="0">Waiting</Say>`)
		b.answers("/elsewhere", `<Say>You are somewhere else</Say><Pause length="60"/>`)
		b.phone(bob)
		call := b.calls(bob)
		update := func(form url.Values) int { status, _ := b.rest("POST", "/Calls/"+call+".json", form); return status }
		bob := b.phone(bob).Rings()
		b.wants("redirect while ringing", update(url.Values{"Url": {"https://app.test/elsewhere"}}), http.StatusBadRequest)
		bob.Answers().Hears("waiting")
		b.wants("redirect", update(url.Values{"Url": {"https://app.test/elsewhere"}, "Method": {"GET"}}), http.StatusOK)
		bob.Hears("somewhere else")
		b.wants("method", b.one("/elsewhere").method, "GET")
		b.wants("cancel in progress", update(url.Values{"Status": {"canceled"}}), http.StatusOK)
		b.wants("status", b.call(call)["status"], "in-progress")
		b.wants("inline", update(url.Values{"Twiml": {xml(`<Say>Inline</Say><Pause length="60"/>`)}}), http.StatusOK)
		bob.Hears("inline")
		b.wants("complete", update(url.Values{"Status": {"completed"}}), http.StatusOK)
		bob.IsHungUp()
		b.wants("after the end", update(url.Values{"Status": {"completed"}}), http.StatusBadRequest)
		b.wants("statuses", b.statuses("/status"), "completed")
	})
}

func TestCancelWhileRinging(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.phone(bob)
		call := b.calls(bob)
		bob := b.phone(bob).Rings()
		b.rest("POST", "/Calls/"+call+".json", url.Values{"Status": {"canceled"}})
		bob.IsHungUp()
		b.wants("statuses", b.statuses("/status"), "canceled")
		b.wants("end_time", b.call(call)["end_time"] != nil, true)
	})
}

func TestDeclinedIsNotMissed(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.phone(bob)
		b.calls(bob)
		for _, l := range b.phone(bob).Declines().IsHungUp().Transcript() {
			b.wants("missed", l.Kind == "missed", false)
		}
	})
}

func TestTimeLimit(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Say loop="0">Endless</Say>`)
		b.phone(bob)
		b.calls(bob, "TimeLimit", "30")
		b.phone(bob).Answers().IsHungUp()
		b.wants("CallDuration", b.one("/status").get("CallDuration"), "30")
	})
}

func TestMachineDetection(t *testing.T) {
	rows := []struct {
		name, mode, async string
		machine           bool
		answeredBy        string
		asked             time.Duration // when the document is asked for, after the answer
	}{
		{"a person", "Enable", "", false, "human", 1800 * time.Millisecond},
		{"a machine", "Enable", "", true, "machine_start", 2400 * time.Millisecond},
		{"a machine, to its end", "DetectMessageEnd", "", true, "machine_end_beep", 3500 * time.Millisecond},
		{"beside the call", "Enable", "true", true, "", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				b.answers("/out", `<Say>Press one to accept</Say>`)
				bob := b.phone(bob)
				answered := 15 * time.Second
				start := time.Now()
				if row.machine {
					bob.IsVoicemail("Bob is out")
				}
				b.calls(bob.Number(), "MachineDetection", row.mode, "AsyncAmd", row.async, "AsyncAmdStatusCallback", "https://app.test/amd")
				if !row.machine {
					bob.Answers()
					answered = 0
				}
				bob.Hears("accept").IsHungUp()
				asked := b.one("/out")
				b.wants("AnsweredBy", asked.get("AnsweredBy"), row.answeredBy)
				b.wants("asked", asked.at.Sub(start)-answered, row.asked)
				if row.async != "" {
					b.wants("AnsweredBy", b.one("/amd").get("AnsweredBy"), "machine_start")
					b.wants("duration", b.one("/amd").get("MachineDetectionDuration"), "2400")
				}
			})
		})
	}
}

func TestConcurrencyLimit(t *testing.T) {
	one := func(c *exchangeConfig) { c.MaxCalls = 1 }
	inBubble(t, func(b *bench) {
		b.answers("/out", `<Pause length="60"/>`)
		b.phone(bob)
		b.calls(bob)
		status, body := b.rest("POST", "/Calls.json", url.Values{"To": {carol}, "From": {hotline}, "Url": {"https://app.test/out"}})
		b.wants("status", status, http.StatusBadRequest)
		b.wants("code", body["code"], 10004)
		b.phone(alice).Dials(hotline).IsHungUp()
		b.wants("warnings", b.warned(), "10004")
	}, one)
}
