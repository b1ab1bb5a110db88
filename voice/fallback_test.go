package voice

import (
	"errors"
	"html"
	"regexp"
	"strings"
	"testing"

	"edown/ivr"
	"edown/support"
)

// redirected returns the path at which a document continues.
func redirected(t *testing.T, doc string) string {
	t.Helper()
	m := regexp.MustCompile(`<Redirect[^>]*>([^<]*)</Redirect></Response>$`).FindStringSubmatch(doc)
	if m == nil {
		t.Fatalf("it has no redirect:\n%s", doc)
	}
	to, _, _ := strings.Cut(strings.TrimPrefix(html.UnescapeString(m[1]), public), "#")
	return to
}

func TestFailedTurnLeadsToAHuman(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Node: "main", Turn: 3, Lang: "en"}})
	failed := []string{"CallSid", "CA1", "ErrorCode", "11200", "ErrorUrl", public + "/voice/turn/CA1/3" + overrides}
	doc := h.hears("sorry_failed", "/voice/fallback", failed...)
	if !strings.Contains(doc, ">operator<") || !strings.Contains(doc, "/voice/turn/CA1/4") {
		t.Errorf("no human:\n%s", doc)
	}
	if again := h.hears("sorry_failed", "/voice/fallback", failed...); again != doc || len(h.book.turns) != 1 {
		t.Errorf("it counted %d times", len(h.book.turns))
	}
	h.hears("sorry_failed", "/voice/fallback", "CallSid", "CA1", "ErrorUrl", public+"/voice/turn/CA1/4")
	if len(h.book.turns) != 2 {
		t.Error("the failure of another turn did not count")
	}
}

func TestCallWhoseFirstWebhookWasLostBeginsInTheFallback(t *testing.T) {
	h := newHouse(t)
	h.hears("main", "/voice/fallback", "CallSid", "CA1", "From", caller, "To", line, "ErrorUrl", public+"/voice/incoming")
	if s := h.book.calls["CA1"].session; s.From != caller || s.Turn != 1 {
		t.Errorf("%+v", s)
	}
}

// The carrier asks the fallback twice, and then delivers the first webhook: it
// is one call, and nothing has failed.
func TestCallThatBeganInTheFallbackBeginsOnce(t *testing.T) {
	h := newHouse(t)
	form := []string{"CallSid", "CA1", "From", caller, "To", line, "ErrorUrl", public + "/voice/incoming"}
	doc := h.hears("main", "/voice/fallback", form...)
	for _, path := range []string{"/voice/fallback", "/voice/incoming"} {
		if again := h.hears("main", path, form...); again != doc || len(h.book.turns) != 1 {
			t.Errorf("%s: %d turns\n%s", path, len(h.book.turns), again)
		}
	}
}

func TestWithoutTheRecordPeopleOfLastResortAreRung(t *testing.T) {
	h := newHouse(t)
	h.broken = errors.New("no record")
	form := []string{"CallSid", "CA1", "From", caller, "To", line, "ErrorUrl", public + "/voice/incoming"}
	path := "/voice/fallback"
	for range 2 {
		doc := h.hears("en: sorry", path, form...)
		if !strings.Contains(doc, `<Pause length="5"/><Redirect`) || strings.Contains(doc, "<Dial") {
			t.Fatalf("not an apology and another try:\n%s", doc)
		}
		path, form = redirected(t, doc), form[:6]
	}
	for _, rung := range [][]string{{"1", "2"}, {"1"}, {"1", "2"}, {"2"}, {"1", "2"}, {"1"}} {
		doc := h.hears(`<Dial action="`, path, form...)
		want := ` method="POST" callerId="` + line + `" timeout="30" timeLimit="14400">`
		for _, n := range rung {
			want += `<Number url="` + public + "/voice/lastly" + html.EscapeString(overrides) + `" method="POST">+498900000` + n + `</Number>`
		}
		if !strings.HasSuffix(doc, want+"</Dial></Response>") {
			t.Fatalf("not %s rung:\n%s", rung, doc)
		}
		path = redirected(t, h.hears(`<Response><Pause length="5"/><Redirect`, dialAction(t, doc), append(form, "DialCallStatus", "no-answer")...))
	}

	h.broken = nil
	h.book.open(ivr.Session{Place: ivr.Place{Call: "CA1", Tree: "caller", Node: "main", Turn: 3, Lang: "en"}})
	h.hears("sorry_failed", path, form...)
}

