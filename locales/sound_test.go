package locales

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"edown/ivr"
)

var update = flag.Bool("update", false, "rewrite testdata")

// seconds is how long a message takes to say. The measure lies in the middle of
// what two speeds of a synthetic voice took for every message: fourteen letters a
// second, or 4.6 Chinese characters; a digit takes as long as four letters. The
// silence after the last word is not part of the message.
func seconds(s ivr.Spoken) float64 {
	text := []rune(strings.TrimRightFunc(unheard.Replace(strings.Join(strings.Fields(s.String()), " ")), unicode.IsPunct))
	var sum float64
	for i, r := range text {
		between := i+1 == len(text) || text[i+1] == ' ' // not inside 4:15 or p.m.
		sum += sounding(r, s.Lang) + resting(r, between)
	}
	return sum
}

// unheard are the spaces that French sets before a mark.
var unheard = strings.NewReplacer(" ?", "?", " :", ":", " ;", ";", " !", "!")

const (
	letter    = 1.0 / 14
	character = 1.0 / 4.6 // Chinese; a syllable of Korean takes as long
	mora      = 1.0 / 7   // a kana; a kanji has two on average
)

// sounding is how long a letter, a character or a digit takes.
func sounding(r rune, lang string) float64 {
	ideographs, japanese := lang == "zh" || lang == "ko", lang == "ja"
	switch {
	case unicode.Is(unicode.Hangul, r):
		return character
	case unicode.In(r, unicode.Hiragana, unicode.Katakana), r == 'ー':
		return mora
	case japanese && (unicode.Is(unicode.Han, r) || unicode.IsDigit(r)):
		return 2 * mora
	case unicode.Is(unicode.Han, r), ideographs && unicode.IsDigit(r):
		return character
	case unicode.IsDigit(r):
		return 4 * letter
	case unicode.IsLetter(r), r == ' ':
		return letter
	}
	return 0
}

// resting is how long a voice pauses at a mark. One inside a word or a number is
// not heard.
func resting(r rune, between bool) float64 {
	switch {
	case strings.ContainsRune("。？！：", r), between && strings.ContainsRune(".?!:", r):
		return 0.4
	case strings.ContainsRune("，、；", r), between && strings.ContainsRune(",;", r):
		return 0.25
	}
	return 0
}

// TestSecondsOfEveryScript checks the measure itself.
func TestSecondsOfEveryScript(t *testing.T) {
	for _, x := range []struct {
		lang, text string
		want       float64
	}{
		{"en", "Yes, press 1. No, 2.", 14*letter + 8*letter + 0.25 + 0.4 + 0.25},
		{"en", "at 4:15 p.m.", 6*letter + 12*letter},
		{"fr", "Oui ? Non : 2", 8*letter + 4*letter + 0.4 + 0.4},
		{"zh", "是，请按1。不是，请按2。", 9*character + 0.25 + 0.4 + 0.25},
		{"ja", "はい、1を押す。", 2*mora + 0.25 + 2*mora + mora + 2*mora + mora},
		{"ja", "サーバー", 4 * mora},
		{"ko", "네, 1번을 누르세요.", character + 0.25 + letter + 3*character + letter + 4*character},
	} {
		got := seconds(ivr.Spoken{Lang: x.lang, Parts: []ivr.Part{{Text: x.text}}})
		if diff := got - x.want; diff > 0.001 || diff < -0.001 {
			t.Errorf("%s: %q lasts %.2f s, want %.2f", x.lang, x.text, got, x.want)
		}
	}
}

// limits in seconds: those of the interview (mission, section 3), and two of the
// prompts that wake people.
var limits = map[string]float64{
	"main": 10, "qualify": 5, "case_number": 6, "read_back": 9, "q1": 13, "q2": 5, "q3": 5, "q5": 7, "contact": 8, "q4": 7, "summary": 6,
}

// limit is how long a message may last: U4 and section 3.
func limit(s said, key string) float64 {
	prompt := strings.TrimSuffix(key, "_again")
	switch {
	case limits[key] > 0:
		return limits[key]
	case len(s.menus[prompt]) > 0:
		return 15
	}
	return 10
}

func TestNothingTakesTooLongToSay(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		for key := range s.keys {
			if isWritten(key) {
				continue
			}
			spoken, err := c.Speak(tag, ivr.Say{Key: key, Data: usual()})
			if err != nil {
				t.Fatal(err)
			}
			if got, most := seconds(spoken), limit(s, key); got > most {
				t.Errorf("%s: %s lasts %.1f s, at most %.0f: %s", tag, key, got, most, spoken)
			}
		}
	}
}

