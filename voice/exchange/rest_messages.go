package exchange

import (
	"net/http"
	"strconv"
)

// createMessage is POST Messages. Source: Twilio, Message resource.
func (x *Exchange) createMessage(r *http.Request) (any, error) {
	f := r.PostForm
	to, from, body := f.Get("To"), f.Get("From"), f.Get("Body")
	switch {
	case to == "":
		return nil, invalid(21604, "A 'To' phone number is required.")
	case !isE164(to):
		return nil, invalid(21211, "Invalid 'To' Phone Number: %s", to)
	case x.numbers[from] == nil:
		return nil, invalid(
			21606, "The 'From' phone number provided (%s) is not a valid message-capable Twilio phone number for this "+
				"destination/account", from)
	case body == "":
		return nil, invalid(21602, "Message body is required.")
	case len([]rune(body)) > 1600:
		return nil, invalid(21617, "The concatenated message body exceeds the 1600 character limit")
	}
	m := x.post(&message{
		from: from, to: to, body: body, direction: "outbound-api", status: queued,
		progress: formAddress(f, "StatusCallback"),
	})
	return made{x.messageResource(m)}, nil
}

func (x *Exchange) listMessages(r *http.Request) (any, error) {
	list := filtered(x.messages, func(m *message) bool {
		return wanted(r, "To", m.to) && wanted(r, "From", m.from) && on(r, "DateSent", m.created)
	})
	return page(r, "messages", list, x.messageResource), nil
}

func (x *Exchange) getMessage(r *http.Request) (any, error) {
	sid := sidOf(r, "sid")
	for _, m := range x.messages {
		if m.sid == sid {
			return x.messageResource(m), nil
		}
	}
	return nil, notFound(r.URL.Path)
}

func (x *Exchange) messageResource(m *message) map[string]any {
	code := any(nil)
	if m.code != 0 {
		code = m.code
	}
	return map[string]any{
		"sid": m.sid, "account_sid": x.cfg.AccountSID, "from": m.from, "to": m.to, "body": m.body,
		"status": m.status, "direction": m.direction, "error_code": code, "error_message": nil,
		"num_segments": strconv.Itoa(1 + (len([]rune(m.body))-1)/153), "num_media": "0",
		"date_created": rfc2822(m.created), "date_updated": rfc2822(m.updated), "date_sent": orNull(m.sent),
		"price": nil, "price_unit": "USD", "messaging_service_sid": nil, "api_version": "2010-04-01",
		"uri": x.path("Messages", m.sid+".json"), "subresource_uris": map[string]string{
			"media": x.path("Messages", m.sid, "Media.json"),
		},
	}
}
