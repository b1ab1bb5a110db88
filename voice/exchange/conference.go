package exchange

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// conference is a room; its name belongs to the account. Source: Twilio,
// <Conference> and the Conference resource.
type conference struct {
	x                *Exchange
	sid, name        string
	status           string // init, in-progress, completed
	created, updated time.Time
	seats            []*seat // in order of arrival
	expected         int     // participants on their way in
	reason           string  // ReasonConferenceEnded
	endedBy          string  // CallSidEndingConference
	progress         callback
	sequence         int
	callbacks        courier
}

const waiting = "init"

// openRoom returns the conference with that name or SID that is not over. If
// there is none, it opens one with that name. The lock is held.
func (x *Exchange) openRoom(name string) *conference {
	for _, c := range slices.Backward(x.conferences) {
		if c.status != completed && (c.name == name || c.sid == name) {
			return c
		}
	}
	now := time.Now()
	c := &conference{x: x, sid: newSID("CF"), name: name, status: waiting, created: now, updated: now}
	x.conferences = append(x.conferences, c)
	return c
}

func (c *conference) setStatus(s string) { c.status, c.updated = s, time.Now() }

// roomCallback is a conference's status callback. It takes the events in the
// words of the attribute statusCallbackEvent.
func roomCallback(to address, events string) callback {
	set := map[string]bool{}
	for _, e := range words(strings.ReplaceAll(events, ",", " ")) {
		for _, name := range roomEvents[e] {
			set[name] = true
		}
	}
	return callback{to, set}
}

var roomEvents = map[string][]string{
	"start": {"conference-start"}, "end": {"conference-end"},
	"join": {"participant-join"}, "leave": {"participant-leave"},
	"mute":         {"participant-mute", "participant-unmute"},
	"hold":         {"participant-hold", "participant-unhold"},
	"modify":       {"participant-modify"},
	"speaker":      {"participant-speech-start", "participant-speech-stop"},
	"announcement": {"announcement-end", "announcement-fail"},
}

// started reports whether the participants hear each other.
func (c *conference) started() bool { return c.status == inProgress }

// admit seats s, and starts the conference when there are two participants and
// one of them starts it. The lock is held.
func (c *conference) admit(s *seat) {
	if len(c.seats) == 0 && c.progress.url == "" { // only the first participant's counts
		c.progress = s.progress
	}
	c.seats = append(c.seats, s)
	s.leg.seat = s
	c.notify("participant-join", s, nil)
	starts := slices.ContainsFunc(c.seats, func(s *seat) bool { return s.starts })
	if c.status == waiting && len(c.seats) >= 2 && starts {
		c.start()
	}
	c.show()
}

func (c *conference) start() {
	c.setStatus(inProgress)
	for _, s := range c.seats {
		s.hush()
	}
	c.notify("conference-start", nil, nil)
}

// expect counts participants on their way in. A conference that has never had a
// participant ends when the last of them gives up.
func (c *conference) expect(more int) {
	c.x.mu.Lock()
	defer c.x.mu.Unlock()
	c.expected += more
	if c.expected == 0 && len(c.seats) == 0 && c.status == waiting {
		c.setStatus(completed)
	}
}

// departure says why a participant leaves.
type departure struct {
	reason string // ReasonParticipantLeft
	kicked bool
}

// dismiss removes s, and ends the conference if s was the last participant or
// one whose leaving ends it. The lock is held.
func (c *conference) dismiss(s *seat, d departure) {
	c.seats = slices.DeleteFunc(c.seats, func(o *seat) bool { return o == s })
	c.notify("participant-leave", s, map[string]string{
		"ReasonParticipantLeft": d.reason, "ParticipantCallStatus": s.leg.status,
	})
	s.leg.heard(Line{Kind: "conference"})
	switch {
	case c.status == completed: // it is being emptied
	case s.ends:
		c.close(s, ending("participant-with-end-conference-on-exit", d.kicked))
	case len(c.seats) == 0:
		c.close(s, ending("last-participant", d.kicked))
	default:
		c.show()
	}
}

func ending(who string, kicked bool) string {
	if kicked {
		return who + "-kicked"
	}
	return who + "-left"
}

// close ends the conference: every call in it goes on with its next verb. by is
// the participant whose leaving ended it; nil: the API did. The lock is held.
func (c *conference) close(by *seat, reason string) {
	c.setStatus(completed)
	c.reason = reason
	extra := map[string]string{"ReasonConferenceEnded": reason, "Reason": "Conference ended: " + reason}
	left := "conference_ended_via_api"
	if by != nil {
		c.endedBy, left = by.leg.sid, "moderator_ended_conference"
		extra["CallSidEndingConference"], extra["ParticipantLabelEndingConference"] = by.leg.sid, by.label
	}
	for _, s := range slices.Clone(c.seats) {
		s.vacate(departure{reason: left})
	}
	c.notify("conference-end", nil, extra)
}

// show tells every phone in the conference which others are in it.
func (c *conference) show() {
	for _, s := range c.seats {
		s.leg.heard(Line{Kind: "conference", Room: c.name, With: parties(s.others())})
	}
}

func parties(legs []*leg) []string {
	var with []string
	for _, l := range legs {
		with = append(with, l.party())
	}
	return with
}

// notify sends an event to the conference's callback. The lock is held. Source:
// Twilio, <Conference>, statusCallbackEvent.
func (c *conference) notify(event string, s *seat, extra map[string]string) {
	if c.progress.url == "" || !c.progress.events[event] {
		return
	}
	v := c.params()
	c.sequence++
	v.Set("StatusCallbackEvent", event)
	v.Set("SequenceNumber", strconv.Itoa(c.sequence))
	v.Set("Timestamp", rfc2822(time.Now()))
	about := ""
	if s != nil {
		maps.Copy(v, s.params())
		about = s.leg.sid
	}
	for name, value := range extra {
		if value != "" {
			v.Set(name, value)
		}
	}
	c.x.send(&c.callbacks, hook{kind: "conference", callSID: about, url: c.progress.url, method: c.progress.method,
		params: v})
}

func (c *conference) params() url.Values {
	return url.Values{
		"ConferenceSid": {c.sid}, "FriendlyName": {c.name}, "AccountSid": {c.x.cfg.AccountSID},
	}
}