// TestProductionDownIsTheFirstThingSaid checks that the first option of the
// main menu is over within three seconds, and the whole menu, with other
// languages, within fifteen.
func TestProductionDownIsTheFirstThingSaid(t *testing.T) {
	c := load(t)
	for _, tag := range c.Tags() {
		main, err := c.Speak(tag, ivr.Say{Key: "main", Data: usual()})
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(main.String(), "1")
		if got := seconds(ivr.Spoken{Lang: tag, Parts: []ivr.Part{{Text: first + "1"}}}); got > 3 {
			t.Errorf("%s: the first option is over after %.1f s: %s1", tag, got, first)
		}
		whole := seconds(main)
		for _, other := range c.Tags() {
			if other != tag {
				more, _ := c.Speak(other, ivr.Say{Key: "main_other_language", Data: usual()})
				whole += seconds(more)
			}
		}
		if whole > 15 {
			t.Errorf("%s: the main menu lasts %.1f s with its languages", tag, whole)
		}
	}
}

// TestKeyOneOfAPageIsNamedAtOnce checks that the manager who picks up has heard what, where
// and key 1 within four and a half seconds.
func TestKeyOneOfAPageIsNamedAtOnce(t *testing.T) {
	c := load(t)
	for _, tag := range c.Tags() {
		keys := word(t, c, tag, "manager_keys", usual())
		to := strings.Index(keys, "1") + 1
		said := word(t, c, tag, "manager_headline", usual()) + " " + keys[:to]
		if got := seconds(ivr.Spoken{Lang: tag, Parts: []ivr.Part{{Text: said}}}); got > 4.5 {
			t.Errorf("%s: key 1 is named after %.1f s: %s", tag, got, said)
		}
	}
}

// namedKey matches a key as a prompt names it: a single digit, after what it
// does.
var namedKey = regexp.MustCompile(`(?i:press|tapez|按|, )\s?([0-9])`)

// TestMenusNameTheirKeys checks that keys ascend without gaps, each named last
// (U2, U3), and that 0, 8 and 9 follow them.
func TestMenusNameTheirKeys(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		for prompt, digits := range s.menus {
			for _, message := range spokenFor(s, prompt) {
				text := word(t, c, tag, message, usual())
				var named []string
				for _, m := range namedKey.FindAllStringSubmatchIndex(text, -1) {
					digit, rest := text[m[2]:m[3]], text[m[3]:]
					if strings.HasPrefix(rest, " pour cent") || len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
						continue
					}
					if next, _ := utf8.DecodeRuneInString(strings.TrimSpace(rest)); !strings.ContainsRune(".,;，；。", next) {
						t.Errorf("%s, %s: key %s is not the last thing said of it: %s", tag, message, digit, text)
					}
					if digit >= "1" && digit <= "7" {
						named = append(named, digit)
					}
				}
				if !slices.Equal(named, digits) {
					t.Errorf("%s, %s names %v, its keys are %v: %s", tag, message, named, digits, text)
				}
			}
		}
	}
}

// spokenFor returns the messages that offer the keys of a menu.
func spokenFor(s said, prompt string) []string {
	if other, ok := map[string]string{"manager_offer": "manager_keys", "waiting": "waiting_call_off"}[prompt]; ok {
		return []string{other}
	}
	var out []string
	for _, key := range []string{prompt, prompt + "_again"} {
		if s.keys[key] {
			out = append(out, key)
		}
	}
	return out
}

// gsm is the alphabet of a plain SMS, 160 characters of it (3GPP TS 23.038).
// With any other character there is room for 70.
const gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

// TestMessagesFitAnSMS checks that each fits one SMS: 160 characters in English
// and French, 70 in Chinese.
func TestMessagesFitAnSMS(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		for key := range s.keys {
			if !strings.HasPrefix(key, "sms_") {
				continue
			}
			text := word(t, c, tag, key, usual())
			if n := len([]rune(text)); n > 160 || tag == "zh" && n > 70 {
				t.Errorf("%s: %s has %d characters: %s", tag, key, n, text)
			}
			if foreign := strings.Trim(text, gsm); tag == "en" && strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune(gsm, r) }) {
				t.Errorf("%s: %s needs a larger alphabet for %q: %s", tag, key, foreign, text)
			}
			if tag != "zh" && key != "sms_nothing_open" && key != "sms_ambiguous" && !strings.Contains(text, "C1234567") {
				t.Errorf("%s: %s does not name the case (R5): %s", tag, key, text)
			}
		}
	}
}

// TestTranscript keeps all that is said and sent, to be read aloud when it
// changes: go test ./locales -update.
func TestTranscript(t *testing.T) {
	c, s := load(t), dialogues(t)
	for _, tag := range c.Tags() {
		var b strings.Builder
		for _, key := range slices.Sorted(maps.Keys(s.keys)) {
			text := word(t, c, tag, key, usual())
			fmt.Fprintf(&b, "%s\t%.1f s\t%s\n", key, seconds(ivr.Spoken{Lang: tag, Parts: []ivr.Part{{Text: text}}}), text)
		}
		path := filepath.Join("testdata", "transcript."+tag+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != b.String() {
			t.Errorf("%s is not what is said now (%v): run go test ./locales -update, and read the difference aloud", path, err)
		}
	}
}
