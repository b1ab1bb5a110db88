package voice

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"edown/ivr"
	"edown/voice/oracle"
)

var sess = ivr.Session{Place: ivr.Place{Call: "CA1", Turn: 7, Lang: "en"}}

// carrierAPI is where the carrier's API is, and with it the recordings.
const carrierAPI = "http://exchange:8081"

var replies = []struct {
	name string
	kept ivr.Kept
	want string
}{
	{"a menu takes one key or words", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "If down, press 1."), spokenWords("fr", "Français & co")},
		Wait: ivr.Wait{For: ivr.Press, Digits: 1, Patience: 7 * time.Second, Speech: true, Hints: "main"},
	}, `<Gather input="dtmf speech" action="P/voice/turn/CA1/7#O" method="POST" timeout="7" numDigits="1" finishOnKey="" speechTimeout="auto" language="en-US" hints="down,case">` +
		`<Say voice="Polly.Joanna-Neural" language="en-US">If down, press 1.</Say>` +
		`<Say voice="Polly.Lea-Neural" language="fr-FR">Français &amp; co</Say>` +
		`</Gather><Redirect method="POST">P/voice/turn/CA1/7?silence=1#O</Redirect>`},
	{"a number has patience for the first key, and less between keys", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "Case C, ", "1234567", ".")},
		Wait: ivr.Wait{For: ivr.Press, Finish: "#", Patience: 15 * time.Second, Between: 3 * time.Second},
	}, `<Gather input="dtmf" action="P/voice/turn/CA1/7#O" method="POST" timeout="3" finishOnKey="#">` +
		`<Say voice="Polly.Joanna-Neural" language="en-US">Case C, <say-as interpret-as="digits">1234567</say-as>.</Say><Pause length="12"/>` +
		`</Gather><Redirect method="POST">P/voice/turn/CA1/7?silence=1#O</Redirect>`},
	{"on hold, music is what is waited out", ivr.Kept{
		Session: sess, Wait: ivr.Wait{For: ivr.Press, Digits: 1, Patience: time.Second, Music: 25 * time.Second},
	}, `<Gather input="dtmf" action="P/voice/turn/CA1/7#O" method="POST" timeout="1" numDigits="1" finishOnKey="">` +
		`<Play>P/voice/music/25.wav</Play></Gather><Redirect method="POST">P/voice/turn/CA1/7?silence=1#O</Redirect>`},
	{"an answer is recorded after a tone", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "Speak.")},
		Wait: ivr.Wait{For: ivr.Speak, Max: 90 * time.Second, Patience: 7 * time.Second, Finish: "#0*"},
	}, `<Gather input="dtmf" action="P/voice/turn/CA1/7#O" method="POST" timeout="1" numDigits="1" finishOnKey="">` +
		`<Say voice="Polly.Joanna-Neural" language="en-US">Speak.</Say></Gather>` +
		`<Record action="P/voice/turn/CA1/7#O" method="POST" timeout="7" finishOnKey="#0*" playBeep="true" trim="do-not-trim" ` +
		`recordingStatusCallback="P/voice/recording?call=CA1&amp;turn=7#O" recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="completed absent" maxLength="90"/>` +
		`<Redirect method="POST">P/voice/turn/CA1/7?silence=1#O</Redirect>`},
	{"a caller goes to the room, which ends when the caller leaves", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "Joining.")}, Wait: ivr.Wait{For: ivr.Talk, Room: "p9", Ends: true},
	}, `<Say voice="Polly.Joanna-Neural" language="en-US">Joining.</Say>` +
		`<Dial action="P/voice/turn/CA1/7?back=1#O" method="POST" hangupOnStar="false">` +
		`<Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="true" waitUrl="P/voice/wait/CA1#O" waitMethod="POST" ` +
		`statusCallback="P/voice/conference?page=p9#O" statusCallbackMethod="POST" statusCallbackEvent="start end join leave">p9</Conference></Dial>` +
		`<Redirect method="POST">P/voice/turn/CA1/7?back=1#O</Redirect>`},
	{"a guest is announced, and may leave without ending the talk", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "Joining.")}, Wait: ivr.Wait{For: ivr.Talk, Room: "p9", Guest: true},
	}, `<Say voice="Polly.Joanna-Neural" language="en-US">Joining.</Say>` +
		`<Dial action="P/voice/turn/CA1/7?back=1#O" method="POST" hangupOnStar="false">` +
		`<Conference beep="true" startConferenceOnEnter="true" endConferenceOnExit="false" waitUrl="P/voice/wait/CA1#O" waitMethod="POST" ` +
		`statusCallback="P/voice/conference?page=p9#O" statusCallbackMethod="POST" statusCallbackEvent="start end join leave">p9</Conference></Dial>` +
		`<Redirect method="POST">P/voice/turn/CA1/7?back=1#O</Redirect>`},
	{"a manager waits there with news, and * leaves", ivr.Kept{
		Session: ivr.Session{
			Place: ivr.Place{Call: "leg 1", Turn: 3, Lang: "fr"},
			Rung:  ivr.Rung{Person: "mei"},
		}, Wait: ivr.Wait{For: ivr.Talk, Room: "p9", Star: true},
	}, `<Dial action="P/voice/turn/leg%201/3?back=1#O" method="POST" hangupOnStar="true">` +
		`<Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="false" waitUrl="P/voice/wait/leg%201?heard=0#O" waitMethod="POST" ` +
		`statusCallback="P/voice/conference?page=p9#O" statusCallbackMethod="POST" statusCallbackEvent="start end join leave">p9</Conference></Dial>` +
		`<Redirect method="POST">P/voice/turn/leg%201/3?back=1#O</Redirect>`},
	{"a recording is heard between the words", ivr.Kept{
		Session: sess, Said: []ivr.Spoken{spokenWords("en", "He said:"), {Lang: "en", Play: carrierAPI + "/2010-04-01/Accounts/AC1/Recordings/RE1"}, spokenWords("en", "Press 1.")},
		Wait: ivr.Wait{For: ivr.Press, Digits: 1, Patience: 7 * time.Second},
	}, `<Gather input="dtmf" action="P/voice/turn/CA1/7#O" method="POST" timeout="7" numDigits="1" finishOnKey="">` +
		`<Say voice="Polly.Joanna-Neural" language="en-US">He said:</Say><Play>http://exchange:8081/2010-04-01/Accounts/AC1/Recordings/RE1.wav</Play>` +
		`<Say voice="Polly.Joanna-Neural" language="en-US">Press 1.</Say></Gather><Redirect method="POST">P/voice/turn/CA1/7?silence=1#O</Redirect>`},
	{"the last words", ivr.Kept{Session: sess, Said: []ivr.Spoken{spokenWords("en", "Goodbye.")}},
		`<Say voice="Polly.Joanna-Neural" language="en-US">Goodbye.</Say><Hangup/>`},
}