// dialAction returns the path to which a document's <Dial> reports.
func dialAction(t *testing.T, doc string) string {
	t.Helper()
	m := regexp.MustCompile(`<Dial action="([^"]*)"`).FindStringSubmatch(doc)
	if m == nil {
		t.Fatalf("no number is dialled:\n%s", doc)
	}
	to, _, _ := strings.Cut(strings.TrimPrefix(html.UnescapeString(m[1]), public), "#")
	return to
}

func TestCallEndsAfterTalkingToLastResort(t *testing.T) {
	h := newHouse(t)
	h.broken = errors.New("no record")
	back := dialAction(t, h.hears("<Dial", "/voice/fallback?tried=2&call=CA1", "CallSid", "CA1"))
	for _, c := range []struct {
		status, bridged string
		goesOn          bool
	}{
		{"completed", "true", false}, {"completed", "", false}, {"completed", "false", true},
		{"no-answer", "false", true}, {"busy", "", true}, {"failed", "", true}, {"canceled", "", true},
	} {
		doc := h.hears("<Response>", back, "CallSid", "CA1", "DialCallStatus", c.status, "DialBridged", c.bridged)
		if goesOn := doc != h.hears("<Response><Hangup/></Response>", "/voice/lastly", "Digits", "2"); goesOn != c.goesOn {
			t.Errorf("%s, bridged %q:\n%s", c.status, c.bridged, doc)
		}
		if c.goesOn && !strings.Contains(redirected(t, doc), "call=CA1") {
			t.Errorf("it has lost whose call it is:\n%s", doc)
		}
	}
}

func TestLastResortTakesTheCallByAKey(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Language = func(dialled, of support.E164) string { return map[string]string{line + mei: "fr"}[string(dialled+of)] }
	})
	h.broken = errors.New("no record")
	action := public + "/voice/lastly" + html.EscapeString(overrides)
	h.hears(`<Response><Gather input="dtmf" action="`+action+`" method="POST" timeout="7" numDigits="1" finishOnKey="">`+
		`<Say voice="Polly.Lea-Neural" language="fr-FR"><break time="500ms"/>fr: press 1</Say></Gather><Hangup/></Response>`, "/voice/lastly", "From", line, "To", mei)
	h.hears("<Response/>", "/voice/lastly", "Digits", "1")
	for _, key := range []string{"0", "2", "#", "11"} {
		h.hears("<Response><Hangup/></Response>", "/voice/lastly", "Digits", key)
	}
}

func TestFailedURLIsLoggedWithoutItsPassword(t *testing.T) {
	h := newHouse(t)
	for _, failed := range []string{"https://u:secret@line.example.com/voice/x?from=+4915100001", "https://u:secret@%zz"} {
		h.hears("<Say", "/voice/fallback", "CallSid", "CA1", "ErrorUrl", failed)
	}
	if log := h.log.String(); strings.Contains(log, "secret") || strings.Contains(log, "4915100001") || !strings.Contains(log, "line.example.com/voice/x") {
		t.Error(log)
	}
}

func TestStaffAreHungUpWithoutTheRecord(t *testing.T) {
	h := newHouse(t)
	h.broken = errors.New("no record")
	path := "/voice/fallback?call=l1&staff=1"
	for range 2 {
		path = redirected(t, h.hears("sorry", path, "CallSid", "CA7", "ErrorUrl", public+"/voice/turn/l1/1"))
	}
	if doc := h.hears("<Hangup/>", path, "CallSid", "CA7"); strings.Contains(doc, "<Dial") {
		t.Error(doc)
	}
}

// A leg that is not on record is not begun as a caller's call.
func TestUnknownLegIsNotACall(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.LastResort = nil })
	path := "/voice/fallback?call=l9"
	for range 4 {
		path = redirected(t, h.hears("sorry", path, "CallSid", "CA7"))
	}
	if len(h.book.calls) > 0 {
		t.Error("it was put on record")
	}
}
