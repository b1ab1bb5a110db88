package voice

import (
	"errors"
	"html"
	"regexp"
	"strings"
	"testing"

	"edown/ivr"
)

// redirected is the path that a document goes on at.
func redirected(t *testing.T, doc string) string {
	t.Helper()
	m := regexp.MustCompile(`<Redirect[^>]*>([^<]*)</Redirect></Response>$`).FindStringSubmatch(doc)
	if m == nil {
		t.Fatalf("it does not go on:\n%s", doc)
	}
	to, _, _ := strings.Cut(strings.TrimPrefix(html.UnescapeString(m[1]), public), "#")
	return to
}

func TestFailedTurnLeadsToAHuman(t *testing.T) {
	h := newHouse(t)
	h.book.open(ivr.Session{Call: "CA1", Tree: "caller", Node: "main", Turn: 3, Lang: "en"})
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

func TestWithoutTheRecordPeopleAreRung(t *testing.T) {
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
	want := `<Dial callerId="` + line + `" timeout="30" timeLimit="14400"><Number>+4989000001</Number><Number>+4989000002</Number></Dial><Pause`
	for range 3 {
		path = redirected(t, h.hears(want, path, form...))
	}

	h.broken = nil
	h.book.open(ivr.Session{Call: "CA1", Tree: "caller", Node: "main", Turn: 3, Lang: "en"})
	h.hears("sorry_failed", path, form...)
}

func TestStaffAreLetGoWithoutTheRecord(t *testing.T) {
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

// A leg that is not on record is none of ours to begin.
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
