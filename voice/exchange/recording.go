package exchange

import (
	"encoding/binary"
	"math"
	"net/url"
	"strings"
	"time"
)

// recording is the result of a <Record>.
type recording struct {
	x              *Exchange
	sid, callSID   string
	words          string // what was said, for tests to check
	length         time.Duration
	started, filed time.Time
}

// file stores the result of t.
func (x *Exchange) file(t *taking) *recording {
	x.mu.Lock()
	defer x.mu.Unlock()
	r := &recording{
		x: x, sid: newSID("RE"), callSID: t.leg.sid, words: strings.Join(t.words, " "),
		length: t.length(time.Now()), started: t.began, filed: time.Now(),
	}
	x.recordings = append(x.recordings, r)
	t.leg.recording = r
	return r
}

// Recorded returns the words that were said into the recording with that SID.
// The exchange has no voices, only the length of what they say. It is empty for
// an unknown SID.
func (x *Exchange) Recorded(sid string) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	if r := x.recordingBySID(sid); r != nil {
		return r.words
	}
	return ""
}

func (x *Exchange) recordingBySID(sid string) *recording {
	for _, r := range x.recordings {
		if r.sid == sid {
			return r
		}
	}
	return nil
}

// recordingAt returns the recording whose audio is at a URL; nil if it was
// deleted. ours is false for a URL that is not that of a recording.
func (x *Exchange) recordingAt(url string) (r *recording, ours bool) {
	name, ours := strings.CutPrefix(url, x.cfg.BaseURL+x.path("Recordings", ""))
	sid, _, _ := strings.Cut(name, ".")
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.recordingBySID(sid), ours
}

// url is where the recording's audio is.
func (r *recording) url() string {
	return r.x.cfg.BaseURL + r.path()
}

func (r *recording) path() string {
	return "/2010-04-01/Accounts/" + r.x.cfg.AccountSID + "/Recordings/" + r.sid
}

// reportRecording tells a <Record>'s status callback that the recording is
// there. Source: Twilio, <Record>, recordingStatusCallback.
func (s *session) reportRecording(e *element, r *recording) {
	events := eventSet(e.attrs["recordingStatusCallbackEvent"])
	if !e.has("recordingStatusCallback") || !events[completed] {
		return
	}
	to, bad := s.doc.target(e.attrs["recordingStatusCallback"])
	if bad != nil {
		to = e.attrs["recordingStatusCallback"]
	}
	h := s.leg.hook("recording", jump{url: to, method: e.attrs["recordingStatusCallbackMethod"], params: r.params()})
	s.leg.x.mu.Lock()
	defer s.leg.x.mu.Unlock()
	s.leg.x.send(&s.leg.callbacks, h)
}

func (r *recording) params() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{
		"RecordingSid": r.sid, "RecordingUrl": r.url(), "RecordingStatus": completed,
		"RecordingDuration": seconds(r.length), "RecordingChannels": "1", "RecordingSource": "RecordVerb",
		"RecordingStartTime": rfc2822(r.started),
	} {
		v.Set(name, value)
	}
	return v
}

// eventSet reads a list of events separated by spaces or commas. An empty list
// means completed.
func eventSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, e := range strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ',' }) {
			set[e] = true
		}
	}
	if len(set) == 0 {
		set[completed] = true
	}
	return set
}

const (
	sampleRate = 8000 // per second, one byte each
	wavHeader  = 44
)

// wav is a recording's audio: a murmur of the right length, as 8-bit mono PCM.
func (r *recording) wav() []byte {
	n := int(r.length.Seconds() * sampleRate)
	b := make([]byte, wavHeader, wavHeader+n+1)
	copy(b, "RIFF\x00\x00\x00\x00WAVEfmt ")
	le := binary.LittleEndian
	le.PutUint32(b[4:], uint32(wavHeader-8+n+n%2))
	le.PutUint32(b[16:], 16)         // bytes of format
	le.PutUint16(b[20:], 1)          // PCM
	le.PutUint16(b[22:], 1)          // channel
	le.PutUint32(b[24:], sampleRate) // samples a second
	le.PutUint32(b[28:], sampleRate) // bytes a second
	le.PutUint16(b[32:], 1)          // bytes a sample
	le.PutUint16(b[34:], 8)          // bits a sample
	copy(b[36:], "data")
	le.PutUint32(b[40:], uint32(n))
	for i := range n + n%2 {
		b = append(b, murmur(float64(i)/sampleRate))
	}
	return b
}

// murmur is a low voice, about three syllables a second, at t seconds.
func murmur(t float64) byte {
	loud := math.Max(0, math.Sin(2*math.Pi*3*t))
	return byte(128 + 24*loud*math.Sin(2*math.Pi*160*t))
}
