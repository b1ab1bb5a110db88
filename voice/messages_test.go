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

// What became of a message is kept; its way there is not.
func TestDeliveryIsKept(t *testing.T) {
	h := newHouse(t)
	path := "/voice/text?message=ED-CA1%3Asms_page%3Amei%3A0"
	h.silent(path, "MessageSid", "SM1", "MessageStatus", "sent")
	h.silent(path, "MessageSid", "SM1", "MessageStatus", "delivered")
	h.silent(path, "MessageSid", "SM2", "MessageStatus", "undelivered", "ErrorCode", "30032")
	h.silent(path, "MessageSid", "SM3", "MessageStatus", "failed")
	h.silent("/voice/text", "MessageSid", "SM4", "MessageStatus", "failed")
	const id = "ED-CA1:sms_page:mei:0"
	h.posted(
		post{id + "/SM1/delivered", support.Event{Kind: support.Delivered, Text: id}},
		post{id + "/SM2/undelivered", support.Event{Kind: support.Undelivered, Text: id,
			Why: "undelivered: Twilio error 30032; have the toll-free number verified for messages"}},
		post{id + "/SM3/failed", support.Event{Kind: support.Undelivered, Text: id, Why: "failed"}},
	)
}
