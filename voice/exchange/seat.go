package exchange

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// seat is a leg's place in a conference.
type seat struct {
	room         *conference
	leg          *leg
	label        string
	muted, held  bool
	starts, ends bool // startConferenceOnEnter, endConferenceOnExit
	coach        string
	most         int       // maxParticipants
	wait         *jump     // what the leg hears until the conference starts; nil: music
	silent       bool      // waitUrl=""
	progress     callback  // used only if it is the room's first
	since        time.Time // when the leg came
	left         chan struct{}
	hush         context.CancelFunc // stops the waiting music
	unhold       context.CancelFunc // stops the holding music
}

const defaultMost = 250

var (
	waitVerbs     = words("Say Play Pause Redirect")
	announceVerbs = waitVerbs
)

// confer puts the call into a conference, and returns when the call leaves it.
func (s *session) confer(ctx context.Context, dial, e *element, hang *star) (dialled, error) {
	return s.attend(ctx, s.newSeat(e), e.text(), hang, dial.seconds("timeLimit", longestCall))
}

func (s *session) newSeat(e *element) *seat {
	p := &seat{
		leg: s.leg, label: e.attrs["participantLabel"], muted: e.flag("muted", false),
		starts: e.flag("startConferenceOnEnter", true), ends: e.flag("endConferenceOnExit", false),
		coach: e.attrs["coach"], most: e.number("maxParticipants", defaultMost),
		silent: e.has("waitUrl") && e.attrs["waitUrl"] == "",
	}
	if e.attrs["waitUrl"] != "" {
		p.wait, _ = s.action(e.attrs["waitUrl"], e.attrs["waitMethod"], nil)
	}
	if e.has("statusCallback") {
		j, _ := s.action(e.attrs["statusCallback"], e.attrs["statusCallbackMethod"], nil)
		p.progress = roomCallback(address{j.url, j.method}, e.attrs["statusCallbackEvent"])
	}
	return p
}

// attend takes the seat in the room of that name until the call leaves it.
func (s *session) attend(ctx context.Context, p *seat, room string, hang *star, limit time.Duration) (dialled, error) {
	result := dialled{status: "answered"}
	waitCtx, hush := context.WithCancel(ctx)
	defer hush()
	p.hush = hush
	if !s.leg.x.join(ctx, p, room) {
		return dialled{status: failed}, ctx.Err()
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	waited, noDoc := s.waitAside(waitCtx, p)
	defer func() { hush(); <-waited }()
	select {
	case <-noDoc:
		p.leave(departure{reason: "participant_add_failed"})
		return dialled{status: failed}, ctx.Err()
	case <-p.left:
	case <-hang.pressed:
	case <-timer.C:
	case <-ctx.Done():
	}
	p.leave(departure{reason: "participant_hung_up"})
	return result, ctx.Err()
}

// waitAside plays the waiting document, up to the start, in parallel with the
// conference itself, so that a star can leave at any time. noDoc is closed when
// there is nothing to play.
func (s *session) waitAside(ctx context.Context, p *seat) (waited, noDoc chan struct{}) {
	waited, noDoc = make(chan struct{}), make(chan struct{})
	s.leg.x.running.spawn(func() {
		defer close(waited)
		if s.hearWaiting(ctx, p) == errNoDoc {
			close(noDoc)
		}
	})
	return waited, noDoc
}

// join admits p to the room of that name, unless ctx has ended or the room
// refuses.
func (x *Exchange) join(ctx context.Context, p *seat, room string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	c := x.openRoom(strings.TrimSpace(room))
	if code, why := c.refuses(p); code != 0 {
		x.warn(p.leg.sid, code, "", "%s", why)
		return false
	}
	p.room, p.since, p.left = c, time.Now(), make(chan struct{})
	c.admit(p)
	if c.started() {
		p.hush()
	}
	return true
}

// refuses says why p may not come in. The lock is held.
func (c *conference) refuses(p *seat) (int, string) {
	bad := len(p.label) > 128 || strings.ContainsAny(p.label, "/") || isSID(p.label, "CA")
	taken := p.label != "" && slices.ContainsFunc(c.seats, func(o *seat) bool { return o.label == p.label })
	switch {
	case bad:
		return 16023, "participantLabel " + strconv.Quote(p.label) +
			": at most 128 characters, no slash, not like a call's SID"
	case taken:
		return 16025, "participantLabel " + strconv.Quote(p.label) + " is taken in this conference"
	case len(c.seats) >= min(p.most, defaultMost):
		return 13227, "the conference is full"
	case p.coach != "" && !slices.ContainsFunc(c.seats, func(o *seat) bool { return o.leg.sid == p.coach }):
		return 13240, "coach " + p.coach + " is not in the conference"
	}
	return 0, ""
}

// isSID reports whether s looks like an identifier of that kind.
func isSID(s, prefix string) bool {
	return len(s) == 34 && strings.HasPrefix(s, prefix) && strings.Trim(s[2:], "0123456789abcdefABCDEF") == ""
}

// hearWaiting plays the waiting document once. Source: Twilio, <Conference
// waitUrl>: it ends in silence.
func (s *session) hearWaiting(ctx context.Context, p *seat) error {
	if p.silent || ctx.Err() != nil {
		return nil
	}
	if p.wait == nil {
		return s.music(ctx)
	}
	w := session{leg: s.leg, allowed: waitVerbs, why: 13238, strict: true, begun: true}
	return w.run(ctx, p.wait)
}

// music is played where the application names nothing.
func (s *session) music(ctx context.Context) error {
	return s.leg.tell(ctx, Line{Kind: "play", Text: "music on hold"})
}

// leave gives up the seat, if it is still taken.
func (p *seat) leave(d departure) {
	p.leg.x.mu.Lock()
	defer p.leg.x.mu.Unlock()
	p.vacate(d)
}

// vacate gives up the seat, once. The lock is held.
func (p *seat) vacate(d departure) {
	if p.leg.seat != p {
		return
	}
	p.leg.seat = nil
	p.hush()
	if p.unhold != nil {
		p.unhold()
	}
	close(p.left)
	p.room.dismiss(p, d)
}

// others are the legs in conversation with this one: once the conference has
// started, all that are not on hold.
func (p *seat) others() []*leg {
	if !p.room.started() || p.held {
		return nil
	}
	var list []*leg
	for _, o := range p.room.seats {
		if o != p && !o.held {
			list = append(list, o.leg)
		}
	}
	return list
}

// listeners are the legs that hear what is said here. Only the coached leg
// hears a coach.
func (p *seat) listeners() []*leg {
	if p.muted {
		return nil
	}
	return slices.DeleteFunc(p.others(), func(l *leg) bool { return p.coach != "" && l.sid != p.coach })
}

func (p *seat) params() url.Values {
	v := url.Values{
		"CallSid":                {p.leg.sid},
		"Muted":                  {strconv.FormatBool(p.muted)},
		"Hold":                   {strconv.FormatBool(p.held)},
		"Coaching":               {strconv.FormatBool(p.coach != "")},
		"EndConferenceOnExit":    {strconv.FormatBool(p.ends)},
		"StartConferenceOnEnter": {strconv.FormatBool(p.starts)},
	}
	if p.label != "" {
		v.Set("ParticipantLabel", p.label)
	}
	return v
}
