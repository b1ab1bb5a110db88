package voice

import (
	"strings"
	"testing"
	"unicode/utf8"

	"edown/ivr"
)

func spokenWords(lang string, parts ...string) ivr.Spoken {
	s := ivr.Spoken{Lang: lang}
	for _, p := range parts {
		digits := strings.Trim(p, "0123456789") == ""
		s.Parts = append(s.Parts, ivr.Part{Text: p, Digits: digits})
	}
	return s
}

func TestLongMessageIsSaidInPortions(t *testing.T) {
	long := strings.Repeat("production is down ", 400)
	says := script{voices: words{}}.say(spokenWords("en", long, "123", long))
	var all strings.Builder
	for _, say := range says {
		var one strings.Builder
		for _, c := range say.children {
			c.write(&one)
		}
		if n := utf8.RuneCountInString(one.String()); n >= 3000 {
			t.Errorf("a Say of %d characters", n)
		}
		if words := strings.TrimSpace(one.String()); !strings.HasPrefix(words, "production") && !strings.HasPrefix(words, "<say-as") && !strings.HasPrefix(words, "is") && !strings.HasPrefix(words, "down") {
			t.Errorf("cut in a word: %.20s", words)
		}
		all.WriteString(one.String())
	}
	if want := long + `<say-as interpret-as="digits">123</say-as>` + long; all.String() != want {
		t.Error("words were lost or moved")
	}
}

func TestWordWithoutBlanksIsCutAnyway(t *testing.T) {
	for _, piece := range chunks(strings.Repeat("生", 7000), longestSay) {
		if n := utf8.RuneCountInString(piece); n > longestSay || !utf8.ValidString(piece) {
			t.Errorf("a piece of %d characters", n)
		}
	}
}

func TestEmptyMessageHasNoSay(t *testing.T) {
	if says := (script{voices: words{}}).says([]ivr.Spoken{spokenWords("en", ""), {Lang: "en"}}); len(says) != 0 {
		t.Errorf("%d Says", len(says))
	}
}
