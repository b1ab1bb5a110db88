package support

import (
	"strings"
	"testing"
)

// Whatever keys arrive, they are a case number or an error; and a number is
// found again in each of its spellings (R4).
func FuzzCaseNumber(f *testing.F) {
	for _, keys := range []string{"1234567", "21234567", "2221234567", "1234567#", "*1234567", "222222222", "C1234567", "c 123-4567", "", "٣٣٣٣٣٣٣", "22222222"} {
		f.Add("C9999999", keys)
	}
	f.Add("CAS999999", "227123456")
	f.Add("999", "22722")
	f.Add("ABC9999", "2222220000")
	f.Fuzz(func(t *testing.T, pattern, keys string) {
		format, err := ParseCaseFormat(pattern)
		if err != nil {
			return
		}
		number, err := format.Spell(keys)
		if (err == nil) != format.spellsByHand(keys) {
			t.Fatalf("%s of %q: %q, %v", pattern, keys, number, err)
		}
		if err != nil {
			return
		}
		digits := strings.TrimPrefix(string(number), format.Prefix)
		for _, typed := range []string{digits, keysOf(format.Prefix) + digits, tapsOf(format.Prefix) + digits} {
			if again, err := format.Spell(typed + "#"); err != nil || again != number {
				t.Errorf("%s: %q is %q, and typed as %q it is %q, %v", pattern, keys, number, typed, again, err)
			}
		}
		for _, written := range []string{string(number), " " + strings.ToLower(string(number)), strings.Join(number.Groups(), " ")} {
			if again, err := format.Parse(written); err != nil || again != number {
				t.Errorf("%s: %q read from %q is %q, %v", pattern, number, written, again, err)
			}
		}
		if said := strings.Join(number.Groups(), ""); said != string(number) {
			t.Errorf("%q is read out as %q", number, said)
		}
	})
}

// spellsByHand is a naive twin of Spell: it accepts as many digits as the
// format has, or those and the keys of the letters.
func (f CaseFormat) spellsByHand(keys string) bool {
	digits := ""
	for _, r := range keys {
		if strings.ContainsRune("0123456789", r) {
			digits += string(r)
		}
	}
	for _, letters := range []string{"", keysOf(f.Prefix), tapsOf(f.Prefix)} {
		if strings.HasPrefix(digits, letters) && len(digits) == len(letters)+f.Digits {
			return true
		}
	}
	return false
}
