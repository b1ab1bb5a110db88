package exchange_test

import (
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

func dialPage(b *bench, dial string) {
	b.answers("/voice", dial)
	b.answers("/dialed", `<Say>The rest</Say>`)
	b.answers("/whisper", `<Gather numDigits="1" action="/pressed"><Say>A caller. Press one</Say></Gather><Hangup/>`)
	b.answers("/pressed", ``)
	b.answers("/refused", `<Say>No</Say><Hangup/>`)
}

func TestDial(t *testing.T) {
	rows := []struct {
		name, verbs              string
		act                      func(b *bench)
		status, bridged, lasting string
		after                    time.Duration
	}{
		{"callee hangs up", `<Dial action="/dialed">` + bob + `</Dial>`, func(b *bench) {
			b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
			b.passes(10 * time.Second)
			b.phone(bob).HangsUp()
		}, "completed", "true", "10", 10 * time.Second},
		{"no answer for 30 s and the buffer", `<Dial action="/dialed">` + bob + `</Dial>`, func(b *bench) {
			b.phone(bob).Rings()
		}, "no-answer", "false", "0", 35 * time.Second},
		{"another timeout", `<Dial timeout="10" action="/dialed">` + bob + `</Dial>`, func(b *bench) {
		}, "no-answer", "false", "0", 15 * time.Second},
		{"declined", `<Dial action="/dialed">` + bob + `</Dial>`, func(b *bench) {
			b.phone(bob).Declines()
		}, "busy", "false", "0", 0},
		{"busy", `<Pause length="1"/><Dial action="/dialed"><Number>` + bob + `</Number></Dial>`, func(b *bench) {
			b.phone(bob).IsBusy()
		}, "busy", "false", "0", time.Second},
		{"time limit", `<Dial timeLimit="20" action="/dialed">` + bob + `</Dial>`, func(b *bench) {
			b.phone(bob).Answers()
		}, "completed", "true", "20", 20 * time.Second},
		{"star", `<Dial hangupOnStar="true" action="/dialed">` + bob + `</Dial>`, func(b *bench) {
			b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
			b.phone(alice).Presses("1*")
			b.phone(bob).IsHungUp()
		}, "completed", "true", "0", 0},
		{"whisper accepted", `<Dial action="/dialed"><Number url="/whisper">` + bob + `</Number></Dial>`, func(b *bench) {
			b.phone(bob).Answers().Hears("press one").IsAlone().Presses("1").TalksWith(b.x.Handset(alice)).HangsUp()
		}, "completed", "true", "0", 0},
		{"whisper ends in Hangup", `<Dial action="/dialed"><Number url="/whisper">` + bob + `</Number></Dial>`, func(b *bench) {
			b.phone(bob).Answers().Hears("press one").StaysSilent().IsHungUp()
		}, "completed", "false", "0", 9 * time.Second},
		{"first of two", `<Dial action="/dialed"><Number>` + bob + `</Number><Number>` + carol + `</Number></Dial>`, func(b *bench) {
			b.phone(bob).Rings()
			b.phone(carol).Answers().TalksWith(b.x.Handset(alice)).HangsUp()
			b.phone(bob).IsHungUp()
		}, "completed", "true", "0", 0},
		{"sequential", `<Dial sequential="true" timeout="10" action="/dialed"><Number>` + bob + `</Number><Number>` + carol + `</Number></Dial>`, func(b *bench) {
			b.phone(bob).Rings()
			b.phone(carol).NeverRings(14 * time.Second).Answers().TalksWith(b.x.Handset(alice)).HangsUp()
		}, "completed", "true", "0", 15 * time.Second},
		{"no such number", `<Dial action="/dialed">nobody</Dial>`, func(b *bench) {}, "failed", "", "", 0},
		{"strange callerId", `<Dial callerId="+442079460000" action="/dialed">` + bob + `</Dial>`, func(b *bench) {}, "failed", "", "", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				dialPage(b, row.verbs)
				b.phone(bob)
				b.phone(carol)
				start := time.Now()
				caller := b.phone(alice).Dials(hotline)
				row.act(b)
				caller.Hears("the rest").IsHungUp()
				got := b.one("/dialed")
				b.wants("DialCallStatus", got.get("DialCallStatus"), row.status)
				b.wants("DialBridged", got.get("DialBridged"), row.bridged)
				b.wants("DialCallDuration", got.get("DialCallDuration"), row.lasting)
				b.wants("time", got.at.Sub(start), row.after)
			})
		})
	}
}

