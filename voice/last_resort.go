package voice

import (
	"context"
	"slices"
	"time"

	"edown/support"
)

const (
	ringsTogether = 10            // Twilio, <Dial>: so many at once; the first to answer gets the call
	longestTalk   = 4 * time.Hour // Twilio, <Dial>, timeLimit
	ringLastly    = 30 * time.Second
	thinksLastly  = 7 * time.Second
)

// it rings the people of last resort. Each of them takes the call with a
// key ([Server.lastly]); the result comes back to [Server.rung]. It returns nil
// if there is no number to dial.
func (s *Server) anybody(r request) *element {
	numbers := round(s.lastNumbers(), tried(r)-triesAlone)
	if len(numbers) == 0 {
		return nil
	}
	dial := tag("Dial", "action", s.again(r, tried(r), "rung", "1"), "method", "POST",
		"callerId", string(s.cfg.Number), "timeout", seconds(ringLastly), "timeLimit", seconds(longestTalk))
	for _, n := range numbers {
		dial.add(tag("Number", "url", s.script.at("/voice/lastly"), "method", "POST").add(text(string(n))))
	}
	return dial
}

// lastNumbers returns the numbers of last resort. It leaves out invalid ones:
// one bad number would break the ring for all (Twilio, error 13224).
func (s *Server) lastNumbers() []support.E164 {
	var numbers []support.E164
	for _, n := range s.cfg.lastResort() {
		if number(string(n)) != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// round returns the numbers rung in a round: all together, and every other time
// a single one, in turn. The first phone to be picked up ends the ring for all
// (Twilio, <Number>), so a voicemail that is always first would otherwise shut
// out everyone else.
func round(numbers []support.E164, n int) []support.E164 {
	if n%2 == 0 || len(numbers) == 0 {
		return numbers[:min(len(numbers), ringsTogether)]
	}
	return numbers[n/2%len(numbers):][:1]
}

// rung continues after people were rung. A caller who has talked to one of them
// is done. A phone that was picked up but did not take the call is completed
// too, but not bridged. Twilio, <Dial>, action.
func (s *Server) rung(r request) *element {
	if r.form.Get("DialCallStatus") == "completed" && r.form.Get("DialBridged") != "false" {
		return response(tag("Hangup"))
	}
	return response(pause(betweenTries), redirect(s.again(r, tried(r)+1)))
}

// lastly is what a person of last resort hears before the caller: 1 takes the
// call. A voicemail presses nothing and is hung up on. It needs no record.
func (s *Server) lastly(_ context.Context, r request) (*element, error) {
	switch r.form.Get("Digits") {
	case "1":
		return response(), nil
	case "":
		lang := s.cfg.language(s.cfg.Number, number(r.form.Get("To")))
		ask := tag("Gather", "input", "dtmf", "action", s.script.at("/voice/lastly"), "method", "POST",
			"timeout", seconds(thinksLastly), "numDigits", "1", "finishOnKey", "")
		says := s.unkept(lang, "last_resort")
		lift(says)
		return response(ask.add(says...), tag("Hangup")), nil
	}
	return response(tag("Hangup")), nil
}
