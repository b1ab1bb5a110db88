package exchange_test

import (
	"testing"
	"time"
)

// gatherPage asks within a Gather and reports silence with the verb after it.
func gatherPage(b *bench, attrs string) {
	b.answers("/voice", `<Gather action="/keys" `+attrs+`><Say>What is the case number?</Say></Gather><Redirect>/silence</Redirect>`)
	b.answers("/keys", `<Say>Thank you</Say><Hangup/>`)
	b.answers("/silence", `<Say>Nothing came</Say><Hangup/>`)
}

func TestGather(t *testing.T) {
	rows := []struct {
		name, attrs, keys string
		digits            string        // told to the action; "silence": no action was requested
		after             time.Duration // of the start of the call: the prompt lasts 4 s
	}{
		{"one key ends numDigits=1, and interrupts", `numDigits="1"`, "1", "1", 0},
		{"numDigits reached", `numDigits="3"`, "123", "123", 0},
		{"what comes too late is lost", `numDigits="2"`, "1234", "12", 0},
		{"finishOnKey is removed", ``, "1234567#", "1234567", 0},
		{"the timeout runs from the last key", `timeout="3"`, "12", "12", 3 * time.Second},
		{"the timeout is 5 s by default", ``, "12", "12", 5 * time.Second},
		{"numDigits not reached", `numDigits="7" timeout="4"`, "12", "12", 4 * time.Second},
		{"another finishOnKey", `finishOnKey="*"`, "1#*", "1#", 0},
		{"no finishOnKey takes every key", `finishOnKey="" timeout="2"`, "1#*", "1#*", 2 * time.Second},
		{"finishOnKey alone is silence", ``, "#", "silence", 0},
		{"finishOnKey alone, with actionOnEmptyResult", `actionOnEmptyResult="true"`, "#", "", 0},
		{"silence after the prompt", ``, "", "silence", 9 * time.Second},
		{"silence, with another timeout", `timeout="7"`, "", "silence", 11 * time.Second},
		{"silence, with actionOnEmptyResult", `actionOnEmptyResult="true"`, "", "", 9 * time.Second},
		{"speech alone takes no keys", `input="speech"`, "", "silence", 9 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				gatherPage(b, row.attrs)
				start := time.Now()
				caller := b.phone(alice).Dials(hotline).Hears("case number")
				if row.keys == "" {
					caller.StaysSilent()
				} else {
					caller.Presses(row.keys)
				}
				caller.IsHungUp()
				path := "/keys"
				if row.digits == "silence" {
					path = "/silence"
				}
				got := b.one(path)
				b.wants("time of the action", got.at.Sub(start), row.after)
				if path == "/keys" {
					b.wants("Digits", got.get("Digits"), row.digits)
				}
				b.wants("warnings", b.warned(), "")
			})
		})
	}
}

func TestGatherKeyAfterThePrompt(t *testing.T) {
	inBubble(t, func(b *bench) {
		gatherPage(b, `numDigits="2"`)
		start := time.Now()
		caller := b.phone(alice).Dials(hotline).Hears("case number")
		b.passes(6 * time.Second)
		caller.Presses("1")
		b.passes(4999 * time.Millisecond)
		caller.Presses("2").IsHungUp()
		b.wants("time", b.one("/keys").at.Sub(start), 10999*time.Millisecond)
		b.wants("Digits", b.one("/keys").get("Digits"), "12")
	})
}

func TestGatherSpeech(t *testing.T) {
	rows := []struct {
		name, attrs string
		after       time.Duration // a sentence lasts 4 s
	}{
		{"speechTimeout is timeout", `input="speech"`, 9 * time.Second},
		{"another timeout", `input="dtmf speech" timeout="2"`, 6 * time.Second},
		{"another speechTimeout", `input="speech dtmf" speechTimeout="1" timeout="9"`, 5 * time.Second},
		{"auto", `input="speech" speechTimeout="auto"`, 4 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				gatherPage(b, row.attrs)
				start := time.Now()
				b.phone(alice).Dials(hotline).Hears("case number").Says("An operator, please").IsHungUp()
				got := b.one("/keys")
				b.wants("time", got.at.Sub(start), row.after)
				b.wants("SpeechResult", got.get("SpeechResult"), "An operator, please")
				b.wants("Confidence", got.get("Confidence"), "0.9")
				b.wants("Digits", got.form.Has("Digits"), false)
			})
		})
	}
}

func TestGatherSpeechWithoutConfidence(t *testing.T) {
	inBubble(t, func(b *bench) {
		gatherPage(b, `input="speech"`)
		b.x.Handset(alice).Confidence(-1)
		b.phone(alice).Dials(hotline).Hears("case number").Says("operator").IsHungUp()
		b.wants("Confidence", b.one("/keys").form.Has("Confidence"), false)
	})
}

func TestGatherFirstInputWins(t *testing.T) {
	inBubble(t, func(b *bench) {
		gatherPage(b, `input="dtmf speech" numDigits="1"`)
		b.phone(alice).Dials(hotline).Hears("case number").Presses("0").IsHungUp()
		b.wants("Digits", b.one("/keys").get("Digits"), "0")
	})
}

// Without an action, the document itself is requested again.
func TestGatherWithoutAction(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.does("/voice", func(r request) string {
			if r.get("Digits") == "5" {
				return xml(`<Say>Five it is</Say>`)
			}
			return xml(`<Gather numDigits="1"><Say>Press five</Say></Gather>`)
		})
		b.phone(alice).Dials(hotline).Hears("press five").Presses("5").Hears("five it is").IsHungUp()
	})
}

// The key of a caller who presses it and hangs up counts.
func TestGatherThenHangup(t *testing.T) {
	inBubble(t, func(b *bench) {
		gatherPage(b, `numDigits="1"`)
		b.phone(alice).Dials(hotline).Hears("case number").Presses("1").HangsUp()
		b.wants("Digits", b.one("/keys").get("Digits"), "1")
	})
}
