package voice

import (
	"slices"
	"strings"
	"unicode/utf8"

	"edown/ivr"
)

const (
	// longestSay is in characters. Twilio, text-to-speech: Polly takes 3,000,
	// without counting markup, Google 5,000 with markup; this is within both.
	longestSay = 2900
	sayAs      = `<say-as interpret-as="digits"></say-as>`
	// roomForWords is in bytes, of the 64 kB that a document may have (Twilio,
	// error 11750). The rest is for the verbs.
	roomForWords = 48 << 10
)

// says speaks the messages, each with its own voice. If the document would get
// too long, it drops messages from the front: the last words are the prompt.
func (s script) says(said []ivr.Spoken) []*element {
	var all []*element
	for _, spoken := range said {
		all = append(all, s.say(spoken)...)
	}
	room := roomForWords
	for i, e := range slices.Backward(all) {
		if room -= e.size(); room < 0 {
			return all[i+1:]
		}
	}
	return all
}

// say speaks one message: one <Say>, several if it is long, or a recording.
func (s script) say(spoken ivr.Spoken) []*element {
	if spoken.Play != "" {
		return s.play(spoken.Play)
	}
	voice, language, _ := s.voices.Voice(spoken.Lang)
	var out []*element
	for _, group := range portions(spoken.Parts) {
		say := tag("Say").with("voice", voice).with("language", language)
		for _, p := range group {
			say.add(part(p))
		}
		out = append(out, say)
	}
	return out
}

func part(p ivr.Part) *element {
	if p.Digits {
		return tag("say-as", "interpret-as", "digits").add(text(p.Text))
	}
	return text(p.Text)
}

// portions distributes parts over groups that are short enough for one <Say>.
func portions(parts []ivr.Part) [][]ivr.Part {
	var out [][]ivr.Part
	room := 0
	for _, p := range parts {
		for _, chunk := range chunks(p.Text, longestSay-len(sayAs)) {
			need := utf8.RuneCountInString(chunk)
			if p.Digits {
				need += len(sayAs)
			}
			if need > room {
				out, room = append(out, nil), longestSay
			}
			out[len(out)-1] = append(out[len(out)-1], ivr.Part{Text: chunk, Digits: p.Digits})
			room -= need
		}
	}
	return out
}

// chunks cuts text into pieces of at most n characters, at spaces where
// possible. Empty text has no pieces.
func chunks(s string, n int) []string {
	var out []string
	for s != "" {
		cut := byteOf(s, n)
		if cut < len(s) {
			if blank := strings.LastIndexByte(s[:cut], ' '); blank > 0 {
				cut = blank + 1
			}
		}
		out, s = append(out, s[:cut]), s[cut:]
	}
	return out
}

// byteOf returns the byte at which the nth character begins, or the end.
func byteOf(s string, n int) int {
	if len(s) <= n { // no character is shorter than a byte
		return len(s)
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
