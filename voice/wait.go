package voice

import (
	"context"
	"strconv"
	"time"

	"edown/ivr"
)

const (
	betweenNews = 5 * time.Second
	musicInRoom = 30 * time.Second
	// newsTakes limits the time for asking the record for news. A room whose
	// waiting document fails does not open at all (Twilio, <Conference>,
	// waitUrl), so every failure is answered with music.
	newsTakes = 3 * time.Second
)

// wait is what a person alone in a page's room hears. The carrier does not
// repeat it automatically; it may hold nothing but words, music and pauses.
func (s *Server) wait(ctx context.Context, r request) (*element, error) {
	call := r.path["call"]
	if !r.query.Has("heard") {
		return s.script.musicWait(s.script.wait(call)), nil
	}
	heard, _ := strconv.Atoi(r.query.Get("heard"))
	said, now, err := s.news(ctx, call, max(0, heard))
	if err != nil {
		s.cfg.Log.Error("no news for the room", "call", call, "error", err)
		now = heard
	}
	again := s.script.wait(call, "heard", strconv.Itoa(now))
	if len(said) == 0 {
		return s.script.musicWait(again), nil
	}
	return response(s.script.says(said)...).add(pause(betweenNews), redirect(again)), nil
}

// announce is what all in a room are told of a caller who asks to be let in, or joins.
func (s *Server) announce(ctx context.Context, r request) (*element, error) {
	said, err := s.line.Announced(ctx, r.query.Get("page"), r.query.Get("visitor"), r.query.Get("lang"))
	if err != nil {
		return nil, err
	}
	return response(s.script.says(said)...), nil
}

func (s *Server) news(ctx context.Context, call string, heard int) (said []ivr.Spoken, now int, err error) {
	ctx, cancel := context.WithTimeout(ctx, newsTakes)
	defer cancel()
	now, err = safely(func() (n int, err error) {
		said, n, err = s.line.Waiting(ctx, call, heard)
		return n, err
	})
	return said, now, err
}

func (s script) musicWait(again string) *element {
	return response(tag("Play").add(text(s.music(musicInRoom))), redirect(again))
}
