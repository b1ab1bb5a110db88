package exchange_test

import (
	"testing"
	"time"
)

// What was said into a recording is heard when it is played, for as long as it
// lasts.
func TestRecordingIsPlayedBack(t *testing.T) {
	for _, ending := range []string{"", ".wav", ".mp3"} {
		inBubble(t, func(b *bench) {
			recordPage(b, ``)
			b.does("/heard", func(r request) string {
				return xml(`<Say>You said</Say><Play>` + r.get("RecordingUrl") + ending + `</Play><Say>Thank you</Say>`)
			})
			start := time.Now()
			b.phone(alice).Dials(hotline).Hears("tone").Says("We restarted the server")
			b.phone(alice).Hears("you said", "we restarted the server", "thank you").IsHungUp()
			b.wants("time", time.Since(start)-beep, 4*time.Second+5*time.Second+4*time.Second+4*time.Second+4*time.Second) // speech, silence, say, play, say
		})
	}
}

// A deleted recording is skipped.
func TestDeletedRecordingIsNotHeard(t *testing.T) {
	inBubble(t, func(b *bench) {
		recordPage(b, ``)
		b.does("/heard", func(r request) string {
			b.rest("DELETE", "/Recordings/"+b.recordings()[0], nil)
			return xml(`<Play>` + r.get("RecordingUrl") + `</Play><Say>Thank you</Say>`)
		})
		b.phone(alice).Dials(hotline).Hears("tone").Says("We restarted the server")
		b.phone(alice).Hears("thank you").IsHungUp()
		for _, l := range b.phone(alice).Transcript() {
			if l.Kind == "play" {
				b.Errorf("heard %s", l)
			}
		}
	})
}

// recordings returns the names of those that are kept.
func (b *bench) recordings() (names []string) {
	_, list := b.rest("GET", "/Recordings.json", nil)
	for _, r := range list["recordings"].([]any) {
		names = append(names, r.(map[string]any)["sid"].(string))
	}
	return names
}
