package exchange

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"
	"time"
	"unicode"
)

// NaturalPace is how long a patient voice takes to say text: about 14 letters a
// second, 4.5 Chinese characters or Korean syllables, 7 Japanese kana; a digit
// takes as long as four letters. The script shows which applies, so the
// language is not needed.
func NaturalPace(_, text string) time.Duration {
	var s float64
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul):
			s += 1 / 4.5
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			s += 1.0 / 7
		case unicode.IsDigit(r):
			s += 4.0 / 14
		default:
			s += 1.0 / 14
		}
	}
	return time.Duration(s * float64(time.Second)).Round(time.Millisecond)
}

const (
	forever    = 1000            // what loop="0" means
	unknownLen = 5 * time.Second // of audio that is not a WAV file
	toneLen    = 200 * time.Millisecond
	longestSay = 4096 // characters
)

// sound does a Say, Play or Pause.
func (s *session) sound(ctx context.Context, e *element) error {
	if e.name == "Pause" {
		return sleep(ctx, e.seconds("length", time.Second))
	}
	times := e.number("loop", 1)
	if times == 0 {
		times = forever
	}
	for range times {
		if err := s.once(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) once(ctx context.Context, e *element) error {
	if e.name == "Say" {
		return s.say(ctx, e)
	}
	if digits := e.attrs["digits"]; digits != "" {
		return sleep(ctx, time.Duration(len(digits))*toneLen)
	}
	return s.play(ctx, e.text())
}

func (s *session) say(ctx context.Context, e *element) error {
	text, lang := e.text(), e.attrs["language"]
	if text == "" {
		return nil
	}
	if n := len([]rune(text)); n > longestSay {
		s.leg.x.warn(s.leg.sid, codeSchema, s.doc.url, "<Say> of %d characters; at most %d are said", n, longestSay)
	}
	if lang == "" {
		lang = "en-US"
	}
	d := s.leg.x.cfg.Talk(lang, text)
	return s.emit(ctx, Line{Kind: "say", Lang: lang, Voice: e.attrs["voice"], Text: text, Seconds: d.Seconds()}, d)
}

// emit makes the far end hear a line, and lasts d. Nothing is heard once ctx
// has ended.
func (s *session) emit(ctx context.Context, line Line, d time.Duration) error {
	if err := s.leg.tell(ctx, line); err != nil {
		return err
	}
	return sleep(ctx, d)
}

// tell makes the far end hear a line, unless ctx has ended. A key that stops a
// prompt stops it at once, because ctx is ended only under the lock.
func (l *leg) tell(ctx context.Context, line Line) error {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	l.heard(line)
	return nil
}

// heard puts a line in the far end's log. The lock is held.
func (l *leg) heard(line Line) {
	if l.far != nil && l.far.leg == l {
		l.far.log(line)
	}
}

// play fetches an audio file and makes it heard for its length. A recording of
// the account is played with its words. A file that cannot be fetched is
// skipped. Source: Twilio, <Play>.
func (s *session) play(ctx context.Context, ref string) error {
	to, bad := s.doc.target(ref)
	if bad != nil || ref == "" {
		s.leg.x.warn(s.leg.sid, codeInvalidURL, ref, "<Play> needs the URL of an audio file")
		return nil
	}
	if r, ours := s.leg.x.recordingAt(to); ours {
		if r == nil {
			s.leg.x.warn(s.leg.sid, codeRetrieval, to, "<Play> of a deleted recording")
			return nil
		}
		return s.emit(ctx, Line{Kind: "play", URL: to, Text: r.words, Seconds: r.length.Seconds()}, r.length)
	}
	d, ok, err := s.audioLength(ctx, to)
	if err != nil || !ok {
		return err
	}
	return s.emit(ctx, Line{Kind: "play", URL: to, Seconds: d.Seconds()}, d)
}

func (s *session) audioLength(ctx context.Context, from string) (time.Duration, bool, error) {
	x := s.leg.x
	x.mu.Lock()
	d, known := x.lengths[from]
	x.mu.Unlock()
	if known {
		return d, true, nil
	}
	r, bad, err := s.leg.fetch(ctx, hook{kind: "media", callSID: s.leg.sid, url: from, method: "GET"})
	if err != nil {
		return 0, false, err
	}
	if bad != nil {
		x.warn(s.leg.sid, bad.code, from, "<Play>: %s", bad.reason)
		return 0, false, nil
	}
	d = audioLength(r)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lengths[from] = d
	return d, true, nil
}

// audioLength reads the length of a WAV file from its header.
func audioLength(r reply) time.Duration {
	head := r.body
	if len(head) < 44 || !bytes.HasPrefix(head, []byte("RIFF")) || !strings.Contains(string(head[:16]), "WAVE") {
		return unknownLen
	}
	bytesPerSecond := binary.LittleEndian.Uint32(head[28:32])
	at := bytes.Index(head, []byte("data"))
	if bytesPerSecond == 0 || at < 0 || at+8 > len(head) {
		return unknownLen
	}
	size := binary.LittleEndian.Uint32(head[at+4 : at+8])
	return time.Duration(float64(size) / float64(bytesPerSecond) * float64(time.Second))
}
