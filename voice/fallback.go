package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	"edown/ivr"
)

const (
	// recordTakes limits the time for the record here: the carrier waits 4 s
	// for an answer, and the fallback has no fallback.
	recordTakes  = 2500 * time.Millisecond
	betweenTries = 5 * time.Second
	triesAlone   = 2 // apologies before people of last resort are dialled
)

// fallback answers when the carrier could not use an answer of ours. That turn
// is lost: the caller hears an apology and gets a human. If the record does not
// work either, the caller gets a human without it. fallback never fails, and
// never hangs up on a caller.
func (s *Server) fallback(ctx context.Context, r request) (*element, error) {
	if r.query.Get("rung") != "" {
		return s.rung(r), nil
	}
	kept, err := s.rescue(ctx, r)
	if err == nil {
		return s.script.reply(kept), nil
	}
	s.cfg.Log.Error("a call continues without the record", "call", r.call(), "tried", tried(r), "error", err)
	return s.unrecorded(r), nil
}

// rescue continues the call with the record. A call whose first webhook was
// never kept begins now.
func (s *Server) rescue(ctx context.Context, r request) (ivr.Kept, error) {
	ctx, cancel := context.WithTimeout(ctx, recordTakes)
	defer cancel()
	s.cfg.Log.Warn("the carrier could not use an answer", "call", r.call(), "code", r.form.Get("ErrorCode"), "url",
		redacted(r.form.Get("ErrorUrl")))
	return safely(func() (ivr.Kept, error) {
		key := "fallback-" + failed(r)
		kept, err := s.hear(ctx, r.call(), key, ivr.Input{Kind: ivr.Failed})
		if errors.Is(err, ivr.ErrNoCall) && r.call() == r.form.Get("CallSid") {
			return s.begin(ctx, r, key)
		}
		return kept, err
	})
}

// failed names the failure, so that it counts once: by the URL that failed,
// which names the turn. The name goes along while the record is tried again.
func failed(r request) string {
	if name := r.query.Get("failed"); name != "" {
		return name
	}
	where, _, _ := strings.Cut(r.form.Get("ErrorUrl"), "#")
	sum := sha256.Sum256([]byte(where + " " + r.form.Get("SequenceNumber")))
	return hex.EncodeToString(sum[:8])
}

// tried returns how often the record was tried before without success.
func tried(r request) int {
	n, _ := strconv.Atoi(r.query.Get("tried"))
	return max(0, n)
}

// unrecorded continues without the record: an apology, a pause and another try;
// from the third try on, people of last resort are rung. A leg of our own staff
// is hung up instead: its page continues automatically once the record works.
func (s *Server) unrecorded(r request) *element {
	doc := response(s.apology(r)...)
	if tried(r) >= triesAlone {
		if r.query.Get("staff") != "" {
			return doc.add(tag("Hangup"))
		}
		if dial := s.anybody(r); dial != nil {
			return doc.add(dial)
		}
	}
	return doc.add(pause(betweenTries), redirect(s.again(r, tried(r)+1)))
}

// again returns the address of the next try. It carries on whose call it is,
// and which failure.
func (s *Server) again(r request, tries int, query ...string) string {
	query = append(query, "tried", strconv.Itoa(tries), "failed", failed(r))
	for _, name := range []string{"call", "staff"} {
		if value := r.query.Get(name); value != "" {
			query = append(query, name, value)
		}
	}
	return s.script.at("/voice/fallback", query...)
}

// apology is spoken in the language in which such a call begins.
func (s *Server) apology(r request) []*element {
	return s.unkept(s.cfg.language(number(r.form.Get("To")), number(r.form.Get("From"))), "sorry_failed")
}

// unkept speaks a message that is not part of a turn.
func (s *Server) unkept(lang, key string) []*element {
	words, err := s.script.voices.Text(lang, key, nil)
	if err != nil {
		s.cfg.Log.Error("a call continues without an announcement", "message", key, "language", lang, "error", err)
		return nil
	}
	return s.script.says([]ivr.Spoken{{Lang: lang, Parts: []ivr.Part{{Text: words}}}})
}
