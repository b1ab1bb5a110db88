package exchange

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	defaultRing = 60 // seconds that a call created over REST rings
	longestRing = 600
	longestXML  = 4000
)

// createCall is POST Calls. Source: Twilio, Call resource.
func (x *Exchange) createCall(r *http.Request) (any, error) {
	o, err := x.orderOf(r.PostForm)
	if err != nil {
		return nil, err
	}
	start, err := startOf(r.PostForm)
	if err != nil {
		return nil, err
	}
	if start == nil {
		return nil, invalid(21205, "Url parameter is required.")
	}
	o.start = start
	o.progress = callback{formAddress(r.PostForm, "StatusCallback"), eventSet(r.PostForm["StatusCallbackEvent"]...)}
	return made{x.place(o).resource()}, nil
}

// orderOf reads the parameters that calls and participants share.
func (x *Exchange) orderOf(f url.Values) (order, error) {
	to, from := f.Get("To"), f.Get("From")
	switch {
	case to == "":
		return order{}, invalid(21201, "No 'To' number is specified")
	case !isE164(to):
		return order{}, invalid(21211, "The 'To' number %s is not a valid phone number.", to)
	case from == "":
		return order{}, invalid(21213, "Caller phone number is required")
	case !isE164(from):
		return order{}, invalid(21212, "The From phone number %s is not a valid phone number.", from)
	case x.numbers[from] == nil:
		return order{}, invalid(21210,
			"The source phone number provided, %s, is not yet verified for your account. You may only make calls from phone "+
				"numbers that you've verified or purchased from Twilio.", from)
	case f.Get("Timeout") != "" && within(f.Get("Timeout"), 1, longestRing, 0) == 0:
		return order{}, invalid(20001, "Timeout %q: use a whole number from 1 to %d", f.Get("Timeout"), longestRing)
	case x.full():
		return order{}, invalid(10004, "Call concurrency limit exceeded")
	}
	return order{
		to: to, from: from, fromNumber: x.numbers[from],
		fallback:  formAddress(f, "Fallback"),
		timeout:   ringingTime(within(f.Get("Timeout"), 1, longestRing, defaultRing), 1),
		timeLimit: time.Duration(within(f.Get("TimeLimit"), 1, 86400, 0)) * time.Second,
		machine:   amdOf(f),
	}, nil
}

// formAddress reads the parameters named for a callback: X with XMethod, or XUrl.
func formAddress(f url.Values, name string) address {
	if f.Has(name + "Url") {
		return address{f.Get(name + "Url"), f.Get(name + "Method")}
	}
	return address{f.Get(name), f.Get(name + "Method")}
}

func amdOf(f url.Values) amd {
	return amd{
		mode:     f.Get("MachineDetection"),
		async:    strings.EqualFold(f.Get("AsyncAmd"), "true"),
		callback: formAddress(f, "AsyncAmdStatusCallback"),
	}
}

// startOf is where a call begins or continues: at Url, or with Twiml. Nil:
// neither is given.
func startOf(f url.Values) (*jump, error) {
	if twiml := f.Get("Twiml"); twiml != "" {
		if len([]rune(twiml)) > longestXML {
			return nil, invalid(32018, "Twiml: Max %d characters", longestXML)
		}
		return &jump{twiml: twiml}, nil
	}
	to := f.Get("Url")
	if to == "" {
		return nil, nil
	}
	if u, err := url.Parse(to); err != nil || u.Host == "" {
		return nil, invalid(21205, "Url is not a valid URL: %s", to)
	}
	return &jump{url: to, method: f.Get("Method")}, nil
}

func (x *Exchange) listCalls(r *http.Request) (any, error) {
	list := filtered(x.legs, func(l *leg) bool {
		return wanted(r, "To", l.to) && wanted(r, "From", l.from) && wanted(r, "Status", l.shownStatus()) &&
			wanted(r, "ParentCallSid", l.parent) && on(r, "StartTime", l.startTime())
	})
	return page(r, "calls", list, (*leg).resource), nil
}

// startTime is when the call was dialled. A queued call is found by the time of
// its creation, so that a client that looks for it does not dial again.
func (l *leg) startTime() time.Time {
	if l.dialled.IsZero() {
		return l.created
	}
	return l.dialled
}

func (x *Exchange) getCall(r *http.Request) (any, error) {
	l, err := x.call(r)
	if err != nil {
		return nil, err
	}
	return l.resource(), nil
}

func (x *Exchange) call(r *http.Request) (*leg, error) {
	if l := x.bySID[sidOf(r, "sid")]; l != nil {
		return l, nil
	}
	return nil, notFound(r.URL.Path)
}

// updateCall is POST Calls/{Sid}: it ends or redirects a call.
func (x *Exchange) updateCall(r *http.Request) (any, error) {
	l, err := x.call(r)
	if err != nil {
		return nil, err
	}
	f := r.PostForm
	start, err := startOf(f)
	if err != nil {
		return nil, err
	}
	if err := l.update(f.Get("Status"), start); err != nil {
		return nil, err
	}
	if a := formAddress(f, "Fallback"); a.url != "" {
		l.fallback = a
	}
	if a := formAddress(f, "StatusCallback"); a.url != "" {
		l.progress = callback{a, eventSet()}
	}
	return l.resource(), nil
}

func (l *leg) update(status string, start *jump) error {
	switch {
	case status != "" && status != completed && status != canceled:
		return invalid(20001, "Status %q: use canceled or completed", status)
	case l.over() || start != nil && l.status != inProgress:
		return invalid(21220, "Call is not in-progress. Cannot redirect.")
	case status == canceled && l.status == inProgress: // does not affect calls in progress
	case status != "" && l.status == inProgress:
		l.finish(completed)
	case status != "":
		l.finish(canceled)
	case start != nil:
		l.redirect(start)
	}
	return nil
}

// shownStatus is the status in the words of the REST API, which has no
// "initiated".
func (l *leg) shownStatus() string {
	if l.status == initiated {
		return ringing
	}
	return l.status
}

// resource is the call as the REST API shows it.
func (l *leg) resource() map[string]any {
	duration := any(nil)
	if l.over() {
		duration = seconds(l.duration())
	}
	number := any(nil)
	if l.line != nil {
		number = l.line.sid
	}
	return map[string]any{
		"sid": l.sid, "account_sid": l.x.cfg.AccountSID, "parent_call_sid": orNull(l.parent),
		"to": l.to, "to_formatted": l.to, "from": l.from, "from_formatted": l.from, "phone_number_sid": number,
		"status": l.shownStatus(), "direction": l.direction, "answered_by": orNull(l.answeredBy),
		"date_created": rfc2822(l.created), "date_updated": rfc2822(l.updated),
		"start_time": orNull(l.dialled), "end_time": orNull(l.ended), "duration": duration,
		"queue_time": strconv.FormatInt(l.queue.Milliseconds(), 10), "api_version": "2010-04-01",
		"price": nil, "price_unit": "USD", "forwarded_from": nil, "group_sid": nil, "caller_name": nil, "trunk_sid": nil,
		"uri": l.x.path("Calls", l.sid+".json"), "subresource_uris": map[string]string{
			"recordings": l.x.path("Calls", l.sid, "Recordings.json"),
		},
	}
}
