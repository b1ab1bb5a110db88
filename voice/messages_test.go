package voice

import (
	"strings"
	"testing"

	"edown/support"
)

func TestMessageIsKept(t *testing.T) {
	h := newHouse(t)
	doc := h.hears("<Response/>", "/sms/incoming", "MessageSid", "SM1", "From", caller, "To", line, "Body", "  1 on it \n")
	if strings.Contains(doc, "<Message") {
		t.Errorf("it is answered: %s", doc)
	}
	h.hears("<Response/>", "/sms/incoming", "MessageSid", "SM2", "From", "Bank", "Body", strings.Repeat("é", 500))
	h.posted(
		post{"SM1", support.Event{Kind: support.Texted, From: caller, Text: "1 on it"}},
		post{"SM2", support.Event{Kind: support.Texted, Text: strings.Repeat("é", 160)}},
	)
}
