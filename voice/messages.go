package voice

import (
	"context"
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