func TestDialCallback(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial callerId="`+hotline+`"><Number statusCallback="/child" statusCallbackEvent="`+everyEvent+`">`+bob+`</Number></Dial><Say>After</Say>`)
		b.phone(bob)
		b.phone(alice).Dials(hotline)
		b.phone(bob).Answers().HangsUp()
		b.phone(alice).Hears("after").IsHungUp()
		b.wants("statuses", b.statuses("/child"), "initiated ringing in-progress completed")
		child := b.to("/child")[0]
		b.wants("direction", child.get("Direction"), "outbound-dial")
		b.wants("parent", child.get("ParentCallSid"), b.one("/voice").get("CallSid"))
		b.wants("From", child.get("From"), hotline)
	})
}

func TestDialEndsWithTheCaller(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial action="/dialed">`+bob+`</Dial>`)
		b.phone(bob)
		b.phone(alice).Dials(hotline)
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
		b.phone(alice).HangsUp()
		b.phone(bob).IsHungUp()
		b.wants("CallStatus", b.one("/dialed").get("CallStatus"), "completed")
	})
}

func TestDialGivenUpWhileRinging(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial>`+bob+`</Dial>`)
		b.phone(bob)
		b.phone(alice).Dials(hotline)
		b.phone(bob).Rings()
		b.phone(alice).HangsUp()
		b.phone(bob).IsHungUp()
		lines := b.phone(bob).Transcript()
		b.wants("missed", lines[len(lines)-2].Kind, "missed")
	})
}

// Redirecting the parent requests the action and ignores its TwiML.
func TestDialRedirected(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial action="/dialed">`+bob+`</Dial>`)
		b.answers("/elsewhere", `<Say>Elsewhere</Say>`)
		b.phone(bob)
		caller := b.phone(alice).Dials(hotline)
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
		b.rest("POST", "/Calls/"+b.one("/voice").get("CallSid")+".json", url.Values{"Url": {"https://app.test/elsewhere"}})
		b.phone(bob).IsHungUp()
		caller.Hears("elsewhere").IsHungUp()
		b.one("/dialed")
		for _, l := range caller.Transcript() {
			b.wants("hears the rest", l.Text == "The rest", false)
		}
	})
}

// Redirecting the child lets the parent go on.
func TestDialChildRedirected(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial action="/dialed"><Number statusCallback="/child" statusCallbackEvent="answered">`+bob+`</Number></Dial>`)
		b.answers("/elsewhere", `<Say>Elsewhere</Say><Pause length="60"/>`)
		b.phone(bob)
		caller := b.phone(alice).Dials(hotline)
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice))
		b.rest("POST", "/Calls/"+b.one("/child").get("CallSid")+".json", url.Values{"Url": {"https://app.test/elsewhere"}})
		b.phone(bob).Hears("elsewhere")
		caller.Hears("the rest").IsHungUp()
		b.phone(bob).HangsUp()
	})
}

func TestAnswerOnBridge(t *testing.T) {
	inBubble(t, func(b *bench) {
		dialPage(b, `<Dial answerOnBridge="true">`+bob+`</Dial>`)
		b.phone(bob)
		b.phone(alice).Dials(hotline)
		b.phone(bob).Rings()
		b.passes(10 * time.Second)
		synctest.Wait()
		b.wants("caller", b.call(b.one("/voice").get("CallSid"))["status"], "ringing")
		b.phone(bob).Answers().TalksWith(b.x.Handset(alice)).HangsUp()
		b.phone(alice).IsHungUp()
		b.wants("CallDuration", b.one("/over").get("CallDuration"), "0")
	})
}
