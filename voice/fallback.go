package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"edown"
	"edown/ivr"
)

const (
	// recordTakes is how long the record may be tried here: the carrier waits
	// 4 s for an answer, and there is no fallback for the fallback.
	recordTakes   = 2500 * time.Millisecond
	betweenTries  = 5 * time.Second
	triesAlone    = 2             // apologies before anybody is dialled
	ringsTogether = 10            // Twilio, <Dial>: so many at once, the first who answers gets it
	longestTalk   = 4 * time.Hour // Twilio, <Dial>, timeLimit
	ringLastly    = 30 * time.Second
)

// fallback is what the carrier asks when it could not use an answer of ours.
// The turn is lost: the caller hears an apology and gets a human. If that
// cannot be kept either, he gets one without the record. It never fails, and
// never hangs up on a caller.
func (s *Server) fallback(ctx context.Context, r request) (*element, error) {
	kept, err := s.rescue(ctx, r)
	if err == nil {
		return s.script.reply(kept), nil
	}
	s.cfg.Log.Error("a call goes on without the record", "call", r.call(), "tried", tried(r), "error", err)
	return s.unrecorded(r), nil
}

// rescue goes on with the record: a call whose first webhook was never kept
// begins now.
func (s *Server) rescue(ctx context.Context, r request) (ivr.Kept, error) {
	ctx, cancel := context.WithTimeout(ctx, recordTakes)
	defer cancel()
	s.cfg.Log.Warn("the carrier could not use an answer", "call", r.call(), "code", r.form.Get("ErrorCode"), "url", r.form.Get("ErrorUrl"))
	return safely(func() (ivr.Kept, error) {
		kept, err := s.hear(ctx, r.call(), "fallback-"+failed(r), ivr.Input{Kind: ivr.Failed})
		if errors.Is(err, ivr.ErrNoCall) && r.call() == r.form.Get("CallSid") {
			return s.begin(ctx, r)
		}
		return kept, err
	})
}

// failed names the failure, so that it counts once: by the URL that failed,
// which names the turn. It travels along while the record is tried again.
func failed(r request) string {
	if name := r.query.Get("failed"); name != "" {
		return name
	}
	where, _, _ := strings.Cut(r.form.Get("ErrorUrl"), "#")
	sum := sha256.Sum256([]byte(where + " " + r.form.Get("SequenceNumber")))
	return hex.EncodeToString(sum[:8])
}

// tried is how often the record was tried in vain before.
func tried(r request) int {
	n, _ := strconv.Atoi(r.query.Get("tried"))
	return max(0, n)
}

// unrecorded goes on without the record: an apology, a pause, and another
// try; from the third on, people are rung. One of our own, whose page goes on
// by itself once the record is back, is let go instead.
func (s *Server) unrecorded(r request) *element {
	doc := response(s.apology(r)...)
	staff := r.query.Get("staff") != ""
	switch alone := tried(r) < triesAlone; {
	case !alone && staff:
		return doc.add(tag("Hangup"))
	case !alone:
		doc.add(s.anybody()...)
	}
	return doc.add(pause(betweenTries), redirect(s.again(r)))
}

func (s *Server) again(r request) string {
	query := []string{"tried", strconv.Itoa(tried(r) + 1), "failed", failed(r)}
	for _, name := range []string{"call", "staff"} {
		if value := r.query.Get(name); value != "" {
			query = append(query, name, value)
		}
	}
	return s.script.at("/voice/fallback", query...)
}

// apology is in the language in which such a call begins.
func (s *Server) apology(r request) []*element {
	from, to := number(r.form.Get("From")), number(r.form.Get("To"))
	lang := s.cfg.language(to, from)
	words, err := s.script.voices.Text(lang, "sorry_failed", nil)
	if err != nil {
		s.cfg.Log.Error("no words for an apology", "language", lang, "error", err)
		return nil
	}
	return s.script.says([]ivr.Spoken{{Lang: lang, Parts: []ivr.Part{{Text: words}}}})
}

// anybody rings everyone of last resort at once. What is no number is left
// out: one bad number would break the ring for all (Twilio, error 13224).
func (s *Server) anybody() []*element {
	var numbers []edown.E164
	for _, n := range s.cfg.lastResort() {
		if number(string(n)) != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	dial := tag("Dial", "callerId", string(s.cfg.Number), "timeout", seconds(ringLastly), "timeLimit", seconds(longestTalk))
	for _, n := range numbers[:min(len(numbers), ringsTogether)] {
		dial.add(tag("Number").add(text(string(n))))
	}
	return []*element{dial}
}