func TestReplies(t *testing.T) {
	s := script{addressesOf(public + "/"), words{}, carrierAPI}
	for _, c := range replies {
		t.Run(c.name, func(t *testing.T) {
			want := strings.NewReplacer("P/", public+"/", "#O", strings.ReplaceAll(overrides, "&", "&amp;")).Replace(c.want)
			want = `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Response>" + want + "</Response>"
			if got := string(s.reply(c.kept).encode()); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Any reply is a document that the carrier takes: well-formed, below 64 kB, no
// Say of 3,000 characters, and never without its end.
func TestAnyReplyFitsTheCarrier(t *testing.T) {
	s := script{addressesOf(public), words{}, carrierAPI}
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Custom(func(t *rapid.T) ivr.Part {
			return ivr.Part{
				Text:   strings.Repeat(rapid.String().Draw(t, "text"), rapid.SampledFrom([]int{1, 1, 100, 3000}).Draw(t, "times")),
				Digits: rapid.Bool().Draw(t, "digits"),
			}
		})
		k := ivr.Kept{Session: sess, Wait: ivr.Wait{
			For:      rapid.SampledFrom([]ivr.WaitKind{ivr.Nothing, ivr.Press, ivr.Speak, ivr.Talk}).Draw(t, "for"),
			Patience: time.Duration(rapid.IntRange(0, 45).Draw(t, "patience")) * time.Second,
			Speech:   rapid.Bool().Draw(t, "speech"),
		}}
		for range rapid.IntRange(0, 8).Draw(t, "messages") {
			k.Said = append(k.Said, ivr.Spoken{Lang: "en", Parts: rapid.SliceOfN(part, 0, 4).Draw(t, "parts")})
		}
		doc := s.reply(k).encode()
		if len(doc) >= 64<<10 {
			t.Fatalf("%d bytes", len(doc))
		}
		if err := wellFormed(doc); err != nil {
			t.Fatal(err)
		}
	})
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestLastWordsAreKept(t *testing.T) {
	k := ivr.Kept{Session: sess}
	for range 100 {
		k.Said = append(k.Said, spokenWords("en", strings.Repeat("a & b ", 400)))
	}
	k.Said = append(k.Said, spokenWords("en", "Press 1."))
	doc := string(script{addressesOf(public), words{}, carrierAPI}.reply(k).encode())
	if len(doc) > 64<<10 || !strings.Contains(doc, "Press 1.") {
		t.Errorf("%d bytes, ending in %s", len(doc), doc[len(doc)-100:])
	}
}

func TestHintsStayWithinTheirLimits(t *testing.T) {
	if got := expected("one, two ,,three"); got != "one,two,three" {
		t.Errorf("%q", got)
	}
	got := strings.Split(expected(strings.Repeat(strings.Repeat("é", 200)+",", 600)), ",")
	if len(got) > mostHints || len(strings.Join(got, ",")) > roomForHint || len([]rune(got[0])) != longestHint {
		t.Errorf("%d hints of %d characters", len(got), len([]rune(got[0])))
	}
}

func TestRepliesKeepTheGrammar(t *testing.T) {
	grammar := oracle.Open(t)
	s := script{addressesOf(public), words{}, carrierAPI}
	for _, c := range replies {
		grammar.Document(s.reply(c.kept).encode())
	}
	grammar.Document(onItsOwn(t).encode())
}
