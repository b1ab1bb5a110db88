package voice

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"edown/support"
)

// longestText is how much of a message is kept, in characters.
const longestText = 160

// message records an incoming SMS. It is answered later, if at all: the empty
// response sends nothing.
func (s *Server) message(ctx context.Context, r request) (*element, error) {
	e := support.Event{Kind: support.Texted, From: number(r.form.Get("From")), Text: shortened(r.form.Get("Body"))}
	return response(), s.post(ctx, r.form.Get("MessageSid"), e)
}

func shortened(body string) string {
	body = strings.TrimSpace(strings.ToValidUTF8(body, ""))
	return body[:byteOf(body, longestText)]
}

// deliveries maps the carrier's words for what became of a message of ours. Those for
// its way there mean nothing to us. Twilio, MessageStatus.
var deliveries = map[string]support.EventKind{
	"delivered":   support.Delivered,
	"undelivered": support.Undelivered,
	"failed":      support.Undelivered,
}

// delivery records whether a message has arrived.
func (s *Server) delivery(ctx context.Context, r request) (*element, error) {
	word, id := r.form.Get("MessageStatus"), r.query.Get("message")
	kind, known := deliveries[word]
	if !known || id == "" {
		return nil, nil
	}
	e := support.Event{Kind: kind, Text: id}
	if kind == support.Undelivered {
		e.Why = undeliveredFor(word, r.form.Get("ErrorCode"))
	}
	return nil, s.post(ctx, id+"/"+r.form.Get("MessageSid")+"/"+word, e)
}

// undeliveredFor words the carrier's reason, with the remedy where there is one.
func undeliveredFor(word, code string) string {
	n, err := strconv.Atoi(code)
	if err != nil || n <= 0 {
		return word
	}
	return fmt.Sprintf("%s: Twilio error %d; %s", word, n, remedy(n))
}
