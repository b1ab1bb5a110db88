package voice

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"edown/ivr"
	"edown/support"
)

// incoming answers a call to the line.
func (s *Server) incoming(ctx context.Context, r request) (*element, error) {
	return s.spoken(s.begin(ctx, r, ""))
}

// doubted reports whether the network says anything about the caller's number
// other than full attestation. Where networks do not attest, they say nothing,
// and the caller is not doubted. Twilio, StirVerstat.
func doubted(verdict string) bool {
	// how the verdict reached Twilio, not what it is
	level := strings.TrimSuffix(strings.TrimSuffix(verdict, "-Passthrough"), "-Diverted")
	return verdict != "" && level != "TN-Validation-Passed-A"
}

// begin puts an inbound call on record. key names the webhook, if it is not the
// call's first.
func (s *Server) begin(ctx context.Context, r request, key string) (ivr.Kept, error) {
	from, to := number(r.form.Get("From")), number(r.form.Get("To"))
	sid := r.form.Get("CallSid")
	if sid == "" {
		return ivr.Kept{}, errors.New("the carrier names no CallSid")
	}
	return s.noted(ivr.Began, func() (ivr.Kept, error) {
		return s.line.Incoming(ctx, ivr.Incoming{
			Call: sid, From: from, Line: to, Lang: s.cfg.language(to, from), Doubted: doubted(r.form.Get("StirVerstat")),
			Key: key,
		})
	})
}

// turn processes the answer to what was last said.
func (s *Server) turn(ctx context.Context, r request) (*element, error) {
	if reason, over := ended[r.form.Get("CallStatus")]; over && !spoke(r) {
		return s.spoken(s.ending(ctx, r.path["call"], r.form.Get("CallSid"), reason))
	}
	if r.path["turn"] == "0" {
		if err := s.pickedUp(ctx, r.path["call"], r.form.Get("CallSid")); err != nil {
			return nil, err
		}
	}
	return s.spoken(s.hear(ctx, r.path["call"], r.path["turn"], inputOf(r)))
}

// summon answers a call that we interrupted, and says where it stands now.
func (s *Server) summon(ctx context.Context, r request) (*element, error) {
	return s.spoken(s.hear(ctx, r.path["call"], "summon-"+r.path["key"], ivr.Input{Kind: ivr.Summoned}))
}

// hear has one input of a call answered.
func (s *Server) hear(ctx context.Context, call, key string, in ivr.Input) (ivr.Kept, error) {
	return s.noted(in.Kind, func() (ivr.Kept, error) { return s.line.Turn(ctx, call, key, in) })
}

// ending has the last turn of a call answered.
func (s *Server) ending(ctx context.Context, call, sid, reason string) (ivr.Kept, error) {
	return s.noted(ivr.HungUp, func() (ivr.Kept, error) { return s.line.Over(ctx, call, sid, reason) })
}

// noted logs a turn that is on record, without keys and words, which only the
// record has. A turn that could not be kept is logged where it is answered.
func (s *Server) noted(input ivr.InputKind, turn func() (ivr.Kept, error)) (ivr.Kept, error) {
	began := time.Now()
	k, err := turn()
	if err != nil {
		return k, err
	}
	status := "kept"
	if k.Again {
		status = "repeated"
	}
	s.cfg.Log.Info("turn", "call", k.Session.Call, "turn", k.Session.Turn, "tree", k.Session.Tree, "from", k.Node, "to",
		k.Session.Node,
		"input", input, "lang", k.Session.Lang, "caller", s.cfg.hashed(k.Session.From), "took_ms",
		float64(time.Since(began).Microseconds())/1000, "status", status)
	return k, nil
}

func (s *Server) spoken(k ivr.Kept, err error) (*element, error) {
	if err != nil {
		return nil, err
	}
	return s.script.reply(k), nil
}

// ended maps the carrier's words for the end of a call. Twilio, CallStatus.
var ended = map[string]string{
	"completed": support.EndCompleted,
	"busy":      support.EndBusy,
	"no-answer": support.EndNoAnswer,
	"failed":    support.EndFailed,
	"canceled":  support.EndCanceled,
}

// spoke reports whether there is a recording: it counts even if the call ended
// with it.
func spoke(r request) bool { return r.form.Get("RecordingUrl") != "" }

// inputOf returns what a turn brought. Keys win over words. No key and no word
// is silence, which our own <Redirect> after every wait reports.
func inputOf(r request) ivr.Input {
	keys, words := r.form.Get("Digits"), r.form.Get("SpeechResult")
	switch {
	case r.path["turn"] == "0":
		return ivr.Input{Kind: ivr.Began}
	case r.query.Get("back") != "":
		// * and the end of a conference look the same: the state of the room's
		// page decides where the call goes.
		return ivr.Input{Kind: ivr.Returned}
	case r.query.Get("silence") != "":
		return ivr.Input{Kind: ivr.Silence}
	case spoke(r):
		return recorded(r)
	case keys != "":
		return ivr.Input{Kind: ivr.Keys, Keys: keys}
	case words != "":
		return ivr.Input{Kind: ivr.Keys, Speech: words}
	}
	return ivr.Input{Kind: ivr.Silence}
}

// recorded is an answer spoken after the tone. Digits is the key that ended it,
// or "hangup". Twilio, <Record>.
func recorded(r request) ivr.Input {
	in := ivr.Input{
		Kind: ivr.Recorded, Keys: r.form.Get("Digits"), Audio: r.form.Get("RecordingUrl"),
		Length: length(r.form.Get("RecordingDuration")),
	}
	if in.Keys == "hangup" {
		in.Keys, in.Ending = "", support.EndCompleted
	}
	return in
}

// length reads a length in seconds; zero if the carrier does not say.
func length(s string) time.Duration {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(n) * time.Second
}
