package exchange_test

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"net/url"
	"testing"
	"time"
)

func recordPage(b *bench, attrs string) {
	b.answers("/voice", `<Say>After the tone</Say><Record action="/heard" recordingStatusCallback="/file" `+attrs+`/><Redirect>/silence</Redirect>`)
	b.answers("/heard", `<Say>Thank you</Say>`)
	b.answers("/silence", `<Say>Nothing came</Say>`)
}

// The prompt lasts 4 s, the tone 0.5 s, a sentence 4 s.
const beep = 4500 * time.Millisecond

func TestRecord(t *testing.T) {
	type row struct {
		name, attrs      string
		act              func(b *bench)
		digits, duration string
		after            time.Duration // of the tone
	}
	speak := func(b *bench) { b.phone(alice).Says("We restarted the server") }
	press := func(b *bench) { b.phone(alice).Presses("7") }
	rows := []row{
		{"speech, then silence", ``, speak, "", "4", 9 * time.Second},
		{"another timeout", `timeout="2"`, speak, "", "4", 6 * time.Second},
		{"untrimmed", `trim="do-not-trim"`, speak, "", "9", 9 * time.Second},
		{"any key ends it", ``, func(b *bench) { speak(b); press(b) }, "7", "4", 4 * time.Second},
		{"maxLength", `maxLength="3"`, speak, "", "3", 3 * time.Second},
		{"a key that is not in finishOnKey", `finishOnKey="#"`, func(b *bench) { speak(b); press(b) }, "", "4", 9 * time.Second},
		{"finishOnKey alone", `finishOnKey="#"`, func(b *bench) { b.phone(alice).Presses("#") }, "#", "0", 0},
		{"silence does not end it", `timeout="0" maxLength="60"`, speak, "", "4", time.Minute},
		{"hangup", ``, func(b *bench) { speak(b); b.phone(alice).HangsUp() }, "hangup", "4", 4 * time.Second},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(b *bench) {
				recordPage(b, row.attrs)
				start := time.Now()
				b.phone(alice).Dials(hotline).Hears("tone")
				row.act(b)
				b.phone(alice).IsHungUp()
				got := b.one("/heard")
				b.wants("time", got.at.Sub(start)-beep, row.after)
				b.wants("Digits", got.get("Digits"), row.digits)
				b.wants("RecordingDuration", got.get("RecordingDuration"), row.duration)
				b.wants("RecordingSid", got.form.Has("RecordingSid"), false)
				file := b.one("/file")
				b.wants("RecordingUrl", file.get("RecordingUrl"), got.get("RecordingUrl"))
				b.wants("RecordingStatus", file.get("RecordingStatus"), "completed")
				b.wants("RecordingSource", file.get("RecordingSource"), "RecordVerb")
			})
		})
	}
}

func TestRecordSilence(t *testing.T) {
	inBubble(t, func(b *bench) {
		recordPage(b, ``)
		b.phone(alice).Dials(hotline).Hears("tone").StaysSilent().Hears("nothing came").IsHungUp()
		b.wants("actions", len(b.to("/heard")), 0)
		b.wants("time", b.one("/silence").at.Second(), 9) // 4 + 0.5 + 5
	})
}

func TestRecordSilentHangup(t *testing.T) {
	inBubble(t, func(b *bench) {
		recordPage(b, ``)
		b.phone(alice).Dials(hotline).Hears("tone")
		b.passes(6 * time.Second)
		b.phone(alice).HangsUp()
		b.wants("actions", len(b.to("/heard"))+len(b.to("/silence")), 0)
	})
}

func TestRecordingResource(t *testing.T) {
	inBubble(t, func(b *bench) {
		recordPage(b, ``)
		b.phone(alice).Dials(hotline).Hears("tone").Says("We restarted the server").Presses("#").IsHungUp()
		rec := b.one("/file").get("RecordingSid")
		b.wants("words", b.x.Recorded(rec), "We restarted the server")
		_, list := b.rest("GET", "/Recordings.json?CallSid="+b.one("/file").get("CallSid"), nil)
		b.wants("listed", len(list["recordings"].([]any)), 1)
		_, one := b.rest("GET", "/Recordings/"+rec+".json", nil)
		b.wants("duration", one["duration"], "4")
		for name, kind := range map[string]string{rec: "audio/x-wav", rec + ".wav": "audio/x-wav", rec + ".mp3": "audio/mpeg"} {
			b.wants(name, b.audio("/Recordings/"+name, kind), 4*time.Second)
		}
		status, _ := b.rest("DELETE", "/Recordings/"+rec+".json", nil)
		b.wants("delete", status, http.StatusNoContent)
		status, _ = b.rest("GET", "/Recordings/"+rec+".json", nil)
		b.wants("deleted", status, http.StatusNotFound)
		over := b.one("/over")
		b.wants("RecordingSid of the call", over.get("RecordingSid"), rec)
	})
}

// audio is the length of a WAV file.
func (b *bench) audio(path, kind string) time.Duration {
	b.Helper()
	r, _ := http.NewRequest("GET", "https://api.twilio.com/2010-04-01/Accounts/"+sid+path, nil)
	r.SetBasicAuth(sid, token)
	resp, err := b.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	var data bytes.Buffer
	data.ReadFrom(resp.Body)
	b.wants("content type", resp.Header.Get("Content-Type"), kind)
	raw := data.Bytes()
	b.wants("RIFF size", binary.LittleEndian.Uint32(raw[4:]), len(raw)-8)
	rate, size := binary.LittleEndian.Uint32(raw[28:]), binary.LittleEndian.Uint32(raw[40:])
	return time.Duration(size) * time.Second / time.Duration(rate)
}

// Inline TwiML has no URL that others could be relative to.
func TestInlineTwimlNeedsAbsoluteURLs(t *testing.T) {
	inBubble(t, func(b *bench) {
		b.answers("/fallback", `<Say>Fallen back</Say>`)
		b.phone(bob)
		form := url.Values{"To": {bob}, "From": {hotline}, "FallbackUrl": {"https://app.test/fallback"}}
		form.Set("Twiml", xml(`<Gather numDigits="1" action="/relative"><Say>Press one</Say></Gather>`))
		b.rest("POST", "/Calls.json", form)
		b.phone(bob).Answers().Hears("press one").Presses("1").Hears("fallen back").IsHungUp()
		b.wants("ErrorCode", b.one("/fallback").get("ErrorCode"), "11100")
		b.wants("ErrorUrl", b.one("/fallback").get("ErrorUrl"), "/relative")
	})
}
