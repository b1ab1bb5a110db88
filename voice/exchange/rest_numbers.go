package exchange

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// listNumbers is GET IncomingPhoneNumbers; PhoneNumber filters by a part of the
// number.
func (x *Exchange) listNumbers(r *http.Request) (any, error) {
	part := strings.Trim(r.Form.Get("PhoneNumber"), "*")
	var list []*line
	for _, number := range slices.Sorted(maps.Keys(x.numbers)) {
		if strings.Contains(number, part) {
			list = append(list, x.numbers[number])
		}
	}
	return page(r, "incoming_phone_numbers", list, x.numberResource), nil
}

func (x *Exchange) number(r *http.Request) (*line, error) {
	sid := sidOf(r, "sid")
	for _, n := range x.numbers {
		if n.sid == sid {
			return n, nil
		}
	}
	return nil, notFound(r.URL.Path)
}

func (x *Exchange) getNumber(r *http.Request) (any, error) {
	n, err := x.number(r)
	if err != nil {
		return nil, err
	}
	return x.numberResource(n), nil
}

// updateNumber is POST IncomingPhoneNumbers/{Sid}: what the number does with
// calls and messages. It makes all the changes, or none.
func (x *Exchange) updateNumber(r *http.Request) (any, error) {
	n, err := x.number(r)
	if err != nil {
		return nil, err
	}
	changed := n.Number
	for name, field := range map[string]*string{
		"VoiceUrl": &changed.VoiceURL, "VoiceFallbackUrl": &changed.VoiceFallbackURL,
		"StatusCallback": &changed.StatusCallback, "SmsUrl": &changed.SMSURL,
	} {
		if r.PostForm.Has(name) {
			*field = r.PostForm.Get(name)
		}
	}
	for name, field := range map[string]*string{
		"VoiceMethod": &changed.VoiceMethod, "VoiceFallbackMethod": &changed.VoiceFallbackMethod,
		"StatusCallbackMethod": &changed.StatusCallbackMethod, "SmsMethod": &changed.SMSMethod,
	} {
		switch method := r.PostForm.Get(name); method {
		case "":
		case http.MethodGet, http.MethodPost:
			*field = method
		default:
			return nil, invalid(20001, "%s %q: use GET or POST", name, method)
		}
	}
	n.Number = changed
	return x.numberResource(n), nil
}

func (x *Exchange) numberResource(n *line) map[string]any {
	return map[string]any{
		"sid": n.sid, "account_sid": x.cfg.AccountSID, "phone_number": n.number, "friendly_name": n.number,
		"voice_url": n.VoiceURL, "voice_method": orPost(n.VoiceMethod),
		"voice_fallback_url": n.VoiceFallbackURL, "voice_fallback_method": orPost(n.VoiceFallbackMethod),
		"status_callback": n.StatusCallback, "status_callback_method": orPost(n.StatusCallbackMethod),
		"sms_url": n.SMSURL, "sms_method": orPost(n.SMSMethod), "sms_fallback_url": "", "sms_fallback_method": "POST",
		"capabilities": map[string]bool{"voice": true, "sms": true, "mms": false, "fax": false},
		"date_created": rfc2822(n.created), "date_updated": rfc2822(n.created), "api_version": "2010-04-01",
		"status": "in-use", "beta": false, "origin": "twilio", "address_requirements": "none",
		"voice_caller_id_lookup": false, "voice_receive_mode": "voice", "emergency_status": "Inactive",
		"address_sid": nil, "bundle_sid": nil, "emergency_address_sid": nil, "identity_sid": nil, "trunk_sid": nil,
		"sms_application_sid": nil, "voice_application_sid": nil, "emergency_address_status": "unregistered", "type": nil,
		"uri": x.path("IncomingPhoneNumbers", n.sid+".json"),
	}
}

func orPost(method string) string { return cmp.Or(method, http.MethodPost) }
