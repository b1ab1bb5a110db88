package exchange

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

func (x *Exchange) listConferences(r *http.Request) (any, error) {
	list := filtered(x.conferences, func(c *conference) bool {
		return wanted(r, "FriendlyName", c.name) && wanted(r, "Status", c.status) && on(r, "DateCreated", c.created)
	})
	return page(r, "conferences", list, (*conference).resource), nil
}

func (x *Exchange) conference(r *http.Request) (*conference, error) {
	sid := sidOf(r, "sid")
	for _, c := range slices.Backward(x.conferences) {
		if c.sid == sid || c.name == sid && c.status != completed {
			return c, nil
		}
	}
	return nil, notFound(r.URL.Path)
}

func (x *Exchange) getConference(r *http.Request) (any, error) {
	c, err := x.conference(r)
	if err != nil {
		return nil, err
	}
	return c.resource(), nil
}

// updateConference is POST Conferences/{Sid}: it ends the conference, or plays
// an announcement.
func (x *Exchange) updateConference(r *http.Request) (any, error) {
	c, err := x.conference(r)
	if err != nil {
		return nil, err
	}
	f := r.PostForm
	switch {
	case f.Get("Status") != "" && f.Get("Status") != completed:
		return nil, invalid(20001, "Status %q: use completed", f.Get("Status"))
	case f.Get("Status") == completed && c.status != completed:
		c.close(nil, "conference-ended-via-api")
	case f.Get("AnnounceUrl") != "":
		c.announce(c.seats, &jump{url: f.Get("AnnounceUrl"), method: f.Get("AnnounceMethod"), params: c.params()})
	}
	return c.resource(), nil
}

func (c *conference) resource() map[string]any {
	return map[string]any{
		"sid": c.sid, "account_sid": c.x.cfg.AccountSID, "friendly_name": c.name, "status": c.status, "region": "us1",
		"date_created": rfc2822(c.created), "date_updated": rfc2822(c.updated), "api_version": "2010-04-01",
		"reason_conference_ended": orNull(c.reason), "call_sid_ending_conference": orNull(c.endedBy),
		"uri": c.x.path("Conferences", c.sid+".json"), "subresource_uris": map[string]string{
			"participants": c.x.path("Conferences", c.sid, "Participants.json"),
		},
	}
}

// listParticipants shows the calls in the room, and those being called into it.
func (x *Exchange) listParticipants(r *http.Request) (any, error) {
	c, err := x.conference(r)
	if err != nil {
		return nil, err
	}
	list := filtered(c.seats, func(p *seat) bool {
		return wanted(r, "Muted", boolText(p.muted)) && wanted(r, "Hold", boolText(p.held))
	})
	return page(r, "participants", list, (*seat).resource), nil
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// createParticipant is POST Participants: it calls a number into the
// conference, and opens one if there is none with that name.
func (x *Exchange) createParticipant(r *http.Request) (any, error) {
	f := r.PostForm
	o, err := x.orderOf(f)
	if err != nil {
		return nil, err
	}
	name := sidOf(r, "sid")
	if isSID(name, "CF") {
		if c, err := x.conference(r); err != nil || c.status == completed {
			return nil, notFound(r.URL.Path)
		}
	}
	c := x.openRoom(name)
	o.room, o.seat = c, seatOf(f)
	o.progress = callback{formAddress(f, "StatusCallback"), eventSet(f["StatusCallbackEvent"]...)}
	if code, why := c.refuses(o.seat); code != 0 {
		return nil, invalid(code, "%s", why)
	}
	o.seat.room = c
	c.expected++
	o.seat.leg = x.place(o)
	return made{o.seat.resource()}, nil
}

func seatOf(f url.Values) *seat {
	p := &seat{
		label: f.Get("Label"), muted: f.Get("Muted") == "true", coach: f.Get("CallSidToCoach"),
		starts: f.Get("StartConferenceOnEnter") != "false", ends: f.Get("EndConferenceOnExit") == "true",
		most: within(f.Get("MaxParticipants"), 2, defaultMost, defaultMost), since: time.Now(),
		silent: f.Has("WaitUrl") && f.Get("WaitUrl") == "",
	}
	if w := formAddress(f, "Wait"); w.url != "" {
		p.wait = &jump{url: w.url, method: w.method}
	}
	to := formAddress(f, "ConferenceStatusCallback")
	p.progress = roomCallback(to, strings.Join(f["ConferenceStatusCallbackEvent"], " "))
	return p
}

// participant is the seat that the path names by call or label.
func (x *Exchange) participant(r *http.Request) (*seat, error) {
	c, err := x.conference(r)
	if err != nil {
		return nil, err
	}
	name := sidOf(r, "call")
	for _, p := range c.seats {
		if p.leg.sid == name || p.label == name {
			return p, nil
		}
	}
	return nil, notFound(r.URL.Path)
}

func (x *Exchange) getParticipant(r *http.Request) (any, error) {
	p, err := x.participant(r)
	if err != nil {
		return nil, err
	}
	return p.resource(), nil
}

// updateParticipant is POST Participants/{call or label}.
func (x *Exchange) updateParticipant(r *http.Request) (any, error) {
	p, err := x.participant(r)
	if err != nil {
		return nil, err
	}
	f := r.PostForm
	if f.Has("Muted") {
		p.setMuted(f.Get("Muted") == "true")
	}
	if f.Has("Hold") {
		p.setHeld(f.Get("Hold") == "true", holdOf(f))
	}
	if f.Has("EndConferenceOnExit") {
		p.setEnds(f.Get("EndConferenceOnExit") == "true")
	}
	if f.Has("Coaching") || f.Has("CallSidToCoach") {
		p.setCoach(f.Get("CallSidToCoach"), f.Get("Coaching") != "false")
	}
	if f.Get("AnnounceUrl") != "" {
		p.room.announce([]*seat{p}, &jump{url: f.Get("AnnounceUrl"), method: f.Get("AnnounceMethod"),
			params: p.room.params()})
	}
	return p.resource(), nil
}

// holdOf is what a participant on hold hears. Unlike everything else, it is
// asked for with GET.
func holdOf(f url.Values) *jump {
	if f.Get("HoldUrl") == "" {
		return nil
	}
	method := f.Get("HoldMethod")
	if method == "" {
		method = http.MethodGet
	}
	return &jump{url: f.Get("HoldUrl"), method: method}
}

func (x *Exchange) deleteParticipant(r *http.Request) (any, error) {
	p, err := x.participant(r)
	if err != nil {
		return nil, err
	}
	p.vacate(departure{reason: "participant_updated_via_api", kicked: true})
	return deleted{}, nil
}

func (p *seat) resource() map[string]any {
	l := p.leg
	return map[string]any{
		"account_sid": l.x.cfg.AccountSID, "call_sid": l.sid, "conference_sid": p.room.sid, "label": orNull(p.label),
		"muted": p.muted, "hold": p.held, "coaching": p.coach != "", "call_sid_to_coach": orNull(p.coach),
		"start_conference_on_enter": p.starts, "end_conference_on_exit": p.ends,
		"status": p.status(), "queue_time": seconds(l.queue), "date_created": rfc2822(p.since),
		"date_updated": rfc2822(l.updated),
		"uri":          l.x.path("Conferences", p.room.sid, "Participants", l.sid+".json"),
	}
}

// status is the participant's, in the words of the Participant resource.
func (p *seat) status() string {
	switch p.leg.status {
	case inProgress:
		return "connected"
	case initiated:
		return "connecting"
	case queued, ringing:
		return p.leg.status
	case completed:
		return "complete"
	}
	return failed
}
