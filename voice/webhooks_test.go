package voice

import (
	"strings"
	"testing"
	"time"

	"edown/ivr"
	"edown/support"
)

func TestCallBeginsAndGoesOn(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Language = func(dialled, from support.E164) string {
			return map[string]string{line + caller: "fr"}[string(dialled+from)]
		}
	})
	doc := h.hears("main", "/voice/incoming", "CallSid", "CA1", "From", caller, "To", line, "CallStatus", "ringing")
	if !strings.Contains(doc, `action="`+public+`/voice/turn/CA1/1#`) || !strings.Contains(doc, `language="fr-FR"`) {
		t.Errorf("the first turn is not waited for in French:\n%s", doc)
	}
	h.hears("qualify", "/voice/turn/CA1/1", "CallSid", "CA1", "Digits", "1", "CallStatus", "in-progress")
	if again := h.hears("qualify", "/voice/turn/CA1/1", "CallSid", "CA1", "Digits", "2"); len(h.book.turns) != 2 {
		t.Errorf("a repeated webhook was kept: %s", again)
	}
	if s := h.book.calls["CA1"].session; s.From != caller || s.Lang != "fr" || s.Turn != 2 {
		t.Errorf("%+v", s)
	}
}

func TestInputs(t *testing.T) {
	for _, c := range []struct {
		name, path string
		form       []string
		key        string
		want       ivr.Input
	}{
		{"a leg that is picked up", "/voice/turn/CA1/0", nil, "0", ivr.Input{Kind: ivr.Began}},
		{"keys", "/voice/turn/CA1/1", []string{"Digits", "12*"}, "1", ivr.Input{Kind: ivr.Keys, Keys: "12*"}},
		{"words", "/voice/turn/CA1/1", []string{"SpeechResult", "hello"}, "1", ivr.Input{Kind: ivr.Keys, Speech: "hello"}},
		{"keys win", "/voice/turn/CA1/1", []string{"SpeechResult", "two", "Digits", "1"}, "1", ivr.Input{Kind: ivr.Keys, Keys: "1"}},
		{"silence", "/voice/turn/CA1/1?silence=1", []string{"Digits", "9"}, "1", ivr.Input{Kind: ivr.Silence}},
		{"nothing", "/voice/turn/CA1/1", nil, "1", ivr.Input{Kind: ivr.Silence}},
		{"an answer", "/voice/turn/CA1/1", []string{"RecordingUrl", "https://api/RE1", "RecordingDuration", "12", "Digits", "#"}, "1",
			ivr.Input{Kind: ivr.Recorded, Audio: "https://api/RE1", Length: 12 * time.Second, Keys: "#"}},
		{"an answer and a hang-up", "/voice/turn/CA1/1", []string{"RecordingUrl", "https://api/RE1", "Digits", "hangup", "CallStatus", "completed"}, "1",
			ivr.Input{Kind: ivr.Recorded, Audio: "https://api/RE1", Ending: support.EndCompleted}},
		{"back from the room", "/voice/turn/CA1/1?back=1", []string{"DialCallStatus", "completed"}, "1", ivr.Input{Kind: ivr.Returned}},
		{"back by the star", "/voice/turn/CA1/1?back=1", []string{"DialCallStatus", "answered"}, "1", ivr.Input{Kind: ivr.Returned}},
		{"hung up in the room", "/voice/turn/CA1/1?back=1", []string{"DialCallStatus", "answered", "CallStatus", "completed"}, "ended",
			ivr.Input{Kind: ivr.HungUp, Ending: support.EndCompleted}},
		{"summoned", "/voice/summon/CA1/k7", nil, "summon-k7", ivr.Input{Kind: ivr.Summoned}},
		{"ended", "/voice/status", []string{"CallSid", "CA1", "CallStatus", "no-answer"}, "ended", ivr.Input{Kind: ivr.HungUp, Ending: support.EndNoAnswer, SID: "CA1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Node: "main", Turn: 1, Lang: "en"}})
			if c.want.Kind == ivr.Began {
				h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Lang: "en"}})
			}
			if w := h.carrier(c.path, c.form...); w.Code/100 != 2 {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if len(h.book.turns) != 1 {
				t.Fatalf("%d turns", len(h.book.turns))
			}
			if got := h.book.turns[0]; got.Key != c.key || got.Input != c.want {
				t.Errorf("key %q, %+v", got.Key, got.Input)
			}
		})
	}
}

func TestSummonsCountsOnce(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Node: "main", Turn: 4, Lang: "en"}})
	first := h.hears("waiting", "/voice/summon/CA1/k1", "CallSid", "CA1")
	if again := h.hears("waiting", "/voice/summon/CA1/k1", "CallSid", "CA1"); again != first || len(h.book.turns) != 1 {
		t.Errorf("%d turns, %s", len(h.book.turns), again)
	}
}

func TestUnknownCallIsNotInvented(t *testing.T) {
	h := newHouse(t)
	if w := h.carrier("/voice/turn/CA9/3", "CallSid", "CA9", "Digits", "1"); w.Code != 500 {
		t.Errorf("%d", w.Code)
	}
	if w := h.carrier("/voice/incoming", "From", caller); w.Code != 500 {
		t.Errorf("a call without a name: %d", w.Code)
	}
}

func TestTurnIsLoggedWithoutNumbers(t *testing.T) {
	h := newHouse(t)
	h.hears("main", "/voice/incoming", "CallSid", "CA1", "From", caller, "To", line)
	got := h.log.String()
	digest := Config{Tokens: []string{token}}.hashed(caller)
	for _, want := range []string{`"msg":"turn"`, `"call":"CA1"`, `"turn":1`, `"input":"began"`, `"took_ms":`, `"caller":"` + digest + `"`, `"from":""`, `"to":"main"`, `"status":"kept"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "4155550123") || len(digest) != 8 || (Config{}).hashed("") != "" {
		t.Errorf("a number is in the log: %s", got)
	}
	if (Config{Tokens: []string{older}}).hashed(caller) == digest {
		t.Error("the digest does not depend on the token")
	}
}

func TestDoubtedNumbers(t *testing.T) {
	for verdict, want := range map[string]bool{"": false, "TN-Validation-Passed-A": false, "TN-Validation-Passed-B": true, "TN-Validation-Failed-A": true, "No-TN-Validation": true,
		"TN-Validation-Passed-A-Passthrough": false, "TN-Validation-Passed-A-Diverted": false, "TN-Validation-Passed-A-Diverted-Passthrough": false,
		"TN-Validation-Passed-B-Passthrough": true, "TN-Validation-Failed-A-Passthrough": true, "TN-Validation-Passed-AB": true, "-Passthrough": true} {
		if got := doubted(verdict, "+815550100"); got != want {
			t.Errorf("doubted(%q) = %v", verdict, got)
		}
		if got := attested(verdict); got != (verdict != "" && !want) {
			t.Errorf("attested(%q) = %v", verdict, got)
		}
	}
}

// Where the networks sign, a call without a verdict has no attestation.
func TestNoVerdictIsNoAttestation(t *testing.T) {
	for from, want := range map[support.E164]bool{
		"+14155550123": true, "+15145550123": true, "+33155550188": true,
		"+445555550177": false, "+815550100": false, "+4930901820001": false, "": false,
	} {
		if got := doubted("", from); got != want {
			t.Errorf("without a verdict, %q is doubted: %v", from, got)
		}
		if doubted("TN-Validation-Passed-A", from) || attested("") {
			t.Errorf("%q: the verdict does not count", from)
		}
	}
}
