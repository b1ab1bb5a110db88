package locales

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"edown/ivr"
)

// Hours down, as callers say them: the number that is said is the number that
// is understood, in digits and in words; and the line understands its own words
// for a time.
func FuzzHoursInWords(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range []uint16{0, 1, 3, 11, 21, 40, 47, 99, 100, 101, 115, 450, 999, 1000, 1001, 1200, 9999} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n uint16) {
		n %= 10000
		want := strconv.Itoa(int(n))
		for lang, sentences := range map[string][]string{
			"en": {want, "about " + want + " hours", "We have been down for " + inEnglish(int(n)) + " hours.", strings.ToUpper(inEnglish(int(n)))},
			"fr": {want, "environ " + want + " heures"},
			"zh": {want, "大概" + want + "个小时"},
		} {
			if n > 0 && n < 48 {
				sentences = append(sentences, c.tongue(lang).duration("Down", time.Duration(n)*time.Hour))
			}
			for _, said := range sentences {
				if got := c.Understand(lang, "q5", said); got != want {
					t.Errorf("%s: %q is understood as %q, want %q", lang, said, got, want)
				}
			}
		}
	})
}

// inEnglish spells a number below ten thousand, word by word.
func inEnglish(n int) string {
	small := strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
		fifteen sixteen seventeen eighteen nineteen`)
	tens := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	rest := func(head string, n int) string {
		if n == 0 {
			return head
		}
		return head + " " + inEnglish(n)
	}
	switch {
	case n < 20:
		return small[n]
	case n < 100:
		return rest(tens[n/10], n%10)
	case n < 1000:
		return rest(small[n/100]+" hundred", n%100)
	}
	return rest(inEnglish(n/1000)+" thousand", n%1000)
}

// Anything said at any prompt means keys of a telephone or nothing, never many
// keys, and the same in capitals and with pauses.
func FuzzWordsAreKeys(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, said := range []string{"production is down", "un opérateur", "四百五十", "C one two three 4567", "1.5 hours", "99999999999999999999", "twenty-three hundred thousand million", "１２３", "\u202e\u200b 1", "no"} {
		f.Add(said)
	}
	f.Fuzz(func(t *testing.T, said string) {
		for _, lang := range c.Tags() {
			for _, prompt := range []string{"main", "qualify", "case_number", "q1", "q2", "q5", "contact_number"} {
				keys := c.Understand(lang, prompt, said)
				if strings.Trim(strings.TrimPrefix(keys, outage), "0123456789*#") != "" || len(keys) > longestNumber {
					t.Errorf("%s, %s: %q means %q", lang, prompt, said, keys)
				}
				if plain := ascii(said) && len(said) < longestSentence/2; plain && c.Understand(lang, prompt, "  "+strings.ToUpper(said)+" ") != keys {
					t.Errorf("%s, %s: %q means %q, and in capitals %q", lang, prompt, said, keys, c.Understand(lang, prompt, "  "+strings.ToUpper(said)+" "))
				}
			}
		}
	})
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// Names from outside are said as names: short, on one line, without control or
// formatting characters. Cleaning them again changes nothing.
func FuzzNames(f *testing.F) {
	c, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"Acme", "", "</Say><Dial>+19005550100</Dial>", "{{.Case}}", "\u202eevil\u202c\x00\x1b[2J", "a\u200bb", "\ue000123\ue001", strings.Repeat("x", 10000), strings.Repeat("字 ", 500), "]]>", "\xff\xfe", "line\r\nFrom: x"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		kept := clean(name, longestSpoken)
		if again := clean(kept, longestSpoken); again != kept {
			t.Errorf("%q is cleaned to %q, then to %q", name, kept, again)
		}
		if n := len([]rune(kept)); n > longestSpoken || strings.ContainsFunc(kept, forbidden) {
			t.Errorf("%q is cleaned to %q, %d letters", name, kept, n)
		}
		for _, lang := range c.Tags() {
			spoken, err := c.Speak(lang, ivr.Say{Key: "manager_headline", Data: ivr.Data{"Customer": name, "Case": "", "Category": "", "Language": ""}})
			if err != nil || !strings.Contains(spoken.String(), kept) || len(spoken.Parts) != 1 {
				t.Errorf("%s: %q is said as %q, %v", lang, name, fmt.Sprint(spoken), err)
			}
			written, err := c.Text(lang, "sms_page", map[string]string{"Customer": name, "Case": "", "Category": ""})
			if err != nil || !strings.Contains(written, clean(name, longestWritten)) || strings.ContainsFunc(written, forbidden) {
				t.Errorf("%s: %q is written as %q, %v", lang, name, written, err)
			}
		}
	})
}

func forbidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point)
}
