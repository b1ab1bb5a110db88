package support

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCaseNumberAsKeypadsSpellIt(t *testing.T) {
	for _, keys := range []string{"1234567", "21234567", "2221234567", "1234567#", "123 4567"} {
		got, err := DefaultCaseFormat.Spell(keys)
		if err != nil || got != "C1234567" {
			t.Errorf("Spell(%q) = %q, %v; want C1234567 (R4)", keys, got, err)
		}
	}
}

func TestCaseNumberWhoseDigitsBeginWithItsLettersKey(t *testing.T) {
	for keys, want := range map[string]CaseNumber{
		"2123456": "C2123456", "2221234": "C2221234", "22123456": "C2123456", "2222123456": "C2123456",
	} {
		if got, err := DefaultCaseFormat.Spell(keys); err != nil || got != want {
			t.Errorf("Spell(%q) = %q, %v; want %q", keys, got, err, want)
		}
	}
}

func TestCaseNumberRefusesOtherLengths(t *testing.T) {
	for _, keys := range []string{"", "123456", "12345678", "31234567", "222123456", "#", "99999999999"} {
		got, err := DefaultCaseFormat.Spell(keys)
		var wrong *SpellingError
		if !errors.As(err, &wrong) || wrong.Entry != keys {
			t.Errorf("Spell(%q) = %q, %v; want a SpellingError that names the entry", keys, got, err)
		}
	}
}

// In every format, all three spellings mean the same case.
func TestThreeSpellingsMeanTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := CaseFormat{
			Prefix: rapid.StringMatching(`[A-Z]{0,3}`).Draw(t, "prefix"),
			Digits: rapid.IntRange(3, 12).Draw(t, "digits"),
		}
		digits := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), f.Digits, f.Digits, -1).Draw(t, "number")
		want := CaseNumber(f.Prefix + digits)
		for _, keys := range []string{digits, keysOf(f.Prefix) + digits, tapsOf(f.Prefix) + digits} {
			if got, err := f.Spell(keys); err != nil || got != want {
				t.Fatalf("%+v.Spell(%q) = %q, %v; want %q", f, keys, got, err, want)
			}
		}
		if got, err := f.Parse(string(want)); err != nil || got != want {
			t.Fatalf("%+v.Parse(%q) = %q, %v", f, want, got, err)
		}
		for _, words := range []string{"so: " + string(want) + ".", strings.Join(want.Groups(), " "), digits} {
			if got := f.Mentioned(words); !slices.Equal(got, []CaseNumber{want}) {
				t.Fatalf("%+v.Mentioned(%q) = %q", f, words, got)
			}
		}
	})
}

func TestCaseNumbersAmongWords(t *testing.T) {
	for text, want := range map[string][]CaseNumber{
		"C1234567": {"C1234567"}, " c123-4567. Spoke to him": {"C1234567"}, "C 123.4567": {"C1234567"}, "1234567!": {"C1234567"},
		"about 123 4567, twice": {"C1234567"}, "C1234567 14:30": {"C1234567"}, "C1234567已联系": {"C1234567"}, "C1234567, c123 4567": {"C1234567"},
		"C1234567 or C7654321": {"C1234567", "C7654321"},
	} {
		if got := DefaultCaseFormat.Mentioned(text); !slices.Equal(got, want) {
			t.Errorf("Mentioned(%q) = %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"", "on my way", "C12345678", "C123 45678", "C123 4567 8", "C123456", "D1234567", "1234567th", "+1 415 555 0123",
	} {
		if got := DefaultCaseFormat.Mentioned(text); got != nil {
			t.Errorf("Mentioned(%q) = %q, which is not a case number", text, got)
		}
	}
}

func TestCaseNumberIsReadInGroups(t *testing.T) {
	for number, want := range map[CaseNumber][]string{
		"C1234567": {"C", "123", "4567"}, "12345678": {"1234", "5678"}, "AB12345": {"AB", "1", "2345"}, "": {""}, "ABC": {"ABC"},
	} {
		if got := number.Groups(); !slices.Equal(got, want) {
			t.Errorf("%q.Groups() = %q, want %q", number, got, want)
		}
	}
}

func TestCaseFormatNamesWhatIsWrong(t *testing.T) {
	if f, err := ParseCaseFormat("C9999999"); err != nil || f != DefaultCaseFormat {
		t.Errorf("ParseCaseFormat(C9999999) = %+v, %v", f, err)
	}
	for _, bad := range []string{"", "C", "C99", "ABCD999", "c999", "999C"} {
		if _, err := ParseCaseFormat(bad); err == nil {
			t.Errorf("ParseCaseFormat(%q) was accepted", bad)
		}
	}
}

func FuzzSpell(f *testing.F) {
	f.Add("1234567")
	f.Add("2221234567#")
	f.Fuzz(func(t *testing.T, keys string) {
		number, err := DefaultCaseFormat.Spell(keys)
		if err != nil {
			return
		}
		if again, err := DefaultCaseFormat.Parse(string(number)); err != nil || again != number {
			t.Errorf("Spell(%q) = %q, which Parse refuses: %v", keys, number, err)
		}
	})
}
