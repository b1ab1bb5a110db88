package voice

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"edown/ivr"
	"edown/support"
)

// progress maps the carrier's words for the progress of a call that we placed.
// Twilio, StatusCallbackEvent.
var progress = map[string]support.EventKind{
	"initiated":   support.Placed,
	"ringing":     support.Ringing,
	"in-progress": support.PickedUp,
}

// status records how far a call is. Each status has its own key, so that
// callbacks may come twice, late, or in any order.
func (s *Server) status(ctx context.Context, r request) (*element, error) {
	word := r.form.Get("CallStatus")
	if reason, over := ended[word]; over {
		return nil, s.over(ctx, r, reason)
	}
	kind, known := progress[word]
	if !known {
		return nil, nil
	}
	return nil, s.progressed(ctx, r.call(), word, kind, r.form.Get("CallSid"))
}

func (s *Server) progressed(ctx context.Context, call, word string, kind support.EventKind, sid string) error {
	return s.post(ctx, call+"/"+sid+"/"+word, support.Event{Kind: kind, Call: call, SID: sid})
}

// pickedUp records that a phone we rang is off-hook. Its first request proves
// it, even if the status callback gets lost.
func (s *Server) pickedUp(ctx context.Context, call, sid string) error {
	return s.progressed(ctx, call, "in-progress", support.PickedUp, sid)
}

// over ends a call. A call that is not on record has nothing to end.
func (s *Server) over(ctx context.Context, r request, reason string) error {
	_, err := s.ending(ctx, r.call(), r.form.Get("CallSid"), reason)
	if errors.Is(err, ivr.ErrNoCall) {
		s.cfg.Log.Warn("end of a call that is not on record", "call", r.call())
		return nil
	}
	return err
}

func (s *Server) post(ctx context.Context, key string, e support.Event) error {
	e.At = time.Now().UTC()
	if err := s.inbox.Post(ctx, key, e); err != nil {
		return fmt.Errorf("keep %s: %w", e.Kind, err)
	}
	return nil
}

// machine records the carrier's guess that a machine picked up. Twilio,
// answering machine detection: human, machine_start, machine_end_*, fax or
// unknown.
func (s *Server) machine(ctx context.Context, r request) (*element, error) {
	by := r.form.Get("AnsweredBy")
	if by != "fax" && !strings.HasPrefix(by, "machine") {
		return nil, nil
	}
	e := support.Event{Kind: support.MachineHeard, Call: r.call(), SID: r.form.Get("CallSid"), By: by}
	return nil, s.post(ctx, r.call()+"/machine", e)
}

// recording records that a recorded answer can be fetched.
func (s *Server) recording(ctx context.Context, r request) (*element, error) {
	err := s.recordings.Recorded(ctx, Recording{
		SID: r.form.Get("RecordingSid"), Call: r.call(), Turn: r.query.Get("turn"),
		URL: r.form.Get("RecordingUrl"), Status: r.form.Get("RecordingStatus"),
		Length: length(r.form.Get("RecordingDuration")),
	})
	if err != nil {
		return nil, fmt.Errorf("keep recording: %w", err)
	}
	return nil, nil
}

// movements maps the carrier's words for legs that enter and leave a page's
// room. Twilio, <Conference>.
var movements = map[string]support.EventKind{
	"participant-join":  support.Joined,
	"participant-leave": support.Left,
}

// conference records what happens in a page's room.
func (s *Server) conference(ctx context.Context, r request) (*element, error) {
	word := r.form.Get("StatusCallbackEvent")
	kind, known := movements[word]
	if !known {
		return nil, nil
	}
	key := r.form.Get("ConferenceSid") + "/" + r.form.Get("SequenceNumber") + word
	return nil, s.post(ctx, key, support.Event{Kind: kind, Page: r.query.Get("page"), SID: r.form.Get("CallSid")})
}
